"""THE vocabulary: one NamedTuple per kind of fact. The store's tables are generated from it.

A fact says what one file states, with no knowledge of any other file. Every table also has a
column `file` (the file's id), which the store adds. Field types decide column types:

- `Span`: a place in this file, as one integer: `start << 21 | length`, byte offsets. The store
  adds the file: `file << 42 | start << 21 | length`. `NO_SPAN` where there is none.
- `ValueText`: a `model.value.Value` as JSON text.
- `Arms`: JSON text of `[[branch, arm], …]`, outermost first: the branches whose arm this place
  lies in. `branch` is the byte offset of the branching statement, `arm` a label: `if`, `main` (an
  `if` that holds only when the file itself is started), `elif1`, `else`, `try`, `except ImportError`, `case0`. After `if c: … return` the rest of the block is
  the arm `else` of that `if`. Two places that share a branch with different arms exclude each
  other. (`try` and `finally`/`else` of one statement are the same arm; a handler excludes the
  body only where it catches the failure of an import.)
- `scope`: the dotted path of the enclosing functions and classes, `""` for the module:
  `create_app`, `Server.start`. An anonymous function is `<offset>`. A second definition of the
  same path gets `@offset` appended.
"""

# No `from __future__ import annotations` here: the store makes columns of the types, and to read
# them from texts would cost 10 ms at each start.
from typing import Any, NamedTuple, NewType

Span = NewType("Span", int)
ValueText = NewType("ValueText", str)
Arms = NewType("Arms", str)

LENGTH_BITS = 21
START_BITS = 21
_LONGEST = (1 << LENGTH_BITS) - 1
NO_SPAN = Span(-1)
NO_ARMS = Arms("[]")


def span(start: int, end: int) -> Span:
    """Half-open byte range of one file as one integer (no file in it yet)."""
    length = end - start
    return Span(start << LENGTH_BITS | (length if length < _LONGEST else _LONGEST))


# --- names ---------------------------------------------------------------------------------------


class Import(NamedTuple):
    """One name bound by an import, `require` or re-export; also one row for a side-effect import."""

    name: str  # bound in this file ("" for a side-effect import or a bare re-export of everything)
    module: str  # as written: `pkg.mod`, `..pkg`, `./x.js`, `@/api`
    symbol: str  # "" the module itself, "default", "*" everything, else the symbol's name there
    scope: str  # where it is bound; "" = module level, "?" = indented in a file that was not parsed
    form: str  # import, from, require, dynamic, reexport (JS `export … from`)
    type_only: int  # 1 for `import type` and TYPE_CHECKING: gone at run time
    arms: Arms
    at: Span


class Export(NamedTuple):
    """A name a JavaScript module gives out (re-exports are Imports with form `reexport`)."""

    name: str  # "default" too; `module.exports = x` is "default", `exports.a = x` is "a"
    value: ValueText  # what it stands for
    at: Span


class Assignment(NamedTuple):
    """A module-level binding whose value can be said in the Value language (constants, apps…)."""

    name: str  # dotted for attributes: `app.config`, `Settings.PORT` (class attribute)
    value: ValueText  # what is bound
    arms: Arms
    at: Span


class Function(NamedTuple):
    """A function, method or class that facts hang on, or whose result is a simple value."""

    scope: str  # its own dotted path
    params: str  # JSON list of names in order, without self/cls; `*args`/`**kw`/`...rest` keep stars
    defaults: ValueText  # ("object", (param, value)…)
    returns: ValueText  # what it returns when that is one simple value, else unresolved
    form: str  # function, method, class, arrow
    is_async: int  # 1: an `async` function
    decorators: str  # JSON list of decorator texts without arguments
    body: Span  # its statements, without the header
    at: Span


class AppPass(NamedTuple):
    """A call that may hand an app, blueprint, router or server to a function of the project.

    Also a call without such an argument where its callee is a module-level name or an import and
    it stands in a function (or at module level) that creates or receives an app: it may return a
    blueprint or register something itself.
    """

    callee: ValueText  # what is called
    args: ValueText  # ("list", …)
    keywords: ValueText  # ("object", …)
    scope: str
    arms: Arms
    guard: str  # "" | swallowed | filtered: see Registration
    attempt: Span  # as in Registration
    at: Span


