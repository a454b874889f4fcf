"""Rules as documentation: a page for each, a list of all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dupelint.ruleset.rule import PLACEHOLDER, Rule


def markdown(rule: Rule) -> str:
    """The document as a reader wants it: without front matter, with code and severity."""
    body = rule.text.split("\n---\n", 1)[1].lstrip("\n")
    title, _, rest = body.partition("\n")
    severities = " or ".join(rule.severities)
    parts = [title, f"`{rule.code}` · `{rule.id}` · {severities}{_fix(rule)}"]
    if not PLACEHOLDER.fullmatch(rule.advice):  # else only the query knows it
        parts.append(f"*{rule.advice}*")
    return "\n\n".join([*parts, rest.strip()]) + "\n"


def _fix(rule: Rule) -> str:
    return f" · fix: {rule.fixer} ({' or '.join(rule.applicabilities)})" if rule.fixer else ""


def plain(rule: Rule) -> dict[str, Any]:
    """The rule as data, for JSON."""
    return {
        "code": rule.code,
        "name": rule.id,
        "title": rule.title,
        "severity": list(rule.severities),
        "evidence": str(rule.evidence),
        "yields_to": list(rule.yields_to),
        "fix": rule.fixer and str(rule.fixer),
        "applicability": list(rule.applicabilities),
        "message": rule.message,
        "advice": rule.advice,
        "explanation": markdown(rule),
    }


def text_list(rules: Sequence[Rule]) -> str:
    """One line for each rule."""
    wide = max((len(rule.id) for rule in rules), default=0)
    return "".join(
        f"{rule.code}  {rule.id:{wide}}  {rule.severities[0]:7}  {rule.title}\n" for rule in rules
    )


def markdown_list(rules: Sequence[Rule]) -> str:
    """A table with one row for each rule."""
    rows = [
        f"| {rule.code} | `{rule.id}` | {', '.join(rule.severities)} | {rule.title} |\n"
        for rule in rules
    ]
    return "| code | name | severity | finds |\n|---|---|---|---|\n" + "".join(rows)
