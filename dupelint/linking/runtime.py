"""Where each JavaScript or TypeScript file runs: the first decisive sign wins.

Directives, then the import graph from pages and from servers, then imports, then what the nearest
package.json depends on, then globals, then the folder's name, then the extension.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Collection, Iterable

from dupelint.linking.files import Files, parent
from dupelint.linking.symbols.names import Names
from dupelint.linking.symbols.reach import Reach
from dupelint.model.facts import Dependency, Listener, RuntimeHint
from dupelint.model.pattern import lazy
from dupelint.model.source import MARKUP, SCRIPTS, Language
from dupelint.model.wiring import FileRuntime
from dupelint.store import Store

PAGE_ENTRIES = frozenset(
    {"react-dom/client", "react-dom", "vue", "svelte", "preact", "solid-js/web"}
)
BROWSER_PACKAGES = frozenset(
    {
        "react-dom", "react-router", "react-router-dom", "antd", "vue", "vue-router", "jquery",
        "angular", "@angular/core", "svelte", "preact", "redux", "react-redux", "zustand",
        "@tanstack/react-query", "react-query", "swr", "wouter", "lucide-react", "framer-motion",
        "react-bootstrap", "@mui/material", "alpinejs", "htmx.org", "react",
    }
)  # fmt: skip
NODE_PACKAGES = frozenset(
    {
        "fs", "path", "http", "https", "net", "os", "child_process", "crypto", "stream", "cluster",
        "fs/promises", "worker_threads", "express", "koa", "fastify", "pg", "mysql2", "mongoose",
        "mongodb", "ioredis", "redis", "bullmq", "@prisma/client", "@nestjs/core", "dotenv",
        "@whiskeysockets/baileys", "pino", "winston", "multer", "body-parser", "cors", "helmet",
        "server-only", "socket.io", "amqplib", "typeorm", "sequelize", "knex",
    }
)  # fmt: skip
# What a package depends on, names as `Dependency` has them.
PAGE_DEPENDENCIES = frozenset(
    {"react-dom", "vue", "svelte", "preact", "solid-js", "@angular/core", "alpinejs", "htmx-org"}
)
SERVER_DEPENDENCIES = frozenset(
    {
        "express", "koa", "fastify", "pg", "mysql2", "mongoose", "mongodb", "ioredis", "bullmq",
        "@prisma/client", "@nestjs/core", "@whiskeysockets/baileys", "typeorm", "sequelize", "knex",
        "amqplib", "socket-io", "multer", "body-parser", "helmet", "whatsapp-web-js", "next",
    }
)  # fmt: skip
# Files of Next.js that only its server runs, the second unless they say 'use client'.
# https://nextjs.org/docs/app/api-reference/file-conventions
NEXT_HANDLER = lazy(
    r"(?:.*/)?(?:app/(?:.*/)?route|pages/api/.+|(?:src/)?middleware|instrumentation)\.[jt]sx?"
)
NEXT_PAGE = lazy(r"(?:.*/)?app/(?:.*/)?(?:page|layout|template|default|loading|not-found)\.[jt]sx?")
# Folder names by weight: a sure one anywhere on the path goes before a likely one.
FOLDERS = (
    {
        "browser": frozenset(
            {"client", "frontend", "front", "webapp", "public", "static", "themes", "www", "assets"}
        ),
        "node": frozenset({"server", "backend", "functions", "bin", "bridge"}),
    },
    {
        "browser": frozenset({"web", "ui", "pages", "components", "hooks"}),
        "node": frozenset({"api", "services", "scripts", "worker", "workers"}),
    },
)


_MARKUP = (".vue", ".svelte", ".html", ".htm", ".j2", ".jinja", ".jinja2")


def link_runtimes(
    store: Store, files: Files, names: Names, reach: Reach, entries: Iterable[int]
) -> dict[int, str]:
    """Fill `file_runtime`; returns file → runtime."""
    signs = _Signs(store, files, names)
    pages = [
        file
        for file in signs.scripts
        if files.language(file) in MARKUP or signs.imported[file] & PAGE_ENTRIES
    ]
    client, action = signs.having("use-client"), signs.having("use-server")
    browser = _reached(reach, [*pages, *client], action)
    starts = [file for file in entries if not signs.of_page(file)]
    server = _reached(reach, [*starts, *signs.servers, *signs.next_server], client)
    rows: list[FileRuntime] = []
    for file, (path, language, _) in files.sources.items():
        if language is Language.PYTHON:
            rows.append(FileRuntime(file, "python", "its language"))
        elif file in signs.scripts:
            rows.append(FileRuntime(file, *_decide(file, path, signs, browser, server)))
    store.fill(FileRuntime, rows)
    return {row.file: row.runtime for row in rows}


class _Signs:
    def __init__(self, store: Store, files: Files, names: Names) -> None:
        self.scripts = {
            file
            for file, (_, language, _) in files.sources.items()
            if language in SCRIPTS or language in MARKUP
        }
        self.hints: dict[int, set[str]] = defaultdict(set)
        for file, hint in store.facts(RuntimeHint):
            self.hints[file].add(hint.hint)
        self.imported: dict[int, set[str]] = defaultdict(set)
        for file in self.scripts:
            for fact in names.imports.get(file, ()):
                if not fact.type_only:
                    self.imported[file].add(fact.module.removeprefix("node:"))
        self.servers = [
            file
            for file, _ in store.facts(Listener)
            if file in self.scripts and files.in_force(file)
        ]
        depends: dict[str, set[str]] = defaultdict(set)
        for file, dependency in store.facts(Dependency):
            if dependency.ecosystem == "npm":
                depends[parent(files.path(file))].add(dependency.name)
        self._folders = depends.keys()
        self.packages = {folder: _of_package(names) for folder, names in depends.items()}
        self.next_server = {
            file
            for file in self.scripts
            if "use-client" not in self.hints[file]
            and _of_next(files.path(file))
            and "next" in depends.get(self.package(files.path(file)), ())
        }

    def having(self, hint: str) -> set[int]:
        """The files that show a sign."""
        return {file for file, hints in self.hints.items() if hint in hints}

    def node(self, file: int) -> bool:
        """Whether what a file imports or names is found on servers only."""
        return bool(self.imported[file] & NODE_PACKAGES) or "node-global" in self.hints[file]

    def page(self, file: int) -> bool:
        """Whether what a file imports is found in pages only."""
        return bool(self.imported[file] & BROWSER_PACKAGES) or "jsx" in self.hints[file]

    def of_page(self, file: int) -> bool:
        """Whether a file that package.json calls its entry is the start of a page's bundle."""
        page = self.page(file) or "browser-global" in self.hints[file]
        return page and not self.node(file)

    def package(self, path: str) -> str:
        """Folder of the nearest package.json that declares something, "" for the root."""
        folder = parent(path)
        while folder and folder not in self._folders:
            folder = parent(folder)
        return folder