class Resolver(NamedTuple):
    """How import specifiers are rewritten below the folder of this file."""

    form: str  # tsconfig-path, tsconfig-base, tsconfig-extends, alias (vite/webpack), package-name, package-export
    pattern: str  # `@/*`, `@`, `shared`, `shared/client`
    target: str  # relative to this file's folder: `src/*`
    at: Span


# --- apps, blueprints, routes --------------------------------------------------------------------


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

    framework: str  # flask, quart, fastapi (APIRouter), express (Router)
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


class Mount(NamedTuple):
    """`receiver.use(path, target)`: a router or middleware below a path of an Express app."""

    receiver: ValueText  # the app or router that it is put on
    path: ValueText  # as written, ("list", …) for several, ("str", "/") for none
    target: ValueText  # the router or function; one fact for each argument
    hands_on: int  # as in Route, of a target that is a function
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
    at: Span


class Route(NamedTuple):
    """One handler bound to one path. Flask decorators, add_url_rule, Express verb calls."""

    framework: str  # flask (also quart), fastapi, express
    receiver: ValueText  # the app, blueprint or router it hangs on
    path: ValueText  # as written, without any prefix; ("list", …) for several
    methods: str  # comma-separated, upper case, sorted; "" = the framework's default, "*" = not known
    endpoint: ValueText  # endpoint= or the as_view() name; ("null",) = the view function's name
    view: str  # the view as written: function name, or the callee of as_view
    view_at: Span  # the def of the view if it stands here; equal spans are one function object
    form: str  # decorator, add_url_rule, as_view (each as_view call makes a new function object), verb (Express)
    options: ValueText  # ("object", …): the other keywords that bear on matching: defaults, strict_slashes, host, subdomain, …
    hands_on: int  # 1: it may go on to the next route that matches (`next()`), 0: it never does, -1: as `view` does, a function of another place
    scope: str
    arms: Arms
    at: Span


# --- servers -------------------------------------------------------------------------------------


class Listener(NamedTuple):
    """A call that opens a network port and keeps it open."""

    form: str  # as the call is known: app.listen, server.listen, http.createServer, app.run, uvicorn.run, socketio.run, WebSocketServer, Bun.serve, …
    receiver: ValueText  # ("null",) where the form has none
    port: ValueText  # ("null",) where none is given (then the form's own default applies)
    default_port: int  # the form's own default (Flask 5000, uvicorn 8000), 0 = ephemeral or none
    host: ValueText  # the address it binds, ("null",) if none is given
    scope: str
    arms: Arms
    guard: str  # "" | main (only when run directly) | test (NODE_ENV !== 'test' and the like)
    probe: int  # 1: closes again at once, or port 0
    at: Span  # the statement


class Process(NamedTuple):
    """A command of a launcher (npm script, Procfile line, …) that starts a program or another launcher."""

    origin: str  # package.json script, package.json main, procfile, compose, dockerfile, shell, replit, makefile, systemd, supervisor, pm2, workflow
    name: str  # script, process or service name; of a shell script its own
    command: str  # as written, its first 2,000 characters
    entry: str  # the file it runs, relative to this file's folder, "" if not seen: `server.js`, `wsgi:app` → `wsgi.py`, `pkg.mod`
    program: str  # what runs it, without path: node, gunicorn, python, npm; "" if not seen
    target: str  # `module:attribute` of a server program, "" otherwise
    port: str  # what its own flags say: `5000`, `${PORT:-5000}`; "" = none, `unix` = a socket file
    workers: str  # number of worker processes as written, "" = the program's default
    worker_class: str  # of gunicorn: eventlet, gevent, …; "" = the program's default
    variables: str  # JSON object of the `NAME=value` in front of it
    calls: str  # the kind of launcher it runs in turn: npm, script, procfile, make, compose, image, pm2, supervisor; "" for a program
    callee: str  # that launcher: script name or path, relative to `folder`
    folder: str  # where it runs, relative to this file's folder; "?" if not known
    roots: str  # JSON list of further folders, relative to this file's, that may hold what it runs
    group: str  # what it stands in with others: service of a compose file, `concurrently`; "" = the launcher itself
    parallel: int  # 1: what comes after it starts while it runs: `&`, `concurrently`, a Procfile
    guard: str  # what must be there for it to run: `[ -f x ] && …` → `file`; "" otherwise
    arms: Arms  # branches of a shell script
    at: Span


