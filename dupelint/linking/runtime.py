"""Where each JavaScript or TypeScript file runs: the first decisive sign wins.

Directives, then the import graph from pages and from servers, then imports and globals, then the
folder's name, then the extension.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from dupelint.linking.files import Files
from dupelint.linking.names import Names
from dupelint.linking.reach import Reach
from dupelint.model.facts import Listener, RuntimeHint
from dupelint.model.source import Language
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


def link_runtimes(
    store: Store, files: Files, names: Names, reach: Reach, entries: Iterable[int]
) -> dict[int, str]:
    """Fill `file_runtime`; returns file → runtime."""
    signs = _Signs(store, files, names)
    pages = [file for file in signs.scripts if signs.imported[file] & PAGE_ENTRIES]
    browser = _reached(reach, pages)
    server = _reached(reach, [*entries, *signs.servers])
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
            if language in (Language.JAVASCRIPT, Language.TYPESCRIPT, Language.TSX)
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


def _reached(reach: Reach, starts: Iterable[int]) -> set[int]:
    found: set[int] = set()
    for start in starts:
        found.update(reach.closure(start))
    return found


def _decide(
    file: int, path: str, signs: _Signs, browser: set[int], server: set[int]
) -> tuple[str, str]:
    hints, imported = signs.hints[file], signs.imported[file]
    if "use-client" in hints:
        return "browser", "'use client'"
    if "use-server" in hints or "server-only" in imported:
        return "node", "'use server'"
    if file in browser and file not in server:
        return "browser", "a page imports it"
    if file in server and file not in browser:
        return "node", "a server imports it"
    if file in server and file in browser:
        return "both", "a page and a server import it"
    node = bool(imported & NODE_PACKAGES) or "node-global" in hints
    page = bool(imported & BROWSER_PACKAGES) or "jsx" in hints
    if node != page:
        return ("node", "what it imports") if node else ("browser", "what it imports")
    if "browser-global" in hints and not node:
        return "browser", "it uses the page's globals"
    folders = path.lower().split("/")[:-1]
    for weight in FOLDERS:
        for folder in reversed(folders):
            for runtime, known in weight.items():
                if folder in known:
                    return runtime, f"folder {folder}"
    if path.endswith((".tsx", ".jsx")):
        return "browser", "its extension"
    return "unknown", "no sign"
