"""Imports of a file that is not parsed, read from its text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache, partial

from dupelint.extract.javascript.literals import unescape
from dupelint.model.facts import NO_ARMS, Import, span
from dupelint.model.pattern import lazy

# A line end before the line: patterns are fast with a literal start.
_STATEMENT = lazy(
    rb"\n[ \t]*+(?P<form>import|export(?=\s*[*{]|[ \t]+type\b))\b"
    rb"(?P<type>[ \t]+type\b(?![ \t]*(?:,|from\b)))?"
    rb"(?P<clause>[^;'\"`()=/]{0,4000}+(?:(?://[^\n]{0,200}+|/\*(?:[^*]|\*(?!/)){0,200}+\*/)"
    rb"[^;'\"`()=/]{0,300}+){0,10}+)"
    rb"(?P<quote>['\"])(?P<module>[^'\"\n]{1,500})(?P=quote);?"
)
_REQUIRED = lazy(
    rb"\n[ \t]*+(?:(?:const|let|var)[ \t]+(?P<clause>[^=;]{1,2000}?)[ \t]*=[ \t]*)?(?:await[ \t]+)?"
    rb"(?P<form>require|import)\([ \t]*(?P<quote>['\"])(?P<module>[^'\"\n]{1,500})(?P=quote)"
)
_LOADED = lazy(  # anywhere in an expression; `import("x").Type` stands for a type
    rb"\((?:(?<=[^\w$.]require\()|(?<=[^\w$.]import\())\s*+(?:/\*[^*]*\*/\s*+)?"
    rb"(?P<quote>['\"`])(?P<module>[^'\"`\n$]{1,500})(?P=quote)(?!\s*\)\.[A-Z])"
)
_COMMENT = lazy(rb"//[^\n]*|/\*.*?\*/", re.DOTALL)
_ITEM = lazy(r"(type\s+)?([\w$]+|\*)(?:\s+as\s+([\w$]+))?\s*\Z")
_NAME = lazy(r"[\w$]+")

_NEAR = 200  # bytes of a line before a call

Bound = tuple[str, str, int]  # local name, symbol, type only
# What `_make` of a NamedTuple does, without its check of the length.
_make: Callable[[tuple[object, ...]], Import] = partial(tuple.__new__, Import)


def scan_imports(data: bytes) -> Iterator[Import]:
    """Statements that start a line, then calls that load a module."""
    lines = b"\n" + data
    for match in _STATEMENT.finditer(lines):
        start, end = match.span()
        at = span(start, end - 1)
        for facts in _stated(*match.group("form", "type", "clause", "module")):
            yield _make((*facts, at))
    if _LOADED.search(lines) is not None:
        yield from _loads(lines)


def _loads(lines: bytes) -> Iterator[Import]:
    seen: set[int] = set()
    for match in _REQUIRED.finditer(lines):
        seen.add(match.end())
        at = span(match.start(), match.end() - 1)
        module = _module(match["module"])
        form = "dynamic" if match["form"] == b"import" else "require"
        for name, symbol in _taken((match["clause"] or b"").decode("utf-8", "replace").strip()):
            yield Import(name, module, symbol, "", form, 0, NO_ARMS, at)
    for match in _LOADED.finditer(lines):
        start, end = match.start(), match.end()
        near = max(0, start - _NEAR)
        before = lines[max(near, lines.rfind(b"\n", near, start) + 1) : start]
        if end in seen or before.lstrip().startswith((b"//", b"*")) or b" //" in before:
            continue
        if before.endswith((b"typeof import", b"typeof require")):
            continue
        form = "dynamic" if before.endswith(b"import") else "require"
        at = span(start - 1, end - 1)
        yield Import("", _module(match["module"]), "", "", form, 0, NO_ARMS, at)


@lru_cache(maxsize=4096)  # files of one project import the same
def _stated(
    form: bytes, type_only: bytes | None, written: bytes, module: bytes
) -> tuple[tuple[object, ...], ...]:
    """The imports of a statement, without their place."""
    clause = _clause(_COMMENT.sub(b" ", written) if b"/" in written else written)
    again = form == b"export"
    if clause is None or (again and not clause):
        return ()
    plain, named = _module(module), "reexport" if again else "import"
    gone = type_only is not None
    return tuple(
        (name, plain, symbol, "", named, int(gone or is_type), NO_ARMS)
        for name, symbol, is_type in _bound(clause.decode("utf-8", "replace"), again)
    )


def _module(written: bytes) -> str:
    return unescape(written.decode("utf-8", "replace"))


def _clause(written: bytes) -> bytes | None:
    """What stands between the keyword and `from`; None if no module can follow."""
    bare = written.rstrip(b" \t")
    if bare.endswith(b"from") and bare[-5:-4] in _BEFORE_FROM:
        return bare[:-4].strip()
    return bare.strip() if bare != written or not bare else None


_BEFORE_FROM = frozenset(bytes([char]) for char in b" \t\r\n}*") | {b""}


def _bound(clause: str, again: bool) -> list[Bound]:
    """What a clause binds."""
    found: list[Bound] = []
    outside, brace, inside = clause.partition("{")
    for item in outside.split(","):
        match = _ITEM.match(item.strip())
        if match is None:
            continue
        if match[2] == "*":
            found.append((match[3] or "", "" if match[3] else "*", 0))
        elif not again:
            found.append((match[2], "default", 0))
    for item in inside.rpartition("}")[0].split(","):
        match = _ITEM.match(item.strip())
        if match is not None and match[2] != "*":
            found.append((match[3] or match[2], match[2], int(match[1] is not None)))
    if not outside.strip() and not inside.strip(" }\r\n\t") and not (again and brace):
        found.append(("", "", 0))
    return found


def _taken(clause: str) -> list[tuple[str, str]]:
    """(name, symbol) of what stands before `= require(…)`."""
    if clause.startswith("{"):
        items = (item.partition(":") for item in clause.strip("{} \r\n\t").split(","))
        named = ((symbol, (name or symbol).partition("=")[0].strip()) for symbol, _, name in items)
        return [(name, symbol.strip()) for symbol, name in named if name.isidentifier()]
    name = clause.partition(":")[0].strip()
    return [(name if _NAME.fullmatch(name) else "", "")]