class ModuleCall(NamedTuple):
    """A call of JavaScript that runs when its module is loaded: it may start something."""

    written: str  # the callee as written: `start`, `app.get`; `(…)` for a function called in place
    callee: ValueText  # what is called
    given: int  # number of arguments
    is_new: int  # 1: `new X(…)`
    guard: str  # as in Listener
    at: Span  # the whole call


class LauncherFile(NamedTuple):
    """A script that starts processes, as a whole."""

    origin: str  # shell
    waits: int  # 1: it stays (`wait`, `tail -f`, an endless loop), or stops what it started
    makes: int  # 1: it makes files that it may then run: `git clone`, `curl -o`, `cat > x`, `cp`
    at: Span  # the first line


class EnvFile(NamedTuple):
    """A dotenv file that something loads."""

    form: str  # shell (`. ./.env`), compose (`env_file`), procfile (`honcho -e`), systemd, code (`load_dotenv`, `dotenv.config`), flag (`--env-file`)
    path: str  # as written, relative to `folder` of the process or to this file; "" = the default, `.env`
    group: str  # service or process it is loaded for, "" = everything this file starts
    override: int  # 1: beats what is set already
    at: Span


class PublishedPort(NamedTuple):
    """A port that a container or platform opens to the outside, or says it has inside."""

    origin: str  # compose, dockerfile (`EXPOSE`), replit (`[[ports]]`), workflow
    service: str  # the compose service, the Dockerfile's stage
    host: str  # outside, as written: `8080`, `${PORT:-8080}`; "" = none or ephemeral
    container: str  # inside, as written
    address: str  # the interface it is bound to, "" = all
    protocol: str  # tcp, udp
    profiles: str  # JSON list of the service's compose profiles
    at: Span  # the whole item


class Proxy(NamedTuple):
    """A path prefix that a development server or nginx passes on to another address."""

    form: str  # vite, webpack, package.json, nginx, setupProxy
    prefix: str  # `/api`; "" = everything
    target: str  # `http://127.0.0.1:5000`; of an nginx upstream its first member
    at: Span  # the target


class Dependency(NamedTuple):
    """A package the project declares: requirements file, pyproject.toml, package.json."""

    name: str  # normalised: lower case, `-` for `_` and `.`
    constraint: str  # as written: `==2.0.3`, `^4.18.0`, "" if none
    ecosystem: str  # pypi, npm
    at: Span


# --- clients -------------------------------------------------------------------------------------


class HttpCall(NamedTuple):
    """A place where a program makes a request, or hands a URL to something that will."""

    client: str  # fetch, axios, XMLHttpRequest, WebSocket, EventSource, io, jquery, ky, attribute, requests, httpx, …
    method: str  # upper case, "" if not known
    url: ValueText  # as far as this file tells
    base: ValueText  # baseURL= of the instance, ("null",) if none
    scope: str
    url_at: Span  # the URL expression
    at: Span  # the call


class BodyRead(NamedTuple):
    """A place where a response body is parsed as JSON, tried on concrete responses.

    `s…` columns say, for one concrete response each, whether the parse meets its body: `reached`,
    `blocked` (also where the text was replaced by one that parses: `text || "{}"`), `unknown` (a
    guard about the response that could not be decided).
    """

    form: str  # json, parse-text (JSON.parse(await r.text()))
    origin: str  # fetch, ky (a ky response variable: 2xx only), helper (a project function returned it), unknown
    helper: ValueText  # the call of the function of another file that returned the response, ("null",) if none
    guards: str  # JSON list of Values: project functions the response was handed to before the parse
    s204: str  # 204, no body, no type
    s204_json: str  # 204 with content-type: application/json
    s200_empty: str  # 200, empty body, JSON type
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


