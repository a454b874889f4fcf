"""What a file that is not parsed states beside its imports: exports, plain constants, directives.

Read from the text of lines, as far as that is certain.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dupelint.model.facts import (
    NO_ARMS,
    Assignment,
    ClassBase,
    Export,
    RuntimeHint,
    ValueText,
    span,
)
from dupelint.model.pattern import lazy
from dupelint.model.value import Value, dump, unresolved

COMMENT = rb"//[^\n]*|/\*[^*]*+(?:\*(?!/)[^*]*+)*+\*/"
_DIRECTIVE = lazy(
    rb"(?:\s|\xef\xbb\xbf|#![^\n]*|" + COMMENT + rb"|[\"']use strict[\"'];?(?=\s))*+"
    rb"(?P<all>(?P<quote>[\"'])use (?P<side>client|server)(?P=quote)"
    rb"(?:;|(?=[ \t]*(?:\r?\n|//|\Z))))"
)
# A line end before the line: patterns are fast with a literal start.
_LINE = lazy(rb"\n(?:export|const)[ \t]")
_EXPORT = lazy(
    rb"\nexport[ \t]+(?:"
    rb"(?:declare[ \t]+)?(?:abstract[ \t]+)?(?:async[ \t]+)?"
    rb"(?:const[ \t]+enum|const|let|var|class|enum|function)\b\s*\*?\s*(?P<name>[\w$\x80-\xff]+)"
    rb"|(?P<default>default\b[^\r\n]*)"
    rb"|\{(?P<listed>[\w$\s,\x80-\xff]*)\}(?!\s*from\b))"
)
_DEFAULT = lazy(
    rb"default\s+(?:(?:abstract\s+)?(?:async\s+)?(?:function\b\s*\*?|class\b)\s*"
    rb"(?P<made>(?!extends\b)[\w$\x80-\xff]*)"
    rb"|(?P<name>(?!\d)[\w$\x80-\xff]+)[ \t]*(?:;[ \t]*|//.*)?\Z)"
)
_TABLE = lazy(rb"default\s*\{(?P<listed>[\w$\s,\x80-\xff]*)\}")  # `export default { a, b }`
_CONSTANT = lazy(
    rb"\n(?:export[ \t]+)?const[ \t]+(?P<whole>(?P<name>[\w$\x80-\xff]+)"
    rb"(?:[ \t]*:[^=\n]{1,80})?[ \t]*=\s*"
    rb"(?:\"(?P<double>[^\"\\\n]*)\"|'(?P<single>[^'\\\n]*)'|`(?P<template>[^`\\$\n]*)`"
    rb"|(?P<number>0|[1-9]\d{0,14}))(?:[ \t]+as[ \t]+const)?)"
    rb"[ \t]*(?:;[ \t]*(?=[\r\n]|//|\Z)|(?=\r?\n(?:\r?\n|[\w}/@\x80-\xff]|\Z))|\Z)"
)
_CLASS = lazy(
    rb"class[ \t]+(?P<name>[\w$\x80-\xff]+)[ \t]*(?:<[^<>{\n]*>[ \t]*)?"
    rb"extends[ \t]+(?P<base>(?!\d)[\w$\x80-\xff]+)"
    rb"[ \t]*(?:<[^<>{\n]*>[ \t]*)?(?:implements\b[^{\n]*)?\{"
)
_BEFORE_CLASS = lazy(rb"\n(?:export[ \t]+)?(?:default[ \t]+)?(?:abstract[ \t]+)?\Z")
# Classes of the platform, of React: nothing of the project is inherited from them.
EXTENDED_ANYWHERE = lazy(
    rb"(?:React\.)?(?:Pure)?Component\Z|\w*(?:Error|Exception|Element)\Z|EventEmitter\Z|EventTarget\Z"
    rb"|Array\Z|Map\Z|Set\Z|Promise\Z|Event\Z"
)
_NOT_NAMES = frozenset({"function", "class", "async", "new", "null", "true", "false", "this"})
_NOT_READ = ValueText(dump(unresolved("not read")))


def scan_unparsed(data: bytes) -> Iterator[RuntimeHint | Export | Assignment | ClassBase]:
    """The directive, then facts in the order of their places, classes last."""
    directive = _DIRECTIVE.match(data)
    if directive is not None:
        yield RuntimeHint(f"use-{directive['side'].decode()}", span(*directive.span("all")))
    lines = b"\n" + data
    text = _Text(lines)
    for line in _LINE.finditer(lines):
        place = line.start()
        match = _EXPORT.match(lines, place)
        if match is not None:
            at = span(place, match.end() - 1)
            for name, value in _given(lines, match):
                yield Export(name, value, at)
        match = _CONSTANT.match(lines, place)
        if match is not None:
            start, end = match.span("whole")
            if not text.holds(start):
                literal = ValueText(dump(_literal(match)))
                name = _decoded(match["name"])
                yield Assignment(name, literal, NO_ARMS, span(start - 1, end - 1))
    if b"extends" in data:
        yield from _classes(lines)


def _classes(lines: bytes) -> Iterator[ClassBase]:
    text = _Text(lines)
    for match in _CLASS.finditer(lines):
        base, place = match["base"], match.start()
        begin = lines.rfind(b"\n", 0, place)
        if not _BEFORE_CLASS.match(lines[begin:place]) or EXTENDED_ANYWHERE.match(base):
            continue
        if not text.holds(begin):
            constructs = int(b"constructor" in lines[match.end() :])
            at = span(match.start("base") - 1, match.end("base") - 1)
            yield ClassBase(_decoded(match["name"]), _named(_decoded(base)), constructs, at)


def given_out(lines: bytes) -> set[bytes]:
    """The names that `export { a }` and `export default a` give out. A line end comes first."""
    found: set[bytes] = set()
    for match in _EXPORT.finditer(lines):
        if match["listed"] is not None:
            found.update(item.split()[0] for item in match["listed"].split(b",") if item.strip())
        elif match["default"] is not None and (default := _DEFAULT.match(match["default"])):
            found.add(default["name"] or b"")
    return found


def _given(lines: bytes, match: re.Match[bytes]) -> Iterator[tuple[str, ValueText]]:
    """(name, what it stands for) of each name that an export gives out."""
    if match["name"] is not None:
        name = _decoded(match["name"])
        yield name, _named(name)
    elif match["listed"] is not None:
        for item in _decoded(match["listed"]).split(","):
            match item.split():
                case [name] | ["type", name]:
                    yield name, _named(name)
                case [name, "as", alias]:
                    yield alias, _named(name)
    else:
        yield "default", _default(lines, match)


def _default(lines: bytes, match: re.Match[bytes]) -> ValueText:
    found = _DEFAULT.match(match["default"])
    if found is not None:
        name = _decoded(found["made"] if found["made"] is not None else found["name"])
        return _NOT_READ if name in _NOT_NAMES else _named(name or "default")
    table = _TABLE.match(lines, match.start("default"))
    if table is not None:
        names = [name.strip() for name in _decoded(table["listed"]).split(",")]
        pairs = [(name, ("global", name)) for name in names if name]
        return ValueText(dump(("object", *pairs)))
    return _NOT_READ


def _named(name: str) -> ValueText:
    return ValueText(dump(("global", name)))


def _literal(match: re.Match[bytes]) -> Value:
    if match["number"] is not None:
        return ("num", int(match["number"]))
    raw = match["double"] or match["single"] or match["template"] or b""
    return ("str", _decoded(raw))


def _decoded(text: bytes) -> str:
    return text.decode("utf-8", "replace")


class _Text:
    """Comments and templates before the places that are asked for, which ascend."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._seen = 0
        self._is_comment = False
        self._marks = 0

    def holds(self, place: int) -> bool:
        """Whether a place may lie in a comment or a template."""
        opened = self._data.rfind(b"/*", self._seen, place)
        closed = self._data.rfind(b"*/", self._seen, place)
        if opened != closed:  # one of them was found
            self._is_comment = opened > closed
        self._marks += self._data.count(b"`", self._seen, place)
        self._seen = place
        return self._is_comment or self._marks % 2 == 1
