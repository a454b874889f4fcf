"""What the rows of one finding ask of the rule's fixer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dupelint.model.edit import Applicability, Remedy, Target
from dupelint.ruleset.rule import Rule, allowed
from dupelint.ruleset.sources import Sources

_SPANS = frozenset({"at", "also", "edit", "stays"})  # their meaning is in the target's own fields


def remedy(rule: Rule, rows: Sequence[Mapping[str, Any]], sources: Sources) -> Remedy | None:
    """One target for each distinct `edit`, `at` where the query has no such column.

    A row whose `edit` is NULL or -1 names no target; without a target there is no remedy. Of
    several applicabilities the least trusted holds.
    """
    if rule.fixer is None:
        return None
    targets: dict[tuple[str, int, int], Target] = {}
    trust: list[Applicability] = []
    for row in rows:
        place = sources.place(row["edit"]) if "edit" in row else row["at"]
        if place is None:
            continue
        span = (place.path, place.start, place.end)
        columns = {name: value for name, value in row.items() if name not in _SPANS}
        targets.setdefault(span, Target(*span, columns, _stays(row, sources)))
        given = row.get("applicability") or rule.applicabilities[0]
        trust.append(allowed(rule, "applicability", given, rule.applicabilities))
    if not targets:
        return None
    least = max(trust, key=lambda each: each.rank)
    return Remedy(rule.fixer, least, tuple(targets[span] for span in sorted(targets)))


def _stays(row: Mapping[str, Any], sources: Sources) -> str:
    """Path and line of what stays in force: `stays`, else the row's related place."""
    place = sources.place(row["stays"]) if "stays" in row else row["also"]
    return f"{place.path}:{sources.lines(place.path).line(place.start)}" if place else ""
