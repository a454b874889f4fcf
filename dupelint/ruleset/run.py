"""Asks each rule's query and turns its rows into findings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any

from dupelint.model.errors import RuleError
from dupelint.model.finding import Finding, Place
from dupelint.ruleset.check import check_columns, located
from dupelint.ruleset.fingerprint import numbered
from dupelint.ruleset.folding import fold
from dupelint.ruleset.remedy import remedy
from dupelint.ruleset.rule import Rule, allowed, as_text
from dupelint.ruleset.sandbox import SECONDS, Answer, QueryError, Sandbox
from dupelint.ruleset.sources import Read, Sources
from dupelint.store import Store


@dataclass(slots=True)
class RuleRun:
    """What the rules had to say."""

    findings: list[Finding] = field(default_factory=list)  # by place
    folded: list[tuple[Finding, str]] = field(default_factory=list)  # and the rule that tells it
    withheld: list[tuple[Finding, str]] = field(default_factory=list)  # and why


def run_rules(store: Store, rules: Sequence[Rule], read: Read, seconds: float = SECONDS) -> RuleRun:
    """Findings of these rules on a linked store; `read` gives the bytes of a path of the run.

    The time is for each rule. Rules that another stage answers (`engine`) are passed over.
    """
    found: list[Finding] = []
    withheld: list[tuple[Finding, str]] = []
    with Sandbox(store, read, seconds, [rule.query for rule in rules]) as sandbox:
        for rule in rules:
            if rule.engine:
                continue
            for finding, reason in _ask(rule, sandbox):
                if reason is None:
                    found.append(finding)
                else:
                    withheld.append((finding, reason))
    found.sort(key=_order)
    withheld.sort(key=lambda pair: _order(pair[0]))
    kept, folded = fold(numbered(found), {rule.id: rule.yields_to for rule in rules})
    return RuleRun(kept, folded, withheld)


def _order(finding: Finding) -> tuple[object, ...]:
    primary = finding.primary
    return primary.path, primary.start, primary.end, finding.code, finding.message


def _ask(rule: Rule, sandbox: Sandbox) -> Iterator[tuple[Finding, str | None]]:
    try:
        answer = sandbox.run(rule.query)
    except QueryError as error:
        raise located(rule, error, sandbox) from error
    check_columns(rule, answer.columns)
    groups: dict[tuple[Place, object], list[dict[str, Any]]] = {}
    for row in _rows(rule, answer, sandbox.sources):
        groups.setdefault((row["at"], row.get("key")), []).append(row)
    for rows in groups.values():
        yield _one(rule, rows, sandbox.sources)


def _rows(rule: Rule, answer: Answer, sources: Sources) -> list[dict[str, Any]]:
    """Rows by column with places for spans, in an order that SQLite has no part in."""
    rows = []
    for values in answer.rows:
        row: dict[str, Any] = dict(zip(answer.columns, values, strict=True))
        at = sources.place(row["at"])
        if at is None:
            where = rule.where(rule.query_line)
            raise RuleError(
                f"{where}: {rule.id}: 'at' is {row['at']!r}, which is no place of this project",
                "select a column that holds a span, and leave out rows where it is NULL or -1",
            )
        also = sources.place(row.get("also"), as_text(row.get("also_label")))
        if row.get("hidden"):
            at, also = at._replace(hidden=True), also and also._replace(hidden=True)
        row["at"], row["also"] = at, also
        order = (
            _place_order(at),
            _place_order(also) if also else (),
            [_value_order(row[name]) for name in answer.columns if name not in ("at", "also")],
        )
        rows.append((order, row))
    rows.sort(key=itemgetter(0))
    return [row for _, row in rows]


def _one(rule: Rule, rows: list[dict[str, Any]], sources: Sources) -> tuple[Finding, str | None]:
    first = rows[0]
    primary: Place = first["at"]
    related: dict[tuple[object, ...], Place] = {}
    symbols = {(primary.path, _symbol(first.get("symbol"), primary, sources))}
    for row in rows:
        also = row["also"]
        if also and _place_order(also) != _place_order(primary):
            related.setdefault(_place_order(also), also)
            symbols.add((also.path, _symbol(row.get("also_symbol"), also, sources)))
    severities = [
        allowed(rule, "severity", row["severity"], rule.severities)
        for row in rows
        if row.get("severity")
    ]
    gravest = min(severities, key=lambda severity: severity.rank) if severities else None
    reasons = [as_text(row["withheld"]) for row in rows if row.get("withheld") is not None]
    built = rule.finding(
        primary, first, symbols, list(related.values()), gravest, remedy(rule, rows, sources)
    )
    return built, reasons[0] if reasons else None


def _symbol(given: object, place: Place, sources: Sources) -> str:
    return sources.text(place) if given is None else as_text(given)


def _place_order(place: Place) -> tuple[str, int, int]:
    return place.path, place.start, place.end


def _value_order(value: object) -> tuple[str, Any]:
    """Orders values of unlike types."""
    return type(value).__name__, 0 if value is None else value
