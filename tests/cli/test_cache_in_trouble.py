"""The cache: shared, damaged, in the way, not writable; and a run that is broken off."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from .conftest import ONCE, TWICE, Dupelint, Run
from .hardy import hardy, powerless, without_power

COMMAND = [sys.executable, "-m", "dupelint", "-q", "--output-format", "concise"]


def many(project: Path, number: int) -> None:
    for n in range(number):
        (project / f"app{n}.py").write_text(TWICE)


def test_two_at_once(project: Path) -> None:
    many(project, 200)
    for _ in range(3):
        running = [
            subprocess.Popen(COMMAND, cwd=project, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            for _ in range(4)
        ]
        ended = [process.communicate(timeout=60) for process in running]
        assert [process.returncode for process in running] == [1] * 4
        assert len(set(ended)) == 1
        assert ended[0][1] == b""
        (project / "app0.py").write_text(ONCE if "\nx" in TWICE else TWICE + "x = 1\n")


def test_while_somebody_else_writes(dupelint: Dupelint, project: Path) -> None:
    run = hardy(dupelint, code=1)
    (project / "other.py").write_text("y = 3\n")
    holder = sqlite3.connect(project / ".dupelint/cache.sqlite3", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    assert hardy(dupelint, code=1).out == run.out
    holder.execute("ROLLBACK")
    holder.execute("BEGIN EXCLUSIVE")
    assert hardy(dupelint, code=1).out == run.out
    holder.close()


def damages() -> list[tuple[str, bytes]]:
    return [
        ("cache.sqlite3", b""),
        ("cache.sqlite3", b"not a database, but as long as the head of one" * 100),
        ("cache.sqlite3", b"SQLite format 3\0" + b"\xff" * 5_000),
        ("cache.sqlite3-wal", b"\xff" * 5_000),
        ("cache.sqlite3-shm", b"\xff" * 40_000),
        ("cache.sqlite3-journal", b"\xff" * 5_000),
    ]


@pytest.mark.parametrize(("name", "data"), damages(), ids=range(len(damages())))
def test_a_damaged_cache(dupelint: Dupelint, project: Path, name: str, data: bytes) -> None:
    run = hardy(dupelint, code=1)
    (project / ".dupelint" / name).write_bytes(data)
    assert hardy(dupelint, code=1).out == run.out
    again = hardy(dupelint, code=1)
    assert again == run


@pytest.mark.parametrize("place", [100, 2_000, 5_000, 20_000, -5_000])
def test_a_cache_with_broken_pages(dupelint: Dupelint, project: Path, place: int) -> None:
    many(project, 30)
    run = hardy(dupelint, code=1)
    cache = project / ".dupelint/cache.sqlite3"
    data = bytearray(cache.read_bytes())
    data[place : place + 3_000] = b"\xa5" * 3_000
    cache.write_bytes(data)
    for _ in range(2):
        assert hardy(dupelint, code=1).out == run.out
    many(project, 31)
    hardy(dupelint, code=1)
    (project / "app30.py").unlink()
    assert hardy(dupelint, code=1).out == run.out


def test_a_cut_off_cache(dupelint: Dupelint, project: Path) -> None:
    many(project, 30)
    run = hardy(dupelint, code=1)
    cache = project / ".dupelint/cache.sqlite3"
    for part in (3, 2, 1):
        data = cache.read_bytes()
        cache.write_bytes(data[: len(data) * part // 4])
        assert hardy(dupelint, code=1).out == run.out


def test_another_database_in_its_place(dupelint: Dupelint, project: Path) -> None:
    run = hardy(dupelint, code=1)
    cache = project / ".dupelint/cache.sqlite3"
    with sqlite3.connect(cache) as connection:
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        for (name,) in tables.fetchall():
            if not name.startswith("sqlite_") and name != "schema_version":
                connection.execute(f'DROP TABLE "{name}"')  # the version still fits
    connection.close()
    assert hardy(dupelint, code=1).out == run.out
    cache.unlink()
    with sqlite3.connect(cache) as connection:
        connection.execute("CREATE TABLE file (x)")
        connection.execute("CREATE VIEW schema_version AS SELECT 1 AS version")
    connection.close()
    assert hardy(dupelint, code=1).out == run.out


def test_something_in_its_way(dupelint: Dupelint, project: Path) -> None:
    (project / ".dupelint").write_text("a file")
    run = hardy(dupelint, code=1)
    (project / ".dupelint").unlink()
    (project / ".dupelint/cache.sqlite3").mkdir(parents=True)
    assert hardy(dupelint, code=1).out == run.out
    shutil.rmtree(project / ".dupelint")
    os.mkfifo(project / ".dupelint")
    assert hardy(dupelint, code=1).out == run.out


def test_a_folder_of_somebody_else(dupelint: Dupelint, project: Path) -> None:
    run = hardy(dupelint, code=1)
    (project / ".dupelint").chmod(0)
    assert without_power(project) == (1, run.out, "")
    code, _, err = without_power(project, "clean")
    assert (code, err.splitlines()[0]) == (
        2,
        f"error: cannot look into {project / '.dupelint'}: Permission denied",
    )
    (project / ".dupelint").chmod(0o500)
    assert without_power(project) == (1, run.out, "")
    (project / ".dupelint").chmod(0o700)


@pytest.mark.parametrize("there", [(), ("CACHEDIR.TAG",), ("CACHEDIR.TAG", ".gitignore")])
def test_git_never_sees_what_it_holds(
    dupelint: Dupelint, project: Path, there: tuple[str, ...]
) -> None:
    (project / ".dupelint").mkdir()  # by hand, or by a run that was stopped
    for name in there:
        (project / ".dupelint" / name).touch()
    hardy(dupelint, code=1)
    assert (project / ".dupelint/.gitignore").read_text() == "*\n"
    (project / ".dupelint/.gitignore").write_text("mine\n")
    hardy(dupelint, code=1)
    assert (project / ".dupelint/.gitignore").read_text() == "mine\n"


def test_a_link_in_its_way(
    dupelint: Dupelint, project: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    precious = elsewhere / "cache.sqlite3"
    precious.write_text("precious")
    (project / ".dupelint").symlink_to(elsewhere)
    hardy(dupelint, code=1)
    hardy(dupelint, "clean", code=0)
    assert [path.name for path in elsewhere.iterdir()] == ["cache.sqlite3"]
    (project / ".dupelint").unlink()
    (project / ".dupelint").mkdir()
    (project / ".dupelint/cache.sqlite3").symlink_to(precious)
    hardy(dupelint, code=1)
    hardy(dupelint, "clean", code=0)
    assert precious.read_text() == "precious"


@pytest.mark.parametrize("warm", [False, True])
def test_a_project_that_must_not_be_written(dupelint: Dupelint, project: Path, warm: bool) -> None:
    run = hardy(dupelint, "--no-cache", "-q", code=1)
    if warm:
        hardy(dupelint, code=1)
    before = sorted(project.rglob("*"))
    for path in (project, *before):
        if path.is_dir():
            path.chmod(0o555)
    done = subprocess.run(
        [*powerless(), sys.executable, "-m", "dupelint", "-q"],
        cwd=project, capture_output=True, text=True, check=False,
    )  # fmt: skip
    for path in (project, *before):
        if path.is_dir():
            path.chmod(0o755)
    assert Run(done.returncode, done.stdout, "") == run
    assert "Traceback" not in done.stderr
    assert sorted(project.rglob("*")) == before


# --- broken off ----------------------------------------------------------------------------


@pytest.mark.usefixtures("interruptible")
@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
@pytest.mark.parametrize("wait", [0.1, 0.4, 0.8])
def test_broken_off(project: Path, sent: signal.Signals, wait: float) -> None:
    many(project, 1_000)
    process = subprocess.Popen(
        COMMAND, cwd=project, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        start_new_session=True,
    )  # fmt: skip
    time.sleep(wait)
    process.send_signal(sent)
    _, err = process.communicate(timeout=30)
    if wait >= 0.4:  # before, the interpreter itself answers
        assert "Traceback" not in err
        assert "internal error" not in err
        expected = {130, 1} if sent is signal.SIGINT else {-sent, 1}
        assert process.returncode in expected
    done = subprocess.run(COMMAND, cwd=project, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr == ""
    assert done.stdout.count("DUP101") == 1_001


@pytest.fixture
def interruptible() -> Iterator[None]:
    """What a shell starts in the background ignores Ctrl-C, and so do its children."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("interruptible")
def test_interrupted_while_it_waits(project: Path) -> None:
    command = [*COMMAND, "-", "--stdin-filename", "server/app.py"]
    process = subprocess.Popen(
        command, cwd=project, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    time.sleep(1.5)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)
    assert (out, err.strip(), process.returncode) == (b"", b"", 130)
