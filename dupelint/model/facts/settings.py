"""Variables and ports."""

from typing import NamedTuple

from dupelint.model.facts.column import Span, ValueText


class EnvRead(NamedTuple):
    """A place that reads an environment variable."""

    name: str  # of the variable
    default: ValueText  # ("null",) if none
    hard: int  # 1: fails or passes undefined on when unset (`os.environ["X"]`, `process.env.X!`)
    scope: str
    default_at: Span  # the default's bytes, without quotes; NO_SPAN if it is not one literal
    at: Span


class EnvChoice(NamedTuple):
    """What the default of a read (`env_read`) is one of several for."""

    behind: str  # the variable that is asked before it: A for B of `A || B || 1`; "" if none is
    variant: str  # what has it as its own value: `class:name`, `production:port` of an object; "" if nothing
    at: Span  # the read


class EnvDefinition(NamedTuple):
    """A place that gives an environment variable a value."""

    name: str  # of the variable
    value: str  # literal text, quotes removed; may hold ${NAME} references; ${_} is not known
    origin: str  # dotenv, shell, compose, dockerfile, procfile, package.json, replit, workflow, toml, makefile, systemd, supervisor, pm2, code
    group: str  # the mapping it stands in: service, job or process name; "" = the whole file
    value_at: Span  # the value's bytes, without quotes; NO_SPAN if empty or not one literal
    at: Span  # the whole definition (statement or line)


class EnvHint(NamedTuple):
    """A definition that is commented out in a dotenv file: it tells of the variable all the same."""

    name: str  # of the variable
    at: Span


class Credential(NamedTuple):
    """A secret that a file holds whole: a key of a service account, the session of an account."""

    form: str  # service account, client secret, WhatsApp session
    at: Span  # the secret


class KeyFile(NamedTuple):
    """A place in code or in a launcher that names a JSON file which may hold a key."""

    name: str  # of the file, without folders; `$NAME` where a shell's variable does
    at: Span  # the name


class ExtensionOption(NamedTuple):
    """A place in Python that names an option of a Flask extension, by its prefix."""

    name: str  # of the option; the prefix alone where the rest is put together
    form: str  # set, environment (the variable of that name is read), read, part (the prefix alone)
    at: Span  # the name


class KeylessClient(NamedTuple):
    """A client of a service that is made without a key: it looks for one in the environment."""

    module: str  # it comes from
    client: str  # its class or function there, "" = what the module is
    at: Span  # the call


class PortMention(NamedTuple):
    """A number that is a port, by its context."""

    port: int  # the number
    context: str  # url, host-port, key, variable, listen, flag, env-default, compose, expose, nginx, replit, dev-server, dev-proxy, lsof, markdown, …
    detail: str  # what makes it a port, as the reader would name it: `--port`, `BAILEYS_PORT`, `localhost:3001`
    host: str  # of a URL or host:port, "" otherwise
    at: Span  # the digits
