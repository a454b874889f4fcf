"""The parts of `"…%s…" % x` and `"…{}…".format(x)`."""

from __future__ import annotations

from dupelint.model.numbers import small_number
from dupelint.model.pattern import lazy
from dupelint.model.value import Value, unresolved

_PERCENT = lazy(r"%(?:\((\w+)\))?([sdir%])")
_BRACES = lazy(r"\{\{|\}\}|\{(\w*)\}|\{[^{}]*\}")


def percent(text: str, values: list[Value]) -> list[Value]:
    """Literal pieces and values, in order."""
    parts: list[Value] = []
    position = used = 0
    for match in _PERCENT.finditer(text):
        parts.append(("str", text[position : match.start()]))
        position = match.end()
        if match[2] == "%":
            parts.append(("str", "%"))
        elif match[1] or match[2] == "r" or used >= len(values):
            parts.append(unresolved("formatted"))
        else:
            parts.append(values[used])
            used += 1
    return [*parts, ("str", text[position:])]


def braces(text: str, values: list[Value], named: dict[str, Value]) -> list[Value]:
    """Literal pieces and values, in order."""
    parts: list[Value] = []
    position = used = 0
    for match in _BRACES.finditer(text):
        parts.append(("str", text[position : match.start()]))
        position = match.end()
        name = match[1]
        if match[0] in ("{{", "}}"):
            parts.append(("str", match[0][0]))
        elif name == "" and used < len(values):
            parts.append(values[used])
            used += 1
        elif 0 <= (at := small_number(name or "")) < len(values):
            parts.append(values[at])
        else:
            parts.append(named.get(name or "", unresolved("formatted")))
    return [*parts, ("str", text[position:])]
