from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_type_hints

import pytest

import dupelint
from dupelint.cache import VERDICTS
from dupelint.model.facts import FACTS, NO_ARMS, NO_SPAN, EnvRead, Import, Span, span
from dupelint.model.source import Kind, Language, SourceFile
from dupelint.model.wiring import WIRING, FileRuntime, LiveCall
from dupelint.store import Store, Written, columns, locate, open_store

READ = FACTS.index(EnvRead)


def source(path: str, size: int = 1) -> SourceFile:
    return SourceFile(path, Language.PYTHON, Kind.SOURCE, size, 5)


def written(path: str, *names: str, size: int = 1) -> Written:
    rows = [
        (READ, EnvRead(name, '["null"]', 0, "", NO_SPAN, span(n, n + 3)))
        for n, name in enumerate(names)
    ]
    return Written(source(path, size), b"hash", rows, "")


def ids(store: Store) -> dict[str, int]:
    return dict(store.connection.execute("SELECT path, id FROM main.file"))


@pytest.fixture
def store() -> Iterator[Store]:
    store, note = open_store(None, "test")
    assert note == ""
    yield store
    store.close()


def reads(store: Store, *paths: str) -> list[tuple[str, str, tuple[int, int]]]:
    store.begin_run([source(path) for path in paths])
    return [
        (store.paths[file], fact.name, locate(fact.at)[1:]) for file, fact in store.facts(EnvRead)
    ]


def test_facts_come_back_with_their_places(store: Store) -> None:
    store.write([written("a.py", "ONE", "TWO"), written("b.py", "THREE")])

    assert reads(store, "a.py", "b.py") == [
        ("a.py", "ONE", (0, 3)),
        ("a.py", "TWO", (1, 4)),
        ("b.py", "THREE", (0, 3)),
    ]


def test_a_file_written_again_keeps_its_id_and_loses_its_old_facts(store: Store) -> None:
    store.write([written("a.py", "ONE", "TWO"), written("b.py", "THREE")])
    before = ids(store)

    store.write([written("a.py", "FOUR", size=7)])

    assert ids(store) == before
    assert store.known()["a.py"] == ("a.py", 7, 5, 0, b"hash", b"", "")
    assert reads(store, "a.py", "b.py") == [("a.py", "FOUR", (0, 3)), ("b.py", "THREE", (0, 3))]


def test_a_forgotten_file_leaves_nothing(store: Store) -> None:
    store.write([written("a.py", "ONE"), written("b.py", "TWO")])

    store.forget(["a.py", "never.py"])

    assert list(store.known()) == ["b.py"]
    store.begin_run([source("a.py"), source("b.py")])
    assert [fact.name for _, fact in store.facts(EnvRead)] == ["TWO"]


def test_a_run_sees_only_its_own_files(store: Store) -> None:
    store.write([written("a.py", "ONE"), written("b.py", "TWO")])

    assert reads(store, "b.py", "c.py") == [("b.py", "TWO", (0, 3))]
    assert list(store.ids) == ["b.py"]


def test_no_place_stays_no_place(store: Store) -> None:
    row = (READ, EnvRead("X", '["null"]', 0, "", NO_SPAN, Span(-1)))
    store.write([Written(source("a.py"), b"", [row], "")])
    store.begin_run([source("a.py")])

    assert [fact.at for _, fact in store.facts(EnvRead)] == [-1]


@pytest.mark.parametrize("kind", [*FACTS, *WIRING])
def test_columns_follow_the_types_of_the_fields(kind: type[Any]) -> None:
    integers = {name for name, hint in get_type_hints(kind).items() if hint in (int, Span)}
    assert columns(kind) == [
        (name, "INTEGER" if name in integers else "TEXT") for name in kind._fields
    ]


def test_a_new_time_changes_no_fact(store: Store) -> None:
    store.write([written("a.py", "ONE")])

    store.date([source("a.py")._replace(mtime_ns=7, ctime_ns=8)])

    assert store.known() == {"a.py": ("a.py", 1, 7, 8, b"hash", b"", "")}
    assert reads(store, "a.py") == [("a.py", "ONE", (0, 3))]


