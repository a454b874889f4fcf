"""Conditions that are asked again, as arms of facts."""

from __future__ import annotations

import json

import pytest

from dupelint.extract import extract
from dupelint.extract.unit import Unit, Words
from dupelint.model.facts import Registration
from dupelint.model.source import Kind, Language


@pytest.mark.parametrize(
    ("first", "between", "second", "apart"),
    [
        ("if a:", "", "if not a:", True),
        ("if not a:", "", "if a:", True),
        ("if (a):", "", "if not (a):", True),
        ("if a.b:", "", "if not a.b:", True),
        ("if a:", "", "if a:", False),
        ("if a:", "", "if not b:", False),
        ("if a:", "a = 1", "if not a:", False),
        ("if a:", "    a = 1", "if not a:", False),
        ("if a:", "x, a = 1, 2", "if not a:", False),
        ("if a:", "for a in x: pass", "if not a:", False),
        ("if a:", "b.a = 1", "if not a:", True),
        ("if a:", "a, x = 1, 2", "if not a:", False),
        ("if a:", "a: int = 1", "if not a:", False),
        ("if a:", "x(a=a)", "if not a:", True),
        ("if a:", "x(a == 1, ba=2)", "if not a:", True),
        ("if a == 'x':", "", "if a == 'y':", True),
        ("if a == 'x':", "", 'if a == "x":', False),
        ("if a == 'x':", "", "if a != 'x':", True),
        ("if a == 'x':", "", "if a != 'y':", False),
        ("if a is None:", "", "if a is not None:", True),
        ("if a == 'x':", "", "if b == 'y':", False),
        ("if a > 1:", "", "if a > 2:", False),
        ("if a():", "", "if not a():", False),
        ("if __name__ == '__main__':", "", "if __name__ == 'x':", False),
    ],
)
def test_two_places_exclude_each_other(first: str, between: str, second: str, apart: bool) -> None:
    register = "    app.register_blueprint(bp)\n"
    code = f"from flask import Flask\n{first}\n{register}{between}\n{second}\n{register}"
    unit = Unit("a.py", Language.PYTHON, Kind.SOURCE, code.encode(), Words(frozenset(), False))

    facts = [fact for fact in extract(unit) if isinstance(fact, Registration)]
    arms = [dict(json.loads(fact.arms)) for fact in facts]

    assert len(arms) == 2
    assert any(arms[0].get(branch, arm) != arm for branch, arm in arms[1].items()) is apart
