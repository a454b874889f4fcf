"""What happens to application objects."""

from typing import NamedTuple

from dupelint.model.facts.column import Span


class LiveRegistration(NamedTuple):
    """A blueprint registration that is met when an app is built, in the order it happens."""

    id: int  # its number in this table
    app: int  # number of the app object (or parent blueprint): a factory's every result is one
    app_name: str  # as the code names it
    blueprint: int  # identity of the blueprint object: equal = same object
    name: str  # the final name on that app; of a router, which has none, its variable
    identity: str  # what may stand once on an app: the name, or the router object
    form: str  # register_blueprint, include_router
    seq: int  # order on this app; the first stays in force
    guard: str  # "" | checked | swallowed | filtered, as in `registration`
    adds: str  # what a later registration of the same object would add: url_prefix and other options
    is_error: int  # 1: the framework raises (Flask >= 2.1 or unpinned); 0: it only shadows
    call: Span  # the call expression
    at: Span  # the statement; of one that two calls of a function lead to, the call of it


class Exclusive(NamedTuple):
    """Two events (ids of one table) that never happen in one run."""

    event: str  # live_registration, live_route
    a: int  # id of one; each pair stands here both ways
    b: int  # id of the other


class LiveEndpoint(NamedTuple):
    """A view bound to an endpoint name on one app or blueprint object."""

    id: int  # its number in this table
    owner: int  # identity of the app or blueprint object
    owner_name: str  # as the code names it
    endpoint: str  # `endpoint=` or the name of the view
    view: str  # identity of the function object: equal = same function
    seq: int  # order on this owner
    at: Span  # as in `live_registration`


class SwallowedGroup(NamedTuple):
    """A registration in a `try` that swallows its failure, with others; one row for each."""

    members: int  # registrations in it
    app_name: str  # as the code names it
    also: Span  # the registration
    at: Span  # the `try`


class ShadowModule(NamedTuple):
    """A module that is the twin of another one, or whose blueprint nothing registers; one row for
    each of its places."""

    standing: str  # live (its routes are there), imported (its blueprint is, nothing registers it), idle (nothing imports it)
    module: str  # path
    keeper: str  # path of the module that serves its routes, "" where there is none
    told: str  # `3 of its 4 routes`, `its routes`; of an imported one the blueprint's name
    withheld: str  # what could hide that it is registered, "" if nothing
    label: str  # what the other place is
    also: Span  # the other place
    at: Span  # the registration, the import or the blueprint
