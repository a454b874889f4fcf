"""Python files → facts; a file is parsed where a gate word says that a fact may stand in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from dupelint.extract.dotenv_calls import env_files
from dupelint.extract.endpoint_uses import endpoint_uses
from dupelint.extract.key_files import key_files
from dupelint.extract.path_texts import python_paths
from dupelint.extract.python.gate import SMALL, find_marks
from dupelint.extract.python.handed_paths import handed_paths
from dupelint.extract.python.looked_up import imports_alone
from dupelint.extract.python.memory import memory_stores
from dupelint.extract.python.models import MARKS, data_models
from dupelint.extract.python.scan import scan_imports
from dupelint.extract.unit import Fact, Unit
from dupelint.model.facts import Gap, span
from dupelint.syntax.python_encoding import decode

if TYPE_CHECKING:
    from tree_sitter import Tree

_HALF = 0.5


def extract(unit: Unit) -> Iterator[Fact]:
    """Every fact a Python file states."""
    whole = span(0, len(unit.data))
    code = decode(unit.data)
    if code is None:
        yield Gap("decode", "file", whole)
        return
    marks = find_marks(code.data, unit.words.ports)
    if b"dotenv" in marks.words:
        yield from env_files(code.data, python=True)
    yield from memory_stores(code.data)
    yield from key_files(code.data)
    yield from endpoint_uses(code.data)
    yield from python_paths(unit, code.data)
    if not MARKS.isdisjoint(marks.words):
        yield from data_models(code.data)
    revealing = marks.revealing
    if not revealing and next(handed_paths(code.data), None) is None:
        if len(code.data) >= SMALL:
            yield from scan_imports(code.data, code.encoding)
            return
        imports = imports_alone(code, unit.path)
        if imports is not None:
            yield from imports
            return
    from dupelint.extract.python.anchors import (
        find_anchors,
        read_anchors,
        read_waiting,
        told_anchors,
    )
    from dupelint.extract.python.parsing import parsed
    from dupelint.syntax.grammar import UnparsedError

    told = told_anchors(code.data, marks) if revealing else set()
    try:
        source = parsed(unit, code, marks, told)
    except UnparsedError:
        yield Gap("timeout", "file", whole)
        yield from scan_imports(code.data, code.encoding)
        return

    from dupelint.extract.directives import from_tree
    from dupelint.extract.python.answers import read_answers
    from dupelint.extract.python.assignments import read_assignments
    from dupelint.extract.python.bodies import read_bodies
    from dupelint.extract.python.functions import find_simple_returns, function_facts
    from dupelint.extract.python.helper_calls import read_helper_calls
    from dupelint.extract.python.imports import local_imports
    from dupelint.extract.python.module_calls import module_calls
    from dupelint.extract.python.passes import read_module_calls, read_passes
    from dupelint.extract.python.reader import Reader
    from dupelint.extract.python.starlette import note_views
    from dupelint.extract.python.views import may_hold_views, read_view_classes

    reader = Reader(source)
    tree = source.tree
    yield from reader.imports.facts
    yield from local_imports(reader.source)
    anchors = find_anchors(reader, told) if revealing else []
    if anchors:
        read_anchors(reader, anchors)
        read_bodies(reader)
    if revealing or reader.imports.facts:
        read_helper_calls(reader)
    if revealing:
        reader.note_module_app()
        read_passes(reader)
        read_waiting(reader)
    if reader.imports.facts:
        read_module_calls(reader)
    views = revealing and may_hold_views(reader)
    if views:
        read_view_classes(reader)
    if revealing or views:
        read_answers(reader)
    if revealing:
        note_views(reader)
    read_assignments(reader)
    find_simple_returns(reader)
    reader.facts.extend(module_calls(reader))
    yield from reader.facts
    yield from function_facts(reader)
    if b"dupelint:" in marks.words:
        yield from from_tree(unit, tree)
    if anchors and tree.root_node.has_error and _broken(tree, len(unit.data)):
        yield Gap("parse", "file", whole)
    if reader.source.root.statements.cut is not None:
        yield Gap("deep", "file", whole)
    reader.release()


def only_imports(unit: Unit) -> Iterator[Fact]:
    """The imports of a file that is not parsed."""
    code = decode(unit.data)
    if code is None:
        yield Gap("decode", "file", span(0, len(unit.data)))
    else:
        yield from scan_imports(code.data, code.encoding)


def _broken(tree: Tree, size: int) -> bool:
    """Whether error nodes cover over half of the file."""
    cursor = tree.walk()
    covered = 0
    while True:
        node = cursor.node
        if node is not None and node.type == "ERROR":
            covered += node.end_byte - node.start_byte
        elif node is not None and node.has_error and cursor.goto_first_child():
            continue
        while not cursor.goto_next_sibling():
            if not cursor.goto_parent():
                return covered > size * _HALF
