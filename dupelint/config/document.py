"""The shape of a configuration file: decodes it, and is published as its JSON Schema."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import UNSET, Meta, Struct, UnsetType

from dupelint.model.config import GLOB, FailOn, JsonGuard, OutputFormat
from dupelint.model.contract import Credentials, Method
from dupelint.model.finding import Severity

Port = Annotated[int, Meta(ge=1, le=65_535)]
Glob = Annotated[str, Meta(min_length=1, pattern=GLOB)]
Selector = Annotated[str, Meta(min_length=1)]
Variable = Annotated[str, Meta(pattern="^[A-Za-z_][A-Za-z0-9_]*$")]
Path = Annotated[str, Meta(pattern="^/")]
Status = Annotated[int, Meta(ge=100, le=599)]
Wanted = bool | int | float | str


class Lint(Struct, rename="kebab", forbid_unknown_fields=True):
    """What to do about what is found."""

    select: Annotated[
        list[Selector] | UnsetType,
        Meta(description="Rules that run: codes, prefixes of codes, names, or ALL."),
    ] = UNSET
    ignore: Annotated[
        list[Selector] | UnsetType,
        Meta(description="Rules that do not run. The longer of two selectors wins over the other."),
    ] = UNSET
    per_file_ignores: Annotated[
        dict[Glob, list[Selector]] | UnsetType,
        Meta(description="Glob of files → rules that report nothing there. The files are read."),
    ] = UNSET
    severity: Annotated[
        dict[Selector, Severity] | UnsetType,
        Meta(description="Rule → the severity it reports at."),
    ] = UNSET
    fixable: Annotated[
        list[Selector] | UnsetType, Meta(description="Rules whose findings may be fixed.")
    ] = UNSET
    unfixable: Annotated[
        list[Selector] | UnsetType,
        Meta(description="Rules whose findings are not fixed. The longer of two selectors wins."),
    ] = UNSET
    extend_safe_fixes: Annotated[
        list[Selector] | UnsetType,
        Meta(description="Rules whose unsafe fixes count as safe here."),
    ] = UNSET
    extend_unsafe_fixes: Annotated[
        list[Selector] | UnsetType,
        Meta(description="Rules whose safe fixes count as unsafe here."),
    ] = UNSET


class OverrideTable(Struct, rename="kebab", forbid_unknown_fields=True):
    """Other rules for some of the files; the last table that fits wins."""

    paths: Annotated[list[Glob], Meta(min_length=1, description="Globs of the files meant.")]
    ignore: Annotated[
        list[Selector] | UnsetType, Meta(description="Rules that report nothing there.")
    ] = UNSET
    severity: Annotated[
        dict[Selector, Severity] | UnsetType,
        Meta(description="Rule → the severity it reports at there."),
    ] = UNSET


class UpstreamTable(Struct, rename="kebab", forbid_unknown_fields=True):
    """The route behind an endpoint."""

    path: Annotated[Path, Meta(description="Its path, parameters as `:name`.")]
    status: Annotated[
        list[Status] | UnsetType, Meta(description="The statuses it may answer; 200 if left out.")
    ] = UNSET


class ContractTable(Struct, rename="kebab", forbid_unknown_fields=True):
    """One endpoint that all layers have agreed on."""

    method: Annotated[Method, Meta(description="The HTTP method.")]
    path: Annotated[Path, Meta(description="The path that the browser calls.")]
    status: Annotated[
        Status | UnsetType, Meta(description="The status of a good answer; 200 if left out.")
    ] = UNSET
    body: Annotated[
        dict[str, str] | UnsetType,
        Meta(
            description="Key → bool, string, number, object, array, null or a text in which `*`"
            " stands for anything; `|` joins alternatives. A key that ends in `?` may be absent."
        ),
    ] = UNSET
    upstream: Annotated[
        UpstreamTable | UnsetType, Meta(description="The route of the bridge behind it.")
    ] = UNSET
    credentials: Annotated[
        Credentials | UnsetType, Meta(description="What a client's fetch has to say.")
    ] = UNSET
    before: Annotated[
        dict[str, Wanted] | UnsetType,
        Meta(description="Key → the value until the phone is connected, for `dupelint go`."),
    ] = UNSET
    after: Annotated[
        dict[str, Wanted] | UnsetType, Meta(description="Key → the value from then on.")
    ] = UNSET


class GoTable(Struct, rename="kebab", forbid_unknown_fields=True):
    """Where the running app is asked. `${NAME}` stands for a variable of the environment."""

    server: Annotated[
        str | UnsetType, Meta(description="Base URL of what serves the contract.")
    ] = UNSET
    bridge: Annotated[
        str | UnsetType, Meta(description="Base URL of what serves the upstream routes.")
    ] = UNSET
    health: Annotated[
        list[str] | UnsetType, Meta(description="URLs that answer 200 where all is well.")
    ] = UNSET
    secret_header: Annotated[
        str | UnsetType, Meta(description="Header in which the bridge is sent the secret.")
    ] = UNSET
    parameters: Annotated[
        dict[str, str] | UnsetType, Meta(description="Parameter of a path → its value.")
    ] = UNSET
    message: Annotated[
        str | UnsetType, Meta(description="Regular expression of a log line that tells a message.")
    ] = UNSET


class Document(Struct, rename="kebab", forbid_unknown_fields=True):
    """Configuration of dupelint. Paths and globs are relative to the folder of the file."""

    legacy_ports: Annotated[
        list[Port] | dict[Port, Port] | UnsetType,
        Meta(
            description="Ports nothing may speak of any more; a table maps each to its successor."
        ),
    ] = UNSET
    internal_ports: Annotated[
        list[Port] | UnsetType, Meta(description="Ports that a browser never dials.")
    ] = UNSET
    canonical: Annotated[
        list[Glob] | UnsetType,
        Meta(description="Where two places do one job, a file that matches stays in force."),
    ] = UNSET
    client_canonical: Annotated[
        list[Glob] | UnsetType,
        Meta(description="The client modules that may call the endpoints of the contract."),
    ] = UNSET
    api_prefix: Annotated[
        Path | UnsetType,
        Meta(description="What the paths start with that a browser calls on the web server."),
    ] = UNSET
    json_guard: Annotated[
        JsonGuard | UnsetType,
        Meta(description="What guards a JSON parse: what the route needs, or status 200 always."),
    ] = UNSET
    csrf_exempt: Annotated[
        list[Path] | UnsetType,
        Meta(
            description="Paths that machines call: these and no others go without CSRF protection."
        ),
    ] = UNSET
    settings: Annotated[
        dict[Variable, str | int | list[Variable]] | UnsetType,
        Meta(
            description="Variable → the value it has wherever it is set or has a default."
            " `required` lists the variables that every process reading them is given."
        ),
    ] = UNSET
    secret_variables: Annotated[
        list[Variable] | UnsetType,
        Meta(description="Variables that hold a secret: no default, long enough, never printed."),
    ] = UNSET
    min_secret_length: Annotated[
        Annotated[int, Meta(ge=1)] | UnsetType,
        Meta(description="Characters that a secret has at least."),
    ] = UNSET
    contract: Annotated[
        list[ContractTable] | UnsetType,
        Meta(description="The endpoints that client, server and bridge have agreed on."),
    ] = UNSET
    go: GoTable | UnsetType = UNSET
    source_roots: Annotated[
        list[Glob] | UnsetType,
        Meta(description="Folders Python modules are looked up in, besides those found by itself."),
    ] = UNSET
    protect: Annotated[list[Glob] | UnsetType, Meta(description="Files that no fix edits.")] = UNSET
    include_docs: Annotated[
        bool | UnsetType, Meta(description="Also look for ports in Markdown.")
    ] = UNSET
    exclude: Annotated[
        list[Glob] | UnsetType,
        Meta(description="Files that are not read, in gitignore syntax. Replaces the defaults."),
    ] = UNSET
    extend_exclude: Annotated[list[Glob] | UnsetType, Meta(description="Adds to exclude.")] = UNSET
    force_exclude: Annotated[
        bool | UnsetType, Meta(description="Exclude files even where they are named explicitly.")
    ] = UNSET
    max_file_size: Annotated[
        Annotated[str, Meta(pattern=r"^\d+(\.\d+)? ?([kM]i?B|B)?$")]
        | Annotated[int, Meta(ge=1)]
        | UnsetType,
        Meta(description="Larger files are not read. At most 2MB."),
    ] = UNSET
    rules: Annotated[
        list[Glob] | UnsetType, Meta(description="Globs of the project's own rule documents.")
    ] = UNSET
    fail_on: Annotated[
        FailOn | UnsetType, Meta(description="The lowest severity that makes the exit code 1.")
    ] = UNSET
    output_format: Annotated[
        OutputFormat | UnsetType, Meta(description="How findings are printed.")
    ] = UNSET
    jobs: Annotated[
        Literal["auto"] | Annotated[int, Meta(ge=1)] | UnsetType,
        Meta(description="Processes that read files."),
    ] = UNSET
    lint: Lint | UnsetType = UNSET
    overrides: Annotated[
        list[OverrideTable] | UnsetType,
        Meta(description="Other rules for some of the files; the last table that fits wins."),
    ] = UNSET
