"""Lets one process at a time change the files of a project."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dupelint.model.errors import WriteError

FILE = "fix.lock"


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the lock in `folder`; the system frees it when the process ends, however it ends."""
    path = folder / FILE
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600)
    except OSError as error:
        raise WriteError(
            f"cannot write {path}: {error.strerror}", "snapshots are kept in this folder"
        ) from error
    try:
        if not _taken(handle):
            raise WriteError(
                f"another dupelint changes files in {folder.parent}", "try again when it is done"
            )
        yield
    finally:
        os.close(handle)


def _taken(handle: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
