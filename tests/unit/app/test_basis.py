"""A verdict holds after changes of what it did not ask for, and after no other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dupelint.app.replaying import Memory, memory
from dupelint.app.verdict import Verdict
from dupelint.extract.pool import KIND_INDEX
from dupelint.extract.telling import told
from dupelint.linking.symbols.constants import Constants
from dupelint.model.config import Config
from dupelint.model.facts import NO_ARMS, Assignment, Import, ValueText, span
from dupelint.model.finding import Finding, Place, Severity
from dupelint.model.hashing import digest
from dupelint.model.source import Kind, Language, SourceFile
from dupelint.store import Store, Written, open_store

Ask = Callable[[Constants, int], object]

CONTENT = {"a.py": b"one", "b.py": b"two"}
QUIET = Verdict([], [], [], [], [], [])
PLAIN = {"HOST": "1", "PORT": "2"}


def nothing(_: Constants, __: int) -> None:
    """A verdict that asks for no constant."""


def spoken_of(path: str) -> Verdict:
    finding = Finding("X001", "x", Severity.ERROR, "message", Place(path, 0, 1))
    return Verdict([finding], [], [], [], [], [])


class Project:
    """Two files in a cache; a run at a time."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._opened: list[Store] = []

    def run(self, module: str = "x", /, **constants: str) -> Store:
        """A store in which b.py imports a module and binds these."""
        store, _ = open_store(self._folder / "cache.sqlite3", "test")
        self._opened.append(store)
        imported = Import("y", module, "y", "", "from", 0, NO_ARMS, span(0, 5))
        bound = [
            Assignment(name, ValueText(value), NO_ARMS, span(10 * at, 10 * at + 5))
            for at, (name, value) in enumerate(constants.items(), 1)
        ]
        for path, facts in (("a.py", []), ("b.py", [imported, *bound])):
            rows = [(KIND_INDEX[type(fact)], tuple(fact)) for fact in facts]
            content = digest(CONTENT[path])
            store.write([Written(source(path), content, rows, "", told(rows, 99))])
        store.begin_run([source("a.py"), source("b.py")])
        return store

    def close(self) -> None:
        for store in self._opened:
            store.close()


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    project = Project(tmp_path)
    yield project
    project.close()


def source(path: str) -> SourceFile:
    return SourceFile(path, Language.PYTHON, Kind.SOURCE, 99, 1)


def recalled(store: Store, *paths: str) -> Verdict | None:
    files = [source(path) for path in paths or CONTENT]
    return memory(store, Config(), files, [], [], CONTENT.__getitem__, fixes=True).recall()


def keep(store: Store, ask: Ask = nothing, verdict: Verdict = QUIET, look: str = "") -> None:
    place = memory(
        store, Config(), [*map(source, CONTENT)], [], [], CONTENT.__getitem__, fixes=True
    )
    if look:
        place.look(look)
    constants = Constants(store.facts(Assignment))
    ask(constants, store.ids["b.py"])
    place.keep(verdict, store, constants)


@pytest.mark.parametrize(
    ("ask", "after", "holds"),
    [
        (nothing, {"HOST": "1", "PORT": "3"}, True),
        (nothing, {"HOST": "1"}, True),
        (nothing, {**PLAIN, "MORE": "4"}, True),
        (nothing, {**PLAIN, "MORE": '"http://a"'}, False),
        (lambda known, file: known.get((file, "HOST")), {"HOST": "1", "PORT": "3"}, True),
        (lambda known, file: known.get((file, "PORT")), {"HOST": "1", "PORT": "3"}, False),
        (lambda known, file: known.get((file, "MORE")), {**PLAIN, "MORE": "4"}, False),  # in vain
        (lambda known, file: (file, "PORT") in known, {"HOST": "1"}, False),
        (lambda known, file: known[file, "PORT"], {"HOST": "1", "PORT": "3"}, False),
        (lambda known, _: known.everywhere("PORT"), {"HOST": "1", "PORT": "3"}, False),
        (lambda known, _: known.everywhere("MORE"), {**PLAIN, "MORE": "4"}, False),
        (lambda known, _: known.everywhere("MORE"), {"HOST": "1", "PORT": "3"}, True),
    ],
)
def test_what_was_asked_for(project: Project, ask: Ask, after: dict[str, str], holds: bool) -> None:
    keep(project.run(**PLAIN), ask)
    assert recalled(project.run(**after)) == (QUIET if holds else None)


