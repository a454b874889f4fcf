"""Which fixes of a round go together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dupelint.fixing.patch import overlap, patched
from dupelint.model.edit import Edit, Fix


def together(fixes: Iterable[Fix]) -> list[Fix]:
    """Fixes that do not touch each other's bytes; of two that do, the later waits for a round."""
    taken: dict[str, list[Edit]] = {}
    chosen: list[Fix] = []
    for fix in fixes:
        if any(overlap(edit, other) for edit in fix.edits for other in taken.get(edit.path, ())):
            continue
        chosen.append(fix)
        for edit in fix.edits:
            taken.setdefault(edit.path, []).append(edit)
    return chosen


def contents(fixes: Iterable[Fix], files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Path → bytes after these fixes, for every file that they change; StaleError."""
    edits: dict[str, list[Edit]] = {}
    for fix in fixes:
        for edit in fix.edits:
            edits.setdefault(edit.path, []).append(edit)
    changed = {path: patched(files[path], parts) for path, parts in edits.items()}
    return {path: data for path, data in changed.items() if data != files[path]}
