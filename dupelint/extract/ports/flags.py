"""Ports in the arguments of commands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from dupelint.extract.commandline import Word, commands, program, words_at
from dupelint.extract.ports.authority import authority_ports
from dupelint.extract.ports.found import PortInText, port_number
from dupelint.extract.ports.names import is_port_name
from dupelint.model.pattern import lazy

# `-p N` is a port after these programs only (`mkdir -p`, `ps -p`, `patch -p1`, `cp -p` are not).
_SHORT = {
    "-p": frozenset(
        {"next", "flask", "uvicorn", "vite", "storybook", "start-storybook", "serve", "psql",
         "http-server", "ssh", "sshd", "sftp", "redis-cli", "redis-server", "nc", "ncat", "daphne",
         "astro", "rails", "puma", "thin", "unicorn", "jekyll", "parcel", "live-server", "pgcli",
         "pg_dump", "pg_restore", "pg_isready", "pg_ctl", "createdb", "dropdb", "memcached",
         "json-server", "hugo", "harp", "http-echo", "lt", "ng", "remix-serve", "wrangler",
         "verdaccio", "mosquitto", "mosquitto_pub", "mosquitto_sub", "shiny", "bokeh", "mlflow",
         "docsify", "sirv", "honcho", "foreman", "gotty", "ttyd", "sphinx-autobuild", "nuxt"}
    ),
    "-P": frozenset({"mysql", "mysqldump", "mysqladmin", "mariadb", "scp"}),
    "-b": frozenset({"gunicorn", "hypercorn", "daphne", "rails", "granian", "pserve"}),
    "-l": frozenset({"serve", "nc", "ncat", "netcat", "memcached"}),
}  # fmt: skip
_ADDRESS_FLAGS = frozenset(
    {"--bind", "--listen", "--address", "--addr", "--http", "--http-socket", "--http-address",
     "--socket", "--host", "--from", "--to", "--insecure-bind", "--listen-address", "--inspect",
     "--inspect-brk", "-b", "-l", "-S"}
)  # fmt: skip
_NUMBER_FLAGS = frozenset({"--listen", "--inspect", "--inspect-brk", "-l"})  # `N` alone is a port
_CONTAINERS = frozenset({"docker", "podman", "nerdctl", "docker-compose"})
_NETCAT = frozenset({"nc", "ncat", "netcat", "telnet"})
_ALL_NUMBERS = frozenset({"kill-port", "kill-port-process", "wait-port", "fkill", "detect-port"})

_FLAG = lazy(r"(--?[A-Za-z][\w.-]*)(=)?")
_NAMED = lazy(r"([A-Za-z_][\w.]*)=")
_DEFAULT = lazy(r"\$\{(\w+):?[-=]([0-9]{1,5})\}")
_VALUE = lazy(r"(?:(?P<host>[\w.*-]*|\[[0-9A-Fa-f:.]*\]):|\$\{\w+:?[-=])?(?P<port>[0-9]{1,5})\}?\Z")
_PUBLISH = lazy(
    r"(?:(?:[0-9]+(?:\.[0-9]+){3}|\[[0-9a-fA-F:]*\]):)?"
    r"(?:(?:\$\{\w+:?[-=])?([0-9]{1,5})(?:-[0-9]+)?\}?:|\$\{?\w+\}?:)?"
    r"(?:\$\{\w+:?[-=])?([0-9]{1,5})\}?(?:-[0-9]+)?(?:/(?:tcp|udp|sctp))?\Z"
)
_LSOF = lazy(r"(?:-[A-Za-z]*i[46]?)?(?i:tcp|udp)?(?:@[\w.-]+)?:([0-9]{1,5}(?:[,-][0-9]{1,5})*)\Z")
_PROTOCOL = lazy(r"([0-9]{1,5})/(?:tcp|udp)\Z")
_SOCAT = lazy(r"(?:TCP|UDP|OPENSSL)[46]?(?:-LISTEN|-CONNECT)?:(?:[\w.-]+:)?([0-9]{1,5})", re.I)
_WAIT_ON = lazy(r"tcp:(?:[\w.-]+:)?([0-9]{1,5})\Z")
_FORWARD = lazy(r"(?:([0-9]{1,5}):)?([0-9]{1,5})\Z")
_TUNNEL = lazy(r"(?:[\w.*]+:)?([0-9]{1,5}):[\w.-]+:([0-9]{1,5})\Z")


def command_ports(command: str, names: frozenset[str] = frozenset()) -> Iterator[PortInText]:
    """Ports of a whole command line, URLs included, in order of place and each once."""
    return ports_of_line(words_at(command), names)


def ports_of_line(line: Word, names: frozenset[str] = frozenset()) -> Iterator[PortInText]:
    """As `command_ports`, for text whose characters do not stand side by side in the source."""
    hits: dict[int, PortInText] = {}
    for found in commands(line):
        for hit in flag_ports(found.words):
            hits.setdefault(hit.start, hit)
    for hit in text_ports(line, names):
        hits.setdefault(hit.start, hit)
    yield from (hits[start] for start in sorted(hits))


def text_ports(line: Word, names: frozenset[str] = frozenset()) -> Iterator[PortInText]:
    """Ports that do not depend on a command: URLs, `host:N`, `${PORT:-N}`."""
    for hit in authority_ports(line.text, names):
        if (place := line.place(hit.start, hit.end)) is not None:
            yield hit._replace(start=place[0], end=place[1])
    if "${" in line.text:
        for found in _DEFAULT.finditer(line.text):
            if is_port_name(found[1]):
                yield from _at(line, *found.span(2), "env-default", found[1])


def flag_ports(words: Sequence[Word]) -> Iterator[PortInText]:
    """Ports in the words of one simple command, by its program, its flags and its assignments."""
    name, index = program(words)
    yield from _assigned(words)
    yield from _flagged(words, name)
    rest = words[index + 1 :]
    if name == "lsof":
        for word in rest:
            if found := _LSOF.match(word.text):
                for number in re.finditer(r"[0-9]+", found[1]):
                    start = found.start(1) + number.start()
                    yield from _at(word, start, start + len(number[0]), "lsof", f"lsof {word.text}")
    elif name in ("fuser", "ufw", "firewall-cmd"):
        for word in rest:
            yield from _matched(_PROTOCOL, word, name)
        if name == "fuser" and any(word.text in ("tcp", "udp") for word in rest):
            yield from _plain_numbers(rest, name)
    elif name in _ALL_NUMBERS:
        yield from _plain_numbers(rest, name)
    elif name == "http.server":
        yield from _plain_numbers(rest[:1], name)
    elif name in _NETCAT:
        yield from _plain_numbers([w for w in rest if not w.text.startswith("-")][-1:], name)
    elif name == "ngrok":
        yield from _plain_numbers(rest[1:2], name)
    elif name == "socat":
        for word in rest:
            yield from _matched(_SOCAT, word, name)
    elif name in ("wait-on", "start-server-and-test", "wait-for-it.sh", "wait-for"):
        for word in rest:
            yield from _matched(_WAIT_ON, word, name)
            yield from _matched(_VALUE, word, name)
    elif name in ("python", "manage.py", "django-admin"):
        yield from _after(rest, "runserver", _VALUE)
    elif name in ("kubectl", "oc") and any(word.text == "port-forward" for word in rest):
        for word in rest:
            yield from _matched(_FORWARD, word, "port-forward")
    elif name in ("grep", "egrep", "findstr", "rg"):
        for word in rest:
            if found := re.match(r":([0-9]{2,5})(?:\\b|\$| )?\Z", word.text):
                yield from _at(word, *found.span(1), "lsof", f"{name} {word.text}")


def _assigned(words: Sequence[Word]) -> Iterator[PortInText]:
    for word in words:
        found = _NAMED.match(word.text)
        if found and is_port_name(found[1]):
            for hit in _numbers(word.cut(found.end()), found[1]):
                yield hit._replace(context="variable")


def _flagged(words: Sequence[Word], name: str) -> Iterator[PortInText]:
    container = name in _CONTAINERS and any(w.text in ("run", "create") for w in words)
    for index, word in enumerate(words):
        found = _FLAG.match(word.text)
        if found is None:
            continue
        flag = found[1]
        value = words[index + 1] if index + 1 < len(words) else None
        if found[2]:
            value = word.cut(found.end())
        elif found.end() != len(word.text):
            continue
        attached = None
        if len(flag) > 2 and flag[1] != "-" and not found[2] and flag[2].isdigit():
            flag, attached = flag[:2], word.cut(2)  # -p3001
        value = attached or value
        if value is None:
            continue
        if container and flag in ("-p", "--publish", "--expose"):
            if published := _PUBLISH.match(value.text):
                for group in (1, 2):
                    if published[group]:
                        yield from _at(value, *published.span(group), "flag", flag)
        elif flag in _SHORT:
            if name in _SHORT[flag]:
                yield from _value(value, flag, flag in ("-p", "-P", "-l"))
        elif flag in ("-L", "-R") and name == "ssh":
            for group in (1, 2):
                if tunnel := _TUNNEL.match(value.text):
                    yield from _at(value, *tunnel.span(group), "flag", flag)
        elif flag in _ADDRESS_FLAGS or flag.endswith(("-address", "-addr", "-listen", "-bind")):
            yield from _value(value, flag, flag in _NUMBER_FLAGS)
        elif len(flag) > 2 and is_port_name(flag):
            yield from _numbers(value, flag)


def _value(word: Word, flag: str, number: bool) -> Iterator[PortInText]:
    found = _VALUE.match(word.text)
    if found and (number or ":" in word.text):
        for hit in _at(word, *found.span("port"), "flag", flag):
            yield hit._replace(host=found["host"] or "")


def _numbers(word: Word, detail: str) -> Iterator[PortInText]:
    """A port, or several with commas between."""
    position = 0
    for piece in word.text.split(","):
        found = _VALUE.match(piece)
        if found:
            start, end = found.span("port")
            for hit in _at(word, position + start, position + end, "flag", detail):
                yield hit._replace(host=found["host"] or "")
        position += len(piece) + 1


def _plain_numbers(words: Sequence[Word], name: str) -> Iterator[PortInText]:
    for word in words:
        if word.text.isdigit():
            yield from _at(word, 0, len(word.text), "flag", name)


def _after(words: Sequence[Word], keyword: str, pattern: re.Pattern[str]) -> Iterator[PortInText]:
    for first, second in pairwise(words):
        if first.text == keyword and (found := pattern.match(second.text)):
            yield from _at(second, *found.span("port"), "flag", keyword)


def _matched(pattern: re.Pattern[str], word: Word, detail: str) -> Iterator[PortInText]:
    if found := pattern.match(word.text):
        for group in range(1, pattern.groups + 1):
            if found[group]:
                yield from _at(word, *found.span(group), "flag", detail)


def _at(word: Word, start: int, end: int, context: str, detail: str) -> Iterator[PortInText]:
    port = port_number(word.text[start:end])
    place = word.place(start, end)
    if port and place is not None:
        yield PortInText(port, "", place[0], place[1], context, detail)
