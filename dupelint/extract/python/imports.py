"""What a Python file imports."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from dupelint.model.facts import Arms, Import, span
from dupelint.model.pattern import lazy

if TYPE_CHECKING:
    from dupelint.extract.python.source import Source

KINDS = frozenset({"import_statement", "import_from_statement"})

# All over one character per byte, so that their offsets are those of the file.
_ONE = lazy(r"from ([\w.]+) import (\w+)", re.ASCII)  # two statements in three
_PLAIN_FROM = lazy(r"from ([\w.]+) import\b", re.ASCII)
_FROM = lazy(r"from\b\s*([.\s]*[^\s.][^\s]*(?:\s*\.\s*\w+)*?|[.\s]+?)\s*\bimport\b", re.ASCII)
_NAME = lazy(r"([^\s,()\\*]+|\*)(?:\s+as\s+([^\s,()\\]+))?", re.ASCII)
_COMMENT = lazy(r"#[^\r\n]*")
_SPACE = lazy(r"\s+", re.ASCII)


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
    module, position = "", len("import")
    form = "from" if text.startswith("from") else "import"
    if form == "from":
        head = _PLAIN_FROM.match(text) or _FROM.match(text)
        if head is None:
            return []
        module, position = _read(_SPACE.sub("", head[1]), encoding), head.end()
    foreign = not text.isascii()
    found = []
    for match in _NAME.finditer(text, position):
        symbol, alias = match.groups()
        if foreign:
            symbol, alias = _read(symbol, encoding), _read(alias or "", encoding)
        start, end = match.span()
        at = span(base + start, base + end)
        if form == "import":
            name = alias or symbol.partition(".")[0]
            found.append(Import(name, symbol, "", scope, form, type_only, arms, at))
        else:
            name = alias or ("" if symbol == "*" else symbol)
            found.append(Import(name, module, symbol, scope, form, type_only, arms, at))
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
            if statement.start - start >= _SHORTEST:
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


_SHORTEST = len("def f():import a")
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
