"""What each scope of a JavaScript file declares."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from dupelint.extract.javascript.import_text import plain_import

if TYPE_CHECKING:
    from tree_sitter import Node

FUNCTIONS = frozenset(
    {
        "function_declaration", "generator_function_declaration", "function_expression",
        "generator_function", "arrow_function", "method_definition",
    }
)  # fmt: skip
CLASSES = frozenset({"class_declaration", "abstract_class_declaration", "class"})
BLOCKS = frozenset({"program", "statement_block", "switch_body"})
_NESTING = frozenset(  # statements that a `var` is hoisted out of
    {
        "statement_block", "if_statement", "else_clause", "for_statement", "for_in_statement",
        "while_statement", "do_statement", "try_statement", "catch_clause", "finally_clause",
        "switch_statement", "switch_body", "switch_case", "switch_default", "labeled_statement",
        "export_statement",
    }
)  # fmt: skip
_DECLARING = frozenset(  # statements that declare in the block they stand in, or hold such
    {
        "lexical_declaration", "function_declaration", "generator_function_declaration",
        "class_declaration", "abstract_class_declaration", "enum_declaration", "import_statement",
        "export_statement", "ambient_declaration", "switch_case", "switch_default",
    }
)  # fmt: skip
_MAX_NESTING = 100


class Declaration(NamedTuple):
    """One declared name, with the nodes between the scope that holds it and the name."""

    kind: str
    node: Node
    value: Node | None
    pattern: tuple[str, ...]
    default: Node | None
    path: tuple[Node, ...]  # below the scope's node, down to `node`


Table = dict[str, Declaration]
Members = dict[str, list["Node"]]
Named = tuple[str, tuple[str, ...], "Node | None"]


def text(node: Node, data: bytes) -> str:
    """The source text of a node; undecodable bytes are replaced."""
    return data[node.start_byte : node.end_byte].decode("utf-8", "replace")


def names(pattern: Node, data: bytes, keys: tuple[str, ...] = ()) -> Iterator[Named]:
    """(name, keys that lead to it, its default) for every name a binding pattern binds.

    Keys of an array pattern are its indices; what a rest element gathers has the key `...`.
    """
    if len(keys) > _MAX_NESTING:
        return
    match pattern.type:
        case "identifier" | "shorthand_property_identifier_pattern":
            yield text(pattern, data), keys, None
        case "object_assignment_pattern" | "assignment_pattern":
            left, right = pattern.child_by_field_name("left"), pattern.child_by_field_name("right")
            if left is not None:
                below = (text(left, data),) if pattern.type.startswith("object") else ()
                for name, inner, default in names(left, data, keys):
                    direct = inner == keys
                    yield name, inner + (below if direct else ()), right if direct else default
        case "object_pattern":
            for part in pattern.named_children:
                if part.type == "shorthand_property_identifier_pattern":
                    yield text(part, data), (*keys, text(part, data)), None
                elif part.type == "pair_pattern":
                    key, value = part.child_by_field_name("key"), part.child_by_field_name("value")
                    if key is not None and value is not None:
                        yield from names(value, data, (*keys, text(key, data).strip("'\"")))
                else:
                    yield from names(part, data, keys)
        case "array_pattern":
            index = 0
            for part in pattern.children:
                if part.type == ",":
                    index += 1
                elif part.is_named:
                    yield from names(part, data, (*keys, str(index)))
        case "rest_pattern":
            for part in pattern.named_children:
                yield from names(part, data, (*keys, "..."))


def extended(holder: Node) -> Node | None:
    """The expression behind `extends` of a class."""
    heritage = next((part for part in holder.children if part.type == "class_heritage"), None)
    clause = heritage.named_children[0] if heritage and heritage.named_children else None
    if clause is not None and clause.type == "extends_clause":
        return clause.child_by_field_name("value")
    return clause


def parameters(function: Node, data: bytes) -> Iterator[tuple[str, Declaration]]:
    """The parameters of a function in order; destructured ones by each name they bind."""
    single = function.child_by_field_name("parameter")
    if single is not None:
        for name, keys, default in names(single, data):
            yield name, Declaration("param", single, None, keys, default, (single,))
        return
    listed = function.child_by_field_name("parameters")
    for part in listed.named_children if listed is not None else ():
        pattern, value = part, None
        if part.type in ("required_parameter", "optional_parameter"):
            found = part.child_by_field_name("pattern")
            if found is None:
                continue
            pattern, value = found, part.child_by_field_name("value")
        elif part.type == "assignment_pattern":
            left = part.child_by_field_name("left")
            if left is None:
                continue
            pattern, value = left, part.child_by_field_name("right")
        for name, keys, default in names(pattern, data):
            at = default if default is not None else (value if not keys else None)
            yield name, Declaration("param", part, value, keys, at, (part,))


def table(scope: Node, data: bytes) -> Table:
    """What the node itself declares: the names visible below it that are not visible above."""
    found: Table = {}
    kind = scope.type
    if kind in FUNCTIONS:
        if kind in ("function_expression", "generator_function"):
            name = scope.child_by_field_name("name")
            if name is not None:
                found[text(name, data)] = Declaration("function", scope, scope, (), None, ())
        found.update(parameters(scope, data))
        body = scope.child_by_field_name("body")
        if body is not None and b"var " in data[body.start_byte : body.end_byte]:
            _hoist(body, (body,), data, found)
    elif kind in BLOCKS:
        for statement in scope.named_children:
            if statement.type in _DECLARING:
                _statement(statement, (), data, found, lexical=True)
        if kind == "program" and b"var " in data:
            _hoist(scope, (), data, found)
    elif kind == "class":
        name = scope.child_by_field_name("name")
        if name is not None:
            found[text(name, data)] = Declaration("class", scope, scope, (), None, ())
    elif kind == "catch_clause":
        parameter = scope.child_by_field_name("parameter")
        if parameter is not None:
            for name_text, keys, default in names(parameter, data):
                found[name_text] = Declaration(
                    "catch", parameter, None, keys, default, (parameter,)
                )
    elif kind == "for_statement":
        start = scope.child_by_field_name("initializer")
        if start is not None:
            _statement(start, (), data, found, lexical=True)
    elif kind == "for_in_statement":
        _loop(scope, data, found)
    return found


def _loop(loop: Node, data: bytes, found: Table) -> None:
    left = loop.child_by_field_name("left")
    operator = loop.child_by_field_name("operator")
    if left is None or loop.child_by_field_name("kind") is None:
        return
    over = loop.child_by_field_name("right")
    value = over if operator is not None and operator.type == "of" else None
    for name, keys, default in names(left, data):
        found[name] = Declaration("for", left, value, keys, default, (left,))


def _statement(
    node: Node, above: tuple[Node, ...], data: bytes, found: Table, *, lexical: bool
) -> None:
    """Add what one statement declares in the block it stands in (`lexical`) or hoists (`var`)."""
    match node.type:
        case "lexical_declaration" if lexical:
            kind = "const" if data.startswith(b"const", node.start_byte) else "let"
            _declarators(node, kind, above, data, found)
        case "variable_declaration" if not lexical:
            _declarators(node, "var", above, data, found)
        case "function_declaration" | "generator_function_declaration" if lexical:
            _named(node, "function", above, data, found)
        case "class_declaration" | "abstract_class_declaration" if lexical:
            _named(node, "class", above, data, found)
        case "enum_declaration" if lexical:
            _named(node, "const", above, data, found)
        case "import_statement" if lexical:
            _imports(node, above, data, found)
        case "export_statement" | "ambient_declaration" | "switch_case" | "switch_default":
            for part in node.named_children:
                _statement(part, (*above, node), data, found, lexical=lexical)


def _declarators(node: Node, kind: str, above: tuple[Node, ...], data: bytes, found: Table) -> None:
    for part in node.named_children:
        target = part.child_by_field_name("name") if part.type == "variable_declarator" else None
        if target is None:
            continue
        value = part.child_by_field_name("value")
        for name, keys, default in names(target, data):
            if name in found and value is None:
                continue  # `var x` again declares nothing new
            found[name] = Declaration(kind, part, value, keys, default, (*above, node, part))


def _named(node: Node, kind: str, above: tuple[Node, ...], data: bytes, found: Table) -> None:
    name = node.child_by_field_name("name")
    if name is not None:
        found.setdefault(text(name, data), Declaration(kind, node, node, (), None, (*above, node)))


def _imports(node: Node, above: tuple[Node, ...], data: bytes, found: Table) -> None:
    """The names of an import; of a plain one with its statement for a node, see `imported`."""
    plain = plain_import(data[node.start_byte : node.end_byte])
    if plain is None:
        found.update(imported(node, above, data))
        return
    whole = Declaration("import", node, None, (), None, (*above, node))
    for name, _symbol, _gone in plain.names:
        if name:
            found[name] = whole


def imported(node: Node, above: tuple[Node, ...], data: bytes) -> Table:
    """What an import statement below `above` declares, each name with the node that binds it."""
    found: Table = {}
    for clause in node.named_children:
        if clause.type not in ("import_clause", "import_require_clause"):
            continue
        path = (*above, node, clause)
        for part in clause.named_children:
            if part.type == "named_imports":
                for item in part.named_children:
                    local = item.child_by_field_name("alias") or item.child_by_field_name("name")
                    if local is not None:
                        found[text(local, data)] = Declaration(
                            "import", item, None, (), None, (*path, part, item)
                        )
            elif part.type in ("identifier", "namespace_import"):
                name = text(part, data).removeprefix("*").strip().removeprefix("as").strip()
                name = text(part, data) if part.type == "identifier" else name
                found[name] = Declaration("import", part, None, (), None, (*path, part))
    return found


def _hoist(node: Node, above: tuple[Node, ...], data: bytes, found: Table) -> None:
    """Every `var` below `node` that no nested function holds."""
    pending: list[tuple[Node, tuple[Node, ...]]] = [(node, above)]
    while pending:
        block, path = pending.pop()
        if len(path) > _MAX_NESTING:
            continue
        for part in reversed(block.named_children):
            if part.type == "variable_declaration":
                _statement(part, path, data, found, lexical=False)
            elif part.type in _NESTING and b"var " in data[part.start_byte : part.end_byte]:
                pending.append((part, (*path, part)))


def members(body: Node, data: bytes) -> Members:
    """The fields and methods of a class by name, without a leading `#`."""
    found: Members = {}
    for part in body.named_children:
        label = part.child_by_field_name("name") or part.child_by_field_name("property")
        if label is not None:
            found.setdefault(text(label, data).lstrip("#"), []).append(part)
    return found


def own_method(
    path: Sequence[Node], name: str, data: bytes
) -> tuple[Node, tuple[Node, ...]] | None:
    """The function that `this.name` is in the class around the end of `path`, with the nodes down
    to it."""
    at = next((i for i in range(len(path) - 1, -1, -1) if path[i].type in CLASSES), -1)
    body = path[at].child_by_field_name("body") if at >= 0 else None
    for part in members(body, data).get(name, ()) if body is not None else ():
        value = part if part.type in FUNCTIONS else part.child_by_field_name("value")
        if value is not None and value.type in FUNCTIONS:
            above = (*path[: at + 1], *((body,) if body is not None else ()), part)
            return value, above if value == part else (*above, value)
    return None
