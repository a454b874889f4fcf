"""The syntax of the file that a fixer looks at."""

from __future__ import annotations

from collections.abc import Container, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from dupelint.fixing.task import RefusalError, Task
from dupelint.model.source import MARKUP, Language
from dupelint.syntax.grammar import UnparsedError, parse
from dupelint.syntax.python_encoding import decode

if TYPE_CHECKING:
    from tree_sitter import Node

MAX_DEPTH = 1_000


class Parsed(NamedTuple):
    """A file's bytes with the root of its syntax tree; every offset is one of the file."""

    data: bytes
    root: Node
    encoding: str

    def text(self, node: Node) -> str:
        """A node as written."""
        return self.data[node.start_byte : node.end_byte].decode("utf-8", "replace")

    def path(self, start: int, end: int) -> list[Node]:
        """From the root to the smallest node that covers bytes [start, end).

        RefusalError where the syntax around the place could not be read.
        """
        cursor = self.root.walk()
        path = [self.root]
        while cursor.goto_first_child_for_byte(start) is not None:
            node = cursor.node
            if node is None or node.start_byte > start or node.end_byte < end:
                break
            path.append(node)
            if node.is_error or len(path) > MAX_DEPTH:
                raise RefusalError("the syntax around it cannot be read")
        return path


def parsed(task: Task, source: bytes | None = None) -> Parsed:
    """The syntax of the task's file, or of other bytes in its place."""
    if task.language in MARKUP:
        raise RefusalError("it stands in markup")
    data = task.source if source is None else source
    encoding = "utf-8"
    if task.language is Language.PYTHON:
        code = decode(data)
        if code is None:
            raise RefusalError("its encoding cannot be read")
        data, encoding = code
        if encoding == "ascii" and b"coding" not in data[:400]:
            encoding = "utf-8"
    try:
        return Parsed(data, root_of(data, task.language), encoding)
    except UnparsedError as error:
        raise RefusalError("the file takes too long to parse") from error


@lru_cache(maxsize=4)
def root_of(data: bytes, language: Language) -> Node:
    """The root of the syntax tree of a file; many places of one file ask for it in turn."""
    return parse(data, language).root_node


def walk(node: Node, closed: Container[str] = ()) -> Iterator[Node]:
    """The node with all that stands in it, parents first, in order.

    What stands in a node of a `closed` type is left out; the first node is entered all the same.
    """
    yield node
    waiting = node.children[::-1]
    while waiting:
        inner = waiting.pop()
        yield inner
        if inner.type not in closed:
            waiting += inner.children[::-1]
