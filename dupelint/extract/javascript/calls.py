"""Calls as values: casts and text methods are seen through, the rest stays a call."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from dupelint.extract.javascript import creations
from dupelint.extract.javascript.declarations import FUNCTIONS, parameters
from dupelint.extract.javascript.modules import loaded, origin_of
from dupelint.extract.javascript.scope import Binding, binding, text
from dupelint.extract.javascript.text_values import concat, strip
from dupelint.model.pattern import lazy
from dupelint.model.value import NULL, Value, unresolved

if TYPE_CHECKING:
    from tree_sitter import Node

    from dupelint.extract.javascript.value import Reader

CASTS = frozenset(
    {
        "Number", "parseInt", "parseFloat", "String", "Number.parseInt", "Number.parseFloat",
        "encodeURI", "encodeURIComponent", "decodeURI", "decodeURIComponent", "Object.freeze",
    }
)  # fmt: skip
_SAME_TEXT = frozenset({"trim", "trimStart", "trimEnd", "toString", "valueOf", "normalize"})
_ROUTED = lazy(
    r"(?:App|Api|API|Server|Application|Routes?|Routers?|Controllers?)\Z"
)  # classes that hold routes
_MAX_ARGUMENT = 1_500  # bytes
_OWN = (".", "@/", "~/", "#", "src/")  # of modules that are the project's
_AT_END = frozenset({r"/\/$/", r"/\/+$/", r"/\/*$/", r"/[/]+$/", r"/[/]$/", r"/\/$/g", r"/\/+$/g"})
_AT_START = frozenset({r"/^\//", r"/^\/+/", r"/^\/*/", r"/^[/]+/"})


def arguments(node: Node) -> list[Node]:
    """The argument nodes of a call or `new`, spread included, comments not."""
    listed = node.child_by_field_name("arguments")
    if listed is None or listed.type != "arguments":
        return []
    return [part for part in listed.named_children if part.type != "comment"]


def read_call(reader: Reader, node: Node, path: Sequence[Node]) -> Value:
    """A call expression."""
    callee = node.child_by_field_name("function")
    module = loaded(node, reader.data)
    if module:
        return ("import", module, "")
    if callee is None or callee.type == "import":
        return unresolved("call")
    given = arguments(node)
    plain = text(callee, reader.data) if callee.end_byte - callee.start_byte < 30 else ""
    if plain in CASTS and given:
        return reader.read(given[0], path)
    if plain == "Deno.env.get" and given:
        name = reader.read(given[0], path)
        return ("env", name[1], NULL) if name[0] == "str" else unresolved("dynamic name")
    if creations.framework(node, path, reader.data) or creations.is_router(node, path, reader.data):
        return ("new", node.start_byte)
    if callee.type == "member_expression":
        seen = _text_method(reader, callee, given, path)
        if seen is not None:
            return seen
    if callee.type == "identifier" and (seen := _known(reader, plain, given, path)) is not None:
        return seen
    called = reader.read(callee, path)
    if called[0] == "unresolved":
        return unresolved("call")
    return ("call", called, tuple(_argument(reader, part, path) for part in given), ())


def read_new(reader: Reader, node: Node, path: Sequence[Node]) -> Value:
    """A `new` expression: a created server, a URL, or not known."""
    called = node.child_by_field_name("constructor")
    if called is not None and text(called, reader.data) == "URL":
        return _url(reader, arguments(node), path)
    if creations.framework(node, path, reader.data) or creations.is_router(node, path, reader.data):
        return ("new", node.start_byte)
    if called is None or called.type != "identifier" or not _is_of_project(reader, called, path):
        return unresolved("object")
    given = tuple(_argument(reader, part, path) for part in arguments(node))
    return ("call", ("global", text(called, reader.data)), given, ())


def _is_of_project(reader: Reader, node: Node, path: Sequence[Node]) -> bool:
    """Whether a name is that of a class of the file, or of what is imported from another one."""
    found = binding(text(node, reader.data), path, reader.data)
    if found is None or found.depth != 1:
        return False
    if found.kind == "class":
        return True
    source = origin_of(found, reader.data)
    if source is None:
        return False
    return source[0].startswith(_OWN) or _ROUTED.search(found.name) is not None


def _argument(reader: Reader, node: Node, path: Sequence[Node]) -> Value:
    if node.end_byte - node.start_byte > _MAX_ARGUMENT:
        return unresolved("too large")
    return unresolved("spread") if node.type == "spread_element" else reader.read(node, path)


def _url(reader: Reader, given: list[Node], path: Sequence[Node]) -> Value:
    if not given:
        return unresolved("missing")
    target = reader.read(given[0], path)
    if len(given) == 1 or (target[0] == "str" and "://" in target[1]):
        return target
    base = reader.read(given[1], path)
    if base[0] == "unresolved" or base == ("member", ("global", "import.meta"), "url"):
        return unresolved("base of a URL")
    if base[0] == "str" and target[0] == "str":
        try:
            return ("str", urljoin(base[1], target[1]))
        except ValueError:
            return unresolved("URL")
    first = target[1] if target[0] == "concat" else target
    rooted = first[0] == "str" and first[1].startswith("/")
    return concat([strip(base, end="/"), target] if rooted else [base, target])


def _text_method(
    reader: Reader, callee: Node, given: list[Node], path: Sequence[Node]
) -> Value | None:
    """Methods of strings that keep the text as far as wiring goes; None for any other method."""
    name_node = callee.child_by_field_name("property")
    holder = callee.child_by_field_name("object")
    name = text(name_node, reader.data) if name_node is not None else ""
    if name in _SAME_TEXT:
        whole = reader.read(holder, path)
        return whole if whole[0] != "global" else None
    if name == "concat" and given:
        return concat([reader.read(part, path) for part in (holder, *given)])
    if name == "join" and len(given) == 1:
        items, between = reader.read(holder, path), reader.read(given[0], path)
        if items[0] == "list" and between[0] == "str":
            joined: list[Value] = []
            for item in items[1:]:
                joined += [between, item] if joined else [item]
            return concat(joined)
        return unresolved("join")
    if name in ("replace", "replaceAll") and len(given) == 2:
        return _replaced(reader, holder, given, path)
    return None


def _replaced(
    reader: Reader, holder: Node | None, given: list[Node], path: Sequence[Node]
) -> Value:
    pattern, replacement = (text(part, reader.data) for part in given)
    if replacement in ("''", '""', "``"):
        if pattern in _AT_END:
            return strip(reader.read(holder, path), end="/")
        if pattern in _AT_START:
            return strip(reader.read(holder, path), start="/")
    if "http" in pattern and "ws" in replacement:
        return reader.read(holder, path)  # the scheme changes, the host and port stay
    return unresolved("replaced text")


def _known(reader: Reader, name: str, given: list[Node], path: Sequence[Node]) -> Value | None:
    """React's state and memo, and small functions of the same scope; None for other calls."""
    if name in ("useState", "useRef") and given:
        first = ("cond", reader.read(given[0], path), unresolved("state"))
        return ("list", first, unresolved("setter")) if name == "useState" else None
    if name == "useMemo" and given and given[0].type == "arrow_function":
        return _result(reader, given[0], (*path, given[0]))
    found = binding(name, path, reader.data)
    if found is None or found.depth == 1:
        return None
    function = _function(found)
    if function is None:
        return None
    passed = [_argument(reader, part, path) for part in given]
    names: dict[str, Value] = {}
    for bound, declared in parameters(function, reader.data):
        if declared.pattern:
            continue
        names[bound] = passed[len(names)] if len(names) < len(passed) else NULL
    below = found.path if function == found.path[-1] else (*found.path, function)
    return _with(_result(reader, function, below), names)


