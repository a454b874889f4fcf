"""Puts new contents into files, all of them or none."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from dupelint.fixing.snapshot import sync, sync_file
from dupelint.model.errors import WriteError

SUFFIX = ".dupelint-tmp"  # of a file that is about to take another's place


@dataclass(frozen=True, slots=True)
class Change:
    """What a file holds and what it is to hold."""

    path: str  # relative to the root
    before: bytes
    after: bytes
    mode: int | None = None  # permission bits it is to have; None: those it has


def temporary(root: Path, path: str, key: str, index: int) -> Path:
    """Where the new contents wait, beside the file; `key` names the run."""
    return (root / path).parent / f".{key}-{index}{SUFFIX}"


def look_over(root: Path, changes: Iterable[Change]) -> None:
    """WriteError for the files that cannot be replaced, or are not as planned any more."""
    troubles = [trouble for change in changes if (trouble := _trouble(root, change))]
    if troubles:
        more = f" (and {len(troubles) - 1} more)" if len(troubles) > 1 else ""
        raise WriteError(f"{troubles[0]}{more}", "nothing was changed")


def replace_all(root: Path, changes: list[Change], key: str) -> None:
    """Give every file its new contents, or put back what was and raise WriteError.

    The new contents wait on the disk, complete, before the first file is replaced: a full disk is
    noticed while there is nothing to put back.
    """
    waiting = [temporary(root, change.path, key, index) for index, change in enumerate(changes)]
    replaced: list[Change] = []
    path = ""
    try:
        for change, place in zip(changes, waiting, strict=True):
            path = change.path
            _prepare(root, change, place)
        for change, place in zip(changes, waiting, strict=True):
            path = change.path
            sync_file(place)
        for change, place in zip(changes, waiting, strict=True):
            path = change.path
            if (root / path).read_bytes() != change.before:
                raise WriteError(f"{path} changed while it was being fixed")
            replaced.append(change)  # before it is: putting back what is there does no harm
            place.replace(root / path)
        for folder in {place.parent for place in waiting}:
            sync(folder)
    except BaseException as error:
        remove(waiting)
        _put_back(root, replaced, key)
        if isinstance(error, WriteError | OSError):
            what = error.message if isinstance(error, WriteError) else _told(path, error)
            raise WriteError(what, "nothing was changed") from error
        raise


def remove_left(root: Path, paths: Iterable[str], key: str) -> None:
    """Remove temporary files of a stopped run beside these files."""
    for folder in {(root / path).parent for path in paths}:
        with contextlib.suppress(OSError):
            remove(folder.glob(f".{key}-*{SUFFIX}"))


def remove(temporaries: Iterable[Path]) -> None:
    """Remove temporary files that are still there."""
    for place in temporaries:
        with contextlib.suppress(OSError):
            place.unlink(missing_ok=True)


def _told(path: str, error: OSError) -> str:
    return f"{path} cannot be written: {error.strerror or error}"


def _trouble(root: Path, change: Change) -> str:
    path = root / change.path
    try:
        status = path.lstat()
        if stat.S_ISLNK(status.st_mode) or path.parent.resolve() != _plain_parent(root, path):
            return f"{change.path} is reached through a symbolic link"
        if not stat.S_ISREG(status.st_mode):
            return f"{change.path} is not a regular file"
        if status.st_nlink > 1:
            return f"{change.path} has several names (hard links)"
        if not status.st_mode & 0o222 or not os.access(path, os.W_OK):
            return f"{change.path} is read-only"
        if not path.parent.stat().st_mode & 0o222 or not os.access(path.parent, os.W_OK):
            return f"the folder of {change.path} is read-only"
        if path.read_bytes() != change.before:
            return f"{change.path} changed while it was being fixed"
    except FileNotFoundError:
        return f"{change.path} is gone"
    except OSError as error:
        return _told(change.path, error)
    return ""


def _plain_parent(root: Path, path: Path) -> Path:
    return root.resolve() / path.parent.relative_to(root)


def _prepare(root: Path, change: Change, place: Path) -> None:
    """The new contents beside the file, with its mode, owner and attributes."""
    target = root / change.path
    status = target.stat()
    place.unlink(missing_ok=True)  # of a process with the same key that was stopped
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)
    handle = os.open(place, flags | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(handle, "wb") as stream:
        stream.write(change.after)
    made = place.stat()
    if hasattr(os, "chown") and (made.st_uid, made.st_gid) != (status.st_uid, status.st_gid):
        os.chown(place, status.st_uid, status.st_gid)
    _copy_attributes(target, place)
    place.chmod(stat.S_IMODE(status.st_mode) if change.mode is None else change.mode)


def _copy_attributes(target: Path, place: Path) -> None:
    """Extended attributes, access lists among them, where the system lets them be copied."""
    if not hasattr(os, "listxattr"):
        return
    with contextlib.suppress(OSError):
        for name in os.listxattr(target):
            with contextlib.suppress(OSError):
                os.setxattr(place, name, os.getxattr(target, name))


def _put_back(root: Path, replaced: Iterable[Change], key: str) -> None:
    """What is not as before gets its old contents; WriteError names what could not be mended."""
    failed: list[str] = []
    for change in replaced:
        path = root / change.path
        place = temporary(root, change.path, key, 0)
        try:
            if path.read_bytes() == change.after:
                _prepare(root, Change(change.path, change.after, change.before), place)
                sync_file(place)
                place.replace(path)
        except OSError:
            remove([place])
            failed.append(change.path)
    if failed:
        raise WriteError(
            f"{', '.join(failed)} could not be put back", "`dupelint undo` finishes it"
        )


def changes(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> list[Change]:
    """What leads from one state to the other."""
    return [Change(path, before[path], data) for path, data in sorted(after.items())]
