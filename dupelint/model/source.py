"""One file of the analysed project, as discovery saw it."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Language(StrEnum):
    """What a file is written in: decides its extractor and its comment style."""

    PYTHON = "python"
    JAVASCRIPT = "javascript"  # .js .mjs .cjs .jsx (the grammar accepts JSX everywhere)
    TYPESCRIPT = "typescript"  # .ts .mts .cts
    TSX = "tsx"
    SHELL = "shell"
    YAML = "yaml"
    TOML = "toml"  # also .replit
    JSON = "json"  # also .jsonc, package.json, tsconfig.json
    DOTENV = "dotenv"  # .env, .env.*, *.env, .flaskenv
    PROCFILE = "procfile"
    DOCKERFILE = "dockerfile"
    NGINX = "nginx"
    UNIT = "unit"  # systemd and supervisor
    MAKEFILE = "makefile"
    REQUIREMENTS = "requirements"  # requirements*.txt
    MARKDOWN = "markdown"  # ports only, and only with `include-docs`
    VUE = "vue"  # single file components, of these three what stands in `<script>`
    SVELTE = "svelte"
    HTML = "html"  # pages and the templates of pages: .html .htm .html.j2 .html.jinja


SCRIPTS = frozenset({Language.JAVASCRIPT, Language.TYPESCRIPT, Language.TSX})
MARKUP = frozenset({Language.VUE, Language.SVELTE, Language.HTML})  # scripts stand in them


class Kind(StrEnum):
    """What a file is for, judged on its path relative to the root. Only `source` is in force."""

    SOURCE = "source"
    TEST = "test"
    EXAMPLE = "example"
    TOOLING = "tooling"  # configuration of builds and tests, stories, migrations, seeds
    GENERATED = "generated"


class SourceFile(NamedTuple):
    """A file that will be read."""

    path: str  # relative to the root, forward slashes
    language: Language
    kind: Kind
    size: int  # bytes
    mtime_ns: int
    ctime_ns: int = 0  # of the last change of any kind: no program can set it back


class Skipped(NamedTuple):
    """A file that will not be read, and why; shown with -v, counted in every summary."""

    path: str
    reason: str  # excluded, too large, minified, binary, symlink, unreadable, …
