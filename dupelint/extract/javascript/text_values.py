"""Joining values: strings to longer strings, alternatives to defaults."""

from __future__ import annotations

from collections.abc import Iterable

from dupelint.model.value import NULL, Value


def concat(parts: Iterable[Value]) -> Value:
    """The concatenation of values, flat, with neighbouring literals joined."""
    flat: list[Value] = []
    for part in parts:
        for item in part[1:] if part[0] == "concat" else (part,):
            if item[0] == "num":
                item = ("str", str(item[1]))
            if item[0] == "str" and flat and flat[-1][0] == "str":
                flat[-1] = ("str", flat[-1][1] + item[1])
            elif item != ("str", ""):
                flat.append(item)
    if not flat:
        return ("str", "")
    return flat[0] if len(flat) == 1 else ("concat", *flat)


def otherwise(first: Value, second: Value) -> Value:
    """`first || second`: the default of an environment variable where `first` reads one."""
    match first:
        case ("env", name, default):
            falsy = default == NULL or default in (("str", ""), ("num", 0))
            return ("env", name, second if falsy else otherwise(default, second))
        case ("null",):
            return second
        case ("str", text) if text:
            return first
        case ("or", one, other):
            return ("or", one, otherwise(other, second))
    return first if first == second else ("or", first, second)


def strip(value: Value, start: str = "", end: str = "") -> Value:
    """`value` without the characters of `start` at its start, of `end` at its end, where known."""
    match value:
        case ("str", text):
            return ("str", text.lstrip(start or "\0").rstrip(end or "\0"))
        case ("concat", *parts):
            if start:
                parts[0] = strip(parts[0], start=start)
            if end:
                parts[-1] = strip(parts[-1], end=end)
            return concat(parts)
        case ("env", name, default):
            return ("env", name, strip(default, start, end))
        case ("or" | "cond" as form, one, other):
            return (form, strip(one, start, end), strip(other, start, end))
    return value
