"""Keys that clients read against those that answers hold → `unheld_key`."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from dupelint.linking.clients.requests import Requests
from dupelint.linking.contract.answered import Reply
from dupelint.linking.files import Files
from dupelint.model.facts import KeyRead
from dupelint.model.wiring import ParseRisk, UnheldKey
from dupelint.store import Store

# What answers that no handler writes hold: those of error handlers, middleware, decorators.
_OF_ERRORS = frozenset(
    {
        "error", "errors", "message", "msg", "detail", "details", "description", "reason", "code",
        "status", "statusCode", "success", "ok", "stack", "type", "title", "err",
    }
)  # fmt: skip


def link_keys(store: Store, files: Files, requests: Requests, replies: Mapping[int, Reply]) -> None:
    """Fill the table; `parse_risk` is filled."""
    parsed = {row.at: row.request for row in store.rows(ParseRisk)}
    rows: list[UnheldKey] = []
    seen: set[tuple[int, int, str]] = set()
    for file, read in store.facts(KeyRead):
        if files.in_force(file):
            request = read.request if read.request >= 0 else parsed.get(read.parse, -1)
            reply = replies.get(request)
            once = (file, request, read.keys)  # `if (data.x) show(data.x)`
            if reply is not None and request not in requests.raw and once not in seen:
                seen.add(once)
                rows += _judged(read, reply)
    store.fill(UnheldKey, rows)


def _judged(read: KeyRead, reply: Reply) -> Iterator[UnheldKey]:
    """A key that is in none of the answers, all of which are known."""
    held: dict[str, None] = {}
    everything: set[str] = set()
    place = None
    for answer in reply.answers:
        if answer.kind == "unknown" or (answer.kind == "json" and not answer.keys):
            return
        if answer.kind == "json":
            keys = json.loads(answer.keys)
            everything.update(keys)
            if answer.status < 400:
                held.update(dict.fromkeys(keys))
                place = place or answer.at
    keys = json.loads(read.keys)
    if place is None or not held or (everything | _OF_ERRORS) & set(keys):
        return
    yield UnheldKey(" || ".join(keys), reply.request, ", ".join(held), place, read.at)