def _function(found: Binding) -> Node | None:
    if found.pattern:
        return None
    if found.kind == "function":
        return found.node
    if found.kind == "const" and found.value is not None and found.value.type in FUNCTIONS:
        return found.value
    return None


def _result(reader: Reader, function: Node, path: Sequence[Node]) -> Value:
    result = returned(function)
    if result is None:
        return unresolved("call")
    expression, between = result
    return reader.read(expression, (*path, *between))


def returned(function: Node) -> tuple[Node, tuple[Node, ...]] | None:
    """The one expression a function returns, with the nodes between: its body is that, or
    declarations that end in one `return`."""
    body = function.child_by_field_name("body")
    if body is None:
        return None
    if body.type != "statement_block":
        return body, ()
    parts = [part for part in body.named_children if part.type != "comment"]
    if not parts or len(parts) > 6 or parts[-1].type != "return_statement":
        return None
    if any(part.type not in ("lexical_declaration", "variable_declaration") for part in parts[:-1]):
        return None
    given = [part for part in parts[-1].named_children if part.type != "comment"]
    return (given[0], (body, parts[-1])) if given else None


def _with(value: Value, names: dict[str, Value]) -> Value:
    """`value` with parameters replaced by what they were given."""
    if value[0] == "param":
        return names.get(value[1], value)
    parts = tuple(_with(v, names) if isinstance(v, tuple) and v else v for v in value)
    return concat(parts[1:]) if parts[0] == "concat" else parts
