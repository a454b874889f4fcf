"""Reads a piece of Python, shows its facts in short form."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, get_type_hints

import pytest

from dupelint.extract.python import extract
from dupelint.extract.unit import Unit, Words
from dupelint.model.facts import LENGTH_BITS, Arms, Span, ValueText
from dupelint.model.source import Kind, Language
from dupelint.model.value import load

WORDS = Words(frozenset({3001, 3310, 3300}), False)
Read = Callable[..., list[str]]


def unit_of(source: str | bytes) -> Unit:
    data = source.encode() if isinstance(source, str) else source
    return Unit("pkg/mod.py", Language.PYTHON, Kind.SOURCE, data, WORDS)


@pytest.fixture
def facts() -> Callable[[str | bytes], list[Any]]:
    """All facts of a file."""
    return lambda source: list(extract(unit_of(source)))


@pytest.fixture
def read() -> Read:
    """The facts of the kinds named, one line each: `Kind field=value …`, empty fields left out."""

    def read(source: str | bytes, *kinds: str) -> list[str]:
        unit = unit_of(source)
        return [shown(fact, unit.data) for fact in extract(unit) if type(fact).__name__ in kinds]

    return read


def shown(fact: Any, data: bytes) -> str:
    hints = get_type_hints(type(fact))
    parts = [type(fact).__name__]
    for name, item in fact._asdict().items():
        if hints[name] is Span:
            text = "" if item < 0 else place(item, data)
        elif hints[name] is ValueText:
            text = value(load(item), data)
            text = "" if text == "None" or (name, text) == ("options", "{}") else text
        elif hints[name] is Arms:
            pairs = [f"{data[at:].split()[0].decode()}@{at}:{arm}" for at, arm in load(item)]
            text = " ".join(pairs)
        else:
            text = str(item) if item not in ("", 0, "[]") else ""
        if name == "call" and item == fact.at:
            text = ""
        if text:
            parts.append(f"{name}={text}")
    return " ".join(parts)


def place(span: int, data: bytes) -> str:
    start = span >> LENGTH_BITS
    text = data[start : start + (span & (1 << LENGTH_BITS) - 1)].decode("utf-8", "replace")
    text = " ".join(text.split())
    return f"‹{text if len(text) < 60 else text[:30] + '…' + text[-10:]}›"


def value(item: Any, data: bytes) -> str:
    match item:
        case ("str", text):
            return repr(text)
        case ("num", number) | ("bool", number):
            return str(number)
        case ("null",):
            return "None"
        case ("list", *items):
            return "[" + ", ".join(value(part, data) for part in items) + "]"
        case ("object", *pairs):
            return "{" + ", ".join(f"{key}: {value(part, data)}" for key, part in pairs) + "}"
        case ("global", name):
            return str(name)
        case ("import", module, symbol):
            return f"import({module}:{symbol})"
        case ("new", offset):
            return "new " + data[offset:].split(b"(")[0].decode() + f"@{offset}"
        case ("param", name):
            return f"${name}"
        case ("member", inner, name):
            return f"{value(inner, data)}.{name}"
        case ("call", callee, args, keywords):
            given = [value(part, data) for part in args]
            given += [f"{key}={value(part, data)}" for key, part in keywords]
            return f"{value(callee, data)}({', '.join(given)})"
        case ("env", name, default):
            return f"env({name}, {value(default, data)})"
        case (str(form), *parts):
            inner = [part if isinstance(part, str) else value(part, data) for part in parts]
            return f"{form}({', '.join(inner)})"
    raise AssertionError(item)
