"""The files of a folder that git does not know, read from disk with its `.gitignore` files."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

from dupelint.discovery.exclude import Excludes

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

Ignores = tuple[tuple[str, "GitIgnoreSpec"], ...]  # folder with slash ("" for the top) → its rules


def walk(root: str, start: str, excludes: Excludes) -> Iterator[tuple[str, bool]]:
    """(path relative to `root`, whether it is excluded) of what stands below `start`.

    An excluded folder is one path that ends with a slash. What a `.gitignore` names is left out
    without a word, as git does. Symbolic links are listed, never followed.
    """
    yield from _folder(root, start, excludes, ())


def _folder(
    root: str, folder: str, excludes: Excludes, ignores: Ignores
) -> Iterator[tuple[str, bool]]:
    prefix = f"{folder}/" if folder else ""
    try:
        with os.scandir(f"{root}/{prefix}") as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except OSError:
        return
    if any(entry.name == ".gitignore" for entry in entries):
        ignores = _with_rules(root, prefix, ignores)
    for entry in entries:
        path = prefix + entry.name
        is_folder = entry.is_dir(follow_symlinks=False)
        if ignores and _ignored(path + "/" if is_folder else path, ignores):
            continue
        if not is_folder:
            yield path, bool(excludes.file(path))
        elif excludes.folder(path):
            yield path + "/", True
        else:
            yield from _folder(root, path, excludes, ignores)


def _with_rules(root: str, prefix: str, ignores: Ignores) -> Ignores:
    from pathspec import GitIgnoreSpec

    path = f"{root}/{prefix}.gitignore"
    if os.path.islink(path) or not os.path.isfile(path):  # noqa: PTH114, PTH113 – hot, plain strings
        return ignores
    try:
        with open(path, encoding="utf-8", errors="replace") as stream:  # noqa: PTH123 – as above
            lines = stream.read().splitlines()
        return (*ignores, (prefix, GitIgnoreSpec.from_lines(lines)))
    except (OSError, ValueError):
        return ignores


def _ignored(path: str, ignores: Ignores) -> bool:
    """The deepest `.gitignore` that says anything about the path decides."""
    for prefix, spec in reversed(ignores):
        verdict = spec.check_file(path[len(prefix) :]).include
        if verdict is not None:
            return verdict
    return False
