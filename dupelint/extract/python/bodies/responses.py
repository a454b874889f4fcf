"""Concrete responses as requests, httpx, aiohttp and urllib show them.

What each of them does was seen on the real ones; `tests/differential/test_python_bodies.py` keeps
requests and httpx to it.
"""

from __future__ import annotations

from typing import NamedTuple

HTML = "<!doctype html><title>x</title>"
HTML_TYPE = "text/html; charset=utf-8"
JSON_TYPE = "application/json"
FETCHING = frozenset({"requests", "httpx", "aiohttp", "urllib"})


class Scenario(NamedTuple):
    """One answer of a server."""

    status: int
    content_type: str | None
    text: str

    @property
    def headers(self) -> dict[str, str]:
        """Its headers by lower-case name."""
        found = {} if self.status == 204 else {"content-length": str(len(self.text))}
        return found if self.content_type is None else found | {"content-type": self.content_type}


# In the order of the columns of `body_read`. An empty 200 has the type that Flask gives to `""`.
TRIED = (
    Scenario(204, None, ""),
    Scenario(204, JSON_TYPE, ""),
    Scenario(200, HTML_TYPE, ""),
    Scenario(200, HTML_TYPE, HTML),
    Scenario(500, HTML_TYPE, HTML),
)
GOOD = Scenario(200, JSON_TYPE, '{"a": 1}')
OTHER_SUCCESS = Scenario(299, JSON_TYPE, '{"a": 1}')

_VALUE_ERRORS = frozenset({"JSONDecodeError", "ValueError", "Exception", "BaseException"})
# By library, what a parse that fails can be caught as: what names it, what catches more than it.
_NARROW = frozenset({"JSONDecodeError", "InvalidJSONError", "ValueError", "ContentTypeError"})
_FAILURES = {
    "requests": _VALUE_ERRORS
    | {"InvalidJSONError", "RequestException", "OSError", "IOError", "EnvironmentError"},
    "aiohttp": frozenset(
        {"ContentTypeError", "ClientResponseError", "ClientError", "Exception", "BaseException"}
    ),
}


class Parse(NamedTuple):
    """How a body is parsed."""

    library: str  # of the response
    form: str  # json: by the response's own method; parse-text: by a module for JSON
    any_type: bool = False  # aiohttp's `content_type=None`
    is_checked: bool = False  # by `.raise_for_status()` in the expression that makes the request

    def fails(self, answer: Scenario) -> bool:
        """Whether it raises for this answer.

        aiohttp raises for a type other than JSON, and takes an empty body for None.
        https://docs.aiohttp.org/en/stable/client_reference.html#aiohttp.ClientResponse.json
        """
        if self.form == "json" and self.library == "aiohttp":
            typed = "json" in (answer.content_type or "")
            if not self.any_type and not typed:
                return True
            return bool(answer.text) and answer.text[0] != "{"
        return answer.text[:1] != "{"

    def catches(self, error: str) -> str:
        """Whether an `except` for an exception catches its failure: `narrow`, `wide`, "" if not."""
        found = _VALUE_ERRORS
        if self.form == "json":
            found = _FAILURES.get(self.library, found)
            found = found | _VALUE_ERRORS if self.any_type else found
        if error not in found:
            return ""
        return "narrow" if error in _NARROW else "wide"


def refuses(library: str, status: int) -> bool:
    """Whether `raise_for_status()` raises."""
    return status >= 400 or (library == "httpx" and not 200 <= status < 300)


def is_true(library: str, status: int) -> bool:
    """What the truth of a response says: only requests defines one (`Response.__bool__`)."""
    return library != "requests" or status < 400


def attribute(library: str, answer: Scenario, name: str) -> object:
    """What an attribute of a response holds; KeyError for one that is not known."""
    status = answer.status
    known: dict[str, dict[str, object]] = {
        "requests": {
            "status_code": status, "ok": status < 400, "text": answer.text,
            "content": answer.text.encode(), "is_redirect": False,
        },
        "httpx": {
            "status_code": status, "is_success": 200 <= status < 300, "text": answer.text,
            "content": answer.text.encode(), "is_error": status >= 400,
            "is_client_error": 400 <= status < 500, "is_server_error": status >= 500,
            "is_redirect": False, "has_redirect_location": False,
            "is_informational": False,
        },
        "aiohttp": {
            "status": status, "ok": status < 400,
            "content_type": (answer.content_type or "application/octet-stream").partition(";")[0],
            "content_length": None if status == 204 else len(answer.text),
        },
        "urllib": {"status": status, "code": status},
    }  # fmt: skip
    return known[library][name]


def called(library: str, answer: Scenario, name: str) -> object:
    """What a method without arguments returns; KeyError for one that is not known."""
    known: dict[str, dict[str, object]] = {
        "requests": {},
        "httpx": {"read": answer.text.encode(), "aread": answer.text.encode()},
        "aiohttp": {"text": answer.text, "read": answer.text.encode()},
        "urllib": {"read": answer.text.encode(), "getcode": answer.status},
    }
    return known[library][name]
