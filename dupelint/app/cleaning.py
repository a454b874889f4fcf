"""Removes the cache that earlier runs left in a project."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from dupelint.app.folder import FOLDER
from dupelint.app.reading import CACHE_FILE
from dupelint.app.scope import by_root
from dupelint.model.errors import PathError

_WHOSE = "is another process using it, or does it belong to somebody else?"


def clean_cache(paths: Sequence[Path]) -> list[Path]:
    """The files that were removed: SQLite's for the cache. What else the folder holds stays."""
    removed = []
    for root in by_root(paths):
        folder = root / FOLDER
        if folder.is_symlink():
            continue
        if folder.is_dir() and not os.access(folder, os.X_OK):
            raise PathError(f"cannot look into {folder}: Permission denied", _WHOSE)
        for suffix in ("", "-wal", "-shm", "-journal"):
            path = folder / f"{CACHE_FILE}{suffix}"
            try:
                if path.is_file() and not path.is_symlink():
                    path.unlink()
                    removed.append(path)
            except OSError as error:
                raise PathError(f"cannot remove {path}: {error.strerror}", _WHOSE) from error
    return removed
