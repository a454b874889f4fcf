"""Numbers that are ports, by the syntax around them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from dupelint.extract.javascript.calls import CASTS, arguments
from dupelint.extract.javascript.declarations import FUNCTIONS
from dupelint.extract.javascript.reading import Reading
from dupelint.extract.ports import authority_ports, command_ports, is_port_name, leading_port
from dupelint.model.facts import PortMention, span

if TYPE_CHECKING:
    from tree_sitter import Node

_TEXTS = frozenset({"string", "string_fragment", "template_string"})
_UNSEEN = frozenset({"placeholder", "title", "alt", "label", "aria-label", "description"})
_SHELLS = frozenset(
    {"exec", "execSync", "spawn", "spawnSync", "execa", "execaCommand", "$", "execFile"}
)
_NETWORK = frozenset({"listen", "connect", "createConnection", "bind", "serve", "waitForPort"})
_CHAINED = frozenset(
    {"default", "min", "max", "catch", "prefault"}
)  # z.coerce.number().default(3000)
_WRAPPED = frozenset(
    {
        "parenthesized_expression", "as_expression", "satisfies_expression", "non_null_expression",
        "unary_expression", "ternary_expression", "array", "jsx_expression", "await_expression",
    }
)  # fmt: skip
_HOST_WORDS = ("host", "addr", "ip", "domain", "origin", "server")


class Context(NamedTuple):
    """What makes a number a port."""

    name: str
    detail: str
    host: str = ""


def read_port(reading: Reading, path: Sequence[Node], offset: int) -> None:
    """The number at byte `offset`; `path` ends with the node that covers it."""
    leaf = path[-1]
    end = offset
    while end < len(reading.data) and reading.data[end] in b"0123456789":
        end += 1
    at = span(offset, end)
    number = int(reading.data[offset:end])
    found: Context | None = None
    if leaf.type == "number":
        if (leaf.start_byte, leaf.end_byte) == (offset, end):
            found = _of_number(reading, path)
    elif leaf.type in _TEXTS:
        found = _of_text(reading, path, offset)
    if found is not None:
        fact = PortMention(number, found.name, found.detail, found.host, at)
        reading.add(fact, path)


def _of_number(reading: Reading, path: Sequence[Node]) -> Context | None:
    """The context of a number, or of a string that is a number: what its value goes into."""
    for index in range(len(path) - 1, 0, -1):
        child, parent = path[index], path[index - 1]
        kind = parent.type
        if kind in _WRAPPED:
            if kind == "array" and (flag := _flag(reading, parent, child)):
                return Context("flag", flag)
            continue
        if kind == "pair":
            return _of_key(reading, path, index - 1)
        if kind in ("variable_declarator", "public_field_definition", "field_definition",
                    "enum_assignment", "required_parameter", "optional_parameter"):  # fmt: skip
            label = (
                parent.child_by_field_name("name")
                or parent.child_by_field_name("property")
                or parent.child_by_field_name("pattern")
            )
            return _named(reading, label, "variable")
        if kind in ("assignment_expression", "assignment_pattern", "object_assignment_pattern",
                    "augmented_assignment_expression"):  # fmt: skip
            return _named(reading, parent.child_by_field_name("left"), "variable")
        if kind == "jsx_attribute":
            return _named(reading, parent.named_children[0], "key")
        if kind == "template_substitution":
            return _in_template(reading, path[: index - 1], parent)
        if kind == "binary_expression":
            operator = parent.child_by_field_name("operator")
            left, right = parent.child_by_field_name("left"), parent.child_by_field_name("right")
            sign = operator.type if operator is not None else ""
            if sign in ("||", "??"):
                variable = _variable(reading, left, path[:index]) if child == right else ""
                if variable and is_port_name(variable):
                    return Context("env-default", variable)
                continue
            if sign in ("===", "==", "!==", "!="):
                return _named(reading, left if child == right else right, "variable")
            return None
        if kind == "arguments" and index > 1:
            found, onward = _in_call(reading, path, index, child)
            if not onward:
                return found
            continue
        if kind == "call_expression" or (kind == "member_expression" and index < len(path) - 1):
            continue
        if kind in ("return_statement", "arrow_function") or kind in FUNCTIONS:
            return None
        if kind != "string":
            return None
    return None


def _named(reading: Reading, node: Node | None, context: str) -> Context | None:
    if node is None or node.end_byte - node.start_byte > 100:
        return None
    name = reading.text(node).rpartition(".")[2].strip("'\"[]?! ")
    return Context(context, name) if is_port_name(name) else None


def _variable(reading: Reading, node: Node | None, path: Sequence[Node]) -> str:
    """The environment variable an expression reads, "" if it reads none."""
    value = reading.value(node, path) if node is not None else ("null",)
    while value[0] == "or":
        value = value[2]
    while value[0] == "env" and value[2][0] == "env":
        value = value[2]
    return str(value[1]) if value[0] == "env" else ""


def _in_call(
    reading: Reading, path: Sequence[Node], index: int, child: Node
) -> tuple[Context | None, bool]:
    """(context of an argument, whether to look further outwards)."""
    call = path[index - 2]
    callee = call.child_by_field_name("function") or call.child_by_field_name("constructor")
    written = reading.text(callee) if callee is not None else ""
    last = written.rpartition(".")[2][:60]
    given = arguments(call)
    position = given.index(child) if child in given else 0
    if written in CASTS:
        return None, position == 0
    if last in _CHAINED and position == 0:
        return None, True
    if position == 0 and last in _NETWORK:
        return Context("listen", written if len(written) < 40 else last), False
    if position == 1 and last in ("connect", "createConnection", "waitForPort"):
        return None, False
    before = given[position - 1] if position else None
    if before is not None and before.type == "string":
        name = reading.text(before).strip("'\"")
        if is_port_name(name):  # config.get("port", 3000)
            return Context("env-default" if name.isupper() else "key", name), False
    if is_port_name(last) or is_port_name(written.rpartition(".")[2]):
        return Context("variable", last), False
    return None, False


def _flag(reading: Reading, array: Node, child: Node) -> str:
    """The flag before a number in a list of arguments: `["--port", "3000"]`."""
    items = array.named_children
    place = items.index(child) if child in items else 0
    before = reading.text(items[place - 1]).strip("'\"") if place else ""
    return before if before.startswith("--") and is_port_name(before) else ""


def _of_key(reading: Reading, path: Sequence[Node], index: int) -> Context | None:
    """The value of an object's key, with the dev server of a build tool told apart."""
    key = reading.text(path[index].child_by_field_name("key")).strip("'\"")
    if not is_port_name(key):
        return None
    keys = set(_keys(reading, path[:index]))
    if _is_config(reading) and keys & {"server", "devServer", "preview", "webServer", "hmr"}:
        return Context("dev-server", key)
    return Context("key", key)


