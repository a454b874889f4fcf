"""Arguments that are named like paths: `get(ENDPOINTS.STATUS)`, `request(API_ROUTES.lead(id))`."""

from __future__ import annotations

from collections.abc import Iterator

from dupelint.model.pattern import lazy

NAMED = (
    rb"[A-Z][A-Z\d_]+\.|[A-Z\d_]*(?:URL|PATH|ENDPOINT|ROUTE|API)[A-Z\d_]*[,)]"
    rb"|\w*(?:ndpoints?|[uU]rls|[pP]aths|[rR]outes)\."
)
_GIVEN = lazy(rb"\((?=%s)" % NAMED)
SENDING = lazy(
    rb"(?i)(?:fetch|request|api|axios|http|get|post|put|patch|delete|send|load|call|query|client)"
    rb"\w*(?:<[^()]*>)?\Z"
)
_NOT_SENDING = lazy(rb"(?i)(?:item|by\w*|store|element\w*|env|cookie|config|param|state|context)\Z")
REACH = 80  # bytes before the parenthesis


def path_constants(data: bytes) -> Iterator[int]:
    """Where an argument like that starts that a function may request."""
    for match in _GIVEN.finditer(data):
        place = match.start()
        found = SENDING.search(data, max(0, place - REACH), place)
        if found is not None and _NOT_SENDING.search(data, found.start(), place) is None:
            yield match.end()
