"""The verdict on one parse: tried on each response, with what becomes of a failure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from dupelint.extract.javascript.bodies import clients
from dupelint.extract.javascript.bodies.candidates import Candidate
from dupelint.extract.javascript.bodies.failing import UNHANDLED, Failure, Follower
from dupelint.extract.javascript.bodies.origins import Caller, Origin
from dupelint.extract.javascript.bodies.reaching import BLOCKED, IN_QUESTION, REACHED, parses
from dupelint.extract.javascript.bodies.requests import method
from dupelint.extract.javascript.bodies.scenarios import (
    ERRORS,
    GOOD,
    OTHER_SUCCESS,
    S204,
    S500_HTML,
    TRIED,
    Scenario,
)
from dupelint.extract.javascript.bodies.script import Script
from dupelint.extract.javascript.bodies.trial import Trial
from dupelint.extract.javascript.bodies.values import Key, Path
from dupelint.extract.javascript.declarations import FUNCTIONS
from dupelint.extract.javascript.scope import scope_path
from dupelint.extract.javascript.value import value
from dupelint.model.facts import NO_SPAN, BodyRead, Span, ValueText, span
from dupelint.model.value import Value, dump

if TYPE_CHECKING:
    from tree_sitter import Node

_NONE: frozenset[Key] = frozenset()
_MOST_EXITS = 3  # calls that a parse depends on
_BLOCKS = frozenset({"program", "statement_block", "switch_case", "switch_default"})


def body_read(found: Candidate, origin: Origin, script: Script) -> BodyRead:
    """The fact about a parse whose response comes from `origin`."""
    node = found.path[-1]
    asked = _Asked(found, origin, script)
    tried = tuple(asked.reach(scenario) for scenario in TRIED)
    good = asked.reach(GOOD)
    errors = good == BLOCKED and (
        tried[-1] != BLOCKED or any(asked.reach(scenario) != BLOCKED for scenario in ERRORS)
    )
    errors = errors or _only_fails(found, origin, script)
    failure = _failure(found, origin, script)
    return BodyRead(
        form=found.form,
        origin=origin.kind,
        helper=ValueText(dump(origin.request.helper)),
        guards=dump(tuple(asked.guards())),
        s204=tried[0],
        s204_json=tried[1],
        s200_empty=tried[2],
        s200_html=tried[3],
        s500_html=tried[4],
        guarded=_guarded(asked),
        handling=failure.handling,
        awaited=int(failure.awaited),
        in_try=int(failure.in_try),
        error_branch=int(errors),
        method=method(origin.request.options),
        url=ValueText(dump(origin.request.url)),
        scope=scope_path(found.path, script.data),
        statement=_statement(found.path),
        response=_response(found, script),
        at=span(node.start_byte, node.end_byte),
        exits=dump(tuple(asked.exits())),
    )


class _Asked:
    """One parse, asked about each response once; calls that are `assumed` to throw do."""

    def __init__(
        self, found: Candidate, origin: Origin, script: Script, assumed: frozenset[Key] = _NONE
    ) -> None:
        self.assumed = assumed
        self.left: dict[Key, tuple[Node, Path, bool]] = {}
        self.found = found
        self.origin = origin
        self.script = script
        self.answers: list[tuple[Scenario, frozenset[str], str]] = []
        self.looked: set[str] = set()
        self.handed: dict[tuple[int, int], tuple[Node, Path]] = {}

    def reach(self, scenario: Scenario) -> str:
        """Whether this response gets as far as the parse.

        A response that is like one already tried in all that the code looked at fares like it.
        """
        if self.origin.kind == clients.KY and not scenario.ok:
            return BLOCKED  # ky rejects
        for other, looked, known in self.answers:
            if all(getattr(other, name) == getattr(scenario, name) for name in looked):
                return known
        self.looked = set()
        answer = self._reach(scenario)
        self.answers.append((scenario, frozenset(self.looked), answer))
        return answer

    def _reach(self, scenario: Scenario) -> str:
        own = self._tried(scenario, self.found.subject, self.found.path, self.found.form)
        if own == BLOCKED or not self.origin.callers:
            return own
        outer = [self._tried(scenario, c.subject, c.path, "json") for c in self.origin.callers]
        best = next((kind for kind in (REACHED, IN_QUESTION) if kind in outer), BLOCKED)
        return best if own == REACHED or best == BLOCKED else IN_QUESTION

    def _tried(self, scenario: Scenario, subject: Node, path: Path, form: str) -> str:
        trial = Trial(self.script, scenario, self.origin.sources, self.origin.through)
        trial.assumed = self.assumed
        answer = parses(trial, subject, path, form)
        self.handed.update(trial.handed)
        self.left.update(trial.left)
        self.looked |= trial.looked
        return answer

    def guards(self) -> Iterable[Value]:
        """The functions of other files that got the response before the parse."""
        for _key, (node, path) in sorted(self.handed.items()):
            callee = node.child_by_field_name("function")
            named = callee if node.type == "call_expression" and callee is not None else node
            yield value(named, path, self.script.data)

    def exits(self) -> Iterable[Value]:
        """Calls that keep responses from the parse if they throw: what gets past them, whether
        they are awaited, what is called."""
        for key, (callee, path, awaited) in sorted(self.left.items())[:_MOST_EXITS]:
            other = _Asked(self.found, self.origin, self.script, frozenset({key}))
            if other.reach(S500_HTML) == BLOCKED != self.reach(S500_HTML):
                passes = "status" if other.reach(S204) == BLOCKED else "ok"
                yield passes, int(awaited), value(callee, path, self.script.data)


def _guarded(asked: _Asked) -> str:
    """The strongest guard, by what it keeps out."""
    s204, s204_json, s200_empty, s200_html, s500_html = (asked.reach(one) for one in TRIED)
    if IN_QUESTION in (s204, s204_json, s200_empty, s200_html, s500_html):
        return "other"
    if s204 == BLOCKED:
        if asked.reach(OTHER_SUCCESS) == BLOCKED:
            return "status"
        if s204_json == BLOCKED:
            return "empty"
        return "type" if s200_html == BLOCKED else "other"
    if BLOCKED in (s204_json, s200_empty, s200_html):
        return "other"
    return "ok" if s500_html == BLOCKED else "none"


def _only_fails(found: Candidate, origin: Origin, script: Script) -> bool:
    """Whether a function that other files call with a response throws whatever it holds."""
    if origin.kind != "unknown" or origin.callers:
        return False
    for index in range(len(found.path) - 1, -1, -1):
        if found.path[index].type in FUNCTIONS:
            body = found.path[index].child_by_field_name("body")
            path = found.path[: index + 1]
            return body is not None and Follower(script, origin.sources).always_throws(body, path)
    return False


def _failure(found: Candidate, origin: Origin, script: Script) -> Failure:
    cloned = b"clone" in script.data[found.subject.start_byte : found.subject.end_byte]
    follower = Follower(script, origin.sources)
    failure = follower.follow(found.path, found.form, cloned)
    if failure.handling != UNHANDLED or not origin.callers:
        return failure
    handlings = {_at(caller, follower) for caller in origin.callers}
    return failure._replace(handling=handlings.pop()) if len(handlings) == 1 else failure


def _at(caller: Caller, follower: Follower) -> str:
    return follower.promised(caller.path)


def _statement(path: Path) -> Span:
    """What a guard is put before: the statement, or the body of an arrow function."""
    for index in range(len(path) - 1, 0, -1):
        above, node = path[index - 1], path[index]
        if above.type in _BLOCKS or above.type in FUNCTIONS:
            return span(node.start_byte, node.end_byte)
        if above.type in ("if_statement", "else_clause") and node.type.endswith("_statement"):
            return span(node.start_byte, node.end_byte)
    return NO_SPAN


def _response(found: Candidate, script: Script) -> Span:
    """The expression that holds the response, without `.clone()` and `.text()`."""
    node = found.subject
    if found.form == "json":
        return span(node.start_byte, node.end_byte)
    inner = script.peel(node)
    for _hop in range(4):
        if inner.type == "identifier":
            declared = script.binding(script.text(inner), found.path)
            if declared is None or declared.value is None or declared.kind == "param":
                return NO_SPAN
            inner = script.peel(declared.value)
        elif inner.type == "call_expression":
            callee = inner.child_by_field_name("function")
            if callee is None or callee.type != "member_expression":
                return NO_SPAN
            owner = callee.child_by_field_name("object")
            if owner is None:
                return NO_SPAN
            if script.text(callee.child_by_field_name("property")) == "text":
                return span(owner.start_byte, owner.end_byte)
            inner = script.peel(owner)
        elif inner.type == "binary_expression":
            left = inner.child_by_field_name("left")
            if left is None:
                return NO_SPAN
            inner = script.peel(left)
        else:
            break
    return NO_SPAN