def test_the_latest_texts_are_remembered(store: Store) -> None:
    for number in range(VERDICTS + 2):
        store.remember(f"key {number}", f"body {number}")
    store.remember("key 5", "another body")

    assert [store.recall(f"key {number}") for number in range(3)] == [None, None, "body 2"]
    assert store.recall("key 5") == "another body"
    assert store.recall(f"key {VERDICTS + 1}") == f"body {VERDICTS + 1}"


IMPORT = FACTS.index(Import)


def imports(path: str, *modules: str) -> Written:
    rows = [
        (IMPORT, Import(name, name, "", "", "import", 0, NO_ARMS, span(9 - n, 10)))
        for n, name in enumerate(modules)
    ]
    return Written(source(path), b"hash", rows, "")


def modules(store: Store) -> list[tuple[str, str]]:
    return [(store.paths[file], fact.module) for file, fact in store.facts(Import)]


def asked(store: Store, query: str) -> list[tuple[str]]:
    return store.ask(query)


BOTH = [("a.py", "y"), ("a.py", "x"), ("b.py", "z")]  # by place


def test_facts_that_no_query_names_are_in_no_table(store: Store) -> None:
    store.write([imports("a.py", "x", "y"), imports("b.py", "z")])
    store.begin_run([source("a.py"), source("b.py")])

    assert modules(store) == BOTH
    with pytest.raises(sqlite3.OperationalError, match="no such table: import_"):
        store.connection.execute("SELECT module FROM import_")
    assert asked(store, "SELECT module FROM Import_ ORDER BY file, at") == [("y",), ("x",), ("z",)]
    assert modules(store) == BOTH
    store.show()
    assert asked(store, "SELECT count(*) FROM export") == [(0,)]


def test_facts_written_at_different_times(store: Store) -> None:
    store.write([imports("a.py", "x", "y"), imports("c.py", "w")])
    store.write([imports("b.py", "z")])
    store.forget(["c.py"])
    store.begin_run([source("a.py"), source("b.py")])

    assert modules(store) == BOTH
    assert asked(store, "SELECT module FROM import_ ORDER BY file, at") == [("y",), ("x",), ("z",)]


def test_a_run_of_less_than_was_written(store: Store) -> None:
    store.write([imports("a.py", "x"), imports("b.py", "z")])
    store.begin_run([source("b.py")])

    assert modules(store) == [("b.py", "z")]
    assert asked(store, "SELECT module FROM import_") == [("z",)]


@pytest.mark.parametrize("kind", FACTS)
def test_every_fact_has_a_place(kind: type[Any]) -> None:
    assert get_type_hints(kind)["at"] is Span


RUNTIMES = [FileRuntime(1, "node", "its folder"), FileRuntime(2, "browser", "its extension")]


def test_linked_rows_are_given_as_they_were_filled_in(store: Store) -> None:
    store.begin_run([])
    store.create_wiring()

    store.fill(FileRuntime, RUNTIMES[:1])
    assert store.ask('SELECT runtime FROM "FILE_RUNTIME"') == [("node",)]
    store.fill(FileRuntime, iter(RUNTIMES[1:]))

    assert store.rows(FileRuntime) == RUNTIMES
    assert store.rows(LiveCall) == []
    assert store.ask("SELECT * FROM file_runtime ORDER BY file") == RUNTIMES
    assert store.ask("SELECT * FROM live_call") == []


def test_before_anything_is_linked_there_is_no_linked_table(store: Store) -> None:
    store.begin_run([])

    with pytest.raises(sqlite3.OperationalError, match="no such table: live_call"):
        store.ask("SELECT * FROM live_call")


@pytest.mark.parametrize(
    ("words", "allowed"),
    [
        # Elsewhere a table may not be there yet: `Store.ask` makes those that a query names.
        ("connection.execute(", {"basis.py", "cache.py", "opening.py", "sandbox.py", "store.py"}),
        # Elsewhere it would not be noted what is asked for: see `linking/symbols/constants.py`.
        ("facts(Assignment)", {"definitions.py"}),
    ],
)
def test_who_may_look_past_what_is_noted(words: str, allowed: set[str]) -> None:
    package = Path(dupelint.__file__).parent
    found = {path.name for path in package.rglob("*.py") if words in path.read_text("utf-8")}
    assert found <= allowed
    assert found
