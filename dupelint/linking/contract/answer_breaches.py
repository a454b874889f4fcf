"""What is wrong with an answer of a route, beside a declared endpoint."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from dupelint.linking.contract.agreed import is_same_path
from dupelint.model.contract import Endpoint, Shape, Upstream
from dupelint.model.facts import Span
from dupelint.model.pattern import lazy
from dupelint.model.value import Value, load
from dupelint.model.wiring import RouteAnswer

_SHOWN = {
    "empty": "an empty body", "empty-json": "an empty body", "html": "a page or plain text",
    "redirect": "a redirect", "file": "a file",
}  # fmt: skip
# What calls make, whose names no module of a project takes.
_MADE = {"bool": "bool", "len": "number", "int": "number", "float": "number", "str": "string"}
_FORMS = {
    "bool": "bool", "num": "number", "str": "string", "concat": "string", "null": "null",
    "object": "object", "list": "array",
}  # fmt: skip
_ORIGIN = lazy(r"\A[a-z][a-z0-9+.-]*://[^/]*|\A\{\}(?=/)")
_NOT_BODY = frozenset({"headers", "cookies", "args", "params", "environ"})


class Breach(NamedTuple):
    """A breach in words, with its place; one that is withheld says why."""

    told: str
    at: Span
    withheld: str = ""


def of_server(
    endpoint: Endpoint, answers: Sequence[RouteAnswer], behind: Sequence[RouteAnswer]
) -> Iterator[Breach]:
    """Breaches by the route that a client calls; `behind`: the answers of the upstream route."""
    if all(one.status not in (0, endpoint.status) and one.kind != "unknown" for one in answers):
        said = ", ".join(str(status) for status in sorted({one.status for one in answers}))
        for one in answers[:1]:
            yield Breach(f"it never answers {endpoint.status}, only {said}", one.at)
        return
    for one in answers:
        if one.status < 400 or one.status == endpoint.status:
            yield from _of_answer(endpoint, one, behind)
        elif one.kind == "html" and endpoint.body is not None:
            yield Breach(f"it can answer {_SHOWN['html']} with {one.status}, not JSON", one.at)


def _of_answer(
    endpoint: Endpoint, one: RouteAnswer, behind: Sequence[RouteAnswer]
) -> Iterator[Breach]:
    if one.status and one.status != endpoint.status:
        yield Breach(f"it can answer {one.status}, not {endpoint.status}", one.at)
    elif endpoint.body is None and one.status:
        return
    elif one.status and one.kind in _SHOWN:
        yield Breach(f"it can answer {_SHOWN[one.kind]}, not JSON", one.at)
    elif one.status and one.kind == "json" and one.keys:
        wrong = _of_keys(endpoint, json.loads(one.keys), load(one.body))
        if wrong:
            yield Breach(", ".join(wrong), one.at)
    elif endpoint.upstream is not None and _is_passed_on(endpoint.upstream, load(one.body)):
        wrong = list(_passed_on(endpoint, endpoint.upstream, one, behind))
        if wrong:
            yield Breach("it passes on " + ", ".join(dict.fromkeys(wrong)), one.at)
    else:
        yield Breach("its answer", one.at, "what it answers is not known")


def _of_keys(endpoint: Endpoint, held: Iterable[str], body: Value) -> list[str]:
    """Keys that are missing, of another type, or not declared."""
    wrong = []
    values = dict(body[1:]) if body[0] == "object" else {}
    held = list(held)
    for key, (wanted, required) in endpoint.keys.items():
        if key not in held:
            if required:
                wrong.append(f"key '{key}' is missing")
        elif key in values and (kind := _misfit(wanted, values[key])):
            wrong.append(f"'{key}' is {kind}, not {wanted}")
    return wrong + [f"key '{key}' is not declared" for key in held if key not in endpoint.keys]


def _misfit(wanted: Shape, value: Value) -> str:
    """What a value is that is none of the shapes; "" where it may be one."""
    match value:
        case ("str", str(text)):
            if wanted.holds(text):
                return ""
            return "another string" if _patterns(wanted) else "a string"
        case ("call", ("global", str(name)), *_):
            kind = _MADE.get(name, "")
        case _:
            kind = _FORMS.get(str(value[0]), "")
    if not kind or kind in wanted.alternatives or (kind == "string" and _patterns(wanted)):
        return ""  # the characters of a text that is put together are not known
    return kind if kind == "null" else f"a{'n' if kind[0] in 'ao' else ''} {kind}"


def _patterns(wanted: Shape) -> set[str]:
    """The texts among the alternatives of a shape."""
    return set(wanted.alternatives) - set(_FORMS.values())


# --- what is passed on ---------------------------------------------------------------------


def _is_passed_on(upstream: Upstream, body: Value) -> bool:
    """`requests.get(…).json()` as it is."""
    return (
        body[0] == "call"
        and body[1][0] == "member"
        and body[1][2] == "json"
        and dials(body[1][1], upstream)
    )


def _passed_on(
    endpoint: Endpoint, upstream: Upstream, one: RouteAnswer, behind: Sequence[RouteAnswer]
) -> Iterator[str]:
    for status in upstream.status if not one.status else ():
        if status != endpoint.status:
            yield f"the {status} of {endpoint.upstream_name}"
    for other in behind:
        meant = other.status == endpoint.status if not one.status else True
        if meant and other.kind == "json" and other.keys and other.status in upstream.status:
            wrong = _of_keys(endpoint, json.loads(other.keys), load(other.body))
            if wrong:
                yield f"what {endpoint.upstream_name} answers: {', '.join(wrong)}"


def dials(value: Value, upstream: Upstream) -> bool:
    """Whether the address of the upstream route stands in an expression."""
    if value[0] in ("str", "concat"):
        parts = value[1:] if value[0] == "concat" else (value,)
        text = "".join(part[1] if part[0] == "str" else "{}" for part in parts)
        path = re.sub(_ORIGIN.pattern, "", text).partition("?")[0]
        return path.startswith("/") and is_same_path(upstream.path, path)
    return any(dials(part, upstream) for part in _parts(value))


def _parts(value: Value) -> Iterator[Value]:
    """Values within a value."""
    for part in value:
        if isinstance(part, tuple) and part:
            if isinstance(part[0], str):
                yield part
            else:
                yield from _parts(part)


def of_bridge(endpoint: Endpoint, answers: Sequence[RouteAnswer]) -> Iterator[Breach]:
    """Breaches by the upstream route: neither JSON nor a listed status."""
    upstream = endpoint.upstream
    if upstream is None:
        return
    listed = ", ".join(map(str, upstream.status))
    for one in answers:
        if one.kind == "unknown":
            yield Breach("its answer", one.at, "what it answers is not known")
        elif one.status and one.status < 400 and one.status not in upstream.status:
            yield Breach(f"it can answer {one.status}, which is none of {listed}", one.at)
        elif one.kind in _SHOWN:
            yield Breach(f"it can answer {_SHOWN[one.kind]}, not JSON", one.at)


def of_reads(
    endpoint: Endpoint, answers: Iterable[RouteAnswer], behind: Sequence[RouteAnswer]
) -> Iterator[Breach]:
    """Keys that the server reads of the upstream route, and that this one never answers."""
    good = [one for one in behind if one.status < 400]
    if not good or not all(one.kind == "json" and one.keys for one in good):
        return
    held = {key for one in good for key in json.loads(one.keys)}
    for answer in answers:
        for key in _read_of(load(answer.body), endpoint):
            if key not in held:
                shown = ", ".join(json.loads(good[0].keys))
                yield Breach(f"the server reads '{key}' of it, and it holds {shown}", good[0].at)


def _read_of(value: Value, endpoint: Endpoint) -> Iterator[str]:
    """Keys that an expression reads of the body the upstream route answered."""
    upstream = endpoint.upstream
    match value:
        case ("call", ("member", holder, "get"), (("str", str(key)), *_), _):
            if upstream and holder[-1] not in _NOT_BODY and dials(holder, upstream):
                yield key
                return
        case ("member", ("call", ("member", holder, "json"), *_), str(key)):
            if upstream and key != "get" and dials(holder, upstream):
                yield key
                return
    for part in _parts(value):
        yield from _read_of(part, endpoint)
