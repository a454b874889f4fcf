"""Files are replaced all or not at all, whatever fails."""

from __future__ import annotations

import errno
import os
import stat
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dupelint.fixing import replacing, snapshot, transaction
from dupelint.fixing.lock import locked
from dupelint.fixing.transaction import ChangedSinceError, apply, keep, recover, undo
from dupelint.model.errors import PathError, WriteError

REAL_GMTIME = time.gmtime
BEFORE = {"a.py": b"one\r\n", "b/c.py": b"\xff\x00two", "b/d.py": b""}
AFTER = {"a.py": b"1\r\n", "b/c.py": b"2", "b/d.py": b"3\n"}
KEPT = {".env": b"SECRET=x\n"}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "b").mkdir()
    (tmp_path / ".dupelint").mkdir(mode=0o700)
    for path, data in (BEFORE | KEPT).items():
        (tmp_path / path).write_bytes(data)
    return tmp_path


def files(root: Path) -> dict[str, bytes]:
    """Every file there is but dupelint's own."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and ".dupelint" not in path.parts
    }


def applied(root: Path) -> str:
    return apply(root, root / ".dupelint", BEFORE, AFTER, [*KEPT, "a.py", "gone"], "3 fixed").name


def test_all_files_are_replaced_and_can_be_put_back(root: Path) -> None:
    name = applied(root)
    assert files(root) == AFTER | KEPT

    (taken,) = snapshot.every(root / ".dupelint")
    assert (taken.name, taken.purpose, taken.state, taken.title) == (name, "fix", "done", "3 fixed")
    assert {one.path: (taken.kept(one), bool(one.after)) for one in taken.files} == {
        ".env": (b"SECRET=x\n", False), **{path: (data, True) for path, data in BEFORE.items()}
    }  # fmt: skip

    undone = undo(root, root / ".dupelint")
    assert undone.restored == ("a.py", "b/c.py", "b/d.py")
    assert files(root) == BEFORE | KEPT
    with pytest.raises(PathError, match="there is nothing to undo"):
        undo(root, root / ".dupelint")


def test_the_last_one_is_the_last_whatever_the_clock_says(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = iter([1_000_000_000.0, 1_000_000_000.0, 999_990_000.0, *[999_990_000.0] * 9, 2e9])
    monkeypatch.setattr(snapshot.time, "gmtime", lambda: REAL_GMTIME(next(clock)))
    (root / ".dupelint/snapshots/zzz").mkdir(parents=True)  # somebody's own
    names = [keep(root, root / ".dupelint", [*KEPT]).name for _ in range(13)]

    assert [one.name for one in snapshot.every(root / ".dupelint")] == names
    assert names == [
        "20010909-014640", *[f"20010909-014640-{number}" for number in range(2, 13)],
        "20330518-033320",
    ]  # fmt: skip


def test_nobody_else_reads_a_snapshot(root: Path) -> None:
    applied(root)

    for path in (root / ".dupelint/snapshots").rglob("*"):
        if path.is_dir():
            assert stat.S_IMODE(path.stat().st_mode) == 0o700


def test_mode_and_attributes_stay(root: Path) -> None:
    (root / "a.py").chmod(0o751)
    applied(root)
    assert stat.S_IMODE((root / "a.py").stat().st_mode) == 0o751

    (root / "a.py").chmod(0o700)
    undo(root, root / ".dupelint")
    assert stat.S_IMODE((root / "a.py").stat().st_mode) == 0o751


def link(root: Path) -> None:
    (root / "a.py").rename(root / "real.py")
    (root / "a.py").symlink_to("real.py")


def linked_folder(root: Path) -> None:
    (root / "b").rename(root / "real")
    (root / "b").symlink_to("real")


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda root: (root / "a.py").write_bytes(b"other"), "a.py changed while it was being fixed"),
        (lambda root: (root / "a.py").unlink(), "a.py is gone"),
        (lambda root: (root / "a.py").chmod(0o444), "a.py is read-only"),
        (lambda root: (root / "b").chmod(0o555), "the folder of b/c.py is read-only (and 1 more)"),
        (lambda root: os.link(root / "a.py", root / "e.py"), "a.py has several names (hard links)"),
        (link, "a.py is reached through a symbolic link"),
        (linked_folder, "b/c.py is reached through a symbolic link (and 1 more)"),
        (lambda root: ((root / "a.py").unlink(), (root / "a.py").mkdir()), "a.py is not a regular file"),
    ],
)  # fmt: skip
def test_what_cannot_be_replaced_is_told_before_anything_is(
    root: Path, spoil: Callable[[Path], object], message: str
) -> None:
    spoil(root)
    before = files(root)

    with pytest.raises(WriteError) as raised:
        applied(root)

    assert (raised.value.message, raised.value.advice) == (message, "nothing was changed")
    assert files(root) == before
    assert snapshot.every(root / ".dupelint") == []


FULL = OSError(errno.ENOSPC, "No space left on device")


def failing(
    at: int, function: Callable[..., object], error: BaseException
) -> Callable[..., object]:
    """The function, which raises on its call number `at`."""
    calls = iter(range(1_000))

    def instead(*arguments: object, **options: object) -> object:
        if next(calls) == at:
            raise error
        return function(*arguments, **options)

    return instead


@pytest.mark.parametrize("at", [*range(9), 10, 11, 12])  # 9 is a folder, which may not work
def test_a_full_disk_changes_nothing(root: Path, monkeypatch: pytest.MonkeyPatch, at: int) -> None:
    """Each file is brought to the disk with a call: of the snapshot, then of the new contents."""
    monkeypatch.setattr(os, "fsync", failing(at, os.fsync, FULL))
    before = files(root)

    with pytest.raises(WriteError, match="No space left on device"):
        applied(root)

    monkeypatch.undo()
    assert files(root) == before
    assert list((root / ".dupelint/snapshots").iterdir()) == []


@pytest.mark.parametrize("at", range(3))
@pytest.mark.parametrize("error", [FULL, KeyboardInterrupt()])
def test_what_was_replaced_is_put_back(
    root: Path, monkeypatch: pytest.MonkeyPatch, at: int, error: BaseException
) -> None:
    real = Path.replace
    calls = iter(range(100))

    def instead(self: Path, target: Path) -> Path:
        if target.name.endswith(".py") and next(calls) == at:
            raise error
        return real(self, target)

    monkeypatch.setattr(Path, "replace", instead)
    before = files(root)

    with pytest.raises((WriteError, KeyboardInterrupt)):
        applied(root)

    assert files(root) == before
    assert snapshot.every(root / ".dupelint") == []


def test_a_file_that_changes_at_the_last_moment_stops_all(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = replacing._prepare

    def instead(root: Path, change: replacing.Change, place: Path) -> None:
        real(root, change, place)
        if change.path == "b/d.py" and change.after == AFTER["b/d.py"]:
            (root / "b/c.py").write_bytes(b"by hand")

    monkeypatch.setattr(replacing, "_prepare", instead)

    with pytest.raises(WriteError, match=r"b/c\.py changed while it was being fixed"):
        applied(root)

    assert files(root) == BEFORE | KEPT | {"b/c.py": b"by hand"}


class StoppedError(BaseException):
    """Stands for a process that ends without another instruction."""


@pytest.mark.parametrize("at", range(40))
def test_a_stop_at_any_call_is_mended_by_the_next_run(
    root: Path, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    calls = iter(range(1_000))

    def step(name: str, real: Callable[..., object]) -> Callable[..., object]:
        def instead(*arguments: object, **options: object) -> object:
            if next(calls) >= at:  # nothing works any more, cleaning up neither
                raise StoppedError(name)
            return real(*arguments, **options)

        return instead

    monkeypatch.setattr(os, "fsync", step("fsync", os.fsync))
    monkeypatch.setattr(Path, "replace", step("replace", Path.replace))
    monkeypatch.setattr(Path, "unlink", step("unlink", Path.unlink))
    monkeypatch.setattr(snapshot.shutil, "rmtree", step("rmtree", snapshot.shutil.rmtree))
    stopped = False
    try:
        applied(root)
    except StoppedError:
        stopped = True
    monkeypatch.undo()
    left = {path: data for path, data in files(root).items() if "dupelint-tmp" not in path}
    assert all(left[path] in (BEFORE[path], AFTER[path]) for path in BEFORE)

    recover(root, root / ".dupelint")

    done = files(root)
    assert done in (BEFORE | KEPT, AFTER | KEPT)
    assert stopped or done == AFTER | KEPT
    left_over = [one.state for one in snapshot.every(root / ".dupelint")]
    assert left_over in ([], ["done"], ["undone"])
    assert recover(root, root / ".dupelint") == ""
    applied(root) if done == BEFORE | KEPT else undo(root, root / ".dupelint")
    assert files(root) == ((AFTER if done == BEFORE | KEPT else BEFORE) | KEPT)


def test_what_a_stopped_run_left_is_told(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = transaction.replace_all

    def half(root: Path, changes: list[replacing.Change], key: str) -> None:
        real(root, changes[:2], key)
        raise StoppedError

    monkeypatch.setattr(transaction, "replace_all", half)
    with pytest.raises(StoppedError):
        applied(root)
    monkeypatch.undo()
    (root / "b/c.py").write_bytes(b"by hand")

    assert recover(root, root / ".dupelint") == (
        "an earlier run was stopped while it wrote: 1 of its files were put back;"
        " b/c.py changed since and stay as they are"
    )
    assert files(root) == BEFORE | KEPT | {"b/c.py": b"by hand"}


def test_undo_stops_where_a_file_changed_since(root: Path) -> None:
    name = applied(root)
    (root / "a.py").write_bytes(b"1\r\nmore\r\n")
    (root / "b/d.py").unlink()
    before = files(root)

    with pytest.raises(ChangedSinceError) as raised:
        undo(root, root / ".dupelint")

    assert raised.value.message == f"changed since {name}: b/d.py (gone), a.py"
    assert raised.value.patch == (
        b"diff --git a/a.py b/a.py\n--- a/a.py\n+++ b/a.py\n@@ -1,1 +1,2 @@\n 1\r\n+more\r\n"
    )
    assert files(root) == before


def test_a_damaged_snapshot_restores_nothing(root: Path) -> None:
    name = applied(root)
    (root / ".dupelint/snapshots" / name / "files/a.py").write_bytes(b"rotten")

    with pytest.raises(WriteError, match=f"the snapshot {name} is damaged: a.py"):
        undo(root, root / ".dupelint")

    assert files(root) == AFTER | KEPT


def test_a_manifest_that_points_outside_is_none(root: Path) -> None:
    name = applied(root)
    path = root / ".dupelint/snapshots" / name / "manifest.json"
    path.write_text(path.read_text().replace('"a.py"', '"../a.py"'))

    with pytest.raises(PathError, match="there is nothing to undo"):
        undo(root, root / ".dupelint")


def test_a_record_is_restored_when_asked_for(root: Path) -> None:
    name = keep(root, root / ".dupelint", [*KEPT]).name
    (root / ".env").write_bytes(b"SECRET=y\n")
    with pytest.raises(PathError, match=f"the snapshot {name} changed no file"):
        undo(root, root / ".dupelint", name)

    assert undo(root, root / ".dupelint", name, everything=True).restored == (".env",)

    assert files(root) == BEFORE | KEPT


def test_one_process_at_a_time(root: Path) -> None:
    folder = root / ".dupelint"
    with locked(folder), pytest.raises(WriteError) as raised, locked(folder):
        pass
    assert raised.value.message == f"another dupelint changes files in {root}"
    with locked(root / ".dupelint"):
        pass


@settings(max_examples=40)
@given(st.dictionaries(st.sampled_from(["a", "b/c", "b/d"]), st.tuples(st.binary(), st.binary())))
def test_undo_restores_every_byte(
    tmp_path_factory: pytest.TempPathFactory, given_files: dict[str, tuple[bytes, bytes]]
) -> None:
    root = tmp_path_factory.mktemp("undo")
    (root / ".dupelint").mkdir()
    (root / "b").mkdir()
    before = {path: pair[0] for path, pair in given_files.items()}
    for path, data in before.items():
        (root / path).write_bytes(data)
    after = {path: new for path, (old, new) in given_files.items() if old != new}
    if not after:
        return

    apply(root, root / ".dupelint", before, after)
    assert files(root) == before | after
    undo(root, root / ".dupelint")
    assert files(root) == before
