"""PATHS select what is reported, never what is analysed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dupelint.model.finding import Finding

from .snippets import FILES, contents, told, write

# Every kind of finding whose places lie in several files.
CROSSED = {path: texts[0] for path, texts in FILES.items()} | {
    "server/app.py": FILES["server/app.py"][2],
    "dupelint.toml": "",
}


def cut_down(findings: Sequence[Finding], paths: Sequence[str]) -> list[Finding]:
    """Those with a place in one of the paths."""
    inside = tuple(f"{path}/" for path in paths)
    return [
        finding
        for finding in findings
        if any(place.path in paths or place.path.startswith(inside) for place in finding.places)
    ]


@pytest.mark.parametrize("path", [*(path for path in FILES if path != "dupelint.toml"), "server"])
def test_one_path_of_a_project_full_of_findings(tmp_path: Path, path: str) -> None:
    write(tmp_path, CROSSED)
    whole = told(tmp_path, cache=False)[0]
    assert (
        len([one for one in whole if {place.path for place in one.places} - {one.primary.path}]) > 2
    )
    assert told(tmp_path, path, cache=False)[0] == cut_down(whole, [path])


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
        assert told(root, *paths, cache=False)[0] == cut_down(whole, paths)
