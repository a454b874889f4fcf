"""The scripts that stand in a page or a component, as one file of JavaScript or TypeScript."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from dupelint.model.pattern import lazy
from dupelint.model.source import Language
from dupelint.syntax.tags import Attributes, attributes, places, tag_end

_BLANKS = bytes(byte if byte in b"\r\n" else 0x20 for byte in range(256))
# What opens a stretch of text that is no markup, in lower case.
_OPENINGS = (b"<!--", b"{#", b"<script", b"<style", b"<textarea", b"<title")
_OPENING = lazy(rb"<(script|style|textarea|title)(?=[\s/>])")
_TYPES = frozenset(
    {
        b"", b"module", b"text/javascript", b"application/javascript", b"text/ecmascript",
        b"application/ecmascript", b"application/x-javascript", b"text/babel", b"text/jsx",
        b"text/typescript",
    }
)  # fmt: skip
_LANGUAGES = {
    b"": Language.JAVASCRIPT, b"js": Language.JAVASCRIPT, b"jsx": Language.JAVASCRIPT,
    b"javascript": Language.JAVASCRIPT, b"ts": Language.TYPESCRIPT,
    b"typescript": Language.TYPESCRIPT, b"tsx": Language.TSX,
}  # fmt: skip
_RANKS = (Language.JAVASCRIPT, Language.TYPESCRIPT, Language.TSX)
_JSX = frozenset({b"text/babel", b"text/jsx"})
_FILLED = (b"{{", b"{%", b"{#", b"<%", b"<?")  # the marks of template engines
_LINKED = lazy(rb"^\s*(?:import|export)\b", re.MULTILINE)  # at the top of a file only
_MOST = 2_000  # places of one file that are looked at


class Stretch(NamedTuple):
    """Bytes in which no tag is a tag."""

    name: bytes  # of the element, in lower case; b"" for a comment
    attributes: Attributes
    start: int  # of the whole
    inner: tuple[int, int]  # bytes between the tags
    end: int  # behind `</script`


class Scripts(NamedTuple):
    """The scripts of one file; every offset is one of the file."""

    data: bytes  # as long as the file: the scripts in their places, blanks around them
    language: Language
    spans: tuple[tuple[int, int], ...]
    unread: tuple[tuple[int, int], ...]  # scripts that a template puts together

    def holds(self, start: int, end: int) -> bool:
        """Whether bytes [start, end) lie within one script."""
        return any(first <= start and end <= last for first, last in self.spans)


class _Read(NamedTuple):
    start: int
    end: int
    text: bytes
    own: bool  # its names are those of no other script of the file


@lru_cache(maxsize=4)
def scripts(data: bytes, language: Language) -> Scripts | None:
    """The scripts of a page or component; None where it has none.

    What a template engine fills in a script of a page is a name that nothing defines.
    """
    found: list[_Read] = []
    unread: list[tuple[int, int]] = []
    spoken = Language.JAVASCRIPT
    for element in stretches(data, language):
        known = _language(element) if element.name == b"script" else None
        start, end = element.inner
        text: bytes | None = data[start:end]
        if known is None or not text or text.isspace():
            continue
        if language is Language.HTML and any(mark in text for mark in _FILLED):
            from dupelint.syntax.templating import plain_script

            text = plain_script(text, known, _kind(element) in _JSX)
        if text is None:
            unread.append((start, end))
            continue
        spoken = max(spoken, known, key=_RANKS.index)
        found.append(_Read(start, end, text, language is Language.HTML and _is_module(element)))
    if not found and not unread:
        return None
    spans = tuple((one.start, one.end) for one in found)
    return Scripts(_laid_out(data, found), spoken, spans, tuple(unread))


def blank(data: bytes) -> bytes:
    """Spaces in the place of everything but line ends."""
    return data.translate(_BLANKS)


@lru_cache(maxsize=4)
def stretches(data: bytes, language: Language) -> tuple[Stretch, ...]:
    """Every comment, and every element whose content is text, in order."""
    found = []
    position = 0
    lowered = data.lower()
    endless: set[bytes] = set()  # names of elements of which no further one is closed
    for start in places(lowered, *_OPENINGS)[:_MOST]:
        if start < position:
            continue
        if (opening := _OPENING.match(lowered, start)) is None:
            end = _behind_comment(data, start, language)
            if end > start + 2:
                found.append(Stretch(b"", Attributes(), start, (start, end), end))
            position = end
            continue
        behind = tag_end(data, opening.end())
        if behind < 0 or opening[1] in endless:
            continue
        closing = lowered.find(b"</" + opening[1], behind)
        if closing < 0:
            endless.add(opening[1])
        else:
            position = closing + 2 + len(opening[1])
            told = attributes(data, opening.end(), behind - 1)
            found.append(Stretch(opening[1], told, start, (behind, closing), position))
    return tuple(found)


def _behind_comment(data: bytes, start: int, language: Language) -> int:
    """Behind a comment; behind its opening mark where it is none, or one without an end."""
    if data[start : start + 1] == b"<":
        if data.startswith((b"<!-->", b"<!--->"), start):
            return start + 5
        closing = data.find(b"-->", start + 4)
        return closing + 3 if closing >= 0 else len(data)
    closing = data.find(b"#}", start + 2) if language is Language.HTML else -1
    return closing + 2 if closing >= 0 else start + 2


def _language(element: Stretch) -> Language | None:
    """None for data, for templates of the page, and where the script stands in another file."""
    kind = _kind(element)
    if b"src" in element.attributes or kind not in _TYPES:
        return None
    default = b"ts" if kind == b"text/typescript" else b""
    return _LANGUAGES.get(element.attributes.get(b"lang", (default, 0))[0].lower())


def _kind(element: Stretch) -> bytes:
    return element.attributes.get(b"type", (b"", 0))[0].strip().lower()


def _is_module(element: Stretch) -> bool:
    return _kind(element) == b"module"


def _laid_out(data: bytes, found: list[_Read]) -> bytes:
    """The scripts in their places; behind the end of one, a statement of its own begins.

    There is room for that: at least `</script><script>`.
    """
    modules = sum(one.own for one in found)
    parts: list[bytes] = []
    position = 0
    closing = b""
    for one in found:
        between = blank(data[position : one.start])
        is_block = one.own and modules > 1 and _LINKED.search(one.text) is None
        opening = b"{\n" if is_block else b"\n"
        if closing:
            opening = b";" + opening
        elif not is_block:
            opening = b""
        parts += [closing + between[len(closing) : len(between) - len(opening)] + opening, one.text]
        closing = b"\n}" if is_block else b"\n"
        position = one.end
    rest = blank(data[position:])
    parts.append((closing + rest[len(closing) :])[: len(rest)])
    return b"".join(parts)
