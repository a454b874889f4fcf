"""Application objects and what they are given to serve."""

from typing import NamedTuple

from dupelint.model.facts.column import Arms, Span, ValueText


class App(NamedTuple):
    """A call that makes an application object: Flask(), Quart(), FastAPI(), express(), …"""

    framework: str  # flask, quart, fastapi, express, koa, fastify, http (node http/https server)
    name: str  # the variable it is bound to, "" if none
    options: ValueText  # ("object", …): the keywords that bear on routing: static_folder, static_url_path, …
    scope: str
    arms: Arms
    at: Span  # starts at the creating call: ("new", start) refers to it
    class_name: str = ""  # the class as written where it is not the framework's own


class Blueprint(NamedTuple):
    """A call that makes something routes hang on before it is registered."""

    framework: str  # flask, quart, fastapi (APIRouter), express (Router); restful, restx, smorest: an Api of that extension; namespace: one of flask-restx
    variable: str  # bound name, dotted for attributes, "" if none
    class_name: str  # the callee as written: Blueprint, IndicoBlueprint, APIRouter
    name: ValueText  # the blueprint's own name argument
    prefix: ValueText  # url_prefix= of the constructor, ("null",) if none
    options: ValueText  # ("object", …): the other keywords that bear on routing: static_folder, subdomain, …
    scope: str
    arms: Arms
    at: Span


class Registration(NamedTuple):
    """`receiver.register_blueprint(blueprint, …)`, `api.register_blueprint`, `include_router`."""

    receiver: ValueText  # the app, blueprint or router that is registered on
    blueprint: ValueText  # ("each", list) where it is a loop's variable
    name: ValueText  # the option name=, ("null",) if absent
    prefix: ValueText  # the option url_prefix= / prefix=, ("null",) if absent
    options: str  # the other keyword options as written, sorted: two equal registrations add nothing
    form: str  # register_blueprint, include_router
    scope: str
    arms: Arms
    guard: str  # "": none; checked: `if name not in app.blueprints`; swallowed: a handler that catches the ValueError and goes on; filtered: in a loop that skips some items
    attempt: Span  # the innermost `try` or `with suppress(…)` that swallows its failure, NO_SPAN if none
    call: Span  # the call expression
    at: Span  # the statement: what a fix comments out


class ApiMount(NamedTuple):
    """What an Api of flask-restful, flask-restx or flask-smorest hangs on, or a namespace."""

    receiver: ValueText  # the app or blueprint; of a namespace the Api
    target: ValueText  # the Api or namespace
    path: ValueText  # path= of `add_namespace`, ("null",) if none
    form: str  # Api (an argument of its constructor), init_app, add_namespace, namespace (`api.namespace(…)`)
    scope: str
    arms: Arms
    at: Span


class Mount(NamedTuple):
    """`receiver.use(path, target)` of Express, `receiver.mount(path, target)` of FastAPI: what answers below a path."""

    receiver: ValueText  # the app or router that it is put on
    path: ValueText  # as written, ("list", …) for several, ("str", "/") for none
    target: ValueText  # the router or function; one fact for each argument
    hands_on: int  # as in Route, of a target that is a function; 0 of FastAPI
    scope: str
    arms: Arms
    at: Span


class Handler(NamedTuple):
    """A function that takes a request and a response, as Express calls them."""

    scope: str  # its own dotted path
    hands_on: int  # as in Route
    at: Span


class ViewClass(NamedTuple):
    """A class that may answer requests by methods named after the verbs."""

    scope: str  # its own dotted path
    bases: ValueText  # ("list", …)
    verbs: str  # the verbs that it defines, upper case, comma-separated, sorted
    methods: str  # its `methods` attribute likewise; "" = none, "*" = not known
    decorators: str  # JSON list of the names in its `decorators`, `method_decorators`; "?" for what has none
    at: Span


class Route(NamedTuple):
    """One handler bound to one path. Decorators and add_url_rule of Flask, FastAPI's kin, Express verb calls."""

    framework: str  # flask (also quart), fastapi, express
    receiver: ValueText  # the app, blueprint or router it hangs on
    path: ValueText  # as written, without any prefix; ("list", …) for several
    methods: str  # comma-separated, upper case, sorted; "" = the framework's default, "*" = not known, WEBSOCKET = no request but a websocket
    endpoint: ValueText  # endpoint= or the as_view() name; ("null",) = the view function's name
    view: str  # the view as written: function name, or the callee of as_view
    view_at: Span  # the def of the view if it stands here; equal spans are one function object
    form: str  # decorator, add_url_rule, as_view (each as_view call makes a new function object), resource (`add_resource`), verb (Express)
    options: ValueText  # ("object", …): the other keywords that bear on matching: defaults, strict_slashes, host, subdomain, …
    hands_on: int  # 1: it may go on to the next route that matches (`next()`), 0: it never does, -1: as `view` does, a function of another place
    scope: str
    arms: Arms
    at: Span
    target: ValueText = ValueText('["null"]')  # the view as a value, where it is one: of as_view and add_resource the class


class EndpointUse(NamedTuple):
    """A route that is asked for by its name: `url_for("users.show")`, in Python or in a template."""

    name: str  # as written: of a blueprint at hand it starts with a dot; "" = not known
    at: Span


class PathText(NamedTuple):
    """A text that starts with a slash in a file that may serve: a route that no other fact tells
    may stand behind it."""

    text: str  # as written, without quotes
    at: Span


class EarlyAnswer(NamedTuple):
    """A path that a WSGI or ASGI callable answers before the application that it wraps."""

    name: str  # of the callable
    path: str  # as compared
    prefix: int  # 1: every path that begins with it
    methods: str  # comma-separated, "" = all
    wraps: ValueText  # what it calls for other paths, ("null",) if not seen
    mounted: ValueText  # of a DispatcherMiddleware the application that answers there
    maker: str  # scope of the class or function whose call makes the callable, "" if none
    at: Span  # the condition, or the pair of the mapping
