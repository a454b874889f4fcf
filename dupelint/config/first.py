"""The text of a first configuration file, with what was found as comments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass

from dupelint.config.presets import Preset
from dupelint.config.reference import given, toml
from dupelint.model.pattern import lazy

_SPECIAL = lazy(r"([\\*?\[\]]|^[!#])")


@dataclass(frozen=True, slots=True)
class FoundListener:
    """A place that opens a port."""

    path: str
    label: str  # what a person would call it: `app.listen(3300)`
    stands: bool  # the one that stays in force
    doubles: bool  # it opens the port of the one that stays


@dataclass(frozen=True, slots=True)
class FoundService:
    """A service of the project with the places that listen for it."""

    name: str
    entry: str
    listeners: tuple[FoundListener, ...]
    ports: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What there is to say about a project."""

    services: tuple[FoundService, ...]
    internal_ports: tuple[int, ...]
    api_prefix: str  # what most requests of the browser that a route answers begin with; "" if none


def first_file(found: Found, preset: Preset | None) -> str:
    """The file. What is not sure stands in it as a comment."""
    parts = [
        _head(),
        _services(found.services, chosen=preset is None),
        _canonical(found.services, preset),
        _ports(found, preset),
        _api(found),
        _rest(preset),
        _settings(preset),
        _contract(preset),
        _lint(),
    ]
    texts = ["".join(f"{line}\n" for line in part) for part in parts]
    return "\n".join(text for text in texts if text)


def _head() -> Iterator[str]:
    yield "# What is true of this project, for dupelint. `dupelint config KEY` explains a key;"
    yield "# one that is left out has its default. Take the `#` away to put a suggestion in force."


def _services(services: Sequence[FoundService], chosen: bool) -> Iterator[str]:
    serving = [one for one in services if one.ports or one.listeners]
    if not serving:
        yield "# No service was found: nothing that the project's commands start opens a port."
        return
    yield "# The services that were found:"
    for service in serving:
        ports = "".join(f" :{port}" for port in service.ports)
        entry = "" if service.entry == service.name else f"  {_said(service.entry)}"
        yield f"#   {_said(service.name)}{ports}{entry}"
        for one in service.listeners:
            doubled = chosen and any(other.doubles for other in service.listeners)
            kept = "stays in force" if one.stands else "does the same job" if one.doubles else ""
            several = f"  ({kept})" if doubled and kept else ""
            yield f"#     {_said(one.label)} in {_said(one.path)}{several}"


def _canonical(services: Sequence[FoundService], preset: Preset | None) -> Iterator[str]:
    yield "# Where two places do one job, the one in a file that matches stays in force."
    standing = [one.path for service in services for one in service.listeners if one.stands]
    globs = preset.canonical if preset else tuple(map(glob_of, filter(_plain, standing)))
    globs = tuple(dict.fromkeys(globs))
    listeners = [one for service in services for one in service.listeners]
    # In force it speaks of every listener of a package, also of one with a port of its own.
    several = preset or (
        any(one.doubles for one in listeners)
        and all(one.stands or one.doubles for one in listeners)
    )
    yield f"{'' if globs and several else '# '}canonical = {toml(globs)}"


def _ports(found: Found, preset: Preset | None) -> Iterator[str]:
    yield "# Ports that a browser never dials: it goes through the server."
    internal = preset.internal_ports if preset else found.internal_ports
    yield f"internal-ports = {toml(internal)}" if internal else "# internal-ports = [3300]"
    yield ""
    yield "# Ports that nothing may speak of any more, and what took their place."
    if preset:
        moved = {str(old): new for old, new in preset.legacy_ports.items()}
        yield f"legacy-ports = {toml(moved)}"
    else:
        yield "# legacy-ports = { 8000 = 8080 }"


def _api(found: Found) -> Iterator[str]:
    if found.api_prefix and _plain(found.api_prefix):
        yield f"# The browser's requests to the server begin with {_said(found.api_prefix)}."


def _rest(preset: Preset | None) -> Iterator[str]:
    yield '# What guards a JSON parse: "auto" (what the route needs) or "status-200" (always that).'
    yield f'json-guard = "{preset.json_guard}"' if preset else '# json-guard = "auto"'
    yield ""
    yield "# Paths that machines call: these and no others go without CSRF protection."
    yield '# csrf-exempt = ["/api/whatsapp/*", "/webhook/*"]'
    yield ""
    yield "# Variables that hold a secret. Their values are never printed."
    yield '# secret-variables = ["INTERNAL_SECRET"]'
    yield "# min-secret-length = 20"
    yield ""
    yield "# Folders Python modules are looked up in, besides those found by itself."
    yield '# source-roots = ["src"]'


def _settings(preset: Preset | None) -> Iterator[str]:
    yield "# The one value of a variable, wherever it is set or has a default; and the variables"
    yield "# that every process reading them is given."
    if preset is None:
        yield "# [settings]"
        yield '# API_PORT = "8080"'
        yield '# required = ["API_PORT"]'
        return
    yield "[settings]"
    for name, value in preset.settings.items():
        yield f"{name} = {toml(value)}"
    yield f"required = {toml(preset.required)}"


def _contract(preset: Preset | None) -> Iterator[str]:
    yield "# What client, server and bridge have agreed on; `dupelint go` asks the running app."
    if preset is None:
        yield "# [[contract]]"
        yield '# method = "GET"'
        yield '# path = "/api/status"'
        yield '# body = { ok = "bool" }'
        return
    yield "[go]"
    yield f"parameters = {toml(preset.parameters)}"
    for endpoint in preset.contract:
        yield ""
        yield "[[contract]]"
        for key, value in given(asdict(endpoint)).items():
            yield f"{key} = {toml(value)}"


def _lint() -> Iterator[str]:
    yield "# What to do about what is found."
    yield "[lint]"
    yield '# ignore = ["DUP305"]'
    yield '# per-file-ignores = { "legacy/**" = ["DUP302"] }'


def glob_of(path: str) -> str:
    """A glob that matches this one file."""
    escaped = _SPECIAL.sub(r"\\\1", path)
    return escaped if "/" in path else f"/{escaped}"


def _plain(path: str) -> bool:
    """Whether a path can be written down: TOML has no word for some that file systems have."""
    return path.isprintable() and path == path.strip()


def _said(text: str) -> str:
    """A text in a comment."""
    return "".join(char if char.isprintable() else "?" for char in text)
