"""Ports of URLs, of `host:port` pairs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dupelint.extract.ports.found import PortInText, port_number
from dupelint.model.pattern import lazy

# A hole that other text is put into: ${HOST}, {host}, {{ host }}, $HOST, %s, <host>
_HOLE = r"\$\{[^{}\s]{0,80}\}|\{\{[^{}\n]{0,80}\}\}|\{[^{}\s]{0,80}\}|\$\w{1,80}|%s|<[\w.-]{1,80}>"
_V6 = r"\[[0-9A-Fa-f:.%]{2,60}\]"
_AUTHORITY = lazy(
    r"://(?:[^\s/?#\"'`@<>\\]{1,200}@)?"
    rf"(?P<host>{_V6}|(?:[\w.~-]|{_HOLE}){{1,253}})"
    r":(?P<port>[0-9]{1,5})(?!\w|\.[0-9])",
    re.ASCII,
)
# The other members of a list: mongodb://a:27017,b:27018
_MEMBER = lazy(
    rf",(?P<host>{_V6}|(?:[\w.~-]|{_HOLE}){{1,253}}):(?P<port>[0-9]{{1,5}})(?!\w|\.[0-9])", re.ASCII
)
_LOCAL = r"localhost|host\.docker\.internal|\$\{\w*(?i:host|addr)\w*(?::?-[\w.]+)?\}"
_V4 = r"[0-9]{1,3}(?:\.[0-9]{1,3}){3}"
_DOTTED = r"[a-z0-9](?:[a-z0-9-]{0,62}\.){1,8}[a-z]{2,24}"
_HOST_PORT = lazy(
    rf"(?:(?<![\w./:@$-])|(?<![\w:/])//)"
    rf"(?P<host>{_LOCAL}|{_V4}|{_V6}|{_DOTTED}|(?P<bare>[A-Za-z][\w-]{{0,62}}))"
    r":(?P<port>[0-9]{1,5})(?!\w|[.:][0-9]|\.\w)",
    re.ASCII,
)
# `routes.py:120` names a line, not a port.
_FILE_ENDINGS = frozenset(
    {"py", "pyi", "js", "mjs", "cjs", "jsx", "ts", "mts", "cts", "tsx", "vue", "svelte", "json",
     "yml", "yaml", "toml", "ini", "cfg", "conf", "env", "md", "rst", "txt", "log", "html", "htm",
     "css", "scss", "sass", "less", "sh", "bash", "go", "rs", "java", "kt", "rb", "php", "cpp",
     "hpp", "cc", "cs", "swift", "sql", "xml", "svg", "png", "lock", "mdx", "ipynb", "proto"}
)  # fmt: skip
_LEADING = lazy(r":([0-9]{1,5})(?!\w|[.:][0-9]|\.\w)", re.ASCII)


def authority_ports(text: str, names: frozenset[str] = frozenset()) -> Iterator[PortInText]:
    """Ports of `scheme://host:N` (context url) and of bare `host:N` (context host-port).

    A bare host is localhost, an address, a name with a dot, or one of `names` (services that the
    caller knows). `16:9`, `08:00`, `postgres:16`, `app.py:120` and longer numbers are nothing.
    """
    if ":" not in text:
        return
    seen = set()
    for found in _AUTHORITY.finditer(text):
        member: re.Match[str] | None = found
        while member is not None:
            seen.add(member.start("port"))
            hit = _hit(member, "url")
            if hit is not None:
                yield hit
            member = _MEMBER.match(text, member.end())
    for found in _HOST_PORT.finditer(text):
        host = found["host"]
        bare = found["bare"]
        if bare is not None and bare not in names:
            continue
        _, dot, ending = host.rpartition(".")
        if (dot and ending in _FILE_ENDINGS) or found.start("port") in seen:
            continue
        hit = _hit(found, "host-port")
        if hit is not None:
            yield hit


def leading_port(text: str) -> PortInText | None:
    """The port of a piece that goes on after a host name: `:3001`, `:3001/api`.

    That a host stands before it is for the caller to know.
    """
    found = _LEADING.match(text)
    if found is None or not (port := port_number(found[1])):
        return None
    return PortInText(port, "", found.start(1), found.end(1), "host-port", found[0])


def _hit(found: re.Match[str], context: str) -> PortInText | None:
    port = port_number(found["port"])
    if not port:
        return None
    start, end = found.span("port")
    return PortInText(port, found["host"], start, end, context, f"{found['host']}:{port}")
