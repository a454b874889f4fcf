"""Expressions as data: what a value is, as far as its own file says.

A `Value` is a nested tuple whose first item names its form; the store keeps it as JSON. An
extractor closes a value over its file: local variables are followed to what they were bound to,
so the only free names left are module-level bindings, imports, parameters and created objects.
Linking follows those across files.

| form | meaning |
|---|---|
| `("str", text)` | a string |
| `("num", n)` | an integer or float |
| `("bool", b)`, `("null",)` | `True`/`true`, `None`/`null`/`undefined` |
| `("list", v…)` | list, tuple, array |
| `("object", (key, v)…)` | dict or object literal with literal keys |
| `("global", name)` | a module-level binding of the same file (also a function or class) |
| `("import", specifier, symbol)` | a name imported inside a function: module text as written (`.x`, `./x`, `pkg.x`) and symbol (`""`: the module itself, `"default"` as in JavaScript) |
| `("new", offset)` | the object made by the call that starts at byte `offset` (an `app` or `blueprint` fact) |
| `("param", name)` | a parameter of the function at hand; `new name`: of the constructor of its class; `this`: in JavaScript the object whose method it is |
| `("member", v, name)` | attribute, property or literal subscript |
| `("call", callee, (arg…), ((keyword, v)…))` | a call that is not one of the forms below |
| `("env", name, default)` | an environment variable; default is a Value, or `("null",)` for none |
| `("concat", v…)` | string concatenation, template string, f-string; lists one after the other |
| `("or", a, b)` | `a || b`, `a ?? b`, `a or b` |
| `("cond", a, b)` | one of the two, depending on something not known |
| `("if", c, a, b)` | `a` where the parameter `c` is true, else `b` |
| `("each", v)` | an item of the iterable `v` (a loop variable) |
| `("window", name)` | `location.hostname`, `location.host`, `location.origin` … of the page |
| `("unresolved", reason)` | cannot be worked out; a join on it never matches |

Casts that keep the text (`int`, `Number`, `parseInt`, `str`, `String`, `+x`, TypeScript's `as`
and `!`, parentheses, `await`) are transparent.
"""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any, TypeAlias

Value: TypeAlias = tuple[Any, ...]

NULL: Value = ("null",)

_QUOTE = json.encoder.encode_basestring
_ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_DECODE = json.JSONDecoder().decode


def unresolved(reason: str) -> Value:
    """The value of what cannot be worked out; `reason` is a short phrase: `dynamic`, `not read`."""
    return ("unresolved", reason)


# The name of a blueprint whose class makes another one of what it is given.
NAMED_BY_CLASS = unresolved("named by its class")

MAX_NESTING = 60


def dump(value: Value) -> str:
    """The JSON text a store column holds. What is nested too deep cannot be worked out."""
    if len(value) == 2 and type(value[1]) is str:  # three values in four
        return f'["{value[0]}",{_QUOTE(value[1])}]'
    try:
        text = _ENCODE(value)
    except RecursionError:
        return _TOO_DEEP
    return _TOO_DEEP if text.count("[") > MAX_NESTING and _depth(text) > MAX_NESTING else text


@lru_cache(maxsize=100_000)  # the same few texts stand in very many facts
def load(text: str) -> Value:
    """Reverse of `dump`; lists become tuples again."""
    value: Value = _tupled(_DECODE(text))
    return value


def _tupled(items: list[Any]) -> Value:
    return tuple([_tupled(item) if type(item) is list else item for item in items])


def _depth(text: str) -> int:
    """How deep the brackets of a JSON text go; those in strings may count, which does no harm."""
    depth = deepest = 0
    for part in text.split("[")[1:]:
        depth += 1
        deepest = max(deepest, depth)
        depth -= part.count("]")
    return deepest


_TOO_DEEP = dump(unresolved("too deep"))
