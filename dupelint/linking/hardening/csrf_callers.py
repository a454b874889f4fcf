"""Requests of a page that CSRF protection refuses → `csrf_wall`."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from dupelint.linking.files import Files
from dupelint.linking.symbols.names import Names
from dupelint.linking.symbols.where import Where
from dupelint.model.facts import CallTerms, Span
from dupelint.model.value import NULL, load
from dupelint.model.wiring import CallRoute, CsrfWall, LiveCall
from dupelint.store import Store, locate

_WRITES = ("POST", "PUT", "PATCH", "DELETE")
_TOKEN = ("csrf", "xsrf")


def refused_calls(
    store: Store, files: Files, names: Names, guarded: Collection[int], why: str, put_up: Span
) -> Iterator[CsrfWall]:
    """Calls of `fetch` without a token to protected routes; `guarded`: their ids.

    Only where the body is JSON or there is none: a form may carry the token in a field.
    """
    terms = {fact.at: fact for _, fact in store.facts(CallTerms) if fact.sends}
    calls = {
        call.id: call
        for call in store.rows(LiveCall)
        if call.client == "fetch" and call.runtime == "browser"
    }
    pairs = sorted(
        (pair.call, pair.route)
        for pair in store.rows(CallRoute)
        if pair.kind == "serves" and pair.call in calls
    )
    told: set[int] = set()
    for call_id, route in pairs:
        at, method, path = calls[call_id].at, calls[call_id].method, calls[call_id].path
        fact = terms.get(at)
        file = locate(at)[0]
        if fact is None or at in told or method not in _WRITES or route not in guarded:
            continue
        sent = names.follow(Where(file, load(fact.headers)))
        if sent.value != NULL and sent.form != "object":
            continue
        if any(mark in str(pair[0]).lower() for pair in sent.value[1:] for mark in _TOKEN):
            continue
        if files.in_force(file):
            told.add(at)
            yield CsrfWall("call", f"{method} {path}", why, put_up, at)
