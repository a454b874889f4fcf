"""Where the response comes from that a parse reads."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from dupelint.extract.javascript.bodies import clients
from dupelint.extract.javascript.bodies.candidates import Candidate
from dupelint.extract.javascript.bodies.requests import Hop, Request, carried, fetched, helped
from dupelint.extract.javascript.bodies.scenarios import ERRORS, GOOD
from dupelint.extract.javascript.bodies.script import Script
from dupelint.extract.javascript.bodies.trial import Trial
from dupelint.extract.javascript.bodies.values import (
    Key,
    Path,
    Response,
    ThrownError,
)
from dupelint.extract.javascript.calls import arguments
from dupelint.extract.javascript.declarations import FUNCTIONS
from dupelint.model.value import NULL, unresolved

if TYPE_CHECKING:
    from tree_sitter import Node

_REQUESTS = frozenset({"req", "request", "_req", "_request", "nextRequest", "ctx", "c", "context"})
_RESPONSES = frozenset({"r", "res", "resp", "response"})
_CALLERS = 8


class Caller(NamedTuple):
    """A place of the file that hands a response to a function that parses it."""

    subject: Node
    path: Path  # ancestors of the call, itself last


class Origin(NamedTuple):
    """Where a response comes from."""

    kind: str  # fetch, ky, helper, unknown
    sources: frozenset[Key]
    request: Request
    callers: tuple[Caller, ...]  # where it is a parameter
    through: frozenset[int]  # ids of the functions of the file that hand it on


NOT_KNOWN = Request(unresolved("parameter"), unresolved("parameter"), NULL)


def origin(found: Candidate, script: Script) -> Origin | None:
    """The origin of the response that a candidate parses; None if it may be none."""
    traced = _traced(found.subject, found.path, script, texts=found.form == "parse-text")
    if traced is not None:
        return traced
    return _parameter(found, script)


def _traced(subject: Node, path: Path, script: Script, *, texts: bool) -> Origin | None:
    for scenario in (GOOD, ERRORS[0]):
        trial = Trial(script, scenario, None)
        try:
            held = trial.evaluate(subject, path)
        except ThrownError:
            continue
        if texts:
            keys = frozenset(trial.texts)
        else:
            keys = held.value.sources if isinstance(held.value, Response) else frozenset()
        known = [key for key in sorted(keys) if key in trial.seen]
        if not known:
            continue
        for kind in (clients.FETCH, clients.KY, clients.HELPER, clients.UNKNOWN_CALL):
            for key in known:
                if trial.seen[key][0] == kind:
                    return _made(key, keys, trial, subject, path)
    return None


def _made(key: Key, keys: frozenset[Key], trial: Trial, subject: Node, path: Path) -> Origin | None:
    kind, call, call_path = trial.seen[key]
    script = trial.script
    if kind in (clients.FETCH, clients.KY):
        request = fetched(call, call_path, script)
    else:
        if kind == clients.UNKNOWN_CALL:
            callee = script.text(call.child_by_field_name("function"))
            if "fetch" in callee.lower():
                kind = clients.HELPER
            elif not _is_proven(subject, path, script):
                return None
        request = helped(call, call_path, script)
    hops = [Hop(*via) for via in trial.via.get(key, ())]
    through = frozenset(via[0].node.id for hops_of in trial.via.values() for via in hops_of)
    return Origin(kind, keys, carried(request, hops, script), (), through)


def _parameter(found: Candidate, script: Script) -> Origin | None:
    """A response that a function of the file is given."""
    if found.form != "json":
        return None
    node = script.peel(found.subject)
    while node.type == "call_expression":
        callee = node.child_by_field_name("function")
        owner = callee.child_by_field_name("object") if callee is not None else None
        if owner is None:
            return None
        node = script.peel(owner)
    if node.type != "identifier":
        return None
    name = script.text(node)
    declared = script.binding(name, found.path)
    if declared is None or declared.kind != "param" or declared.pattern or name in _REQUESTS:
        return None
    key = (declared.node.start_byte, declared.node.end_byte)
    function_path = declared.path[: declared.depth]
    function = function_path[-1]
    listed = function.child_by_field_name("parameters")
    parts = listed.named_children if listed is not None else [declared.node]
    index = next((i for i, part in enumerate(parts) if part.id == declared.node.id), 0)
    callers = _callers(function, function_path, index, script)
    for caller in callers:
        traced = _traced(caller.subject, caller.path, script, texts=False)
        if traced is not None:
            kept = tuple(callers)
            request = traced.request if len(callers) == 1 else NOT_KNOWN
            sources = frozenset({key}) | traced.sources
            return Origin(traced.kind, sources, request, kept, traced.through)
    annotation = script.text(declared.node.child_by_field_name("type")).lstrip(": ")
    if annotation in ("Response", "globalThis.Response"):
        if script.binding("Response", function_path) is None:
            return Origin("unknown", frozenset({key}), NOT_KNOWN, (), frozenset())
        return None
    if (annotation and "Response" not in annotation) or not _is_proven(node, found.path, script):
        return None
    return Origin("unknown", frozenset({key}), NOT_KNOWN, (), frozenset())


def _is_proven(subject: Node, path: Path, script: Script) -> bool:
    """Whether the code treats a value as a fetch Response: it looks at `ok`, status or type."""
    node = script.peel(subject)
    name = script.text(node)
    if node.type != "identifier" or name in _REQUESTS:
        return False
    function = next((above for above in reversed(path) if above.type in FUNCTIONS), path[0])
    sign = rf"\b{re.escape(name)}\s*[?!]?\.\s*(?:ok\b(?!\s*\()|status\b(?!\s*\()|statusText\b"
    sign += r"|headers\s*\.\s*get\(\s*.content-type)" if name in _RESPONSES else ")"
    return (
        re.search(sign.encode(), script.data[function.start_byte : function.end_byte]) is not None
    )


def _callers(function: Node, path: Path, index: int, script: Script) -> list[Caller]:
    """The calls of a named function in this file, and the `.then(name)` that hand it a value."""
    name_node = function.child_by_field_name("name")
    if name_node is None and len(path) > 1 and path[-2].type == "variable_declarator":
        name_node = path[-2].child_by_field_name("name")
    if name_node is None or function.type == "method_definition":
        return []
    found: list[Caller] = []
    for use in script.mentions(script.text(name_node)):
        if use[-1].id == name_node.id or any(node.id == function.id for node in use):
            continue
        above = use[-2]
        if above.type == "call_expression":
            callee = above.child_by_field_name("function")
            given = arguments(above)
            if callee is not None and callee.id == use[-1].id and index < len(given):
                found.append(Caller(given[index], use[:-1]))
        elif above.type == "arguments" and index == 0 and len(use) > 2:
            callee = use[-3].child_by_field_name("function")
            if callee is None or callee.type != "member_expression":
                continue
            owner = callee.child_by_field_name("object")
            if owner is not None and script.text(callee.child_by_field_name("property")) == "then":
                found.append(Caller(owner, use[:-2]))
    return found[:_CALLERS]
