"""Handlers and routers on the paths of Express applications."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dupelint.extract.javascript.calls import arguments
from dupelint.extract.javascript.creations import framework, is_router
from dupelint.extract.javascript.declarations import FUNCTIONS, parameters
from dupelint.extract.javascript.handlers import ELSEWHERE, answer_of, hands_on
from dupelint.extract.javascript.hardening.checks import guards_of, note_twilio
from dupelint.extract.javascript.members import THIS
from dupelint.extract.javascript.modules import peel
from dupelint.extract.javascript.reading import Reading
from dupelint.extract.javascript.scope import binding
from dupelint.extract.javascript.walks import walk_scope
from dupelint.extract.javascript.wrapping import note_wrapped, unwrapped
from dupelint.model.facts import Mount, Route, Span, ValueText, span
from dupelint.model.pattern import lazy
from dupelint.model.value import NULL, Value, dump, unresolved

if TYPE_CHECKING:
    from tree_sitter import Node

VERBS = frozenset({"get", "post", "put", "patch", "delete", "head", "options", "all"})
_ON_APPS = VERBS | {"use", "route"}
_SERVER = lazy(r"(?i)(?:\w*app|server|api|express\w*|\w*router|\w*routes?)\Z")
_OF_OBJECT = lazy(r"(?i)_*(?:\w*app|\w*router|express\w*)\Z")  # what another class may set
_PATHS = frozenset({"str", "list", "concat", "global", "member", "import", "param", "cond"})
_EACH = frozenset({"forEach", "map"})
_MAX_CHAIN = 60
_ROOT = ("str", "/")
_NOT_KNOWN: Value = ("list", unresolved("wrapper"), ("num", 0))
_NOTHING = ValueText(dump(("object",)))


def read_route(reading: Reading, path: Sequence[Node]) -> None:
    """`app.get(path, …)`, `router.route(path).post(…)`, `app.use(…)`; `path` ends with the verb."""
    if len(path) < 3 or path[-2].type != "member_expression" or path[-3].type != "call_expression":
        return
    leaf, member, call = path[-1], path[-2], path[-3]
    if call.child_by_field_name("function") != member:
        return
    above = path[:-2]
    verb, given = reading.text(leaf), arguments(call)
    root, shared, chained = _root(reading, member)
    if root is None or verb == "route" or not given:
        return
    receiver = reading.opened(root, above)
    if receiver[0] != "new" and not _may_be_a_server(reading, root, receiver, above):
        return
    if receiver[0] in ("unresolved", "external", "str", "env"):
        return
    start = leaf.start_byte if chained else call.start_byte
    at = span(start, call.end_byte)
    scope, arms = walk_scope(reading, above), reading.arms(above)
    if verb == "use":
        where, targets = _mounted(reading, given, above)
        for target in targets:
            value, hands = _target(reading, target, above)
            if value is not None:
                reading.add(
                    Mount(_said(receiver), _said(where), _said(value), hands, scope, arms, at),
                    above,
                )
        return
    handlers = given
    if shared is None:
        if len(given) < 2 or given[0].type in FUNCTIONS:
            return
        shared, handlers = given[0], given[1:]
    where = _closed(reading, reading.opened(shared, above), above)
    made = where[0] == "call" and receiver[0] in ("new", "member") and root.type != "identifier"
    if not made and (where[0] not in _PATHS or (where[0] == "str" and not _is_path(where[1]))):
        return
    if handlers[-1].type in ("object", "string", "number", "template_string"):
        return  # the second argument of a client's call
    answer = answer_of(reading, handlers, above)
    _note_wrapped(reading, handlers[-1], above, at)
    guards_of(reading, handlers, above, at)
    note_twilio(reading, handlers[-1], above, at)
    methods = "ALL" if verb == "all" else verb.upper()
    reading.add(
        Route(
            "express", _said(receiver), _said(where), methods, _said(NULL), answer.view,
            answer.view_at, "verb", _NOTHING, answer.hands_on, scope, arms, at,
            _said(answer.target) if answer.target[0] != "unresolved" else _said(NULL),
        ),
        above,
    )  # fmt: skip


def _note_wrapped(reading: Reading, node: Node, path: Sequence[Node], at: Span) -> None:
    """Note what stands around the last handler of a route."""
    held = peel(node)
    if held is not None and held.type == "array" and held.named_children:
        held = peel(held.named_children[-1])
    callee = held.child_by_field_name("function") if held is not None else None
    if held is None or held.type != "call_expression" or callee is None:
        return
    if reading.text(callee.child_by_field_name("property")) == "bind":
        return
    found = unwrapped(reading, held, tuple(path))
    wrappers = found[1] if found is not None else [_NOT_KNOWN]
    note_wrapped(reading, found[0][-1] if found is not None else held, wrappers, tuple(path), at)


def _root(reading: Reading, member: Node) -> tuple[Node | None, Node | None, bool]:
    """(what a chain of calls starts from, the path that `.route(path)` gives it, whether it is a
    chain)."""
    shared: Node | None = None
    chained = False
    node = peel(member.child_by_field_name("object"))
    for _ in range(_MAX_CHAIN):
        if node is None or node.type != "call_expression":
            break
        callee = node.child_by_field_name("function")
        if callee is None or callee.type != "member_expression":
            break
        name = reading.text(callee.child_by_field_name("property"))
        if name not in _ON_APPS:
            break
        chained = True
        if name == "route" and shared is None:
            shared = next(iter(arguments(node)), None)
        node = peel(callee.child_by_field_name("object"))
    return node, shared, chained


def _may_be_a_server(reading: Reading, root: Node, receiver: Value, path: Sequence[Node]) -> bool:
    """Whether the file makes it with Express, or names it like an app or a router."""
    if root.type not in ("identifier", "member_expression"):
        return False
    if receiver[0] == "member" and receiver[1] == THIS:
        return _OF_OBJECT.match(str(receiver[2])) is not None
    found = binding(reading.text(root), path, reading.data) if root.type == "identifier" else None
    made = peel(found.value) if found is not None and not found.pattern else None
    if (
        found is not None
        and made is not None
        and made.type in ("call_expression", "new_expression")
    ):
        data = reading.data
        if framework(made, found.path, data) == "express" or is_router(made, found.path, data):
            return True
    return _SERVER.match(reading.text(root).rpartition(".")[2]) is not None


def _is_path(text: str) -> bool:
    return not text or text[0] in "/*:" or text.startswith("{")


def _mounted(reading: Reading, given: list[Node], path: Sequence[Node]) -> tuple[Value, list[Node]]:
    """(path, targets) of `use(path?, …targets)`."""
    first = given[0]
    if first.type not in FUNCTIONS and first.type != "call_expression":
        value = _closed(reading, reading.opened(first, path), path)
        plain = value[0] == "list" and all(item[0] == "str" for item in value[1:])
        text = plain or value[0] in ("str", "concat") or (len(given) > 1 and value[0] in _PATHS)
        if text and (value[0] != "global" or not _is_function(reading, first, path)):
            return value, given[1:]
    if first.type in ("regex", "array") and len(given) > 1:
        return reading.opened(first, path), given[1:]
    return _ROOT, given


def _is_function(reading: Reading, node: Node, path: Sequence[Node]) -> bool:
    """Whether the first argument is middleware after all, and no path."""
    if node.type != "identifier":
        return True
    found = binding(reading.text(node), path, reading.data)
    if found is None or found.kind in ("function", "import", "param"):
        return True
    if found.value is None or found.value.type in FUNCTIONS:
        return True
    return reading.opened(found.value, found.path)[0] not in ("str", "concat", "list")


def _target(reading: Reading, node: Node, path: Sequence[Node]) -> tuple[Value | None, int]:
    """(what is mounted, whether it goes on); no value for what cannot be followed."""
    if node.type in FUNCTIONS:
        if len(list(parameters(node, reading.data))) > 3:
            return None, 1  # an error handler
        return ("str", f"<{node.start_byte}>"), hands_on(reading, node)
    value = _closed(reading, reading.opened(node, path), path)
    return (None, 1) if value[0] in ("unresolved", "object", "str") else (value, ELSEWHERE)


def _closed(reading: Reading, value: Value, path: Sequence[Node]) -> Value:
    """A value with the parameters of `list.forEach((item) => …)` as items of the list."""
    if value[0] == "param":
        return _item(reading, str(value[1]), path) or value
    if value[0] in ("member", "concat"):
        return tuple(
            _closed(reading, part, path) if isinstance(part, tuple) else part for part in value
        )
    return value


def _item(reading: Reading, name: str, path: Sequence[Node]) -> Value | None:
    found = binding(name, path, reading.data)
    if found is None or found.kind != "param":
        return None
    length = next((i for i in range(found.depth, 1, -1) if path[i - 1].type in FUNCTIONS), 0)
    if length < 3 or path[length - 2].type != "arguments":
        return None
    callee = path[length - 3].child_by_field_name("function")
    if callee is None or callee.type != "member_expression":
        return None
    if reading.text(callee.child_by_field_name("property")) not in _EACH:
        return None
    over = callee.child_by_field_name("object")
    if over is None:
        return None
    listed = reading.opened(over, path[: length - 3])
    if listed[0] == "unresolved" or "..." in found.pattern:
        return None
    item: Value = ("each", listed)
    for key in found.pattern:
        item = ("member", item, key)
    return item


def _said(value: Value) -> ValueText:
    return ValueText(dump(value))
