"""A script that a template engine fills, as plain code of the same length.

What is filled in becomes a name that nothing defines, `$_` with what stands there: a part of a
text that is not known, an operand that is not known. What decides about whole lines becomes a
block of its own. A script of which more is put together than that cannot be read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from dupelint.model.pattern import lazy
from dupelint.model.source import Language
from dupelint.syntax.grammar import UnparsedError, parse

# All of them have their ends within reach: what does not end would be searched for again and again.
_RAW = lazy(
    rb"\{%[-+]?\s{0,9}(raw|verbatim)\s{0,9}[-+]?%\}(.{0,20000}?)\{%[-+]?\s{0,9}end\1\s{0,9}[-+]?%\}",
    re.DOTALL,
)
_TAG = lazy(
    rb"\{\{(.{0,4000}?)\}\}|\{%[-+]?\s{0,99}+(\w{0,30}+)(.{0,4000}?)%\}|\{#.{0,4000}?#\}", re.DOTALL
)
# The marks of engines whose tags are another language's.
_OTHER = lazy(
    rb"\{\{\{|\{\{~?\s*(?:[#/^>!&~]|(?:else|end|if|range|with|block|template)\b(?!\s*[(|.]))|<[%?]"
)
_TOKEN = lazy(rb"\{[{%#]|//|/\*|/|['\"`]")
_STRING = {quote: re.compile(rb"\\.|\{[{%%#]|\n|%s" % quote, re.DOTALL) for quote in (b"'", b'"')}
_TEMPLATE = lazy(rb"\\.|\{[{%#]|`|\$\{", re.DOTALL)
_BEFORE_REGEX = lazy(rb"(?:[(,=:\[!&|?{};\n+]|\breturn|\A)[ \t]*\Z")
_REGEX = lazy(rb"/(?:[^/\\\[\n]|\\.|\[(?:[^\]\\\n]|\\.){0,60}\]){1,120}/")
_NO_NAME = lazy(rb"[^\w\r\n]")
_WHOLE = (b"url_for", b"{% url", b"url(")  # what gives a whole path
_SILENT = frozenset(
    {
        b"set", b"endset", b"import", b"from", b"block", b"endblock", b"extends", b"macro",
        b"endmacro", b"with", b"endwith", b"autoescape", b"endautoescape", b"do", b"load",
        b"filter", b"endfilter", b"spaceless", b"endspaceless", b"comment", b"endcomment",
        b"call", b"endcall",
    }
)  # fmt: skip
_BLOCKS = {
    b"if": b"if(_){", b"for": b"while(_){", b"elif": b"}else if(_){", b"else": b"}else{",
    b"endif": b"}", b"endfor": b"}", b"ifchanged": b"if(_){", b"endifchanged": b"}",
    b"unless": b"if(_){", b"endunless": b"}",
}  # fmt: skip
_PAIRS = {b"if": b"endif", b"for": b"endfor", b"trans": b"endtrans", b"filter": b"endfilter"}
_MOST = 5_000  # tags of one script, of each kind
_LONG_LINE = 1_000  # bytes; tags do not stand alone on such a one


class _Tag(NamedTuple):
    start: int
    end: int
    word: bytes  # of `{% word … %}`; b"" for what is filled in and for comments
    is_comment: bool


class _UnreadableError(Exception):
    """The script cannot be told apart from what fills it."""


def plain_script(data: bytes, language: Language, jsx: bool = False) -> bytes | None:
    """The script as plain code of the same length; None where that cannot be made of it.

    `jsx`: `style={{…}}` is an object there.
    """
    if any(data.count(mark) > _MOST for mark in (b"{{", b"{%", b"{#")):
        return None
    data = _RAW.sub(_around, data)
    if _OTHER.search(data):
        return None
    tags = [
        _Tag(found.start(), found.end(), found[2] or b"", found[0].startswith(b"{#"))
        for found in _TAG.finditer(data)
    ]
    if not tags:
        return data if b"{%" not in data else None
    try:
        text, blocks = _Filled(data, tags, jsx).plain()
    except _UnreadableError:
        return None
    if blocks:
        try:
            if parse(text, language).root_node.has_error:
                return None
        except UnparsedError:
            return None
    return text


def _around(found: re.Match[bytes]) -> bytes:
    """What is between the tags of a raw block, with blanks for those."""
    start, end = found.span(2)
    head = start - found.start()
    return b" " * head + found[2].replace(b"{{", b"{ ") + b" " * (found.end() - end)


class _Filled:
    """One script on its way."""

    def __init__(self, data: bytes, tags: list[_Tag], jsx: bool) -> None:
        self.data = data
        self.jsx = jsx
        self.tags = {tag.start: tag for tag in tags}
        self.out = bytearray(data)
        self.blocks = False

    def plain(self) -> tuple[bytes, bool]:
        """(the script, whether blocks were made of what decides about lines)."""
        data, position = self.data, 0
        while (found := _TOKEN.search(data, position)) is not None:
            start, mark = found.start(), found[0]
            if mark[:1] == b"{":
                position = self._in_code(start)
            elif mark in (b"'", b'"'):
                position = self._in_string(start, mark)
            elif mark == b"`":
                position = self._in_template(start)
            else:
                position = self._behind(start, mark)
        return bytes(self.out), self.blocks

    def _behind(self, start: int, mark: bytes) -> int:
        """Behind a comment, a regular expression, or a slash that is neither."""
        if mark == b"//":
            end = self.data.find(b"\n", start)
            return end if end >= 0 else len(self.data)
        if mark == b"/*":
            end = self.data.find(b"*/", start + 2)
            return end + 2 if end >= 0 else len(self.data)
        if _BEFORE_REGEX.search(self.data, max(0, start - 40), start):
            found = _REGEX.match(self.data, start)
            if found is not None:
                return found.end()
        return start + 1

    def _tag(self, start: int) -> _Tag:
        tag = self.tags.get(start)
        if tag is None:
            raise _UnreadableError
        return tag

    def _blank(self, start: int, end: int) -> None:
        for place in range(start, end):
            if self.data[place] not in b"\r\n":
                self.out[place] = 0x20

    def _name(self, start: int, end: int) -> None:
        """A name that nothing defines, made of what stands there."""
        self._blank(start, end)
        words = _NO_NAME.sub(b"_", self.data[start:end].strip(b"{}%-+ \t"))
        first = re.split(rb"[\r\n]", words, maxsplit=1)[0]
        name = (b"$_" + first)[: end - start]
        line = re.search(rb"[\r\n]", self.data[start:end])
        name = name[: line.start()] if line else name
        self.out[start : start + len(name)] = name

    # --- between the tokens of the code ------------------------------------------------------

    def _in_code(self, start: int) -> int:
        if self.tags.get(start) is None and self.data[start : start + 2] == b"{#":
            return start + 1  # a private member of a class
        if self.jsx and self.data[start - 1 : start + 2] == b"={{":
            return start + 2
        tag = self._tag(start)
        if tag.is_comment:
            self._blank(start, tag.end)
            return tag.end
        if not tag.word and self.data[start : start + 2] == b"{{":
            self._name(start, tag.end)
            return tag.end
        return self._on_its_line(tag) if self._alone(tag) else self._within_line(tag)

    def _alone(self, tag: _Tag) -> bool:
        """Whether nothing but tags stands on the lines of a tag."""
        first = self.data.rfind(b"\n", 0, tag.start) + 1
        last = self.data.find(b"\n", tag.end)
        line = self.data[first : last if last >= 0 else len(self.data)]
        if len(line) > _LONG_LINE:
            return False
        return not _TAG.sub(b"", line).strip()

    def _on_its_line(self, tag: _Tag) -> int:
        self._blank(tag.start, tag.end)
        block = _BLOCKS.get(tag.word, b"")
        if block:
            end = tag.start + len(block)
            if end > tag.end or self.out[tag.start : end].strip(b" "):  # a line end in it
                raise _UnreadableError
            self.out[tag.start : end] = block
        elif tag.word not in _SILENT:
            self._name(tag.start, tag.end)
            self.out[tag.end - 1] = ord(";")
        self.blocks = self.blocks or bool(block) or tag.word not in _SILENT
        return tag.end

    def _within_line(self, tag: _Tag) -> int:
        """A part of a line is a value that is not known, if what decides about it ends there."""
        end = tag.end
        closing = _PAIRS.get(tag.word)
        if closing is not None:
            end = self._closed(tag, closing)
        elif tag.word in _BLOCKS:
            raise _UnreadableError
        elif tag.word in _SILENT:
            self._blank(tag.start, tag.end)
            return tag.end
        self._name(tag.start, end)
        return end

    def _closed(self, tag: _Tag, closing: bytes) -> int:
        """Where the last tag ends that belongs to this one, on the same line."""
        depth = 0
        for other in self._from(tag.start):
            depth += (other.word == tag.word) - (other.word == closing)
            if depth == 0:
                if b"\n" in self.data[tag.start : other.end]:
                    break
                return other.end
        raise _UnreadableError

    def _from(self, start: int) -> Iterator[_Tag]:
        return (tag for place, tag in self.tags.items() if place >= start)

    # --- in texts ----------------------------------------------------------------------------

    def _in_string(self, start: int, quote: bytes) -> int:
        """A text in quotes becomes a template of JavaScript where something fills it."""
        position, spans = start + 1, list[tuple[int, int]]()
        while (found := _STRING[quote].search(self.data, position)) is not None:
            mark = found[0]
            if mark == b"\n":
                if spans:
                    raise _UnreadableError
                return found.end()  # a quote that opened no text
            if mark == quote:
                self._fill_string(start, found.end(), spans)
                return found.end()
            position = found.end()
            if mark[:1] == b"{" and (tag := self.tags.get(found.start())) is not None:
                spans.append((tag.start, tag.end))
                position = tag.end
        if spans:
            raise _UnreadableError
        return start + 1

    def _fill_string(self, start: int, end: int, spans: list[tuple[int, int]]) -> None:
        if not spans:
            return
        inside = b"".join(
            self.data[first:last]
            for first, last in zip(
                [start, *(last for _, last in spans)], [*(first for first, _ in spans), end],
                strict=True,
            )
        )  # fmt: skip
        if b"`" in inside or b"${" in inside:
            raise _UnreadableError
        self.out[start] = self.out[end - 1] = ord("`")
        for first, last in self._merged(start, end, spans):
            self._hole(first, last)

    def _merged(self, start: int, end: int, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """Between tags that decide about parts of a text, nothing is known."""
        first, last = spans[0][0], spans[-1][1]
        if first == start + 1 and any(mark in self.data[first : spans[0][1]] for mark in _WHOLE):
            return [(first, end - 1)]
        if any(self.data[begin : begin + 2] == b"{%" for begin, _ in spans):
            return [(first, last)]
        return spans

    def _hole(self, start: int, end: int) -> None:
        self._name(start + 2, end - 1)
        self.out[start : start + 2] = b"${"
        self.out[end - 1] = ord("}")

    def _in_template(self, start: int) -> int:
        position = start + 1
        while (found := _TEMPLATE.search(self.data, position)) is not None:
            position = found.end()
            if found[0] == b"`":
                return position
            if found[0] == b"${":
                closing = self.data.find(b"}", position)
                if closing >= 0 and not any(m in self.data[position:closing] for m in (b"{", b"`")):
                    position = closing + 1
                continue
            tag = self.tags.get(found.start())
            if tag is not None:
                if tag.word:
                    raise _UnreadableError
                self._hole(tag.start, tag.end)
                position = tag.end
        return len(self.data)
