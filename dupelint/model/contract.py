"""The contract between the layers as the configuration declares it: `[[contract]]`."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal

Method = Literal["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"]
Credentials = Literal["include", "same-origin", "omit"]
Scalar = bool | int | float | str  # of a value that is expected: a text is a shape

_TYPES: dict[str, tuple[type, ...]] = {
    "bool": (bool,),
    "string": (str,),
    "number": (int, float),
    "null": (type(None),),
    "object": (dict,),
    "array": (list,),
}
_MEANT = {  # what other languages call them
    "boolean": "bool", "str": "string", "text": "string", "int": "number", "integer": "number",
    "float": "number", "none": "null", "undefined": "null", "dict": "object", "list": "array",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shape:
    """What a value may be: `"data:image/png;base64,* | null"`.

    Alternatives are joined by `|`: the name of a type, or a text in which `*` stands for any
    characters.
    """

    alternatives: tuple[str, ...]

    def __str__(self) -> str:
        return " | ".join(self.alternatives)

    @property
    def nullable(self) -> bool:
        """Whether null is one of the values."""
        return "null" in self.alternatives

    def holds(self, value: object) -> bool:
        """Whether a decoded JSON value is one of these."""
        return any(_is(value, alternative) for alternative in self.alternatives)


@cache
def shape(text: str) -> Shape:
    """The shape that a text says; ValueError with what was meant where it says none."""
    parts = tuple(part.strip() for part in text.split("|"))
    for part in parts:
        if not part:
            raise ValueError(f"'{text}' has an empty alternative")
        if meant := _MEANT.get(part.casefold()):
            raise ValueError(f"'{part}' is no type here: write '{meant}'")
    return Shape(parts)


def _is(value: object, alternative: str) -> bool:
    kinds = _TYPES.get(alternative)
    if kinds is None:
        return isinstance(value, str) and _glob(alternative).fullmatch(value) is not None
    # In Python a bool is a number, too.
    return isinstance(value, kinds) and (bool in kinds or not isinstance(value, bool))


@cache
def _glob(text: str) -> re.Pattern[str]:
    return re.compile(".*".join(re.escape(part) for part in text.split("*")), re.DOTALL)


@dataclass(frozen=True, slots=True)
class Upstream:
    """The route behind the one the browser calls."""

    path: str  # `/whatsapp/:tenantId/qr`
    status: tuple[int, ...] = (200,)  # what it may answer


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One endpoint: what every layer has agreed on."""

    method: Method
    path: str  # as the browser calls it
    status: int = 200
    body: Mapping[str, str] | None = None  # key → shape, `key?` may be left out; None: any
    upstream: Upstream | None = None
    credentials: Credentials | None = None
    before: Mapping[str, Scalar] = field(default_factory=dict)  # values until it is connected
    after: Mapping[str, Scalar] = field(default_factory=dict)  # and from then on

    @property
    def name(self) -> str:
        """As messages call it."""
        return f"{self.method} {self.path}"

    @property
    def upstream_name(self) -> str:
        """The route behind it as messages call it; "" if there is none."""
        return f"{self.method} {self.upstream.path}" if self.upstream else ""

    @property
    def keys(self) -> dict[str, tuple[Shape, bool]]:
        """Key of the body → its shape, and whether it has to be there."""
        return {
            key.removesuffix("?"): (shape(text), not key.endswith("?"))
            for key, text in (self.body or {}).items()
        }

    def breaches(self, value: object) -> list[str]:
        """What is wrong with a decoded body; nothing where it is what was declared."""
        if self.body is None:
            return []
        if not isinstance(value, dict):
            return [f"the body is {kind_of(value)}, not an object"]
        found = []
        for key, (wanted, required) in self.keys.items():
            if key not in value:
                if required:
                    found.append(f"key '{key}' is missing")
            elif not wanted.holds(value[key]):
                found.append(f"'{key}' is {told(value[key])}, not {wanted}")
        return found + [f"key '{key}' is not declared" for key in value if key not in self.keys]


def expected(value: object, wanted: Scalar) -> bool:
    """Whether a decoded value is the one a phase asks for."""
    if isinstance(wanted, str):
        return shape(wanted).holds(value)
    return type(value) is type(wanted) and value == wanted


def kind_of(value: object) -> str:
    """The JSON type of a decoded value, with its article."""
    names = {dict: "an object", list: "an array", str: "a string", bool: "a bool"}
    return "null" if value is None else names.get(type(value), "a number")


def told(value: Any, longest: int = 40) -> str:
    """A value as a message shows it: never a whole picture."""
    if isinstance(value, dict | list):
        return kind_of(value)
    if isinstance(value, str) and len(value) > longest:
        return f'{json.dumps(value[:longest])[:-1]}…" ({len(value):,} characters)'
    return json.dumps(value, ensure_ascii=False)
