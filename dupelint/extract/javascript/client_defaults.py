"""What a JavaScript file says about cookies for requests that others make."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dupelint.model.facts import ClientDefault, span
from dupelint.model.pattern import lazy

_SETTING = b"withCredentials"
_FOR_OTHERS = lazy(rb"\.defaults\b|\binterceptors\b")


def client_defaults(data: bytes) -> Iterator[ClientDefault]:
    """`axios.defaults.withCredentials = true`, `api.interceptors.request.use((config) => …)`."""
    if _SETTING not in data or _FOR_OTHERS.search(data) is None:
        return
    for match in re.finditer(_SETTING, data):
        yield ClientDefault(_SETTING.decode(), span(match.start(), match.end()))
