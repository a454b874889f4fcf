"""Changes of files under the protection of a snapshot; undone, or finished after a stop."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dupelint.fixing.diff import patch
from dupelint.fixing.replacing import (
    Change,
    changes,
    look_over,
    remove_left,
    replace_all,
)
from dupelint.fixing.snapshot import (
    Purpose,
    Snapshot,
    digest,
    discard,
    every,
    finish,
    forget_parts,
    named,
    permissions,
    take,
    unfinished,
)
from dupelint.model.errors import PathError, WriteError


class ChangedSinceError(WriteError):
    """Files that are not as dupelint left them; `patch` is what differs."""

    def __init__(self, message: str, advice: str, patch: bytes) -> None:
        super().__init__(message, advice)
        self.patch = patch


@dataclass(frozen=True, slots=True)
class Undone:
    """What an undo did."""

    snapshot: Snapshot
    restored: tuple[str, ...]


def apply(
    root: Path,
    folder: Path,
    before: Mapping[str, bytes],
    after: Mapping[str, bytes],
    kept: Sequence[str] = (),
    title: str = "",
) -> Snapshot:
    """Write `after` (path → bytes) over `before`; `kept` are other files for the snapshot.

    `folder` is the project's own, `.dupelint`; its lock is held.
    """
    return _commit(root, folder, changes(before, after), "fix", kept, title)


def keep(root: Path, folder: Path, kept: Sequence[str]) -> Snapshot:
    """A snapshot of these files alone."""
    return take(folder, "snapshot", _contents(root, kept), {})


def recover(root: Path, folder: Path) -> str:
    """Undo what a stopped process left half written; says what was done, "" if nothing."""
    snapshot = unfinished(folder)
    if snapshot is None:
        forget_parts(folder)
        return ""
    entries = snapshot.changed
    remove_left(root, [entry.path for entry in entries], snapshot.name)
    back: list[Change] = []
    foreign: list[str] = []
    for entry in entries:
        now = _now(root, entry.path)
        if now is not None and digest(now) == entry.after:
            back.append(Change(entry.path, now, snapshot.kept(entry)))
        elif now is None or digest(now) != entry.before:
            foreign.append(entry.path)
    look_over(root, back)
    replace_all(root, back, snapshot.name)
    finish(snapshot, "undone")
    told = f"an earlier run was stopped while it wrote: {len(back)} of its files were put back"
    if foreign:
        told += f"; {', '.join(foreign)} changed since and stay as they are"
    return told


def undo(root: Path, folder: Path, name: str = "", everything: bool = False) -> Undone:
    """Put back the files of a snapshot (default: of the last fix) byte for byte.

    A file that changed since stops it, unless `everything` asks for all that was kept.
    """
    snapshot = named(folder, name) if name else _last(folder)
    entries = snapshot.files if everything else tuple(snapshot.changed)
    if not entries:
        raise PathError(
            f"the snapshot {snapshot.name} changed no file", "--all restores what it keeps"
        )
    back: list[Change] = []
    differs: dict[str, tuple[bytes, bytes]] = {}
    gone: list[str] = []
    for entry in entries:
        now = _now(root, entry.path)
        if now is None:
            gone.append(entry.path)
        elif digest(now) == entry.before:
            continue
        elif entry.after and digest(now) != entry.after:
            differs[entry.path] = (snapshot.written(entry), now)
        else:
            back.append(Change(entry.path, now, snapshot.kept(entry), entry.mode))
    if gone or differs:
        names = ", ".join([*(f"{path} (gone)" for path in gone), *differs])
        raise ChangedSinceError(
            f"changed since {snapshot.name}: {names}",
            f"nothing was undone; the files as they were: {snapshot.folder / 'files'}",
            patch(
                {path: pair[0] for path, pair in differs.items()},
                {path: pair[1] for path, pair in differs.items()},
            ),
        )
    if back:
        _commit(root, folder, back, "undo", (), f"undo of {snapshot.name}")
    if snapshot.purpose == "fix":
        finish(snapshot, "undone")
    return Undone(snapshot, tuple(change.path for change in back))


def _last(folder: Path) -> Snapshot:
    done = [one for one in every(folder) if one.purpose == "fix" and one.state == "done"]
    if not done:
        raise PathError("there is nothing to undo", "`dupelint undo --list` lists the snapshots")
    return done[-1]


def _commit(
    root: Path,
    folder: Path,
    wanted: list[Change],
    purpose: Purpose,
    kept: Sequence[str],
    title: str,
) -> Snapshot:
    look_over(root, wanted)
    before = {
        change.path: (change.before, permissions((root / change.path).stat())) for change in wanted
    }
    others = _contents(root, [path for path in kept if path not in before])
    after = {change.path: change.after for change in wanted}
    snapshot = take(folder, purpose, others | before, after, title)
    try:
        replace_all(root, wanted, snapshot.name)
    except BaseException:
        if all(_now(root, change.path) != change.after for change in wanted):
            discard(snapshot)
        raise
    return finish(snapshot, "done")


def _contents(root: Path, paths: Sequence[str]) -> dict[str, tuple[bytes, int]]:
    found = {}
    for path in paths:
        data = _now(root, path)
        if data is not None:
            found[path] = (data, permissions((root / path).stat()))
    return found


def _now(root: Path, path: str) -> bytes | None:
    try:
        return (root / path).read_bytes()
    except OSError:
        return None
