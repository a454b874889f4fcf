"""One answer of a handler, in the words that all frameworks share."""

from __future__ import annotations

import re
from typing import NamedTuple

from dupelint.linking.symbols.names import Names
from dupelint.linking.symbols.where import Where
from dupelint.model.value import Value

NO_BODY = frozenset({204, 205, 304})


class Told(NamedTuple):
    """What one answer is."""

    kind: str
    status: int
    body: Where | None = None


def status_of(names: Names, where: Where) -> int:
    """The number that a status stands for, 0 if it is not known."""
    found = names.follow(where)
    match found.value:
        case ("num", int(number)):
            return number
        case ("str", str(text)) if text[:3].isdecimal():
            return int(text[:3])
        case ("external" | "property", *_):
            return _named_status(str(found.value[-1]))
    return 0


def _named_status(name: str) -> int:
    """`HTTPStatus.NO_CONTENT`, `StatusCodes.NOT_FOUND`, `HTTP_204_NO_CONTENT`."""
    numbered = re.match(r"HTTP_(\d{3})_", name)
    if numbered:
        return int(numbered[1])
    return {"OK": 200, "CREATED": 201, "ACCEPTED": 202, "NO_CONTENT": 204}.get(name, 0)


def kind_of_text(value: Value) -> str:
    """Plain text and HTML break a parse alike; what looks like JSON may be."""
    first = value[1] if value[0] == "concat" else value
    start = str(first[1]).lstrip()[:1] if first[0] == "str" else ""
    return "html" if start and start not in '{["' and not start.isdigit() else "unknown"
