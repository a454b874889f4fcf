"""Where a place stands in a JavaScript file: its scope, its branches, the names it sees."""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from dupelint.extract.descent import MAX_DEPTH
from dupelint.extract.javascript import branches, declarations
from dupelint.extract.javascript.declarations import CLASSES, FUNCTIONS, Table, text
from dupelint.model.facts import NO_ARMS, Arms
from dupelint.model.value import Value

if TYPE_CHECKING:
    from tree_sitter import Node

__all__ = [
    "Binding",
    "arms",
    "binding",
    "function_name",
    "memory_of",
    "scope_path",
    "text",
    "walk_to",
]

_DECLARING = frozenset(
    {*FUNCTIONS, *declarations.BLOCKS, "class", "catch_clause", "for_statement", "for_in_statement"}
)
_SCOPES = FUNCTIONS | CLASSES
_WRAPPERS = frozenset(
    {"parenthesized_expression", "as_expression", "satisfies_expression", "type_assertion"}
)


class Binding(NamedTuple):
    """The declaration a name refers to."""

    name: str
    kind: str  # const, let, var, param, function, class, import, catch, for
    node: Node  # declarator, parameter, import specifier, name of a default import, function, class
    value: Node | None  # initialiser; the iterable of a `for … of`; a parameter's default
    pattern: tuple[str, ...]  # keys a destructuring goes through; `...` = what is left over
    path: tuple[Node, ...]  # ancestors of the declaration and itself, root first
    default: Node | None  # `= x` inside the pattern, or of the parameter
    depth: int  # length of the part of `path` that is the scope; 1 = module level


class _Memory:
    """What has been worked out about one tree."""

    __slots__ = ("chains", "dependencies", "exits", "members", "owned", "paths", "tables", "taken")

    def __init__(self) -> None:
        self.tables: dict[int, Table] = {}
        self.dependencies: frozenset[str] | None = None  # see `dependencies`; None: not known
        self.chains: dict[tuple[int, int], list[tuple[int, Table]]] = {}  # by last node of a path
        self.exits: dict[int, list[tuple[int, branches.Arm]]] = {}
        self.paths: dict[int, str] = {}  # id of a function or class → its dotted path
        self.taken: dict[str, int] = {}  # dotted path → id of the node that has it
        self.members: dict[int, declarations.Members] = {}  # id of a class body → its members
        self.owned: dict[tuple[int, str], Value] = {}  # (class body, name) → value of `this.name`


@lru_cache(maxsize=1)
def memory_of(_root: Node, _data: bytes) -> _Memory:
    return _Memory()


def binding(name: str, path: Sequence[Node], data: bytes) -> Binding | None:
    """The declaration of `name` visible at the place whose ancestors, root first, are `path`.

    None for a global of the platform, and for what an enclosing `with` or `eval` may declare.
    """
    memory = memory_of(path[0], data)
    key = (path[-1].id, len(path))
    chain = memory.chains.get(key)
    if chain is None:
        chain = memory.chains[key] = _chain(path, memory, data)
    for length, table in chain:
        found = table.get(name)
        if found is not None and found.kind == "import" and found.node.type == "import_statement":
            table.update(declarations.imported(found.node, found.path[:-1], data))
            found = table[name]
        if found is not None:
            return Binding(
                name, found.kind, found.node, found.value, found.pattern,
                (*path[:length], *found.path), found.default, length,
            )  # fmt: skip
    return None


def _chain(path: Sequence[Node], memory: _Memory, data: bytes) -> list[tuple[int, Table]]:
    """The tables of the scopes that hold a place, innermost first; the length of their paths."""
    chain: list[tuple[int, Table]] = []
    for index in range(len(path) - 1, -1, -1):
        node = path[index]
        if node.type in _DECLARING:
            table = _table(node, memory, data)
            if table:
                chain.append((index + 1, table))
    return chain


def _table(node: Node, memory: _Memory, data: bytes) -> Table:
    known = memory.tables.get(node.id)
    if known is None:
        known = memory.tables[node.id] = declarations.table(node, data)
    return known


