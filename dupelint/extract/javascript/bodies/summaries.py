"""What a function of the project does to a response, for the files that call it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dupelint.extract.javascript.bodies import clients
from dupelint.extract.javascript.bodies.ending import rejects
from dupelint.extract.javascript.bodies.requests import Request, fetched
from dupelint.extract.javascript.bodies.scenarios import GOOD, S204, S500_HTML, Scenario
from dupelint.extract.javascript.bodies.script import Script
from dupelint.extract.javascript.bodies.trial import Trial
from dupelint.extract.javascript.bodies.values import (
    FREE,
    PARSED,
    Function,
    Key,
    Path,
    Response,
    Result,
    ThrownError,
)
from dupelint.extract.javascript.declarations import FUNCTIONS, parameters
from dupelint.extract.javascript.scope import function_name, scope_path
from dupelint.model.facts import ResponseHelper, ValueText, span
from dupelint.model.pattern import lazy
from dupelint.model.value import dump, unresolved

if TYPE_CHECKING:
    from tree_sitter import Node

_MAX_SIZE = 8_000  # bytes; what judges a response is a small function
_REFUSES = lazy(rb"\b(?:throw|reject|json|parse)\b")
_NO_URL = unresolved("parameter")
_NOWHERE: frozenset[int] = frozenset()


def named_function(path: Path, script: Script) -> Path | None:
    """The path of the small function around a place that other code can call by name."""
    outer = [index for index, node in enumerate(path) if node.type in FUNCTIONS]
    if not outer or path[outer[0]].end_byte - path[outer[0]].start_byte > _MAX_SIZE:
        return None
    if not function_name(path, outer[0], script.data):
        return None
    if len(outer) > 1 and _is_made(path[outer[0]], path[outer[1]]):
        return path[: outer[1] + 1]
    return path[: outer[0] + 1]


def _is_made(outer: Node, inner: Node) -> bool:
    """Whether a function does nothing but make another one: `what => response => …`."""
    body = outer.child_by_field_name("body")
    if body is not None and body.type == "statement_block" and body.named_child_count == 1:
        returned = body.named_children[0]
        if returned.type == "return_statement" and returned.named_children:
            body = returned.named_children[0]
    return body is not None and body.id == inner.id


def given_response(path: Path, function: Path, script: Script) -> str:
    """The parameter of the function that a property at `path` is read from, "" if none is."""
    if len(path) < 2 or path[-2].type != "member_expression":
        return ""
    owner = path[-2].child_by_field_name("object")
    if owner is None or owner.type != "identifier":
        return ""
    name = script.text(owner)
    found = script.binding(name, path)
    if found is None or found.kind != "param" or found.pattern:
        return ""
    return name if found.path[found.depth - 1].id == function[-1].id else ""


def response_helper(path: Path, judged: str, script: Script) -> ResponseHelper | None:
    """What the function `path[-1]` does to a response; None if nothing.

    `judged`: the name whose `ok` or `status` the function looks at, "" if it makes a request.
    """
    function = Function(path[-1], path[:-1])
    if judged:
        return _judge(path, function, judged, script)
    key, held, request, through = _traced(function, script)
    if key is not None:
        if held.value is PARSED:
            role = "parses"
        elif isinstance(held.value, Response):
            role = "returns"
        else:
            return None
        passes = _passes(function, frozenset({key}), script, through)
        return _made(path, role, passes, request, script)
    return thrower(path, script)


def _traced(
    function: Function, script: Script
) -> tuple[Key | None, Result, Request | None, frozenset[int]]:
    """(where the response comes from, what is returned, the request, the functions of the file
    that hand it on)."""
    trial = Trial(script, GOOD, None)
    try:
        held = trial.invoke(function, ())
    except ThrownError:
        return None, FREE, None, _NOWHERE
    for key, (kind, call, call_path) in trial.seen.items():
        if kind in (clients.FETCH, clients.KY):
            about = held.value is PARSED
            if not about and not clients.is_direct(call, script):
                continue
            if about or (isinstance(held.value, Response) and key in held.value.sources):
                through = frozenset(via[0].node.id for hops in trial.via.values() for via in hops)
                return key, held, fetched(call, call_path, script), through
    return None, FREE, None, _NOWHERE


def thrower(path: Path, script: Script) -> ResponseHelper | None:
    """The function `path[-1]` if it never returns, whatever it is given."""
    function = Function(path[-1], path[:-1])
    if not script.leaving.throws(function.node):
        return None
    if _end(function, frozenset(), GOOD, script) is not None:
        return None
    role = "rejects" if rejects(function.node, script) else "throws"
    return _made(path, role, "unknown", None, script)


def _judge(path: Path, function: Function, judged: str, script: Script) -> ResponseHelper | None:
    """A function that is given a response."""
    start, end = path[-1].start_byte, path[-1].end_byte
    if not _REFUSES.search(script.data, start, end):
        return None
    for name, declared in parameters(path[-1], script.data):
        if declared.pattern or name != judged:
            continue
        key = (declared.node.start_byte, declared.node.end_byte)
        ends = [
            _end(function, frozenset({key}), scenario, script) for scenario in (GOOD, S500_HTML)
        ]
        good, bad = ends
        if good is not None and good.value is PARSED:
            passes = _passes(function, frozenset({key}), script)
            return _made(path, "parses", passes, None, script)
        handed_on = good is not None and isinstance(good.value, Response)
        if good is not None and (handed_on or bad is None):
            passes = _passes(function, frozenset({key}), script)
            return _made(path, "checks", passes, None, script)
        if good is None and bad is None:
            return thrower(path, script)
    return None


def _end(
    function: Function, sources: frozenset[Key], scenario: Scenario, script: Script
) -> Result | None:
    """What the function returns for a response, None if it throws."""
    trial = Trial(script, scenario, sources)
    try:
        return trial.invoke(function, ())
    except ThrownError:
        return None


def _passes(
    function: Function,
    sources: frozenset[Key],
    script: Script,
    through: frozenset[int] = _NOWHERE,
) -> str:
    """Which responses get through: any, ok, status, unknown."""
    passed: list[bool] = []
    for scenario in (S204, S500_HTML):
        trial = Trial(script, scenario, sources, through)
        try:
            held = trial.invoke(function, ())
        except ThrownError:
            passed.append(False)
            continue
        if trial.doubtful:
            return "unknown"
        passed.append(held.value is not None)
    match passed:
        case [True, True]:
            return "any"
        case [True, False]:
            return "ok"
        case [False, _]:
            return "status"
    return "unknown"


def _scope(path: Path, script: Script) -> str:
    """A function that another one makes is known by the name of that one."""
    outer = next(index for index, node in enumerate(path) if node.type in FUNCTIONS)
    return scope_path(path[: outer + 1], script.data)


def _made(
    path: Path, role: str, passes: str, request: Request | None, script: Script
) -> ResponseHelper:
    node: Node = path[-1]
    return ResponseHelper(
        scope=_scope(path, script),
        role=role,
        passes=passes,
        url=ValueText(dump(request.url if request is not None else _NO_URL)),
        at=span(node.start_byte, node.end_byte),
    )
