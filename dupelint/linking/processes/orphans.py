"""Programs that a script leaves behind in the background."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from dupelint.linking.files import Files
from dupelint.linking.processes.launchers import Launchers
from dupelint.linking.processes.rivals import PASSING
from dupelint.linking.processes.starts import Started
from dupelint.model.facts import NO_SPAN, Span
from dupelint.model.wiring import Orphan, Rival
from dupelint.store import Store


def link_orphans(
    store: Store, files: Files, launchers: Launchers, started: Sequence[Started]
) -> None:
    """Fill `orphan`: a row for each program, those of one script with one number."""
    also = {row.at: row.also for row in store.rows(Rival)}
    contained = _called_by_containers(launchers, started)
    scripts: dict[int, dict[int, Started]] = defaultdict(dict)
    for one in started:
        launcher = one.leaf.chain[0][0]
        if launcher.kind == "script" and len(one.leaf.chain) == 1:
            scripts[launcher.file].setdefault(one.row.command, one)
    rows: list[Orphan] = []
    for file, found in scripts.items():
        whole = launchers.scripts.get(file)
        passing = PASSING.search(files.path(file))
        if whole is None or whole.waits or file in contained or passing:
            continue
        rows += _left_behind(files, file, list(found.values()), also)
    store.fill(Orphan, rows)


def _called_by_containers(launchers: Launchers, started: Sequence[Started]) -> set[int]:
    """Scripts whose end is the end of a container: there it is told by the container."""
    return {
        launcher.file
        for one in started
        for launcher, _ in one.leaf.chain[1:]
        if launchers.in_container(launcher)
    }


def _left_behind(
    files: Files, file: int, found: Sequence[Started], also: dict[Span, Span]
) -> Iterator[Orphan]:
    """What is in the background, nothing where a foreground program comes behind it."""
    background = [one for one in found if one.row.background]
    if not background or any(
        not one.row.background and one.row.at > background[0].row.at for one in found
    ):
        return
    # The primary one is what the launcher that stays starts first.
    background.sort(key=lambda one: (also.get(one.row.at, 1 << 63), one.row.at))
    first = background[0]
    for one in background:
        yield Orphan(
            files.path(file), one.row.entry or one.row.program,
            NO_SPAN if one is first else one.row.at, first.row.at,
        )  # fmt: skip
