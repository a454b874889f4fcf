"""Requests with their addresses, parses with what reaches them."""

from typing import NamedTuple

from dupelint.model.facts.column import Span


class DialledPort(NamedTuple):
    """A port that a request reaches, worked out across files."""

    port: int  # the number
    host: str  # of the URL
    url: str  # as far as known, holes as `{NAME}`
    client: str  # as in `http_call`
    runtime: str  # of the file that makes the request
    through: str  # the names it came through, `API_BASE → BRIDGE_URL`; "" = written here
    origin: Span  # the literal that holds the port
    at: Span  # the URL expression of the request


class LiveCall(NamedTuple):
    """A request with its address worked out; one row for each address it can have."""

    id: int  # its number in this table
    client: str  # as in `http_call`
    method: str  # upper case, "" if not known
    url: str  # as far as known, holes as `{NAME}`
    host: str  # of the URL; "" = the page's own, `{NAME}` = not known
    port: int  # of the URL, 0 = none is written
    path: str  # of the URL, without query; every hole is `{}`
    runtime: str  # of the file that makes the request
    url_at: Span  # the URL expression
    at: Span  # the call
    arm: int = 0  # where its method depends on a condition: 1, 2 for what it is in each case


class ParseRisk(NamedTuple):
    """A body_read with everything other files say about it."""

    risk: str  # none, type-guarded, ok-only, unguarded, unknown; of an error branch: by an HTML page
    handling: str  # handled, misreported, unhandled
    runtime: str  # of the file, as in `file_runtime`
    url: str  # as far as known, holes as `{name}`
    same_origin: int  # 1 same origin, 0 external host, -1 not known
    answers: str  # what the matched routes can answer, comma-separated as `route_answer.kind`; "" = no route known
    statuses: str  # of all answers of the routes that the request leads to, ascending: "200,404"; 0 = one is not known
    success: str  # those from 200 to 299, "" where one is not known
    breaks: int  # 1: one of these breaks the parse
    scenario: str  # the answers that break it, in words
    through: str  # the project function that decides it, "" if none
    guarded: str  # the strongest guard: none, ok, status, type, other
    awaited: int  # as in `body_read`
    in_try: int  # as in `body_read`
    error_branch: int  # as in `body_read`
    request: Span  # the URL expression of the request, NO_SPAN if not known
    statement: Span  # what a guard is put before
    at: Span  # the parse


class CallRoute(NamedTuple):
    """A request and a route that its path leads to."""

    call: int  # id in `live_call`
    route: int  # id in `live_route`
    kind: str  # serves | may-serve (if what is not known of the path is this text) | other-method | catch-all
    route_framework: str  # as in `live_route`
    route_at: Span  # the route


class RouteAnswer(NamedTuple):
    """One answer that a route may give."""

    route: int  # id in `live_route`
    status: int  # 0 = not known
    kind: str  # json | empty | empty-json (empty, with the type of JSON) | html (also plain text) | redirect | file | unknown
    keys: str  # JSON list of the keys of an object, "" where not all are known or it is none
    body: str  # of JSON the value as far as known, as a `ValueText`
    at: Span  # the place that answers
    method: str = ""  # of the requests that get it; "" = all that the route is for


class BrokenParse(NamedTuple):
    """An answer of a route that breaks a parse of the client that gets it."""

    words: str  # the answer: `a 204`, `an empty body`, `an HTML page`, `a redirect`
    request: str  # that gets it, in words
    call: Span  # the URL expression of that request
    also: Span  # the parse
    at: Span  # the place that answers


class ContractBreach(NamedTuple):
    """A place where a layer does not keep to what the configuration declares."""

    endpoint: str  # as messages call it; of the route behind it where that breaks it
    told: str  # in words
    severity: str  # info for an endpoint that no client calls
    withheld: str  # what is not known, "" if nothing
    at: Span  # the answer, the request, the parse, the use of a key; the nearest route


class DuplicatePage(NamedTuple):
    """A page of a client that does what another one does."""

    told: str  # in words
    label: str  # what the other place is
    also: Span  # the other route or page
    at: Span  # the route or the component


class SecondClient(NamedTuple):
    """A request to a contract endpoint from a module that is not the one for it."""

    endpoint: str  # as messages call it
    keeper: str  # path of the module that is for it, "" where none is there
    severity: str  # info where no configuration says which module is for it
    also: Span  # the request of that module, NO_SPAN if it makes none
    at: Span  # the URL expression of the request


class UnheldKey(NamedTuple):
    """A key that a client reads of an answer, and that no answer of the route holds."""

    key: str  # the key; with those the code falls back on, `a || b`
    request: str  # in words
    held: str  # the keys that the good answers hold, comma-separated
    also: Span  # a good answer
    at: Span  # the key


class UnservedCall(NamedTuple):
    """A request that no route of the service it is meant for serves."""

    fault: str  # path: nothing serves it; method: it is served, with other methods only
    method: str  # of the request, "" if not known
    path: str  # of the request, with what its base address was learnt to hold; holes as `{}`
    methods: str  # with which the path is served, comma-separated; "" = none
    nearest: str  # the route that is nearest, in words; "" = none is near
    severity: str  # info for a file that nothing reaches
    withheld: str  # what may serve it all the same, "" if nothing does
    also: Span  # that route, NO_SPAN if none
    at: Span  # the URL expression of the request


class Relay(NamedTuple):
    """A path of the web server that takes the place of an internal address in a browser's request."""

    path: str  # whole; each `{}` is a hole of the request's own path, in order
    known: int  # 1: a route relays the request, or a contract says so; 0: `api-prefix` and the path it had
    via: Span  # that route, NO_SPAN if none
    at: Span  # the URL expression of the request
