"""What a handler of `connection.update` does, statement by statement."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from dupelint.extract.javascript.calls import arguments
from dupelint.extract.javascript.declarations import FUNCTIONS, own_method
from dupelint.extract.javascript.hardening.update_names import UpdateNames
from dupelint.extract.javascript.modules import peel
from dupelint.extract.javascript.reading import Reading, span_of
from dupelint.extract.javascript.scope import binding, function_name
from dupelint.model.facts import NO_SPAN, ConnectionHandler, Span
from dupelint.model.pattern import lazy

if TYPE_CHECKING:
    from tree_sitter import Node

_LOG = lazy(
    r"(?:\A|[.#])(?:console|[lL]og(?:s|ger|It|ging)?|LOG(?:GER)?|\w+(?:Log|Logger|_log|_logger)"
    r"|consola|signale|winston|pino|debug)(?:[.(?!]|\Z)"
    r"|\A(?:this\.)?(?:log|print|debug|trace)[A-Z_]?\w*\Z"
)
_PRINTS_QR = lazy(r"(?i)qr\w*\.(?:generate|toString|print)|(?:print|show|display|render)\w*qr")
_NAMED = lazy(r"(?i)logged_?out|\b401\b|DisconnectReason|badSession")
_EMPTY = lazy(r"\A(?:null|undefined|void 0|''|\"\"|``|false)\Z")
_MAKES_SOCKET = lazy(rb"[Mm]ake_?[Ww][Aa]?[Ss]ocket|WASocket\(")
_CLEARS = lazy(r"(?i)(?:clear|reset|delete|remove|drop|unset)\w*qr")
_RESET = lazy(rb"([\w$.\]\['\"]{1,120})\s{0,20}=\s*(?:null|undefined|''|\"\"|``|false)")
_MAX_DEPTH = 200


class UpdateWalk:
    """Walks the body of one handler once."""

    def __init__(self, reading: Reading, names: UpdateNames, path: Sequence[Node]) -> None:
        """`path` ends with the body."""
        self._reading = reading
        self._names = names
        self._path = list(path)
        self._logs: set[str] = set()
        self._hands_on = False
        self._kept: tuple[str, Node] | None = None
        self._resets: list[str] = []  # what is emptied outside the branch for `close`, as written
        self._reconnects = ""
        self._close: Node | None = None
        self._tells = False
        self._given: list[str] = []  # arguments of calls outside that branch, as written
        self._own = frozenset(self._enclosing())
        if b"printQRInTerminal: true" in reading.data:
            self._logs.add("qr")
        self._visit(self._path[-1], [], False, 0)

    def _enclosing(self) -> list[str]:
        """Names of the functions that the handler stands in."""
        path = self._path
        return [
            name.rpartition(".")[2]
            for index, node in enumerate(path)
            if node.type in FUNCTIONS and (name := function_name(path, index, self._reading.data))
        ]

    def fact(self, at: Span) -> ConnectionHandler:
        """What was seen."""
        kept, place = self._kept or ("", None)
        reads = self._names.read_parts(self._text(self._path[-1]))
        return ConnectionHandler(
            1,
            int(self._hands_on),
            reads,
            ",".join(sorted(self._logs)),
            kept,
            span_of(place) if place is not None else NO_SPAN,
            int(bool(kept) and self._clears(kept)),
            self._reconnects,
            span_of(self._close) if self._close is not None else NO_SPAN,
            int(self._tells),
            at,
        )

    def _clears(self, kept: str) -> bool:
        last = re.split(r"[.\[]", kept)[-1].strip("]'\"")
        owner = re.split(r"[.\[]", kept)[0]
        for reset in self._resets:
            if re.split(r"[.\[(]", reset)[-1].strip("]'\" ") == last or reset == owner:
                return True
        return owner != last and owner in self._given

    def _visit(self, node: Node, conditions: list[Node], closing: bool, depth: int) -> None:
        if depth > _MAX_DEPTH:
            return
        kind = node.type
        if kind == "if_statement":
            self._branch(node, conditions, closing, depth)
            return
        if kind == "switch_case":
            value = node.child_by_field_name("value")
            closes = value is not None and self._text(value).strip("'\"`") == "close"
            self._closed(node, closes)
            inner = [*conditions, value] if value is not None else conditions
            for child in node.named_children:
                self._visit(child, inner, closing or closes, depth + 1)
            self._logged_under_switch(node)
            return
        if kind == "call_expression":
            self._call(node, conditions, closing)
        elif kind == "assignment_expression":
            self._assignment(node, conditions, closing)
        elif kind in ("ternary_expression", "switch_statement"):
            asked = node.child_by_field_name("condition") or node.child_by_field_name("value")
            self._asked(self._text(asked)[:400] if asked is not None else "")
        elif kind == "variable_declarator":
            value = node.child_by_field_name("value")
            if value is not None and _NAMED.search(self._text(value)[:400]):
                self._tells = True
        elif kind == "pair" and not closing:
            key, value = node.child_by_field_name("key"), node.child_by_field_name("value")
            if key is not None and value is not None and _EMPTY.match(self._text(value)):
                self._resets.append(self._text(key).strip("'\""))
        elif kind == "unary_expression" and self._text(node).startswith("delete ") and not closing:
            self._resets.append(self._text(node)[7:].strip())
        for child in node.named_children:
            self._visit(child, conditions, closing, depth + 1)

    def _branch(self, node: Node, conditions: list[Node], closing: bool, depth: int) -> None:
        condition = node.child_by_field_name("condition")
        asked = self._text(condition) if condition is not None else ""
        closes = bool(re.search(r"""={2,3}\s*['"`]close['"`]|['"`]close['"`]\s*={2,3}""", asked))
        self._closed(node, closes)
        self._asked(asked)
        if condition is not None:
            self._visit(condition, conditions, closing, depth + 1)
        inner = [*conditions, condition] if condition is not None else conditions
        consequence = node.child_by_field_name("consequence")
        alternative = node.child_by_field_name("alternative")
        if consequence is not None:
            self._visit(consequence, inner, closing or closes, depth + 1)
        if alternative is not None:
            self._visit(alternative, inner, closing, depth + 1)

    def _asked(self, condition: str) -> None:
        if _NAMED.search(condition) or "reason" in self._names.told(condition):
            self._tells = True

    def _closed(self, node: Node, closes: bool) -> None:
        if closes and self._close is None:
            self._close = node

    def _call(self, node: Node, conditions: list[Node], closing: bool) -> None:
        callee = node.child_by_field_name("function")
        if callee is None:
            return
        name = self._text(callee) if callee.end_byte - callee.start_byte < 120 else ""
        given = arguments(node)
        if _LOG.search(name):
            self._log(given, conditions)
            return
        told = self._names.told(
            " , ".join(self._text(part)[:200] for part in given if part.type not in FUNCTIONS)
        )
        if "qr" in told and _PRINTS_QR.search(name):
            self._logs.add("qr")
        written = [self._text(part)[:200] for part in given]
        if any(text in self._names.wholes for text in written):
            self._hands_on = True
        if not closing:
            self._given += written
            if _CLEARS.search(name):
                self._resets += [self._kept[0]] if self._kept else ["qr"]
            self._resets += self._reset_by(name)
            if name.endswith((".delete", ".clear")):
                self._resets.append(name.rpartition(".")[0])
        if (
            name.endswith(".set")
            and len(given) == 2
            and self._is_qr(given[1])
            and self._asks_qr(conditions)
        ):
            self._keep(name.rpartition(".")[0], node)
        if closing and not self._reconnects:
            self._reconnect(name, given)
        if "reason" in told or _NAMED.search(" ".join(written)):
            self._tells = True

    def _reset_by(self, name: str) -> list[str]:
        """What a function of this file empties."""
        function = self._function(name) if "." not in name.removeprefix("this.") else None
        if function is None:
            return []
        source = self._reading.data[function.start_byte : function.end_byte]
        return [match[1].decode("utf-8", "replace") for match in _RESET.finditer(source)]

    def _reconnect(self, name: str, given: list[Node]) -> None:
        called = [name]
        if name in ("setTimeout", "setImmediate", "process.nextTick") and given:
            called.append(self._text(given[0]) if given[0].type != "arrow_function" else "")
        for one in called:
            last = one.removeprefix("this.")
            if last and "." not in last and (last in self._own or self._makes_socket(one)):
                self._reconnects = last
                return

    def _makes_socket(self, name: str) -> bool:
        function = self._function(name)
        if function is None:
            return False
        start, end = function.start_byte, function.end_byte
        return _MAKES_SOCKET.search(self._reading.data, start, end) is not None

    def _function(self, name: str) -> Node | None:
        """The function that a name or `this.name` means here."""
        if name.startswith("this."):
            own = own_method(self._path, name[5:], self._reading.data)
            return own[0] if own is not None else None
        found = binding(name, self._path, self._reading.data)
        if found is None or found.pattern:
            return None
        function = found.node if found.kind == "function" else peel(found.value)
        return function if function is not None and function.type in FUNCTIONS else None

    def _log(self, given: list[Node], conditions: list[Node]) -> None:
        for source in (*given, *conditions):
            self._logs |= self._names.told(self._text(source)[:1_000])

    def _logged_under_switch(self, node: Node) -> None:
        """A log line in a case of `switch (connection)` tells the connection."""
        if any(
            _LOG.search(line.partition("(")[0].strip()) for line in self._text(node).splitlines()
        ):
            self._logs.add("connection")

    def _assignment(self, node: Node, conditions: list[Node], closing: bool) -> None:
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        if left is None or right is None:
            return
        target, value = self._text(left)[:200], self._text(right)[:400]
        if _EMPTY.match(value) or right.type in ("object", "array"):
            if not closing:
                self._resets.append(target)
            return
        if self._is_qr(right) and self._asks_qr(conditions) and not self._is_own(left):
            self._keep(target, node)

    def _keep(self, target: str, node: Node) -> None:
        if self._kept is None:
            self._kept = (target, node)

    def _is_qr(self, node: Node) -> bool:
        """Whether a value is the QR code or made of it; a question about it is none."""
        if node.type in ("object", "array", "binary_expression", "unary_expression"):
            return False
        if node.type in FUNCTIONS or node.type == "ternary_expression":
            return False
        source = self._text(node)
        if len(source) > 300 or source.startswith(("Boolean(", "!!")):
            return False
        return self._names.told(source) == {"qr"}

    def _asks_qr(self, conditions: list[Node]) -> bool:
        return any("qr" in self._names.told(self._text(one)[:400]) for one in conditions)

    def _is_own(self, left: Node) -> bool:
        """Whether the target is a variable of the handler itself."""
        if left.type != "identifier":
            return False
        declared = rb"\b(?:let|var|const)\s[^;=]{0,80}\b%s\b" % re.escape(self._text(left).encode())
        body = self._path[-1]
        data = self._reading.data
        return re.search(declared, data[body.start_byte : body.end_byte]) is not None

    def _text(self, node: Node) -> str:
        return self._reading.text(node)
