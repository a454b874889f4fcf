"""Routes that code or a template asks for by their names: `url_for("users.show")`."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from dupelint.model.facts import EndpointUse, span
from dupelint.model.pattern import lazy

_CALL = lazy(rb"url_for\((?<!def url_for\()\s*(?:(?:endpoint\s*=\s*)?['\"]([\w.:/-]+)['\"])?")
MOST = 500  # of one file


def endpoint_uses(data: bytes) -> Iterator[EndpointUse]:
    """Each call, with what it names; those in comments count, as they only silence."""
    if b"url_for(" in data:
        for match in islice(_CALL.finditer(data), MOST):
            name = (match[1] or b"").decode("utf-8", "replace")
            yield EndpointUse(name, span(*match.span()))
