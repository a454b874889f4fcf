"""The folder in a project that belongs to dupelint."""

from __future__ import annotations

import os
from pathlib import Path

FOLDER = ".dupelint"
JOURNAL = f"{FOLDER}/snapshots/unfinished"  # is there while files are written, or if that stopped


def own_folder(root: Path) -> Path | None:
    """`.dupelint` in the project, made if need be; None where it cannot be used.

    It may hold secrets: nobody else reads it, and git does not see it.
    """
    folder = root / FOLDER
    try:
        if not folder.is_dir():
            folder.mkdir(mode=0o700)
            (folder / "CACHEDIR.TAG").write_text(
                "Signature: 8a477f597d28d172789f06886806bc55\n", encoding="utf-8"
            )
        if folder.is_symlink() or not os.access(folder, os.W_OK):
            return None
        ignore = folder / ".gitignore"
        if not ignore.exists() or not ignore.stat().st_size:  # made by hand, or the disk was full
            ignore.write_text("*\n", encoding="utf-8")
    except OSError:
        return None
    return folder
