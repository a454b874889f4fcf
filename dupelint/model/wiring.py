"""The linked tables: what the files say together. Linking fills them, rules read them.

Field types as in `model.facts`; here a `Span` holds its file.
"""

from typing import Any, NamedTuple

from dupelint.model.facts import Span


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
    at: Span


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
    at: Span


class LiveRoute(NamedTuple):
    """A handler on one path of one application object, prefixes worked in."""

    id: int  # its number in this table
    app: int  # number of the application object
    app_name: str  # as the code names it
    framework: str  # flask, quart, express
    methods: str  # that it is for, comma-separated, sorted; ALL = every one
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
    implicit: str  # "" | static: the framework adds it by itself | middleware: no route, it ends all requests below
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
    winner: str  # name of the handler that answers
    handler: str  # name of the handler at `at`
    sometimes: int  # 1: only where the winner's branch is taken
    wins: int  # 1: the route at `at` answers, and `canonical` says that another one should
    label: str  # what the other place is
    also: Span  # the other place
    at: Span


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


class SwallowedGroup(NamedTuple):
    """A registration in a `try` that swallows its failure, with others; one row for each."""

    members: int  # registrations in it
    app_name: str  # as the code names it
    also: Span  # the registration
    at: Span  # the `try`


class ServiceFile(NamedTuple):
    """A file that a service's entry reaches; `depth` 0 is the entry itself."""

    service: int  # number of the service
    name: str  # how the project calls it: script, process or entry file
    entry: str  # path of the entry file
    file: int  # the file's id, as in `source`
    depth: int  # imports between the entry and it
    standalone: int  # 1: nothing starts or imports it but it belongs to the service's package


class LiveListener(NamedTuple):
    """A listener of a service, with the port worked out."""

    id: int  # its number in this table
    service: int  # number of the service, as in `service_file`
    service_name: str  # how the project calls it
    port: int  # 0 = not known
    variable: str  # the environment variable the port is read from, "" if none
    label: str  # what a person would call it: `app.listen(3300)`
    guard: str  # as in `listener`
    reached: int  # 1: the entry's imports reach it
    canonical: int  # 1: its file matches `canonical`
    stands: int  # 1: this one stays in force
    at: Span


class FileRuntime(NamedTuple):
    """Where a file runs."""

    file: int  # the file's id, as in `source`
    runtime: str  # browser, node, python, both, unknown
    because: str  # the deciding sign


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


class ParseRisk(NamedTuple):
    """A body_read with everything other files say about it."""

    risk: str  # none, type-guarded, ok-only, unguarded, unknown; of an error branch: by an HTML page
    handling: str  # handled, misreported, unhandled
    runtime: str  # of the file, as in `file_runtime`
    url: str  # as far as known, holes as `{name}`
    same_origin: int  # 1 same origin, 0 external host, -1 not known
    answers: str  # what the matched route can answer: json, empty, html; "" = no route known
    scenario: str  # the answers that break it, in words
    through: str  # the project function that decides it, "" if none
    guarded: str  # the strongest guard: none, ok, status, type, other
    awaited: int  # as in `body_read`
    in_try: int  # as in `body_read`
    error_branch: int  # as in `body_read`
    request: Span  # the URL expression of the request, NO_SPAN if not known
    statement: Span  # what a guard is put before
    at: Span  # the parse


class LegacyPort(NamedTuple):
    """A legacy port in a port context, with the port that replaces it where one is known."""

    port: int  # the number
    replacement: int  # 0 = not known
    mapped: int  # 1: the configuration maps it
    context: str  # as in `port_mention`
    detail: str  # as in `port_mention`
    kind: str  # of the file
    at: Span


class Run(NamedTuple):
    """One launcher as it is run: what it starts lives side by side."""

    id: int  # its number in this table
    kind: str  # npm, script, procfile, compose, image, make, replit, systemd, supervisor, pm2
    name: str  # as a person would call it: `npm run dev`, `Procfile`, `start.sh`
    path: str  # of its file
    called: int  # 1: another launcher runs it
    development: int  # 1: its name or its commands say that it is for development
    container: int  # 1: it runs in a container, or a container's launcher runs it
    waits: int  # 0: a script that ends while what it started in the background goes on
    at: Span


