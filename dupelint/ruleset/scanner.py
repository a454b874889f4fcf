"""Lines of a rule document: its front matter, headings and fenced blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from dupelint.model.errors import RuleError
from dupelint.model.pattern import lazy

# Starts with the line end before it: `re` finds a literal much faster than `^`.
_MARK = lazy(r"\n(?:(#{1,3}) +([^\n]*)|(`{3,})([^`\n]*)(?=\n|\Z))")
_LIST = lazy(r"\[ *(?:[\w-]+(?: *, *[\w-]+)*)? *\]")
_WORD = lazy(r"[\w-]+")
_QUOTED = lazy(r'"((?:[^"\\]|\\["\\])*)"')

Raw = str | tuple[str, ...]  # a bare word or quoted text; a list


class Document(NamedTuple):
    """The text of a rule document and where it stands, for error messages."""

    path: Path
    text: str

    def line(self, offset: int) -> int:
        """The line (from 1) that holds the character at `offset`."""
        return self.text.count("\n", 0, offset) + 1

    def error(self, line: int, message: str, advice: str = "") -> RuleError:
        """A user error about one line of this document."""
        return RuleError(f"{self.path}:{line}: {message}", advice)


class Heading(NamedTuple):
    """A line `# text`."""

    level: int
    text: str
    start: int  # character offset of the line
    end: int


class Fence(NamedTuple):
    """A block between two lines of backticks."""

    info: str  # what stands behind the opening backticks
    content: str  # with the last line's end
    start: int  # character offset of the opening line
    content_start: int


def read(path: Path) -> Document:
    """The document at `path`, with "\\n" line ends."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise RuleError(
            f"{path}: cannot be read: {error.strerror}", "name an existing rule document (*.md)"
        ) from error
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise RuleError(f"{path}:{line}: is not UTF-8", "save the document as UTF-8") from error
    return Document(path, text.replace("\r\n", "\n") if "\r" in text else text)


def front_matter(document: Document) -> tuple[dict[str, tuple[int, Raw]], int]:
    """key → (line, value), and the offset behind the front matter."""
    lines = document.text.split("\n---\n", 1)[0].split("\n")
    if lines[0] != "---":
        raise document.error(1, "no front matter", "start the document with a line `---`")
    end = sum(map(len, lines)) + len(lines) + len("---\n")
    if len(document.text) < end:
        raise document.error(1, "the front matter has no end", "close it with a line `---`")
    keys: dict[str, tuple[int, Raw]] = {}
    for number, line in enumerate(lines[1:], start=2):
        key, colon, value = line.partition(": ")
        if not colon or not _WORD.fullmatch(key):
            raise document.error(
                number, "a line of the front matter is `key: value`", f"found {line!r}"
            )
        if key in keys:
            raise document.error(number, f"key '{key}' stands here twice", "keep one of them")
        keys[key] = number, _value(document, number, key, value.strip())
    return keys, end


def _value(document: Document, line: int, key: str, text: str) -> Raw:
    if _WORD.fullmatch(text):
        return text
    if quoted := _QUOTED.fullmatch(text):
        return re.sub(r"\\(.)", r"\1", quoted[1])
    if _LIST.fullmatch(text):
        return tuple(_WORD.findall(text))
    raise document.error(
        line,
        f"the value of '{key}' cannot be read: {text}",
        'write a bare word, text in double quotes (\\" and \\\\ inside), or a list [a, b]',
    )


def marks(document: Document, start: int, end: int) -> Iterator[Heading | Fence]:
    """Headings and fenced blocks between two offsets, in order. A `#` in a block is no heading."""
    opened: re.Match[str] | None = None
    for mark in _MARK.finditer(document.text, max(start - 1, 0), end):
        if opened is None:
            if mark[1]:
                yield Heading(len(mark[1]), mark[2].rstrip(), mark.start(1), mark.end())
            else:
                opened = mark
        elif mark[3] and len(mark[3]) >= len(opened[3]) and not mark[4].strip():
            content_start = opened.end() + 1
            content = document.text[content_start : mark.start(3)]
            yield Fence(opened[4].strip(), content, opened.start(3), content_start)
            opened = None
    if opened is not None:
        raise document.error(
            document.line(opened.start(3)), "the block that starts here has no end", "close it"
        )
