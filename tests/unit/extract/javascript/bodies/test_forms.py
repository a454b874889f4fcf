"""The verdict on every form in which code parses a response; each is also run under Node."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

from dupelint.extract.javascript.bodies.scenarios import ERRORS, GOOD, TRIED
from dupelint.model.facts import BodyRead

_RUNNER = Path(__file__).with_name("runner.mjs")


def test_verdict(form: tuple[str, str], verdicts: Callable[[str], list[str]]) -> None:
    row, source = form
    assert verdicts(source) == [row.partition(": ")[2]]


def test_the_same_in_typescript(
    form: tuple[str, str], verdicts: Callable[[str, str], list[str]]
) -> None:
    row, source = form
    assert verdicts(source, "app.ts") == [row.partition(": ")[2]]


def test_no_parse(no_parse: str, facts: Callable[[str], list[Any]]) -> None:
    assert [fact for fact in facts(no_parse) if isinstance(fact, BodyRead)] == []


def test_every_form_behaves_as_the_table_says(forms: list[tuple[str, str]]) -> None:
    """Node, with real `Response` objects, is the judge of the table."""
    answers = [scenario._asdict() for scenario in (*TRIED, GOOD, *ERRORS)] + [{"fails": True}]
    sources = [source for _row, source in forms]
    done = subprocess.run(
        ["node", _RUNNER],
        input=json.dumps({"forms": sources, "scenarios": answers}),
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    outcomes = json.loads(done.stdout)
    assert len(outcomes) == len(forms)
    wrong = {
        f"{row}\n{source}": problems
        for (row, source), outcome in zip(forms, outcomes, strict=True)
        if (problems := _contradictions(row.partition(": ")[2], outcome))
    }
    assert wrong == {}


def _contradictions(verdict: str, outcome: list[dict[str, bool]]) -> list[str]:
    reach, _guarded, handling, *flags = verdict.split()
    tried, good, errors, no_network = outcome[:5], outcome[5], outcome[6:-1], outcome[-1]
    found = []
    ran = "".join("R" if one["reached"] else "B" for one in tried)
    if any(said not in ("?", did) for said, did in zip(reach, ran, strict=True)):
        found.append(f"reached: {ran}")
    only_errors = not good["reached"] and any(one["reached"] for one in (tried[-1], *errors))
    if "?" not in reach and only_errors != ("error_branch" in flags):
        found.append(f"only for errors: {only_errors}")
    escaped = {one["escaped"] for one in tried if one["reached"]}
    if escaped - {handling == "unhandled"}:
        found.append(f"the failure escapes: {escaped}")
    if handling == "misreported" and no_network["escaped"]:
        found.append("a failed request is not caught by what catches the parse")
    if handling == "handled" and not no_network["escaped"]:
        found.append("a failed request is caught like the parse")
    return found
