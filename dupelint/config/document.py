"""The shape of a configuration file: decodes it, and is published as its JSON Schema."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import UNSET, Meta, Struct, UnsetType

from dupelint.model.config import FailOn, JsonGuard, OutputFormat
from dupelint.model.finding import Severity

Port = Annotated[int, Meta(ge=1, le=65_535)]
Glob = Annotated[str, Meta(min_length=1)]
Selector = Annotated[str, Meta(min_length=1)]


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
    json_guard: Annotated[
        JsonGuard | UnsetType,
        Meta(description="What guards a JSON parse: what the route needs, or status 200 always."),
    ] = UNSET
    source_roots: Annotated[
        list[Glob] | UnsetType,
        Meta(description="Folders Python modules are looked up in, besides those found by itself."),
    ] = UNSET
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