def _keys(reading: Reading, path: Sequence[Node]) -> Iterator[str]:
    for node in path:
        if node.type == "pair":
            yield reading.text(node.child_by_field_name("key")).strip("'\"")


def _is_config(reading: Reading) -> bool:
    name = reading.unit.path.rpartition("/")[2]
    return ".config." in name or "setupProxy" in name or "webpack" in name


def _of_text(reading: Reading, path: Sequence[Node], offset: int) -> Context | None:
    """The context of a number inside a string or template."""
    index = len(path) - 1
    if path[index].type == "string_fragment":
        index -= 1
    holder = path[index]
    if holder.type not in ("string", "template_string") or index == 0:
        return None
    parent = path[index - 1]
    if parent.type == "jsx_attribute" and reading.text(parent.named_children[0]) in _UNSEEN:
        return None
    if parent.type == "pair":
        key = reading.text(parent.child_by_field_name("key")).strip("'\"")
        if key in _UNSEEN:
            return None
    start = holder.start_byte + 1
    raw = reading.data[start : holder.end_byte - 1].decode("latin-1")
    place = offset - start
    if raw.strip().isdigit() and holder.type == "string":
        return _of_number(reading, path[: index + 1])
    for hit in authority_ports(raw):
        if hit.start == place:
            return _placed(reading, path, Context(hit.context, hit.detail, hit.host))
    fragment = _after_host(reading, path, index, raw, place)
    if fragment is not None:
        return _placed(reading, path, fragment)
    if _is_command(reading, path, index):
        for hit in command_ports(raw):
            if hit.start == place:
                return Context(hit.context, hit.detail, hit.host)
    return None


def _placed(reading: Reading, path: Sequence[Node], found: Context) -> Context:
    """A URL under `proxy` of a build tool's configuration is where its dev server forwards to."""
    keys = set(_keys(reading, path))
    if _is_config(reading) and (keys & {"proxy", "target", "router"}):
        return found._replace(name="dev-proxy")
    text = any(
        node.type == "call_expression"
        and reading.text(node.child_by_field_name("function")).endswith("ProxyMiddleware")
        for node in path[-8:]
    )
    return found._replace(name="dev-proxy") if text and _is_config(reading) else found


def _after_host(
    reading: Reading, path: Sequence[Node], index: int, raw: str, place: int
) -> Context | None:
    """`location.hostname + ":3300"`, `${host}:3300/x`."""
    holder, parent = path[index], path[index - 1]
    if holder.type == "template_string":
        before = [
            part
            for part in holder.named_children
            if part.type == "template_substitution"
            and part.end_byte == holder.start_byte + 1 + place - 1
        ]
        source = before[0].named_children[0] if before and before[0].named_children else None
        piece = raw[place - 1 :] if place else ""
    elif parent.type == "binary_expression" and parent.child_by_field_name("right") == holder:
        source, piece = parent.child_by_field_name("left"), raw
        if source is not None and source.type == "binary_expression":
            source = source.child_by_field_name("right")
    else:
        return None
    hit = leading_port(piece)
    if source is None or hit is None or (holder.type == "string" and hit.start != place):
        return None
    name = reading.text(source)[-80:]
    value = reading.value(source, path[: index - 1])
    hostlike = any(word in name.lower() for word in _HOST_WORDS) or _ends_in_window(value)
    return Context("host-port", f"{name}:{hit.port}", name) if hostlike else None


def _ends_in_window(value: tuple[object, ...]) -> bool:
    if value[0] == "concat" and isinstance(value[-1], tuple):
        return _ends_in_window(value[-1])
    return value[0] == "window"


def _in_template(reading: Reading, path: Sequence[Node], hole: Node) -> Context | None:
    """`http://localhost:${PORT || 3001}`, `${3001}` after a host."""
    before = reading.data[max(0, hole.start_byte - 80) : hole.start_byte].decode("latin-1")
    found = next((hit for hit in authority_ports(before + "1") if hit.end == len(before) + 1), None)
    if found is None or not path:
        return None
    return Context("host-port", f"{found.host}:", found.host)


def _is_command(reading: Reading, path: Sequence[Node], index: int) -> bool:
    parent = path[index - 1]
    if parent.type == "pair":
        return reading.text(parent.child_by_field_name("key")) in (
            "command",
            "cmd",
            "script",
            "args",
        )
    if parent.type == "arguments" and index > 1:
        callee = path[index - 2].child_by_field_name("function")
        return reading.text(callee).rpartition(".")[2] in _SHELLS
    if parent.type == "call_expression":  # zx: $`lsof -i :3001`
        return reading.text(parent.child_by_field_name("function")) in _SHELLS
    return False
