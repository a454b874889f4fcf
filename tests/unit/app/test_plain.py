"""Nothing of a verdict is lost on the way to JSON and back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from enum import Enum
from itertools import count
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import pytest

from dupelint.app.plain import plain, restored
from dupelint.app.verdict import Verdict
from dupelint.model.finding import Outcome

_NUMBERS = count(1)


def sample(kind: Any) -> Any:
    """A value of a type in which no two fields are alike and nothing is empty."""
    origin, parts = get_origin(kind), get_args(kind)
    number = next(_NUMBERS)
    if is_dataclass(kind) or hasattr(kind, "_fields"):
        make: Any = kind
        return make(**{name: sample(hint) for name, hint in get_type_hints(kind).items()})
    if isinstance(kind, type) and issubclass(kind, Enum):
        return list(kind)[number % len(kind)]
    if origin in (Union, UnionType):
        return sample(next(part for part in parts if part is not NoneType))
    if origin is list:
        return [sample(parts[0]), sample(parts[0])]
    if origin is tuple:
        return tuple(sample(part) for part in parts if part is not ...)
    if origin in (dict, Mapping):
        return {sample(parts[0]): sample(parts[1])}
    return {
        str: f"text {number} é \udc80",
        bytes: b"\x00\xff%d" % number,
        int: number,
        bool: bool(number % 2),
        object: number + 0.5,
    }[kind]


def through_json(kind: Any, value: Any) -> Any:
    return restored(kind)(json.loads(json.dumps(plain(kind)(value))))


def test_a_verdict_comes_back_whole() -> None:
    verdict = sample(Verdict)
    assert verdict.findings[0].remedy.targets[0].columns  # the deepest there is
    assert through_json(Verdict, verdict) == verdict


def test_every_field_of_an_outcome_is_of_the_run_or_of_the_verdict() -> None:
    of_the_run = {"root", "files", "skipped", "skipped_files", "notes"}
    of_the_run |= {"fixing", "fixed", "snapshot", "secrets"}
    outcome = {field.name for field in fields(Outcome)}
    verdict = set(Verdict._fields)
    assert outcome == of_the_run | verdict
    assert not of_the_run & verdict


def test_a_verdict_is_told_whole() -> None:
    verdict, outcome = sample(Verdict), Outcome("/")
    verdict.tell(outcome, ("",))
    assert outcome.suppressed == len(verdict.suppressed)
    for name in Verdict._fields:
        if name != "suppressed":
            assert getattr(outcome, name) == getattr(verdict, name)


@dataclass(frozen=True)
class Held:
    value: object
    maybe: str | None


@pytest.mark.parametrize("value", [None, True, 1, 2.5, "text"])
def test_scalars_keep_their_type(value: object) -> None:
    found = through_json(Held, Held(value, None))
    assert found == Held(value, None)
    assert type(found.value) is type(value)


@pytest.mark.parametrize("value", [b"bytes", [1], {"a": 1}, object()])
def test_what_has_no_form_is_refused(value: object) -> None:
    with pytest.raises(TypeError, match="no form for"):
        plain(Held)(Held(value, None))


@pytest.mark.parametrize("kind", [set[int], complex, int | str | None])
def test_a_type_that_has_no_form_is_refused(kind: Any) -> None:
    with pytest.raises((TypeError, ValueError)):
        plain(kind)


@pytest.mark.parametrize("data", [[], ["", "", ""], [[], []], None, 7, "ab"])
def test_what_somebody_else_wrote_is_refused(data: object) -> None:
    with pytest.raises((TypeError, ValueError)):
        restored(Verdict)(data)
