"""Files are read by several processes as by one."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from dupelint.extract import extract, pool
from dupelint.extract.pool import extract_files, read_bytes
from dupelint.extract.unit import Unit, Words
from dupelint.model.source import Kind, Language, SourceFile

WORDS = Words(frozenset({3300}), False)


def _project(root: Path, count: int) -> list[SourceFile]:
    found = []
    for number in range(count):
        path = f"f{number:03}.py"
        text = f"from flask import Flask\napp{number} = Flask(__name__)\n" + "#" * (number % 50)
        (root / path).write_text(text)
        found.append(SourceFile(path, Language.PYTHON, Kind.SOURCE, len(text), 0))
    (root / "f007.py").unlink()
    (root / "f008.py").write_bytes(b"\0")
    return found


def _reject(_path: str, data: bytes) -> str:
    return "binary" if b"\0" in data else ""


def _read(root: Path, files: list[SourceFile], jobs: int, **more: object) -> list[pool.Read]:
    found = extract_files(str(root), files, WORDS, 1_000, _reject, jobs, **more)  # type: ignore[arg-type]  # by name
    return sorted(found)


def test_several_processes_find_what_one_finds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = _project(tmp_path, 60)
    alone = _read(tmp_path, files, 1)
    assert [one.source for one in alone] == files
    assert {one.source.path: one.skipped for one in alone if one.skipped} == {
        "f007.py": "unreadable: No such file or directory",
        "f008.py": "binary",
    }
    assert all(len(one.rows) >= 2 for one in alone if not one.skipped)
    monkeypatch.setattr(pool, "WORTH_A_WORKER", 0)
    for batch in (1, 16_000):
        monkeypatch.setattr(pool, "BATCH", batch)
        assert _read(tmp_path, files, 3) == alone


def test_the_parent_has_something_to_do_meanwhile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = _project(tmp_path, 20)
    monkeypatch.setattr(pool, "WORTH_A_WORKER", 0)
    called: list[int] = []
    seen: list[tuple[int, int]] = []
    _read(
        tmp_path,
        files,
        2,
        meanwhile=lambda: called.append(os.getpid()),
        progress=lambda *at: seen.append(at),
    )
    assert called == [os.getpid()]
    assert all(done < 20 and total == 20 for done, total in seen)


def test_a_failure_meanwhile_ends_the_workers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise ValueError("no")

    monkeypatch.setattr(pool, "WORTH_A_WORKER", 0)
    with pytest.raises(ValueError, match="no"):
        _read(tmp_path, _project(tmp_path, 20), 2, meanwhile=fail)
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


@pytest.mark.parametrize(("size", "limit"), [(0, 10), (9, 10), (10, 10), (11, 10), (50, 10)])
def test_no_more_is_read_than_tells_that_it_is_too_much(
    tmp_path: Path, size: int, limit: int
) -> None:
    (tmp_path / "f").write_bytes(b"x" * size)
    assert read_bytes(str(tmp_path), "f", limit) == b"x" * min(size, limit + 1)


@pytest.mark.parametrize(
    ("count", "size"),
    [(1, 5), (8, 0), (400, 10), (7_999, 1_000), (20_000, 3), (20_000, 5_000), (1_001, 2_000_000)],
)
def test_the_numbers_of_all_batches_fit_into_a_pipe(count: int, size: int) -> None:
    sizes = [size if number % 3 else size * 7 for number in range(count)]
    files = [SourceFile("", Language.PYTHON, Kind.SOURCE, each, 0) for each in sizes]
    batches = pool._batches(files)
    assert sorted(index for batch in batches for index in batch.files) == list(range(count))
    assert [batch.start for batch in batches] == [
        sum(len(batch.files) for batch in batches[:index]) for index in range(len(batches))
    ]
    assert len(batches) <= pool.MOST_BATCHES + 1


@pytest.mark.parametrize("language", pool.SAMPLES)
def test_what_warms_is_parsed(language: Language) -> None:
    unit = Unit("", language, Kind.SOURCE, pool.SAMPLES[language], WORDS)
    assert {type(fact).__name__ for fact in extract(unit)} & {"Assignment", "HttpCall"}
