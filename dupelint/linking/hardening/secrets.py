"""The secret that server and bridge show each other → `missing_secret`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from dupelint.linking.clients.requests import Ends
from dupelint.linking.files import Files
from dupelint.linking.hardening.guards import Guards, Verdict
from dupelint.linking.symbols.names import Names
from dupelint.linking.symbols.where import Where
from dupelint.model.config import Config
from dupelint.model.facts import NO_SPAN, CallTerms, HeaderCheck, Span
from dupelint.model.pattern import lazy
from dupelint.model.source import Language
from dupelint.model.value import NULL, Value, load
from dupelint.model.wiring import (
    CallRoute,
    LiveCall,
    LiveRoute,
    MissingSecret,
    ServiceFile,
)
from dupelint.store import Store, locate

_PUBLIC = lazy(r"/(?:_?health\w*|livez?|readyz?|ping|version|metrics|favicon\.ico)?/?\Z")
_OTHER_PROOF = frozenset({"authorization", "cookie", "x-api-key", "apikey", "x-hub-signature-256"})
_MAX_DEPTH = 12  # alternatives of alternatives
_MOST = 6  # routes named beside the first


class Meeting(NamedTuple):
    """A request of one service to a route of another."""

    call: LiveCall
    route: LiveRoute


def link_secrets(store: Store, files: Files, names: Names, config: Config, ends: Ends) -> None:
    """Fill `missing_secret`; nothing where the project has no such secret at all."""
    terms = {fact.at: (file, fact) for file, fact in store.facts(CallTerms) if files.in_force(file)}
    checks = [(file, fact) for file, fact in store.facts(HeaderCheck) if files.in_force(file)]
    headers = _headers(names, config, terms.values(), checks)
    if not headers:
        return
    shown = config.go.secret_header
    meetings = list(_meetings(store, files))
    guards = Guards(store, files, names, lambda check: check.header in headers)
    idle = {one.view_at: (name, one) for name, one in guards.idle()}
    rows = [*_unset(checks, headers, shown)]
    rows += _calls(names, meetings, terms, ends, headers, shown)
    for name, one in idle.values():
        rows.append(MissingSecret("decorator", name, shown, "", NO_SPAN, one.at))
    views = {f"def {view_at}" for view_at in idle}
    rows += _routes(meetings, guards, views, shown)
    store.fill(MissingSecret, rows)


def _headers(
    names: Names, config: Config, terms: Iterable[tuple[int, CallTerms]],
    checks: Iterable[tuple[int, HeaderCheck]],
) -> frozenset[str]:  # fmt: skip
    """Names of the headers that carry the secret, lower case; none if the project has none."""
    usual = {config.go.secret_header.lower(), "x-internal-secret"}
    found: set[str] = set()
    for file, fact in terms:
        sent = _object(names, Where(file, load(fact.headers))) or {}
        for name, value in sent.items():
            if name in usual or _is_secret(names, Where(file, value), config):
                found.add(name)
        found |= usual & set(fact.inherited.split(","))
    for file, check in checks:
        compared = Where(file, load(check.compared))
        if check.header in usual or _is_secret(names, compared, config):
            found.add(check.header)
    return frozenset(found - {""})


def _is_secret(names: Names, where: Where, config: Config, depth: int = 0) -> bool:
    """Whether a value is that of a secret variable."""
    found = names.follow(where)
    if found.form in ("or", "cond"):
        if depth > _MAX_DEPTH:  # a variable that is assigned in terms of itself
            return False
        parts = (found.part(part) for part in found.value[1:3])
        return any(_is_secret(names, part, config, depth + 1) for part in parts)
    return found.form == "env" and found.value[1] in config.secret_variables


def _object(names: Names, where: Where) -> dict[str, Value] | None:
    """The headers of an object, names in lower case; None where some are not known."""
    found = names.follow(where)
    if found.value == NULL:
        return {}
    if found.form == "object":
        return {str(name).lower(): value for name, value in found.value[1:]}
    return None


def _meetings(store: Store, files: Files) -> Iterator[Meeting]:
    """Requests from one side to the other, and from a Node service to another one."""
    calls = {row.id: row for row in store.rows(LiveCall)}
    routes = {row.id: row for row in store.rows(LiveRoute)}
    services: dict[int, set[int]] = defaultdict(set)
    for row in store.rows(ServiceFile):
        if row.depth >= 0:
            services[row.file].add(row.service)
    for pair in store.rows(CallRoute):
        if pair.kind not in ("serves", "may-serve"):
            continue
        call, route = calls[pair.call], routes[pair.route]
        caller, server = locate(call.at)[0], locate(route.at)[0]
        if call.runtime not in ("python", "node") or _PUBLIC.match(route.path):
            continue
        if not (files.in_force(caller) and files.in_force(server)):
            continue
        python = [files.language(file) is Language.PYTHON for file in (caller, server)]
        apart = services[caller] and services[server] and not services[caller] & services[server]
        if python[0] != python[1] or (apart and not python[0]):
            yield Meeting(call, route)


def _calls(
    names: Names, meetings: Iterable[Meeting], terms: dict[Span, tuple[int, CallTerms]],
    ends: Ends, headers: frozenset[str], shown: str,
) -> Iterator[MissingSecret]:  # fmt: skip
    told: set[int] = set()
    for call, route in meetings:
        for at in sorted(ends.get(call.at, (call.at,))):
            known = terms.get(Span(at))
            if known is None or at in told:
                continue
            file, fact = known
            sent = _object(names, Where(file, load(fact.headers)))
            inherited = set(fact.inherited.split(","))
            if sent is None or "*" in inherited:
                continue
            if not (headers | _OTHER_PROOF) & (sent.keys() | inherited):
                told.add(at)
                where = f"{call.method} {call.path}".strip()
                yield MissingSecret("call", where, shown, "", route.at, fact.at)


def _routes(
    meetings: Iterable[Meeting], guards: Guards, idle: set[str], shown: str
) -> Iterator[MissingSecret]:
    """Routes that let everybody in, told once for each file of an application."""
    asked: dict[int, Meeting] = {}
    for meeting in meetings:
        asked.setdefault(meeting.route.id, meeting)
    groups: dict[tuple[int, int], list[LiveRoute]] = defaultdict(list)
    for _, route in asked.values():
        if route.view in idle or not route.reached:
            continue
        if guards.of(route) is Verdict.OPEN:
            groups[route.app, locate(route.at)[0]].append(route)
    for routes in groups.values():
        first, *others = sorted(routes, key=lambda route: route.at)
        places = dict.fromkeys(one.at for one in others if one.at != first.at)
        name = f"{first.methods} {first.path}"
        for also in list(places)[:_MOST] or [NO_SPAN]:
            yield MissingSecret("route", name, shown, "", Span(also), first.at)


def _unset(
    checks: Iterable[tuple[int, HeaderCheck]], headers: frozenset[str], shown: str
) -> Iterator[MissingSecret]:
    for _, check in checks:
        if check.header in headers and check.passes_unset:
            compared = load(check.compared)
            name = str(compared[1]) if compared[0] in ("env", "global") else "the secret"
            yield MissingSecret("unset", name, shown, "", NO_SPAN, check.at)
