"""Which fixes of a round go together."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Mapping

from dupelint.fixing.patch import overlap, patched
from dupelint.model.edit import Edit, Fix


def together(fixes: Iterable[Fix]) -> list[Fix]:
    """Fixes that do not touch each other's bytes; of two that do, the later waits for a round."""
    taken: dict[str, list[Edit]] = {}  # path → edits in order
    chosen: list[Fix] = []
    for fix in fixes:
        if any(_met(edit, taken.get(edit.path, [])) for edit in fix.edits):
            continue
        chosen.append(fix)
        for edit in fix.edits:
            insort(taken.setdefault(edit.path, []), edit, key=_place)
    return chosen


def _met(edit: Edit, others: list[Edit]) -> bool:
    """Whether it touches one of these. As they do not touch each other, its neighbours tell."""
    index = bisect_left(others, _place(edit), key=_place)
    return any(overlap(edit, other) for other in others[max(0, index - 1) : index + 1])


def _place(edit: Edit) -> tuple[int, int]:
    return edit.start, edit.end


def contents(fixes: Iterable[Fix], files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Path → bytes after these fixes, for every file that they change; StaleError."""
    edits: dict[str, list[Edit]] = {}
    for fix in fixes:
        for edit in fix.edits:
            edits.setdefault(edit.path, []).append(edit)
    changed = {path: patched(files[path], parts) for path, parts in edits.items()}
    return {path: data for path, data in changed.items() if data != files[path]}
