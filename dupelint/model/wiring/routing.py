"""Routes with their whole paths, and which of them answers."""

from typing import NamedTuple

from dupelint.model.facts.column import Span


class LiveRoute(NamedTuple):
    """A handler on one path of one application object, prefixes worked in."""

    id: int  # its number in this table
    app: int  # number of the application object
    app_name: str  # as the code names it
    framework: str  # flask, quart, fastapi, express, next
    methods: str  # that it is for, comma-separated, sorted; ALL = every one, WEBSOCKET = no request but a websocket
    reached: str  # those of them for which some path reaches it
    host: str  # subdomain or host, "" = the default
    path: str  # whole, in the framework's own syntax
    canonical: str  # one form for all frameworks: `{}` a segment, `{int}` a number, `{**}` a rest
    written: str  # as the code writes it, without any prefix
    endpoint: str  # dotted (Flask), "" if not known
    view: str  # identity of the function: equal = same function
    view_name: str  # as the code names it
    rank: int  # place in the order in which the framework tries the routes of this app
    strict_slashes: int  # 1: a trailing slash makes another path
    catch_all: int  # 1: it takes every path below a prefix
    implicit: str  # "" | static: the framework adds it by itself | docs: an extension or FastAPI adds it, which documents the API | page: a page of Next.js | middleware: no route, it ends all requests below (also what FastAPI mounts) | wrapper: no route, a WSGI or ASGI callable answers before the app
    passes: int  # 1: it may go on to the next route that matches (Express)
    through: Span  # the registration or mount that put it there, NO_SPAN if none
    at: Span


class ShadowedRoute(NamedTuple):
    """A route that another route of the same app keeps from being reached."""

    route: int  # id in `live_route`
    winner: int  # id of the one that answers
    methods: str  # for which it never answers, comma-separated
    wholly: int  # 1: it answers nothing at all
    same: int  # 1: both are bound to one function
    sometimes: int  # 1: only where the winner's branch is taken


class RouteCollision(NamedTuple):
    """A group of routes of which one answers, told by the first place that should not; one row for
    each of its other places."""

    number: int  # of the group
    severity: str  # error where a route with a handler of its own is never reached, else warning
    methods: str  # for which the route that is not reached never answers
    path: str  # of that route, whole
    more: int  # further routes for which the same two places are at fault
    winner: str  # name of the handler that answers
    handler: str  # name of the handler at `at`
    sometimes: int  # 1: only where the winner's branch is taken
    wins: int  # 1: the route at `at` answers, and `canonical` says that another one should
    label: str  # what the other place is
    withheld: str  # what may keep the two from meeting on one app, "" if nothing
    also: Span  # the other place
    at: Span
