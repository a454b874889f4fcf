"""Copies of files as they were, with a manifest that says which and why."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import stat
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from dupelint.model.errors import PathError, WriteError, did_you_mean
from dupelint.model.pattern import lazy

FOLDER = "snapshots"
MANIFEST = "manifest.json"
UNFINISHED = "unfinished"  # names the snapshot whose files are being written
VERSION = 1

_STAMP = lazy(r"\d{8}-\d{6}")

Purpose = Literal["fix", "undo", "snapshot"]
State = Literal["writing", "done", "undone"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of a snapshot."""

    path: str  # relative to the project's root, forward slashes
    before: str  # hash of the bytes that are kept
    after: str = ""  # hash of what was written; "" for a file that is kept as a record only
    mode: int = 0o644  # permission bits


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One folder below `.dupelint/snapshots/`."""

    folder: Path
    purpose: Purpose
    state: State
    files: tuple[Entry, ...] = field(default=())
    title: str = ""  # what it was taken for

    @property
    def name(self) -> str:
        return self.folder.name

    @property
    def changed(self) -> list[Entry]:
        """Files that were written to, not only kept."""
        return [entry for entry in self.files if entry.after]

    def kept(self, entry: Entry) -> bytes:
        """The bytes of a file as they were; WriteError if they are not what was kept."""
        return self._content("files", entry.path, entry.before)

    def written(self, entry: Entry) -> bytes:
        """The bytes that were put into the file's place."""
        return self._content("after", entry.path, entry.after)

    def _content(self, part: str, path: str, expected: str) -> bytes:
        try:
            data = (self.folder / part / path).read_bytes()
        except OSError as error:
            raise WriteError(
                f"the snapshot {self.name} lacks {path}: {error.strerror}", "nothing was changed"
            ) from error
        if digest(data) != expected:
            raise WriteError(f"the snapshot {self.name} is damaged: {path}", "nothing was changed")
        return data


def digest(data: bytes) -> str:
    """What a manifest knows contents by."""
    return hashlib.blake2b(data, digest_size=16).hexdigest()


def take(
    folder: Path,
    purpose: Purpose,
    before: Mapping[str, tuple[bytes, int]],
    after: Mapping[str, bytes],
    title: str = "",
) -> Snapshot:
    """Keep the files of `before` (path → bytes, mode); `after` is what some are to become.

    It counts as being written until `finish`, if there is anything to write.
    """
    home = _new_folder(folder)
    try:
        copies = {home / "files" / path: data for path, (data, _) in before.items()}
        copies |= {home / "after" / path: data for path, data in after.items()}
        for place, data in copies.items():
            _make_folders(place.parent)
            place.write_bytes(data)
        for place in copies:  # together: that is many times quicker than one by one
            sync_file(place)
        entries = [
            Entry(path, digest(data), digest(after[path]) if path in after else "", mode)
            for path, (data, mode) in sorted(before.items())
        ]
        state: State = "writing" if after else "done"
        snapshot = Snapshot(home, purpose, state, tuple(entries), title)
        _write_manifest(snapshot)
        if after:
            _save(folder / FOLDER / UNFINISHED, home.name.encode())
        sync(home.parent)
    except BaseException as error:
        (folder / FOLDER / UNFINISHED).unlink(missing_ok=True)
        shutil.rmtree(home, ignore_errors=True)
        if not isinstance(error, OSError):
            raise
        raise WriteError(
            f"the snapshot cannot be kept: {error.strerror}: {home}", "nothing was changed"
        ) from error
    return snapshot


def finish(snapshot: Snapshot, state: State) -> Snapshot:
    """Nothing is being written any more."""
    ended = replace(snapshot, state=state)
    _write_manifest(ended)
    (snapshot.folder.parent / UNFINISHED).unlink(missing_ok=True)
    sync(snapshot.folder.parent)
    return ended


def discard(snapshot: Snapshot) -> None:
    """Forget a snapshot for which nothing was written."""
    (snapshot.folder.parent / UNFINISHED).unlink(missing_ok=True)
    shutil.rmtree(snapshot.folder, ignore_errors=True)


def unfinished(folder: Path) -> Snapshot | None:
    """The snapshot of a process that was stopped while it wrote."""
    try:
        name = (folder / FOLDER / UNFINISHED).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return None
    found = _read(folder / FOLDER / name) if _is_plain(name) and "/" not in name else None
    return found if found and found.state == "writing" else None


