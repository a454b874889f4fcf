"""Servers, commands that start them, and what stands between."""

from typing import NamedTuple

from dupelint.model.facts.column import Arms, Span, ValueText


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

    origin: str  # package.json script, package.json main, procfile, compose, dockerfile, shell, replit, makefile, systemd, supervisor, pm2, workflow, code (`subprocess.Popen`, `spawn`)
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
    """A call that runs when its module is loaded: it may start something. Of Python files those
    that look like the start of a program."""

    written: str  # the callee as written: `start`, `app.get`; `(…)` for a function called in place
    callee: ValueText  # what is called
    given: int  # number of arguments
    is_new: int  # 1: `new X(…)`
    guard: str  # as in Listener
    at: Span  # the whole call


class MemoryStore(NamedTuple):
    """A module-level container for sessions, clients, messages; each process has one of its own."""

    name: str  # of the variable
    at: Span


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

    origin: str  # compose, dockerfile (`EXPOSE`), replit (`[[ports]]`), workflow, healthcheck (the port it asks, as `container`)
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
