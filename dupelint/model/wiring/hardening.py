"""What the project leaves open or undone, seen across its files."""

from typing import NamedTuple

from dupelint.model.facts.column import Span


class DeepFolder(NamedTuple):
    """A call that makes a folder in one that may not be there, and fails then."""

    form: str  # as in `made_folder`
    path: str  # of the folder, from where it is not known any more; `{}` a part that is not known
    parent: str  # likewise of the folder above
    caught: int  # as in `made_folder`
    call: Span  # the call expression
    at: Span  # the statement


class OpenCrash(NamedTuple):
    """A Node service in which nothing catches what falls through everything else."""

    service: str  # how the project calls it
    events: str  # those of `unhandledRejection` and `uncaughtException` that nothing handles
    empty: int  # 1: there is a handler, and it does nothing
    withheld: str  # what may catch them all the same, "" if nothing does
    at: Span  # the empty handler, else the listener


class NoHealth(NamedTuple):
    """A service of a launcher that has routes, and no `/healthz` among them."""

    service: str  # how the project calls it
    instead: str  # a route that says much the same: `/health`; "" if none
    withheld: str  # what may serve it all the same, "" if nothing does
    at: Span  # its first route


class CsrfHole(NamedTuple):
    """A place that leaves routes without protection against forged requests; one row for each."""

    fault: str  # exempt: outside `csrf-exempt`; off: a setting switches it off for all
    severity: str  # info where it lets nothing be written, or in development
    what: str  # what is exempt, or the setting
    routes: str  # those outside, in words
    also: Span  # the route, NO_SPAN for a setting
    at: Span  # the exemption or the setting


class CsrfWall(NamedTuple):
    """A route inside `csrf-exempt` that protection keeps machines from, or a page's request to
    another one that shows no token."""

    fault: str  # route, call
    route: str  # methods and path
    withheld: str  # what may exempt it all the same, "" if nothing does
    also: Span  # where protection is put up
    at: Span  # the route or the request


class MissingSecret(NamedTuple):
    """A place between server and bridge where the secret is not shown, or not looked at."""

    fault: str  # call: a request without it; route: nothing checks it; decorator: the check stands above the route; unset: nothing equals nothing
    what: str  # the request, the route, the decorator or the variable
    header: str  # that carries it
    withheld: str  # what may show it all the same, "" if nothing does
    also: Span  # the route of a request, another open route of the same file; NO_SPAN if none
    at: Span  # the call, route, decorator or comparison


class UnsignedWebhook(NamedTuple):
    """A route that reads what Twilio posts, and that nothing checks the signature for."""

    route: str  # method and path
    skippable: int  # 1: there is a check that a setting can skip; 2: a callable answers before it
    withheld: str  # what may check it, "" if nothing does
    at: Span  # the route


class UnguardedProxy(NamedTuple):
    """A request of a Flask view to a bridge whose failure ends as an HTML error page."""

    view: str  # name of the view
    request: str  # method and path
    faults: str  # what is not provided for, in words
    also: Span  # the route of the view
    at: Span  # the request
