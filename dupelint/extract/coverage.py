"""What a comment speaks for: the line it ends, or the statement that follows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dupelint.extract.descent import WideNodes, descend
from dupelint.model.pattern import lazy
from dupelint.model.source import Language
from dupelint.syntax.comments import STYLES

if TYPE_CHECKING:
    from tree_sitter import Node, Tree

Range = tuple[int, int]

# Nodes that begin where their first statement begins, but are not one.
_CONTAINERS = frozenset(
    {
        "program", "module", "source_file", "document", "stream", "block", "block_node",
        "block_mapping", "block_sequence", "ERROR",
    }
)  # fmt: skip
# Where the header of a statement ends and statements of their own begin.
_BODIES = frozenset({"block", "statement_block", "class_body", "switch_body", "block_mapping"})
# Statements without a node for their body: their first line is the header.
_FIRST_LINE = frozenset(
    {
        "table", "table_array_element",
        "if_statement", "while_statement", "for_statement", "c_style_for_statement",
        "case_statement", "function_definition", "subshell", "compound_statement", "do_group",
    }
)  # fmt: skip
_FLAT = frozenset({Language.SHELL, Language.TOML})  # languages of the above
_SPACE = lazy(rb"\s*")
_NEWLINE = lazy(rb"\r\n?|\n")


class Coverage:
    """Ranges in the bytes of one file."""

    def __init__(self, data: bytes, language: Language, tree: Tree | None = None) -> None:
        self._data = data
        self._language = language
        self._tree = tree
        style = STYLES[language]
        self._line = 0, -1  # the latest that was asked for
        self._wide = WideNodes()
        self._spoken_for: dict[int, Range | None] = {}  # by where the comment before it ends
        self._mark = (style.line or style.block[0] if style.block else style.line).encode()

    def line(self, offset: int) -> Range:
        """The physical line around `offset`, without its end."""
        if not self._line[0] <= offset <= self._line[1]:  # a line may hold many comments
            data = self._data
            start = data.rfind(b"\n", 0, offset) + 1
            start = max(start, data.rfind(b"\r", start, offset) + 1)
            match = _NEWLINE.search(data, offset)
            self._line = start, match.start() if match else len(data)
        return self._line

    def next_lines(self, end: int) -> Range | None:
        """The next line that is neither blank nor a comment, with the lines it is continued on."""
        position = end
        while (position := self._after_space(position)) < len(self._data):
            start, stop = self.line(position)
            text = self._data[start:stop].strip()
            if self._mark and text.startswith(self._mark):
                position = stop
                continue
            while self._language is Language.DOCKERFILE and text.endswith(b"\\"):
                after = self.line(self._after_newline(stop))
                if after[1] <= stop:
                    break
                stop = after[1]
                text = self._data[after[0] : stop].strip()
            return start, stop
        return None

    def of_comment(self, comment: Node, path: list[Node]) -> Range | None:
        """What a comment in the tree speaks for; `path` leads to it. None: nothing follows."""
        outer = path[-2] if path[-2].type == "jsx_expression" else comment
        start, end = outer.start_byte, outer.end_byte
        line = self.line(start)
        before = self._data[line[0] : start].rstrip()
        behind = outer is comment and self._data[end : self.line(end)[1]].strip()
        if not before.strip() or behind:
            if self._language is Language.JSON:
                return self.next_lines(end)
            return self._following(end)
        return self._line_with_statement(line, line[0] + len(before), start)

    def _line_with_statement(self, line: Range, end: int, limit: int) -> Range:
        """The line, from where the statement begins that ends at `end` (before `limit`)."""
        if self._language is Language.JSON:
            return line
        last = line[0] + len(self._data[line[0] : end].rstrip(b",; \t")) - 1
        path = self._path(max(last, line[0]))
        if self._language is Language.YAML and self._data[last : last + 1] == b":":
            pairs = [node for node in path if node.type == "block_mapping_pair"]
            return self._header(pairs[-1]) if pairs else line
        for node in path[1:]:
            if (
                _end(node) <= limit
                and node.type not in _CONTAINERS
                and not self._flat(node)
                and self._cut(node) is None
            ):
                return min(line[0], node.start_byte), line[1]
        return line

    def _following(self, end: int) -> Range | None:
        """The header of the statement, JSX element, attribute or key that follows."""
        passed = [end]
        if end not in self._spoken_for:
            found = self._next_header(passed)
            self._spoken_for.update(dict.fromkeys(passed, found))
        return self._spoken_for[end]

    def _next_header(self, passed: list[int]) -> Range | None:
        """The same behind the last of `passed`, to which the ends of comments on the way come."""
        position = passed[-1]
        while (position := self._after_space(position)) < len(self._data):
            path = self._path(position)
            node = path[-1]
            if node.type == "comment":
                position = node.end_byte
                passed.append(position)
            elif node.type == "jsx_text":
                position = max(node.end_byte, position + 1)
            elif len(path) > 1 and _only_comment(path):
                position = path[-2].end_byte
                passed.append(position)
            else:
                break
        else:
            return None
        for node in path[1:]:
            if node.start_byte == position and node.type not in _CONTAINERS:
                return self._header(node) if node.is_named else None
        return None

    def _header(self, node: Node) -> Range:
        """The statement without what has a place of its own for comments; at least its line."""
        start, end = node.start_byte, node.end_byte
        first = self.line(start)[1]
        if self._flat(node):
            return start, first
        cut = self._cut(node)
        return start, max(min(first, end), cut) if cut is not None else end

    def _flat(self, node: Node) -> bool:
        return node.type in _FIRST_LINE and self._language in _FLAT

    def _cut(self, node: Node) -> int | None:
        """Where the first body inside the node begins, None if there is none."""
        cursor = node.walk()
        while True:
            current = cursor.node
            if current is not None and current.id != node.id and current.type in _BODIES:
                return current.start_byte
            if current is not None and current.type == "jsx_opening_element":
                return current.end_byte
            if cursor.goto_first_child() or cursor.goto_next_sibling():
                continue
            while cursor.goto_parent():
                if cursor.goto_next_sibling():
                    break
            else:
                return None

    def _path(self, offset: int) -> list[Node]:
        if self._tree is None:
            raise ValueError("no tree")
        _, path = next(descend(self._tree, [offset], self._wide))
        return path

    def _after_space(self, position: int) -> int:
        match = _SPACE.match(self._data, position)
        return match.end() if match else position

    def _after_newline(self, position: int) -> int:
        match = _NEWLINE.match(self._data, position)
        return match.end() if match else position


def _end(node: Node) -> int:
    """The end of a node without comments behind it (TOML puts those into the pair)."""
    children = node.children
    while children and children[-1].type == "comment":
        children.pop()
    return children[-1].end_byte if children else node.end_byte


def _only_comment(path: list[Node]) -> bool:
    """Whether the path ends at the brace of a `{/* … */}`."""
    braces = path[-2]
    return braces.type == "jsx_expression" and [child.type for child in braces.named_children] == [
        "comment"
    ]
