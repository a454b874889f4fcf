"""A verdict is given again on the same inputs, and on no other."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dupelint.app.replaying import REPORTING, memory
from dupelint.app.verdict import Verdict
from dupelint.model.config import Config
from dupelint.model.finding import Finding, Place, Severity
from dupelint.model.hashing import digest
from dupelint.model.source import Kind, Language, SourceFile
from dupelint.store import Store, Written, open_store

FILES = [SourceFile(path, Language.PYTHON, Kind.SOURCE, 10, 1) for path in ("a.py", "b.py")]
CONTENT = {"a.py": b"one", "b.py": b"two", ".gitignore": b"three"}


def finding(path: str) -> Finding:
    return Finding("X001", "x", Severity.ERROR, "message", Place(path, 0, 1))


VERDICT = Verdict([finding("a.py")], [], [], [], [], [])


@pytest.fixture
def store() -> Iterator[Store]:
    store, _ = open_store(None, "test")
    store.write([written(one, CONTENT[one.path]) for one in FILES])
    yield store
    store.close()


def written(one: SourceFile, content: bytes) -> Written:
    return Written(one, digest(content), [], "", b"facts of " + one.path.encode())


def place(store: Store, **changes: Any) -> Any:
    given: dict[str, Any] = {
        "config": Config(), "files": FILES, "beside": ["x.png"], "rules": [],
        "read": CONTENT.__getitem__, "fixes": True,
    }  # fmt: skip
    return memory(store, **{**given, **changes})


def keep(store: Store, verdict: Verdict = VERDICT, **changes: Any) -> None:
    place = memory_looking_at_a(store, **changes)
    place.keep(verdict, store)


def memory_looking_at_a(store: Store, **changes: Any) -> Any:
    found = place(store, **changes)
    found.look("a.py")
    return found


def test_the_same_inputs(store: Store) -> None:
    assert place(store).recall() is None
    keep(store)
    assert place(store).recall() == VERDICT


def test_other_inputs(store: Store, tmp_path: Path) -> None:
    keep(store)
    document = tmp_path / "rule.md"
    document.write_text("one")
    for changes in (
        {"files": FILES[:1]},
        {"beside": []},
        {"fixes": False},
        {"config": Config(select=("DUP1",))},
        {"rules": [document]},
    ):
        assert place(store, **changes).recall() is None, changes


@pytest.mark.parametrize(("path", "holds"), [("a.py", False), ("b.py", True)])
def test_only_text_that_was_looked_at_is_an_input(store: Store, path: str, holds: bool) -> None:
    keep(store)
    store.write([written(one, b"ONE") for one in FILES if one.path == path])
    assert (place(store).recall() == VERDICT) is holds


def test_a_file_that_the_store_has_compared_is_not_read_again(store: Store) -> None:
    keep(store)
    assert place(store, read={}.__getitem__).recall() == VERDICT


@pytest.mark.parametrize(("now", "holds"), [(b"three", True), (b"THREE", False), (None, False)])
def test_a_file_looked_at_that_has_no_facts_is_read(
    store: Store, now: bytes | None, holds: bool
) -> None:
    def read(_: str) -> bytes:
        if now is None:
            raise FileNotFoundError
        return now

    memory = place(store)
    memory.look(".gitignore")
    memory.keep(VERDICT, store)
    assert (place(store, read=read).recall() == VERDICT) is holds


def test_other_facts(store: Store) -> None:
    keep(store)
    store.write([Written(FILES[1], b"hash", [], "", b"other facts")])
    assert place(store).recall() is None


def test_a_file_left_aside(store: Store) -> None:
    keep(store)
    store.write([Written(FILES[1], b"hash", [], "binary", b"facts of b.py")])
    assert place(store).recall() is None


def test_a_rule_of_the_projects_own(store: Store, tmp_path: Path) -> None:
    document = tmp_path / "rule.md"
    document.write_text("one")
    keep(store, rules=[document])
    assert place(store, rules=[document]).recall() == VERDICT
    grown = [FILES[0]._replace(size=11), FILES[1]]  # it may ask for the size of files
    assert place(store, rules=[document], files=grown).recall() is None
    assert place(store, files=grown).recall() is None
    document.write_text("two")
    assert place(store, rules=[document]).recall() is None


@pytest.mark.parametrize("name", Config._fields)
def test_every_setting_is_an_input_but_for_those_of_reports(store: Store, name: str) -> None:
    keep(store)
    changed = Config()._replace(**{name: {"other": "value"}})
    assert place(store, config=changed).recall() == (VERDICT if name in REPORTING else None)
    origin = Config(origin={name.replace("_", "-"): "--option"})
    assert place(store, config=origin).recall() == (VERDICT if name in REPORTING else None)


def test_sets_in_the_configuration_have_no_order(store: Store) -> None:
    names = [f"name{number}" for number in range(50)]
    config: Any = Config()._replace(ignore=frozenset(names))  # type: ignore[arg-type]  # what if
    again: Any = Config()._replace(ignore=frozenset(reversed(names)))  # type: ignore[arg-type]
    keep(store, config=config)
    assert place(store, config=again).recall() == VERDICT


@pytest.mark.parametrize("body", ["", "[]", "{}", "[[], []]", '[[["a.py", "0"]], []]', "7"])
def test_what_somebody_else_wrote(store: Store, body: str) -> None:
    found = place(store)
    store.remember(found.key, body)
    assert found.recall() is None


def test_nothing_outside_the_project_is_named(store: Store) -> None:
    outside = finding("../../secret")
    for verdict in (
        VERDICT._replace(findings=[outside]),
        VERDICT._replace(findings=[finding("a.py")._replace(related=(outside.primary,))]),
        VERDICT._replace(suppressed=[outside]),
        VERDICT._replace(folded=[(outside, "")]),
        VERDICT._replace(withheld=[(outside, "")]),
        VERDICT._replace(gaps=[(outside.primary, "")]),
    ):
        keep(store, verdict)
        assert place(store).recall() is None
