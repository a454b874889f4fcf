"""Parses a Python file, without the bodies in which no fact can start."""

from __future__ import annotations

from dupelint.extract.python.anchors import Anchor
from dupelint.extract.python.blanking import blanked
from dupelint.extract.python.gate import Marks
from dupelint.extract.python.source import Source
from dupelint.extract.unit import Unit
from dupelint.syntax.grammar import parse
from dupelint.syntax.python_encoding import Code


def parsed(unit: Unit, code: Code, marks: Marks, told: set[Anchor]) -> Source:
    """UnparsedError: it takes too long."""
    part = blanked(code.data, marks, told)
    if part is not None:
        source = Source(unit, code, parse(part.data, unit.language), marks)
        if not source.tree.root_node.has_error:
            starts = {statement.start for statement in source.root.statements.items}
            if starts.issuperset(part.definitions):
                return source
    return Source(unit, code, parse(code.data, unit.language), marks)