class ResponseHelper(NamedTuple):
    """What a project function does to a Response: lets linking finish a verdict across files."""

    scope: str  # the function's own path
    role: str  # returns (hands out a Response), checks (throws or exits on some), parses (returns the parsed body)
    passes: str  # of a response it returns or lets through: any, ok (throws unless 2xx), status (only 200 or never 204), unknown
    url: ValueText  # of the request it makes, with ("param", name) holes
    at: Span


class RuntimeHint(NamedTuple):
    """A sign of where a file runs, beside its imports."""

    hint: str  # use-client, use-server, browser-global (window, document, localStorage), node-global (require, __dirname, process.exit), jsx
    at: Span


# --- settings ------------------------------------------------------------------------------------


class EnvRead(NamedTuple):
    """A place that reads an environment variable."""

    name: str  # of the variable
    default: ValueText  # ("null",) if none
    hard: int  # 1: fails or passes undefined on when unset (`os.environ["X"]`, `process.env.X!`)
    scope: str
    at: Span


class EnvDefinition(NamedTuple):
    """A place that gives an environment variable a value."""

    name: str  # of the variable
    value: str  # literal text, quotes removed; may hold ${NAME} references; ${_} is not known
    origin: str  # dotenv, shell, compose, dockerfile, procfile, package.json, replit, workflow, toml, makefile, systemd, supervisor, pm2, code
    group: str  # the mapping it stands in: service, job or process name; "" = the whole file
    value_at: Span  # the value's bytes, without quotes; NO_SPAN if empty or not one literal
    at: Span  # the whole definition (statement or line)


class PortMention(NamedTuple):
    """A number that is a port, by its context."""

    port: int  # the number
    context: str  # url, host-port, key, variable, listen, flag, env-default, compose, expose, nginx, replit, dev-server, dev-proxy, lsof, markdown, …
    detail: str  # what makes it a port, as the reader would name it: `--port`, `BAILEYS_PORT`, `localhost:3001`
    host: str  # of a URL or host:port, "" otherwise
    at: Span  # the digits


# --- honesty -------------------------------------------------------------------------------------


class CommentDirective(NamedTuple):
    """A `dupelint: …` comment, valid or not. A comment is otherwise never a fact."""

    form: str  # ignore, malformed, misplaced
    codes: str  # comma-separated as written; "" for malformed and misplaced
    reason: str  # free text behind the bracket; for malformed and misplaced: what is wrong, with the right form
    covers: Span  # the lines or statement it speaks for
    codes_at: Span  # the bytes between the brackets
    at: Span  # the comment


class Gap(NamedTuple):
    """Something that could not be read: claims that depend on it are withheld."""

    reason: str  # decode, timeout, parse, deep, dynamic registration, unresolved import, …
    subject: str  # what it hides: a kind of fact, a name, a module
    at: Span


FACTS: tuple[type[Any], ...] = (
    Import, Export, Assignment, Function, AppPass, Resolver,
    App, Blueprint, Registration, Mount, Handler, ViewClass, Route,
    Listener, ModuleCall, Process, LauncherFile, PublishedPort, Proxy, Dependency,
    HttpCall, BodyRead, ResponseHelper, RuntimeHint,
    EnvRead, EnvDefinition, EnvFile, PortMention,
    CommentDirective, Gap,
)  # fmt: skip


def table_name(kind: type[Any]) -> str:
    """`BodyRead` → `body_read`; `Import` → `import_` (a reserved word stays usable in Python only)."""
    name = "".join("_" + c.lower() if c.isupper() else c for c in kind.__name__).lstrip("_")
    return name + "_" if name in {"import"} else name
