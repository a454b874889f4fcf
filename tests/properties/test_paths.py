"""PATHS select what is reported, never what is analysed."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from .snippets import contents, told, write


@settings(max_examples=60, deadline=None)
@given(contents(), st.data())
def test_paths_cut_the_findings_of_the_whole_down(
    files: dict[str, str], data: st.DataObject
) -> None:
    with TemporaryDirectory() as folder:
        root = Path(folder).resolve()
        write(root, files)
        whole = told(root, cache=False)[0]
        names = sorted({*files, *(path.partition("/")[0] for path in files)} - {"dupelint.toml"})
        names += [place.path for finding in whole for place in finding.places]  # likelier
        paths = data.draw(st.lists(st.sampled_from(names), min_size=1, max_size=4, unique=True))

        part = told(root, *paths, cache=False)[0]

        inside = tuple(f"{path}/" for path in paths)
        assert part == [
            finding
            for finding in whole
            if any(place.path in paths or place.path.startswith(inside) for place in finding.places)
        ]
