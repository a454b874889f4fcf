"""Import statements read from their text: nearly all are so plain that no node need be visited."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from dupelint.model.pattern import lazy

_PLAIN = lazy(
    rb"import\b\s*(?:"
    rb"(?P<type>type\s+(?=[\w$]+\s+from\b|[{*]))?"
    rb"(?:(?P<default>[\w$]+)\s*(?:,\s*(?=[*{])|(?=from\b)))?"
    rb"(?:\*\s*as\s+(?P<all>[\w$]+)\s*|\{(?P<named>[\w$\s,]*)\}\s*)?"
    rb"from\s*)?"
    rb"(?P<quote>['\"])(?P<module>[^'\"\\\n]*)(?P=quote)\s*;?"
)


class Imported(NamedTuple):
    """One name that an import statement binds."""

    name: str  # "" where the statement binds none
    symbol: str  # "" the module itself, "default", else the symbol's name there
    type_only: int


class Statement(NamedTuple):
    """An import statement."""

    module: str
    names: tuple[Imported, ...]  # at least one


@lru_cache(maxsize=4096)  # files of one project import the same
def plain_import(statement: bytes) -> Statement | None:
    """What an import statement says; None if it holds a comment or anything else not plain."""
    match = _PLAIN.fullmatch(statement)
    if match is None:
        return None
    gone, default, everything, named, _quote, module = match.groups()
    names: list[Imported] = []
    of_types = int(gone is not None)
    if default is not None:
        names.append(Imported(default.decode(), "default", of_types))
    if everything is not None:
        names.append(Imported(everything.decode(), "", of_types))
    for item in named.decode().split(",") if named is not None else ():
        found = _item(item.split(), of_types)
        if found is None:
            if item.strip():
                return None
            continue
        names.append(found)
    return Statement(
        module.decode("utf-8", "replace"), tuple(names) or (Imported("", "", of_types),)
    )


def _item(words: list[str], of_types: int) -> Imported | None:
    match words:
        case [name]:
            return Imported(name, name, of_types)
        case ["type", name] if name != "as":
            return Imported(name, name, 1)
        case [symbol, "as", name] if symbol not in ("type", "typeof"):
            return Imported(name, symbol, of_types)
        case ["type", symbol, "as", name] if symbol != "as":
            return Imported(name, symbol, 1)
    return None
