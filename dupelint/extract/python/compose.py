"""Values made of other values."""

from __future__ import annotations

from dupelint.model.numbers import small_number
from dupelint.model.value import Value, unresolved


def member(value: Value, name: str) -> Value:
    """An attribute or item; of a literal the item itself."""
    if value[0] == "list" and (at := small_number(name)) >= 0:
        return value[at + 1] if at + 1 < len(value) else unresolved("no such item")
    if value[0] == "object":
        for key, item in value[1:]:
            if key == name:
                found: Value = item
                return found
    if value[0] == "unresolved":
        return value
    return ("member", value, name)


def concat(parts: list[Value]) -> Value:
    """Parts one after the other, neighbouring texts joined."""
    flat: list[Value] = []
    for part in parts:
        for piece in part[1:] if part[0] == "concat" else (part,):
            if piece[0] == "str" and flat and flat[-1][0] == "str":
                flat[-1] = ("str", flat[-1][1] + piece[1])
            elif piece != ("str", ""):
                flat.append(piece)
    if not flat:
        return ("str", "")
    return flat[0] if len(flat) == 1 and flat[0][0] == "str" else ("concat", *flat)


def trimmed(value: Value, method: str, what: str | None) -> Value:
    """`.strip()`, `.rstrip("/")` … of what is known; names stay what they are."""
    if value[0] == "str":
        return ("str", getattr(value[1], method)(what))
    if value[0] == "env":
        return ("env", value[1], trimmed(value[2], method, what))
    if value[0] in ("or", "cond"):
        return (value[0], *(trimmed(part, method, what) for part in value[1:]))
    return value


def entries(value: Value, what: bytes) -> Value:
    """The `keys`, `values` or `items` of a dict literal as a list."""
    if what == b"keys":
        return ("list", *(("str", key) for key, _ in value[1:]))
    if what == b"values":
        return ("list", *(item for _, item in value[1:]))
    return ("list", *(("list", ("str", key), item) for key, item in value[1:]))


def has_param(value: Value) -> bool:
    """Whether a parameter stands anywhere in a value."""
    if value and value[0] == "param":
        return True
    return any(isinstance(part, tuple) and has_param(part) for part in value)
