"""Requests, and what is done with their answers."""

from typing import NamedTuple

from dupelint.model.facts.column import Span, ValueText

NO_METHOD_ARMS = ValueText('["list"]')
NOT_ASKED = ValueText('["null"]')


class HttpCall(NamedTuple):
    """A place where a program makes a request, or hands a URL to something that will."""

    client: str  # fetch, axios, XMLHttpRequest, WebSocket, EventSource, io, jquery, ky, rtk-query, attribute, form, htmx, requests, httpx, helper (a function of the project, in Python), …
    method: str  # upper case, "" if not known
    url: ValueText  # as far as this file tells
    base: ValueText  # baseURL= of the instance, ("null",) if none
    scope: str
    url_at: Span  # the URL expression
    at: Span  # the call
    arms: ValueText = NO_METHOD_ARMS  # where its method depends on a condition: ("list", ("list", method, url), …)
    asked: ValueText = NOT_ASKED  # what names its method where it has none here: the parameter that holds it, or the options with it; ("null",) if nothing does


class ClientDefault(NamedTuple):
    """A file that says something about cookies for requests which others make: defaults of axios,
    an interceptor."""

    setting: str  # withCredentials
    at: Span  # where it is named


class BodyRead(NamedTuple):
    """A place where a response body is parsed as JSON, tried on concrete responses.

    `s…` columns say, for one concrete response each, whether the parse meets its body: `reached`,
    `blocked` (also where the text was replaced by one that parses: `text || "{}"`), `unknown` (a
    guard about the response that could not be decided).
    """

    form: str  # json, parse-text (JSON.parse(await r.text()))
    origin: str  # fetch, ky (a ky response variable: 2xx only), helper (a project function returned it), requests, httpx, aiohttp, urllib, unknown
    helper: ValueText  # the call of the function of another file that returned the response, ("null",) if none
    guards: str  # JSON list of Values: project functions the response was handed to before the parse
    s204: str  # 204, no body, no type
    s204_json: str  # 204 with content-type: application/json
    s200_empty: str  # 200, empty body, JSON type (in Python: that of a page)
    s200_html: str  # 200, an HTML page
    s500_html: str  # 500, an HTML page
    guarded: str  # none, ok (2xx only), status (exact success statuses: 200), empty (204 or an empty body is kept out), type, other: the strongest guard seen
    handling: str  # handled (a failed parse is provided for), misreported (a wide catch shows it as another failure), unhandled, unknown (the promise is handed to something that cannot be followed)
    awaited: int  # 0: a promise is returned or dropped without await
    in_try: int  # 1: a catch of the same async function stands around it, which an awaited failure would reach; 0 for a clone
    error_branch: int  # 1: only reached for error statuses (!ok, status >= 400)
    method: str  # of the request, "" if not known
    url: ValueText  # of the request, as far as this file tells
    scope: str
    statement: Span  # what a guard is put before
    response: Span  # the expression that holds the response
    at: Span  # the parse
    exits: str = "[]"  # JSON list of [what gets past it (ok, status), 1: awaited, Value]: functions of other files that keep responses from the parse if they throw


class ResponseHelper(NamedTuple):
    """What a project function does to a Response: lets linking finish a verdict across files."""

    scope: str  # the function's own path
    role: str  # returns (hands out a Response), checks (throws or exits on some), parses (returns the parsed body), throws (never returns), rejects (the same, where it is awaited)
    passes: str  # of a response it returns or lets through: any, ok (throws unless 2xx), status (only 200 or never 204), unknown
    url: ValueText  # of the request it makes, with ("param", name) holes
    at: Span


class RuntimeHint(NamedTuple):
    """A sign of where a file runs, beside its imports."""

    hint: str  # use-client, use-server, browser-global (window, document, localStorage), node-global (require, __dirname, process.exit), jsx
    at: Span
