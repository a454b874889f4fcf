"""Views that pass a failure of the bridge on as a page → `unguarded_proxy`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from dupelint.linking.clients.requests import Ends
from dupelint.linking.files import Files
from dupelint.linking.symbols.names import Names
from dupelint.linking.symbols.where import Where
from dupelint.model.facts import Blueprint, CallTerms, ErrorHandler, ViewBody
from dupelint.model.source import Language
from dupelint.model.value import load
from dupelint.model.wiring import (
    CallRoute,
    LiveCall,
    LiveRoute,
    ParseRisk,
    UnguardedProxy,
)
from dupelint.store import Store, locate

# What a failed request can be caught as. An exception that no handler of its own class takes comes
# to the handlers of InternalServerError, of HTTPException (`Flask.handle_exception`).
_TAKES = frozenset(
    {"Exception", "HTTPException", "InternalServerError", "500", "BaseException",
     "RequestException", "ConnectionError", "OSError", "IOError", "Timeout", "HTTPError",
     "RequestError", "TransportError", "ClientError", "URLError"}
)  # fmt: skip


def link_proxies(store: Store, files: Files, names: Names, ends: Ends) -> None:
    """Fill `unguarded_proxy`; `ends`: of a call of the project's own function, its requests."""
    terms: dict[int, CallTerms] = {
        fact.at: fact for file, fact in store.facts(CallTerms) if files.in_force(file)
    }
    if terms:
        store.fill(UnguardedProxy, _proxies(store, files, names, terms, ends))


def _proxies(
    store: Store, files: Files, names: Names, terms: dict[int, CallTerms], ends: Ends
) -> Iterator[UnguardedProxy]:
    handled = _handled(store, files, names)
    if None in handled:
        return
    calls = {call.id: call for call in store.rows(LiveCall) if call.runtime == "python"}
    pairs = sorted(
        (pair.call, pair.route)
        for pair in store.rows(CallRoute)
        if pair.kind in ("serves", "may-serve") and pair.call in calls
    )
    if not pairs:
        return
    routes = {route.id: route for route in store.rows(LiveRoute)}
    views: dict[str, LiveRoute] = {}
    for route in routes.values():
        if route.framework in ("flask", "fastapi"):
            views.setdefault(route.view, route)
    bodies = {(file, body.scope): body for file, body in store.facts(ViewBody)}
    broken = {parse.request for parse in store.rows(ParseRisk) if parse.breaks}
    asking = _Asking(bodies, names)
    told: set[int] = set()
    for call_id, number in pairs:
        call = calls[call_id]
        at, method, path = call.at, call.method, call.path
        fact = _together(at, terms, ends) if call.client == "helper" else terms.get(at)
        file = locate(at)[0]
        if fact is None or at in told or file in handled:
            continue
        if files.language(locate(routes[number].at)[0]) is Language.PYTHON:
            continue
        faults = list(_faults(fact, call.url_at in broken))
        for body in asking.views(file, fact.scope, fact.caught) if faults else ():
            view = views.get(f"def {body.view_at}")
            if view is not None and locate(view.at)[0] not in handled:
                told.add(at)
                asked = f"{method} {path}".strip()
                yield UnguardedProxy(view.view_name, asked, " and ".join(faults), view.at, fact.at)
                break


class _Asking:
    """Views by the functions that make their requests."""

    def __init__(self, bodies: dict[tuple[int, str], ViewBody], names: Names) -> None:
        self._bodies = bodies
        self._names = names
        self._callers: dict[tuple[int, str], list[ViewBody]] | None = None

    def views(self, file: int, scope: str, caught: int) -> list[ViewBody]:
        """The view that a function is; else those that call it and catch nothing themselves."""
        own = self._bodies.get((file, scope))
        if own is not None:
            return [own]
        if caught != 0:
            return []
        if self._callers is None:
            self._callers = defaultdict(list)
            for (here, _), body in self._bodies.items():
                for value in load(body.calls)[1:] if not body.tries else ():
                    called = self._names.follow(Where(here, value))
                    if called.form == "function":
                        self._callers[called.file, str(called.value[1])].append(body)
        return self._callers.get((file, scope), [])


def _together(at: int, terms: dict[int, CallTerms], ends: Ends) -> CallTerms | None:
    """The terms of a call of the project's own function with those of the requests it makes; None
    where some are not known."""
    outer = terms.get(at)
    inner = [terms[end] for end in ends.get(at, ()) if end in terms]
    if outer is None or not inner or len(inner) != len(ends.get(at, ())):
        return None
    caught = [one.caught for one in (outer, *inner)]
    known = 1 if 1 in caught else min(caught)
    return outer._replace(caught=known, timeout=min(one.timeout for one in inner), checked=1)


def _faults(fact: CallTerms, broken: bool) -> Iterator[str]:
    """`broken`: whether the parse is told with the very answer that it fails for."""
    if fact.caught == 0:
        yield "catches no failed connection"
    if fact.timeout == 0:
        yield "gives no timeout"
    if fact.checked == 0 and fact.caught == 1 and not broken:
        yield "parses the answer before it looks at its status"


def _handled(store: Store, files: Files, names: Names) -> set[int | None]:
    """Files whose views a handler answers for; None stands for all."""
    blueprints = {(file, locate(fact.at)[1]): file for file, fact in store.facts(Blueprint)}
    found: set[int | None] = set()
    for file, made_here in store.facts(Blueprint):
        if made_here.framework == "smorest" and files.in_force(file):
            found.add(None)  # its handler of `HTTPException` answers JSON for the application
    for file, fact in store.facts(ErrorHandler):
        if not files.in_force(file) or fact.is_page or fact.error not in _TAKES:
            continue
        owner = names.follow(Where(file, load(fact.owner)))
        made = (owner.file, owner.value[1]) if owner.form == "new" else None
        if fact.form == "app_errorhandler" or made not in blueprints:
            found.add(None)
        else:
            found.add(file)
            found.add(blueprints[made])
    return found