def forget_parts(folder: Path) -> None:
    """Remove what a process left that was stopped before it wrote to any file of the project."""
    (folder / FOLDER / UNFINISHED).unlink(missing_ok=True)
    for home in _folders(folder):
        snapshot = _read(home)
        if not (home / MANIFEST).exists() or (snapshot and snapshot.state == "writing"):
            shutil.rmtree(home, ignore_errors=True)


def every(folder: Path) -> list[Snapshot]:
    """All snapshots, the oldest first."""
    return [found for home in _folders(folder) if (found := _read(home))]


def named(folder: Path, name: str) -> Snapshot:
    """One snapshot; PathError if there is none of this name."""
    known = {snapshot.name: snapshot for snapshot in every(folder)}
    if name in known:
        return known[name]
    raise PathError(
        f"there is no snapshot '{name}'",
        did_you_mean(name, known) or "`dupelint undo --list` lists them",
    )


def sync_file(path: Path) -> None:
    """Bring the contents of a file to the disk."""
    handle = os.open(path, os.O_RDWR if os.name == "nt" else os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync(folder: Path) -> None:
    """Bring the names in a folder to the disk, where the system can."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    except OSError:
        pass
    finally:
        os.close(handle)


def _folders(folder: Path) -> list[Path]:
    try:
        found = [path for path in (folder / FOLDER).iterdir() if path.is_dir()]
    except OSError:
        return []
    return sorted((path for path in found if not path.is_symlink()), key=_age)


def _age(home: Path) -> tuple[str, int]:
    """What the time and the number in a snapshot's name say."""
    date, _, rest = home.name.partition("-")
    time_, _, number = rest.partition("-")
    return f"{date}-{time_}", int(number) if number.isdecimal() else 1


def _new_folder(folder: Path) -> Path:
    home = folder / FOLDER
    stamp, first = time.strftime("%Y%m%d-%H%M%S", time.gmtime()), 1
    try:
        home.mkdir(mode=0o700, exist_ok=True)
        known = [age for age in map(_age, _folders(folder)) if _STAMP.fullmatch(age[0])]
        if known and known[-1] >= (stamp, 1):  # the clock was put back: the last one stays the last
            stamp, first = known[-1][0], known[-1][1] + 1
        for number in range(first, first + 1_000):
            path = home / (stamp if number == 1 else f"{stamp}-{number}")
            try:
                path.mkdir(mode=0o700)
            except FileExistsError:
                continue
            return path
    except OSError as error:
        raise WriteError(
            f"the snapshot cannot be kept: {error.strerror}: {home}", "nothing was changed"
        ) from error
    raise WriteError(f"too many snapshots in one second: {home}", "nothing was changed")


def _make_folders(folder: Path) -> None:
    """As `mkdir -p`, for folders that stand deeper in each other than calls may."""
    missing = []
    while not folder.exists():
        missing.append(folder)
        folder = folder.parent
    for one in reversed(missing):
        one.mkdir(mode=0o700)


def _save(path: Path, data: bytes) -> None:
    path.write_bytes(data)
    sync_file(path)


def _write_manifest(snapshot: Snapshot) -> None:
    document = {
        "version": VERSION,
        "purpose": snapshot.purpose,
        "state": snapshot.state,
        "title": snapshot.title,
        "files": [asdict(entry) for entry in snapshot.files],
    }
    text = json.dumps(document, indent=1, ensure_ascii=False) + "\n"
    path = snapshot.folder / MANIFEST
    part = path.with_suffix(".part")
    _save(part, text.encode())
    part.replace(path)


def _read(home: Path) -> Snapshot | None:
    """None for a folder that holds no manifest that can be used."""
    try:
        document: Any = json.loads((home / MANIFEST).read_bytes())
        if document["version"] != VERSION:
            return None
        files = [Entry(**entry) for entry in document["files"]]
        if not all(_is_plain(entry.path) for entry in files):
            return None
        return Snapshot(
            home, document["purpose"], document["state"], tuple(files), document["title"]
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _is_plain(path: str) -> bool:
    """Whether it stays below the root: a manifest could have been tampered with."""
    return bool(path) and all(part.strip(".") for part in path.split("/"))


def permissions(status: os.stat_result) -> int:
    """The permission bits of a file."""
    return stat.S_IMODE(status.st_mode)
