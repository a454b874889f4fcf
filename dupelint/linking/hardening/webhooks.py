"""Webhooks of Twilio that believe everybody → `unsigned_webhook`."""

from __future__ import annotations

from collections.abc import Iterator

from dupelint.linking.files import Files
from dupelint.linking.hardening.guards import Guards, Verdict
from dupelint.linking.symbols.names import Names
from dupelint.model.facts import HeaderCheck, Span, ViewBody
from dupelint.model.wiring import LiveRoute, ShadowedRoute, UnsignedWebhook
from dupelint.store import Store, locate

SIGNATURE = "x-twilio-signature"
_ANSWERS = frozenset({"POST", "ALL"})


def link_webhooks(store: Store, files: Files, names: Names) -> None:
    """Fill `unsigned_webhook`."""
    twilio = {
        (file, int(body.view_at)) for file, body in store.facts(ViewBody)
        if body.twilio and files.in_force(file)
    }  # fmt: skip
    if twilio:
        store.fill(UnsignedWebhook, _unsigned(store, files, names, twilio))


def _unsigned(
    store: Store, files: Files, names: Names, twilio: set[tuple[int, int]]
) -> Iterator[UnsignedWebhook]:
    def signs(check: HeaderCheck) -> bool:
        return check.kind == "twilio" or check.header == SIGNATURE

    guards = Guards(store, files, names, lambda check: signs(check) and not check.skippable)
    skipped = Guards(store, files, names, signs)
    views = {f"def {view_at}" for _, view_at in twilio}
    told: set[int] = set()
    wrapped = _wrapped(store, files)
    for route in store.rows(LiveRoute):
        if route.implicit or not _is_twilio(route, views, twilio) or route.at in told:
            continue
        if route.id in wrapped and wrapped[route.id] not in told:
            told.add(wrapped[route.id])
            yield UnsignedWebhook(f"POST {route.path}", 2, "", Span(wrapped[route.id]))
            continue
        if not _ANSWERS & set(route.reached.split(",")):
            continue
        verdict = guards.of(route)
        if verdict is Verdict.CHECKED:
            continue
        told.add(route.at)
        may = int(skipped.of(route) is Verdict.CHECKED)
        withheld = (
            "a function that may check it cannot be read" if verdict is Verdict.UNKNOWN else ""
        )
        yield UnsignedWebhook(f"POST {route.path}", may, "" if may else withheld, route.at)


def _wrapped(store: Store, files: Files) -> dict[int, int]:
    """Routes that a WSGI or ASGI callable answers for, which checks nothing → where it does."""
    checking = {file for file, check in store.facts(HeaderCheck) if files.in_force(file)}
    wrappers = {
        route.id: route.at for route in store.rows(LiveRoute) if route.implicit == "wrapper"
    }
    return {
        row.route: wrappers[row.winner]
        for row in store.rows(ShadowedRoute)
        if row.winner in wrappers
        and not row.sometimes
        and "POST" in row.methods
        and locate(wrappers[row.winner])[0] not in checking
    }


def _is_twilio(route: LiveRoute, views: set[str], twilio: set[tuple[int, int]]) -> bool:
    """Whether the view of a route reads what Twilio sends."""
    return route.view in views or (locate(route.at)[0], route.at) in twilio
