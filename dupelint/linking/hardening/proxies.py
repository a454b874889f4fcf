"""Views that pass a failure of the bridge on as a page → `unguarded_proxy`."""

from __future__ import annotations

from collections.abc import Iterator

from dupelint.linking.files import Files
from dupelint.linking.symbols.names import Names, Where
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


def link_proxies(store: Store, files: Files, names: Names) -> None:
    """Fill `unguarded_proxy`."""
    terms: dict[int, CallTerms] = {
        fact.at: fact for file, fact in store.facts(CallTerms) if files.in_force(file)
    }
    if terms:
        store.fill(UnguardedProxy, _proxies(store, files, names, terms))


def _proxies(
    store: Store, files: Files, names: Names, terms: dict[int, CallTerms]
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
    told: set[int] = set()
    for call_id, number in pairs:
        call = calls[call_id]
        at, method, path = call.at, call.method, call.path
        fact = terms.get(at)
        file = locate(at)[0]
        if fact is None or at in told or file in handled:
            continue
        if files.language(locate(routes[number].at)[0]) is Language.PYTHON:
            continue
        body = bodies.get((file, fact.scope))
        view = views.get(f"def {body.view_at}") if body is not None else None
        faults = list(_faults(fact, call.url_at in broken))
        if view is not None and faults:
            told.add(at)
            yield UnguardedProxy(
                view.view_name, f"{method} {path}".strip(), " and ".join(faults), view.at, fact.at
            )


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
