"""The files of a folder that git does not know, read from disk with its `.gitignore` files."""

from __future__ import annotations

import os
from collections.abc import Iterator

from dupelint.discovery.exclude import Excludes
from dupelint.discovery.gitignore import Rules

Ignores = tuple[tuple[str, Rules], ...]  # folder with slash ("" for the top) → its rules


def walk(root: str, start: str, excludes: Excludes) -> Iterator[tuple[str, str]]:
    """(path relative to `root`, why it is left out or "") of what stands below `start`.

    A folder that is left out is one path that ends with a slash. What a `.gitignore` names is left
    out without a word, as git does. Symbolic links are listed, never followed.
    """
    waiting: list[tuple[str, Ignores]] = [(start, ())]  # folders stand deeper than calls may
    while waiting:
        folder, ignores = waiting.pop()
        prefix = f"{folder}/" if folder else ""
        try:
            with os.scandir(f"{root}/{prefix}") as found:
                entries = sorted(found, key=lambda entry: entry.name)
        except FileNotFoundError:
            continue  # removed a moment ago
        except OSError:
            yield prefix or "./", "unreadable"
            continue
        if any(entry.name == ".gitignore" for entry in entries):
            ignores = _with_rules(root, prefix, ignores)
        below: list[tuple[str, Ignores]] = []
        for entry in entries:
            path = prefix + entry.name
            is_folder = entry.is_dir(follow_symlinks=False)
            if ignores and _ignored(path, is_folder, ignores):
                continue
            if not is_folder:
                yield path, "excluded" if excludes.file(path) else ""
            elif excludes.folder(path):
                yield path + "/", "excluded"
            else:
                below.append((path, ignores))
        waiting += reversed(below)


def _with_rules(root: str, prefix: str, ignores: Ignores) -> Ignores:
    path = f"{root}/{prefix}.gitignore"
    if os.path.islink(path) or not os.path.isfile(path):  # noqa: PTH114, PTH113 – hot, plain strings
        return ignores
    try:
        with open(path, encoding="utf-8", errors="replace") as stream:  # noqa: PTH123 – as above
            return (*ignores, (prefix, Rules(stream.read().split("\n"))))
    except OSError:
        return ignores


def _ignored(path: str, is_folder: bool, ignores: Ignores) -> bool:
    """The deepest `.gitignore` that says anything about the entry decides."""
    for prefix, rules in reversed(ignores):
        verdict = rules.verdict(path[len(prefix) :], is_folder)
        if verdict is not None:
            return verdict
    return False