def _of_package(depends: set[str]) -> str:
    page, server = depends & PAGE_DEPENDENCIES, depends & SERVER_DEPENDENCIES
    if bool(page) == bool(server):
        return ""
    return "browser" if page else "node"


def _of_next(path: str) -> bool:
    return bool(NEXT_HANDLER.fullmatch(path) or NEXT_PAGE.fullmatch(path))


def _reached(reach: Reach, starts: Iterable[int], border: Collection[int]) -> set[int]:
    """The starts with all they import, up to files that run on the other side."""
    found = set(starts)
    queue = deque(found)
    while queue:
        for target in reach.edges.get(queue.popleft(), ()):
            if target not in found and target not in border:
                found.add(target)
                queue.append(target)
    return found


def _decide(
    file: int, path: str, signs: _Signs, browser: set[int], server: set[int]
) -> tuple[str, str]:
    hints, imported = signs.hints[file], signs.imported[file]
    if path.endswith(_MARKUP):
        return "browser", "its extension"
    if "use-client" in hints:
        return "browser", "'use client'"
    if "use-server" in hints or "server-only" in imported:
        return "node", "'use server'"
    if file in signs.next_server:
        return "node", "Next.js runs it on the server"
    if file in browser and file not in server:
        return "browser", "a page imports it"
    if file in server and file not in browser:
        return "node", "a server imports it"
    if file in server and file in browser:
        return "both", "a page and a server import it"
    node, page = signs.node(file), signs.page(file)
    if node != page:
        return ("node", "what it imports") if node else ("browser", "what it imports")
    package = signs.package(path)
    inside = path[len(package) :].lower().split("/")[:-1]
    runtime, folder = _by_folder(inside, FOLDERS[:1])
    if runtime:
        return runtime, f"folder {folder}"
    runtime = signs.packages.get(package, "")
    if runtime:
        return runtime, "what its package depends on"
    if "browser-global" in hints and not node:
        return "browser", "it uses the page's globals"
    runtime, folder = _by_folder(path.lower().split("/")[:-1], FOLDERS)
    if runtime:
        return runtime, f"folder {folder}"
    if path.endswith((".tsx", ".jsx")):
        return "browser", "its extension"
    return "unknown", "no sign"


def _by_folder(folders: list[str], weights: Iterable[dict[str, frozenset[str]]]) -> tuple[str, str]:
    """(runtime, folder that says so), nearest folder first within a weight."""
    for weight in weights:
        for folder in reversed(folders):
            for runtime, known in weight.items():
                if folder in known:
                    return runtime, folder
    return "", ""
