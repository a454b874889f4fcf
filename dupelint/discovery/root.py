"""The root of the project that a path belongs to."""

from __future__ import annotations

import os
from pathlib import Path

from dupelint.model.root import config_file


def find_root(path: Path) -> Path:
    """The nearest folder with a dupelint configuration, else with `.git`, else the path's own.

    Depends on the path alone, never on which other paths are given. `.git` may be a file
    (worktrees, submodules).
    """
    path = path.absolute()
    start = path if os.path.isdir(path) else path.parent  # noqa: PTH112 – Path may raise
    top: Path | None = None
    for folder in (start, *start.parents):
        if config_file(folder):
            return folder
        if top is None and os.path.exists(folder / ".git"):  # noqa: PTH110 – as above
            top = folder
    return top or start
