"""What of dupelint itself decides what a run says: the cache holds nothing that another made."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).parent.parent
# Packages that facts depend on, and how they are stored.
READING = ("cache", "discovery", "extract", "model", "store", "syntax")


def reading_stamp() -> str:
    """Changes whenever the extractors or the grammars do; part of the cache's version."""
    import importlib.util

    found: list[object] = []
    for folder in READING:
        found += sorted(_files(os.path.join(PACKAGE, folder)))  # noqa: PTH118  at every start
    spec = importlib.util.find_spec("tree_sitter")
    if spec is not None and spec.origin is not None:
        found.append(Path(spec.origin).parent.parent.stat().st_mtime_ns)
    return repr(found)


def judging_stamp() -> str:
    """Changes whenever anything else of dupelint does, or a rule document that comes with it."""
    found: list[object] = [sys.version]
    with os.scandir(PACKAGE) as entries:
        folders = [one.path for one in entries if one.is_dir() and one.name not in READING]
    found += sorted(_files(str(PACKAGE), deep=False))
    for folder in (*sorted(folders), os.path.join(PACKAGE.parent, "rules")):  # noqa: PTH118  at every start
        if os.path.isdir(folder):  # noqa: PTH112  at every start
            found += sorted(_files(folder))
    return repr(found)


def _files(folder: str, deep: bool = True) -> Iterator[tuple[str, int, int]]:
    """(path, size, time) of every module and document in a folder and the folders in it."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith((".py", ".md")):
                status = entry.stat()
                yield entry.path, status.st_size, status.st_mtime_ns
            elif deep and "." not in entry.name and entry.name != "__pycache__":
                yield from _files(entry.path)
