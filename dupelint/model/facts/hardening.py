"""What keeps a program alive, quiet and closed: folders, crashes, connections, checks."""

from typing import NamedTuple

from dupelint.model.facts.column import Span, ValueText


class MadeFolder(NamedTuple):
    """A call that makes a folder."""

    form: str  # fs.mkdir, fs.mkdirSync, fs.promises.mkdir, os.mkdir, os.makedirs
    path: ValueText  # as far as this file tells; `path.join(…)` and `os.path.join(…)` are calls
    recursive: int  # 1: makes what is missing above it, 0: fails there, -1: not known
    caught: int  # 1: something sees it fail: a `try`, a callback
    scope: str
    path_at: Span  # the path argument
    call: Span  # the call expression
    at: Span  # the statement


class CrashHandler(NamedTuple):
    """A handler of what nothing else catches in a Node process."""

    event: str  # unhandledRejection, uncaughtException
    empty: int  # 1: it does nothing
    at: Span  # the statement


class ConnectionHandler(NamedTuple):
    """A handler of a Baileys socket's `connection.update`, with what it does.

    Where it hands the whole update on to a function of another place, that one may do the rest.
    """

    followed: int  # 1: its statements stand in this file
    hands_on: int  # 1: it gives the whole update to a function
    reads: str  # what of the update it looks at, comma-separated, sorted: connection, qr, reason
    logs: str  # what it logs, comma-separated, sorted: connection, qr, reason
    keeps_qr: str  # where it keeps the QR code, as written: `session.qr`; "" if it does not
    keeps_at: Span  # the statement that keeps it, NO_SPAN if none
    clears_qr: int  # 1: it may empty that again when the connection is open
    reconnects: str  # the function it calls on `close` to connect anew, "" if none
    close_at: Span  # the branch for `close`, NO_SPAN if none
    tells_logged_out: int  # 1: something in it tells why the connection was closed
    at: Span  # the call that puts it there


class CallTerms(NamedTuple):
    """What goes with a request beside its address, and what becomes of its failure."""

    headers: ValueText  # of the call itself, ("null",) if none; what it names is a key of the object
    inherited: str  # names of headers that its session or instance adds, lower case, comma-separated; `*` = some are not known
    sends: str  # its body: json, nothing; "" where that is not seen
    credentials: str  # of a `fetch`: include, same-origin, omit; of axios what comes to the same; "" = none are written, ? = not known
    timeout: int  # 1: it ends in time, 0: it may wait for ever, -1: not known
    caught: int  # 1: a connection that fails is caught around it, 0: it is not, -1: not known
    checked: int  # 0: its answer is parsed as JSON before its status or type is looked at, and nothing catches that
    scope: str
    at: Span  # the call, as in `http_call`


class CsrfStatement(NamedTuple):
    """A place that puts up, lifts or switches protection against forged requests (Flask-WTF,
    Flask-SeaSurf)."""

    form: str  # protect (the extension is made), exempt (a view or blueprint), exempt-urls (what paths start with), off (a setting), unchecked (WTF_CSRF_CHECK_DEFAULT), by-hand (`csrf.protect()`), unknown
    subject: ValueText  # of exempt: what is exempt; of exempt-urls: the list; ("null",) otherwise
    detail: str  # the extension's class or the setting, as written
    view_at: Span  # the def below an `@csrf.exempt`, NO_SPAN otherwise
    standing: str  # "" | test | development: where a setting is in force
    scope: str
    at: Span  # the call, decorator or setting


class HeaderCheck(NamedTuple):
    """A place that reads a header of the request at hand, or that has a library check its
    signature."""

    kind: str  # header, twilio (`RequestValidator`, `twilio.webhook`)
    header: str  # its name, lower case; "" of a library's check
    compared: ValueText  # what it is compared with right there, ("null",) if not seen
    passes_unset: int  # 1: the comparison holds where both are missing
    skippable: int  # 1: a setting decides whether it is done
    scope: str
    at: Span  # the comparison, else the expression


class RequestGuard(NamedTuple):
    """A function that runs before a view: a hook of an app or blueprint, a handler before the last
    one of an Express route."""

    form: str  # before_request, before_app_request, route
    owner: ValueText  # what the hook is put on; ("null",) for a handler of a route
    target: ValueText  # the function
    route: Span  # the route it stands in, NO_SPAN for a hook
    at: Span  # the function as it is named here


class ViewBody(NamedTuple):
    """What a Python function that answers requests does, and what is put around it."""

    scope: str  # its own dotted path
    calls: ValueText  # ("list", …): what it calls
    around: ValueText  # ("list", …): the decorators below the one that makes it a route, inner ones last
    twilio: int  # 1: it reads what only Twilio sends, or answers TwiML
    tries: int  # 1: a `try` or `suppress` stands in it
    view_at: Span  # the def, as in `route`
    at: Span  # its first route decorator, else the def


class IdleDecorator(NamedTuple):
    """A decorator above the one that makes a route: the route has the function without it."""

    target: ValueText  # the decorator
    view_at: Span  # the def, as in `route`
    at: Span


class ErrorHandler(NamedTuple):
    """A function that answers in place of a Flask or FastAPI view that failed."""

    form: str  # errorhandler, app_errorhandler, register_error_handler; exception_handler, add_exception_handler
    owner: ValueText  # the app or blueprint
    error: str  # the exception's last name or the status, as written
    is_page: int  # 1: it answers a page and no JSON, as far as seen
    at: Span
