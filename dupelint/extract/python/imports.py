"""What a Python file imports."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from dupelint.model.facts import Import, span

if TYPE_CHECKING:
    from dupelint.extract.python.scope import Scope, Statement
    from dupelint.extract.python.source import Source

KINDS = frozenset({"import_statement", "import_from_statement"})

_FROM = re.compile(rb"from\b\s*([.\s]*[^\s.][^\s]*(?:\s*\.\s*\w+)*?|[.\s]+?)\s*\bimport\b")
_NAME = re.compile(rb"([^\s,()\\*]+|\*)(?:\s+as\s+([^\s,()\\]+))?")
_COMMENT = re.compile(rb"#[^\r\n]*")


class Bound(NamedTuple):
    """One name that an import statement binds; offsets are those of the imported name."""

    name: str
    module: str
    symbol: str
    form: str
    start: int
    end: int


def bound_names(text: bytes, base: int, encoding: str = "utf-8") -> list[Bound]:
    """The names of one import statement whose text starts at `base`.

    `import a.b`, `import a.b as x`, `from ..m import a as b`, `from m import *`, in parentheses or
    over several lines.
    """
    if b"#" in text:
        text = _COMMENT.sub(lambda comment: b" " * len(comment[0]), text)
    if b"\\" in text:
        text = text.replace(b"\\", b" ")
    found: list[Bound] = []
    if text.startswith(b"from"):
        head = _FROM.match(text)
        if head is None:
            return found
        module = b"".join(head[1].split()).decode(encoding, "replace")
        for match in _NAME.finditer(text, head.end()):
            symbol = match[1].decode(encoding, "replace")
            alias = match[2]
            name = alias.decode(encoding, "replace") if alias else symbol
            start, end = match.span()
            found.append(
                Bound(
                    "" if symbol == "*" else name, module, symbol, "from", base + start, base + end
                )
            )
        return found
    for match in _NAME.finditer(text, 6):
        module = match[1].decode(encoding, "replace")
        alias = match[2]
        name = alias.decode(encoding, "replace") if alias else module.partition(".")[0]
        start, end = match.span()
        found.append(Bound(name, module, "", "import", base + start, base + end))
    return found


class Imports:
    """The module-level imports of a file, read once."""

    def __init__(self, source: Source) -> None:
        self.statements = [
            (statement, source.imported(statement))
            for statement in source.root.statements.items
            if statement.kind in KINDS
        ]
        self.names = {
            bound.name: bound for _, several in self.statements for bound in several if bound.name
        }

    def origin(self, name: str) -> str:
        """Top-level module that a name is imported from, "" if it is not."""
        found = self.names.get(name)
        return found.module.partition(".")[0] if found else ""


def import_facts(source: Source, imports: Imports) -> Iterator[Import]:
    """Every import of the file, those inside functions too."""
    for statement, several in imports.statements:
        yield from _facts(source.root, statement, several)
    data = source.data
    offset = data.find(b"import")
    seen = -1
    while offset >= 0:
        # A module-level import has its keyword at the start of the line or behind `from`.
        if offset > seen and data[offset - 1 : offset] in _BLANKS and _may_be_local(data, offset):
            scope, found = source.locate(offset)
            if scope.parent is not None and found is not None and found.kind in KINDS:
                seen = found.end
                yield from _facts(scope, found, source.imported(found))
        offset = data.find(b"import", offset + 6)


_BLANKS = (b" ", b"\t", b";", b":")


def _facts(scope: Scope, statement: Statement, several: Iterable[Bound]) -> Iterator[Import]:
    type_only, arms = int(statement.context.type_only), statement.context.arms
    for name, module, symbol, form, start, end in several:
        yield Import(name, module, symbol, scope.path, form, type_only, arms, span(start, end))


def _may_be_local(data: bytes, offset: int) -> bool:
    """Whether an indented line starts with this `import` or with the `from` before it."""
    start = data.rfind(b"\n", 0, offset) + 1
    if b"\r" in data[start:offset]:
        start += data[start:offset].rindex(b"\r") + 1
    if data[start : start + 1] not in (b" ", b"\t"):
        return False
    words = data[start:offset].strip()
    return not words or b"from" in words or words.endswith((b":", b";"))