class Starts(NamedTuple):
    """A program that a run starts, closed over launchers that run launchers; a row for each port."""

    id: int  # number of the program; equal for its several ports
    run: int  # as in `run`
    process: str  # name of the process, script or compose service
    service: int  # as in `service_file`, 0 = its entry is no file of the project
    job: int  # equal: does the same job, from this entry or another; 0 = not known
    entry: str  # path of the file it runs, "" if not known
    program: str  # gunicorn, node, …
    port: int  # the port it opens, 0 = none or not known
    variable: str  # the environment variable that decides the port, "" if none
    because: str  # what decides it: `-b`, `BAILEYS_PORT` in .env, the default in code
    decided: Span  # the place that decides the port, NO_SPAN where it is the program's own default
    workers: str  # number of worker processes, "" = the default
    worker_class: str  # of gunicorn, "" = the default
    background: int  # 1: put in the background by a script
    through: str  # the launchers between, `npm run start → start.sh`; "" = none
    command: Span  # the command itself
    at: Span  # the command of the run's own file that leads to it


class SettingValue(NamedTuple):
    """A place that speaks about an environment variable within one run."""

    run: int  # as in `run`
    process: int  # as `starts.id`
    name: str  # of the variable
    value: str  # references filled in as far as known, `${_}` where not
    origin: str  # dotenv, shell, compose, dockerfile, procfile, package.json script, replit, code
    rank: int  # higher wins; 10 = a default in code
    stands: int  # 1: this is the value the process gets
    value_at: Span  # the value's bytes, NO_SPAN if it has none
    at: Span


class Rival(NamedTuple):
    """A command that starts a service which another launcher starts, too."""

    service: str  # how the project calls it
    stands: str  # the launcher that stays in force; "" = none, its workers compete with each other
    difference: str  # what this one does differently, in words; "" = nothing
    severity: str  # info for another host's service manager or a development server
    also: Span  # the command of the launcher that stays
    at: Span  # the command


class PortClash(NamedTuple):
    """Two programs of one run, or two services of one compose project, that open one port."""

    port: int  # the number, on the host's side
    run: str  # the launcher, as `run.name`
    name: str  # the later program's entry file or name
    first: str  # likewise of the first, which gets the port
    also: Span  # what decides the first one's port
    at: Span  # the later command, or its published port


class DeadCommand(NamedTuple):
    """A command of a launcher that starts what is not there."""

    name: str  # name of the process, script or compose service
    what: str  # what it starts, in words: `start_all.sh`, `npm script 'dev'`, `'app' of wsgi.py`
    why: str  # `which does not exist`, `which no package.json declares`
    severity: str  # info for a program that nothing declares
    withheld: str  # what may hold it all the same, "" if nothing does
    at: Span  # the command


class PortDrift(NamedTuple):
    """A place that gives a service another port than the one it has in the same deployment."""

    service: str  # how the project calls it
    run: str  # the launcher, as `run.name`
    port: int  # what the place says
    stands: int  # the port that stays in force
    what: str  # what says it: `FLASK_BASE_URL`, `EXPOSE`, `the command`
    because: str  # what says the port that stays
    also: Span  # the place that says the port that stays
    at: Span  # the place


class IdleEntry(NamedTuple):
    """A file that a launcher starts and that starts nothing, or does more than start a service."""

    name: str  # name of the process or script
    entry: str  # path of the file
    function: str  # the function that listens
    fault: str  # never-called: nobody calls it; serves: the entry has routes of its own as well
    also: Span  # where the function listens
    at: Span  # the command, or the entry's first route


class Orphan(NamedTuple):
    """A program that a script puts in the background before it ends."""

    script: str  # path of the script
    name: str  # entry file or name of the program
    also: Span  # the command, NO_SPAN for the one that stands for all of them
    at: Span  # the command that stands for all of the script


class ConfigKey(NamedTuple):
    """A wiring key of the configuration in force, for rules to read."""

    key: str  # legacy-port, internal-port, canonical, json-guard, own-wiring, legacy-in-force
    value: str  # as text; one row for each


WIRING: tuple[type[Any], ...] = (
    LiveRegistration, Exclusive, LiveEndpoint, LiveRoute, ShadowedRoute,
    RouteCollision, ShadowModule, SwallowedGroup,
    ServiceFile, LiveListener, FileRuntime, DialledPort,
    LiveCall, ParseRisk, LegacyPort, ConfigKey,
    Run, Starts, SettingValue, Rival, PortClash, PortDrift, DeadCommand, IdleEntry, Orphan,
)  # fmt: skip