def test_other_facts(project: Project) -> None:
    keep(project.run(**PLAIN))
    assert recalled(project.run("z", **PLAIN)) is None


def test_a_file_that_it_names_a_place_of(project: Project) -> None:
    keep(project.run(**PLAIN), verdict=spoken_of("a.py"))
    assert recalled(project.run(HOST="1")) == spoken_of("a.py")
    keep(project.run(**PLAIN), verdict=spoken_of("b.py"))
    assert recalled(project.run(PORT="2")) is None


def test_a_file_whose_text_was_looked_at_is_compared_by_that(project: Project) -> None:
    keep(project.run(**PLAIN), verdict=spoken_of("b.py"), look="b.py")
    assert recalled(project.run(HOST="1")) == spoken_of("b.py")


def test_one_change_after_the_other(project: Project) -> None:
    keep(project.run(**PLAIN), lambda known, file: known.get((file, "HOST")))
    assert recalled(project.run(HOST="1")) == QUIET
    assert recalled(project.run(HOST="1", PORT="7")) == QUIET
    assert recalled(project.run(HOST="5", PORT="7")) is None
    assert recalled(project.run(HOST="1", PORT="8")) == QUIET


def test_a_verdict_that_is_no_longer_kept(project: Project) -> None:
    """It goes on under the key under which it was found last."""
    keep(project.run(**PLAIN))
    for number in range(20):
        assert recalled(project.run(PORT=str(number))) == QUIET


def test_the_latest_verdict_counts(project: Project) -> None:
    other = spoken_of("a.py")
    keep(project.run(**PLAIN), lambda known, file: known.get((file, "HOST")))
    keep(project.run("z", **PLAIN), lambda known, file: known.get((file, "PORT")), other)
    assert recalled(project.run("z", HOST="9", PORT="2")) == other
    assert recalled(project.run("z", HOST="9", PORT="9")) is None
    keep(project.run("w", **PLAIN))
    assert recalled(project.run("w", HOST="9", PORT="9")) == QUIET


def test_a_file_that_was_away(project: Project) -> None:
    """What it told then is not known any more."""
    keep(project.run(**PLAIN))
    project.run(**PLAIN).forget(["b.py"])
    assert recalled(project.run("z", **PLAIN)) is None


def test_another_set_of_files(project: Project) -> None:
    keep(project.run(**PLAIN))
    assert recalled(project.run(HOST="1"), "a.py") is None


def test_a_query_that_could_see_all_constants(project: Project) -> None:
    store = project.run(**PLAIN)
    store.show(["SELECT name FROM assignment"])
    keep(store)
    assert recalled(project.run(**PLAIN)) == QUIET
    assert recalled(project.run(HOST="1")) is None


def test_rules_of_the_projects_own(project: Project, tmp_path: Path) -> None:
    document = tmp_path / "rule.md"
    document.write_text("one")

    def place(store: Store) -> Memory:
        files = [*map(source, CONTENT)]
        return memory(store, Config(), files, [], [document], CONTENT.__getitem__, fixes=True)

    store = project.run(**PLAIN)
    place(store).keep(QUIET, store, Constants(()))
    assert place(project.run(**PLAIN)).recall() == QUIET
    assert place(project.run(HOST="1")).recall() is None


@pytest.mark.parametrize("asked", ["{", "7", '"HOST"'])
def test_what_somebody_else_wrote(project: Project, asked: str) -> None:
    store = project.run(**PLAIN)
    keep(store)
    store.connection.execute("UPDATE main.file SET asked = ?", (asked,))
    assert recalled(project.run(HOST="1")) in (None, QUIET)