def module_table(root: Node, data: bytes) -> Table:
    """What the module itself declares."""
    return _table(root, memory_of(root, data), data)


def scope_path(path: Sequence[Node], data: bytes) -> str:
    """The dotted path of the functions and classes that hold a place; "" at module level.

    A function has the name it is declared or bound with (`load` of `const load = () => …`,
    `api.list` of `const api = {list() {}}`, `exports.start`, `default`), else `<offset>`.
    """
    memory = memory_of(path[0], data)
    dotted = ""
    for index, node in enumerate(path):
        if node.type not in _SCOPES:
            continue
        known = memory.paths.get(node.id)
        if known is None:
            name = function_name(path, index, data) or f"<{node.start_byte}>"
            known = f"{dotted}.{name}" if dotted else name
            if memory.taken.setdefault(known, node.id) != node.id:
                known = f"{known}@{node.start_byte}"
            memory.paths[node.id] = known
        dotted = known
    return dotted


def function_name(path: Sequence[Node], index: int, data: bytes) -> str:
    """The name that the function or class `path[index]` goes by, "" for an anonymous one."""
    own = path[index].child_by_field_name("name")
    keys = [text(own, data)] if path[index].type == "method_definition" and own else []
    below = path[index]
    for above in reversed(path[:index]):
        kind = above.type
        if kind == "pair":
            key = above.child_by_field_name("key")
            if key is None or key.type not in ("property_identifier", "string", "number"):
                return ""
            keys.append(text(key, data).strip("'\""))
        elif kind == "variable_declarator":
            name = above.child_by_field_name("name")
            keys.append(text(name, data) if name is not None and name.type == "identifier" else "")
            return ".".join(reversed(keys)) if all(keys) else ""
        elif kind == "assignment_expression":
            left = above.child_by_field_name("left")
            if left is None or left.type not in ("identifier", "member_expression"):
                return ""
            name_text = text(left, data).removeprefix("this.").replace(".prototype.", ".")
            keys.append(name_text if len(name_text) < 200 else "")
            return ".".join(reversed(keys)) if all(keys) else ""
        elif kind in ("public_field_definition", "field_definition"):
            name = above.child_by_field_name("name") or above.child_by_field_name("property")
            keys.append(text(name, data) if name is not None else "")
            return ".".join(reversed(keys)) if all(keys) else ""
        elif kind == "class_body":
            return ".".join(keys)
        elif kind == "export_statement":
            if above.child_by_field_name("value") == below:
                return ".".join(["default", *reversed(keys)])
            break
        elif kind != "object" and kind not in _WRAPPERS:
            break
        below = above
    if own is not None and path[index].type != "method_definition":
        return text(own, data)
    if path[index].type in _SCOPES and path[index - 1].type == "export_statement":
        return "default"  # `export default function () {}`
    return ""


def arms(path: Sequence[Node], data: bytes) -> Arms:
    """The branches whose arm a place lies in, outermost first, as JSON (see `model.facts.Arms`).

    `try` and `catch` exclude nothing here: an import that fails is not caught in JavaScript.
    """
    found: list[branches.Arm] = []
    exits = memory_of(path[0], data).exits
    for index in range(len(path) - 1):
        node = path[index]
        if node.type in ("program", "statement_block", "switch_case", "switch_default"):
            known = exits.get(node.id)
            if known is None:
                known = exits[node.id] = branches.early_exits(node, data)
            if known:
                before = bisect_left(known, (path[index + 1].start_byte + 1, (0, "")))
                found += [arm for _end, arm in known[:before]]
        else:
            arm = branches.own_arm(path, index, data)
            if arm is not None:
                found.append(arm)
    return Arms(json.dumps(found, separators=(",", ":"))) if found else NO_ARMS


def walk_to(path: Sequence[Node], offset: int) -> list[Node]:
    """`path` continued down to the smallest node that covers the byte at `offset`."""
    found = list(path)
    cursor = path[-1].walk()
    while len(found) < MAX_DEPTH and cursor.goto_first_child_for_byte(offset) is not None:
        node = cursor.node
        if node is None or node.start_byte > offset:
            break
        found.append(node)
    return found
