"""The configuration as every layer sees it; `dupelint.config` makes one from files and options."""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

from dupelint.model.contract import Endpoint
from dupelint.model.finding import Severity

FailOn = Literal["error", "warning", "info", "never"]
JsonGuard = Literal["auto", "status-200"]
OutputFormat = Literal["full", "concise", "json", "json-lines", "github"]

# A regular expression of globs: a backslash takes a special character's meaning, nothing else.
GLOB = r"^([^\\]|\\[^A-Za-z0-9_])*$"
MAX_FILE_SIZE = 2_000_000  # bytes; a span has 21 bits for an offset, so nothing larger can be read

DEFAULT_EXCLUDES = (
    ".git", ".hg", ".svn", "node_modules", ".venv", "venv", "__pycache__", ".mypy_cache",
    ".ruff_cache", ".pytest_cache", ".tox", ".nox", "site-packages", "dist", "build", "out",
    ".next", ".nuxt", ".output", ".svelte-kit", ".turbo", ".cache", "coverage", "htmlcov",
    "vendor", "third_party", "bower_components", "target", "*.min.*", "*.bundle.*", "*.map",
    "*.d.ts", "*.snap", "*.tsbuildinfo", "package-lock.json", "npm-shrinkwrap.json", "yarn.lock",
    "pnpm-lock.yaml", "bun.lock", "bun.lockb", "poetry.lock", "uv.lock", "Pipfile.lock",
    "Cargo.lock", "composer.lock", "Gemfile.lock", "LICENSE*", "CHANGELOG*",
)  # fmt: skip
_NONE: dict[Any, Any] = {}  # nothing writes into a configuration


class Override(NamedTuple):
    """One `[[overrides]]` table: for files under `paths`, later tables win."""

    paths: tuple[str, ...]
    ignore: tuple[str, ...] = ()
    severity: dict[str, Severity] = _NONE


class Go(NamedTuple):
    """Where the running app is asked, for `dupelint go`. `${NAME}` is a variable in force."""

    server: str = "${FLASK_BASE_URL}"  # what serves the contract
    health: tuple[str, ...] = ("${BAILEYS_BASE_URL}/healthz",)  # asked first; each answers 200
    bridge: str = "${BAILEYS_BASE_URL}"  # what serves the contract's upstream routes
    secret_header: str = "X-Internal-Secret"  # what the bridge is sent
    parameters: dict[str, str] = _NONE  # of the paths
    message: str = r"\[message\]|messages\.upsert|incoming message"  # log line of a first message


class Config(NamedTuple):
    """What is true of the project (wiring) and what to do about it (lint). RULES of each key: docs.

    Globs are relative to the configuration file's folder, forward slashes, gitignore syntax.
    """

    # What is true of the project
    source_roots: tuple[str, ...] = ()  # folders Python modules lie in, besides those found
    # dupelint: ignore[DUP203] these are the defaults themselves
    legacy_ports: tuple[int, ...] = (3001, 3310)
    legacy_port_map: dict[int, int] = _NONE  # legacy → current, where given
    internal_ports: tuple[int, ...] = (3300,)
    canonical: tuple[str, ...] = ()
    client_canonical: tuple[str, ...] = ()  # client modules that may call contract endpoints
    api_prefix: str = "/api/"  # of the paths that a browser calls on the web server
    json_guard: JsonGuard = "auto"
    csrf_exempt: tuple[str, ...] = ("/api/whatsapp/*", "/webhook/*")  # `*`: whatever follows
    settings: dict[str, str] = _NONE  # variable → its one value
    required_settings: tuple[str, ...] = ()  # variables that every process reading them is given
    secret_variables: tuple[str, ...] = ("INTERNAL_SECRET",)
    min_secret_length: int = 20  # characters
    contract: tuple[Endpoint, ...] = ()
    go: Go = Go()

    protect: tuple[str, ...] = ()  # globs of files that no fix edits

    # Which files
    exclude: tuple[str, ...] = DEFAULT_EXCLUDES
    extend_exclude: tuple[str, ...] = ()
    force_exclude: bool = False
    max_file_size: int = MAX_FILE_SIZE  # bytes
    include_docs: bool = False

    # What to do about it
    select: tuple[str, ...] = ("ALL",)  # codes, prefixes, names or ALL (also the user's own rules)
    ignore: tuple[str, ...] = ()
    per_file_ignores: tuple[tuple[str, tuple[str, ...]], ...] = ()  # glob → codes
    severity: dict[str, Severity] = _NONE  # code or name → severity
    fixable: tuple[str, ...] = ("ALL",)  # rules whose findings may be fixed
    unfixable: tuple[str, ...] = ()
    extend_safe_fixes: tuple[str, ...] = ()  # rules whose unsafe fixes are held to be safe
    extend_unsafe_fixes: tuple[str, ...] = ()  # and the reverse
    overrides: tuple[Override, ...] = ()
    rules: tuple[str, ...] = ()  # globs of the user's own rule documents
    fail_on: FailOn = "warning"
    output_format: OutputFormat = "full"
    jobs: int = 0  # 0: as many as pay
    cache: bool = True

    origin: dict[str, str] = _NONE  # key → the file or option it came from
    path: str = ""  # the configuration file, absolute; empty: none

    def explicit(self, key: str) -> bool:
        """Whether the project's own configuration sets `key` (as written there: `legacy-ports`)."""
        return key in self.origin

    def as_plain(self) -> dict[str, Any]:
        """Field name → value, for `config --show` and for cache keys."""
        return self._asdict()
