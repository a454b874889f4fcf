"""What a Python file imports."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from dupelint.model.facts import Arms, Import, span

if TYPE_CHECKING:
    from dupelint.extract.python.source import Source

KINDS = frozenset({"import_statement", "import_from_statement"})

# All over one character per byte, so that their offsets are those of the file.
_ONE = re.compile(r"from ([\w.]+) import (\w+)", re.ASCII)  # two statements in three
_PLAIN_FROM = re.compile(r"from ([\w.]+) import\b", re.ASCII)
_FROM = re.compile(r"from\b\s*([.\s]*[^\s.][^\s]*(?:\s*\.\s*\w+)*?|[.\s]+?)\s*\bimport\b", re.ASCII)
_NAME = re.compile(r"([^\s,()\\*]+|\*)(?:\s+as\s+([^\s,()\\]+))?", re.ASCII)
_COMMENT = re.compile(r"#[^\r\n]*")
_SPACE = re.compile(r"\s+", re.ASCII)


def bound_names(
    data: bytes, base: int, encoding: str, scope: str, type_only: int, arms: Arms
) -> list[Import]:
    """The names of one import statement whose text starts at `base`.

    `import a.b`, `import a.b as x`, `from ..m import a as b`, `from m import *`, in parentheses or
    over several lines.
    """
    text = data.decode("latin-1")
    one = _ONE.fullmatch(text)
    if one is not None:
        module, symbol = one.groups()
        at = span(base + one.start(2), base + len(text))
        return [Import(symbol, module, symbol, scope, "from", type_only, arms, at)]
    if "#" in text:
        text = _COMMENT.sub(lambda comment: " " * len(comment[0]), text)
    if "\\" in text:
        text = text.replace("\\", " ")
    found: list[Import] = []
    if not text.startswith("from"):
        for match in _NAME.finditer(text, 6):
            module, alias = match.groups()
            module = _read(module, encoding)
            name = _read(alias, encoding) if alias else module.partition(".")[0]
            at = span(base + match.start(), base + match.end())
            found.append(Import(name, module, "", scope, "import", type_only, arms, at))
        return found
    head = _PLAIN_FROM.match(text) or _FROM.match(text)
    if head is None:
        return found
    module = _read(_SPACE.sub("", head[1]), encoding)
    for match in _NAME.finditer(text, head.end()):
        symbol, alias = match.groups()
        symbol = _read(symbol, encoding)
        name = _read(alias, encoding) if alias else "" if symbol == "*" else symbol
        at = span(base + match.start(), base + match.end())
        found.append(Import(name, module, symbol, scope, "from", type_only, arms, at))
    return found


def _read(text: str, encoding: str) -> str:
    """What one character per byte stands for."""
    return text if text.isascii() else text.encode("latin-1").decode(encoding, "replace")


class Imports:
    """The module-level imports of a file, read once."""

    def __init__(self, source: Source) -> None:
        self.facts = [
            fact
            for statement in source.root.statements.items
            if statement.kind in KINDS
            for fact in source.imported(statement, "")
        ]
        self.names = {fact.name: fact for fact in self.facts if fact.name}

    def origin(self, name: str) -> str:
        """Top-level module that a name is imported from, "" if it is not."""
        found = self.names.get(name)
        return found.module.partition(".")[0] if found else ""


def local_imports(source: Source) -> Iterator[Import]:
    """The imports inside functions and classes."""
    data = source.data
    start = 0
    for statement in source.root.statements.items:
        if statement.kind in KINDS:
            if data.find(b"import", start, statement.start) >= 0:
                yield from _between(source, start, statement.start)
            start = statement.end
    yield from _between(source, start, len(data))


def _between(source: Source, offset: int, end: int) -> Iterator[Import]:
    """Those between two imports of the module."""
    data = source.data
    seen = -1
    while (offset := data.find(b"import", offset, end)) >= 0:
        if offset > seen and data[offset - 1 : offset] in _BLANKS and _may_be_local(data, offset):
            scope, found = source.locate(offset)
            if scope.parent is not None and found is not None and found.kind in KINDS:
                seen = found.end
                yield from source.imported(found, scope.path)
        offset += 6


_BLANKS = (b" ", b"\t", b";", b":")


def _may_be_local(data: bytes, offset: int) -> bool:
    """Whether an indented line starts with this `import` or with the `from` before it."""
    start = data.rfind(b"\n", 0, offset) + 1
    if b"\r" in data[start:offset]:
        start += data[start:offset].rindex(b"\r") + 1
    if data[start : start + 1] not in (b" ", b"\t"):
        return False
    words = data[start:offset].strip()
    return not words or b"from" in words or words.endswith((b":", b";"))
