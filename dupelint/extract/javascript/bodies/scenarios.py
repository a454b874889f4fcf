"""The concrete responses a parse is tried on."""

from __future__ import annotations

from typing import NamedTuple

HTML = "<!doctype html><title>x</title>"
HTML_TYPE = "text/html; charset=utf-8"
JSON_TYPE = "application/json"


class Scenario(NamedTuple):
    """One answer of a server, as `fetch` shows it."""

    status: int
    content_type: str | None
    text: str
    length: str | None  # the content-length header; a 204 has none

    @property
    def ok(self) -> bool:
        """What `response.ok` says: any 2xx."""
        return 200 <= self.status < 300

    @property
    def has_body(self) -> bool:
        """Whether `response.body` is a stream; an empty one is."""
        return self.status != 204


S204 = Scenario(204, None, "", None)
S204_JSON = Scenario(204, JSON_TYPE, "", None)
S200_EMPTY = Scenario(200, JSON_TYPE, "", "0")
S200_HTML = Scenario(200, HTML_TYPE, HTML, str(len(HTML)))
S500_HTML = Scenario(500, HTML_TYPE, HTML, str(len(HTML)))
TRIED = (S204, S204_JSON, S200_EMPTY, S200_HTML, S500_HTML)

# What tells guards apart that treat the five above alike. The text stands for any; that it is no
# JSON makes a parse of it count as reached.
GOOD = Scenario(200, JSON_TYPE, "{", "1")
OTHER_SUCCESS = Scenario(299, JSON_TYPE, "{", "1")
ERRORS = tuple(
    Scenario(status, JSON_TYPE, "{", "1")
    for status in (500, 400, 401, 403, 404, 409, 410, 413, 422, 429, 502, 503)
)
