"""Small projects, read and linked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from dupelint.app import Project, linked
from dupelint.linking.files import Files
from dupelint.linking.symbols.names import Names
from dupelint.linking.symbols.reach import Reach
from dupelint.linking.symbols.where import Where
from dupelint.model.facts import Assignment
from dupelint.model.value import Value, load


class Linked(NamedTuple):
    """A project with its tables, and with the passes to ask by themselves."""

    project: Project
    files: Files
    names: Names
    reach: Reach

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """What a query returns; `path(file)` and `text(span)` help to read it."""
        return self.project.store.ask(query)

    def where(self, path: str, name: str) -> Where:
        """A module-level name."""
        return Where(self.files.ids[path], ("global", name))

    def assigned(self, path: str, name: str) -> Where:
        """What a module-level name was bound to last, not followed."""
        found: Value = ("unresolved", "not assigned")
        for file, fact in self.project.store.facts(Assignment):
            if self.files.path(file) == path and fact.name == name:
                found = load(fact.value)
        return Where(self.files.ids[path], found)


Make = Callable[[dict[str, str]], Linked]


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Make]:
    """Write files, read and link them; `dupelint.toml` may be among them."""
    with ExitStack() as stack:

        def make(files: dict[str, str]) -> Linked:
            for name, text in {"dupelint.toml": "", **files}.items():
                path = tmp_path / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
            found = stack.enter_context(linked(tmp_path))
            store = found.store
            known = Files(store)
            names = Names(store, known, found.config.source_roots)
            store.connection.create_function("path", 1, known.path)
            store.connection.create_function("text", 1, lambda span: _text(found, span))
            return Linked(found, known, names, Reach(names))

        yield make


Ask = Callable[[dict[str, str], str], list[tuple[Any, ...]]]


@pytest.fixture
def ask(tmp_path: Path) -> Ask:
    """`ask({path: text}, query)`: what the query answers in a project of these files."""

    def answer(files: dict[str, str], query: str) -> list[tuple[Any, ...]]:
        for name, text in {"dupelint.toml": "", **files}.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode("utf-8", "surrogateescape"))
        with linked(tmp_path) as project:
            project.store.connection.create_function("place", 1, lambda at: _place(project, at))
            return project.store.ask(query)

    return answer


def _place(project: Project, span: int) -> str:
    """`path:line:column`"""
    from dupelint.store import locate

    if span < 0:
        return ""
    file, start, _ = locate(span)
    before = project.read(project.store.paths[file])[:start].decode()
    lines = before.split("\n")
    return f"{project.store.paths[file]}:{len(lines)}:{len(lines[-1]) + 1}"


def _text(project: Project, span: int) -> str:
    from dupelint.store import locate

    if span < 0:
        return ""
    file, start, end = locate(span)
    return project.read(project.store.paths[file])[start:end].decode()
