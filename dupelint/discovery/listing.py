"""Which files of a project will be read, and which will not."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from dupelint.discovery.exclude import Excludes
from dupelint.discovery.git import list_files
from dupelint.discovery.kind import kind_of
from dupelint.discovery.language import language_of
from dupelint.discovery.walk import walk
from dupelint.model.config import Config
from dupelint.model.pattern import lazy
from dupelint.model.root import CONFIG_NAMES, PYPROJECT, has_table
from dupelint.model.source import Language, Skipped, SourceFile

NEVER = (".git/", ".dupelint/")  # whatever the configuration says; the second holds our own files
_SUBMODULE = lazy(r"^\s*path\s*=\s*(.+?)\s*$", re.MULTILINE)


Kept = dict[str, Language | None]  # path → what it is read as


class Listing(NamedTuple):
    """What discovery has to say about a project; both sorted by path."""

    files: list[SourceFile]
    skipped: list[Skipped]
    beside: frozenset[str] = frozenset()  # files and folders (`/` at the end) that are there only


def discover(
    root: Path,
    config: Config,
    explicit: Sequence[str] = (),
    meanwhile: Callable[[], None] | None = None,
) -> Listing:
    """The files below `root`; of `explicit` paths (relative to it) also those that are excluded.

    An explicit path beats every kind of exclusion, unless the configuration says `force-exclude`.
    Content is not looked at: minified and binary files are told when they are read. `meanwhile` is
    called while git is at work, if it is.
    """
    top = str(root)
    patterns = (*config.exclude, *config.extend_exclude, *NEVER)
    skipped: dict[str, str] = {}
    beside: set[str] = set()
    kept = _kept(root, top, Excludes(patterns), skipped, beside, meanwhile)
    kept = _without_nested(top, kept, skipped)
    if explicit and not config.force_exclude:
        kept = _with_explicit(top, kept, explicit, patterns, skipped)
    files = []
    for path, language in kept.items():
        if language is None or (language is Language.MARKDOWN and not config.include_docs):
            beside.add(path)
            continue
        found = _stat(top, path, language, config.max_file_size)
        if isinstance(found, str):
            skipped[path] = found
        elif found is not None:
            files.append(found)
    files.sort()
    skips = [Skipped(_printable(path), reason) for path, reason in skipped.items()]
    return Listing(files, sorted(skips), frozenset(beside | skipped.keys()))


def is_excluded(path: str, config: Config) -> bool:
    """Whether a file that need not be there is one that the configuration leaves out."""
    return bool(Excludes((*config.exclude, *config.extend_exclude, *NEVER)).file(path))


def _printable(path: str) -> str:
    """The path with bytes that are not UTF-8 replaced."""
    return path if path.isascii() else os.fsencode(path).decode("utf-8", "replace")


def _kept(
    root: Path,
    top: str,
    excludes: Excludes,
    skipped: dict[str, str],
    beside: set[str],
    meanwhile: Callable[[], None] | None,
) -> Kept:
    """Every path that no pattern excludes; `beside` gets those of no language."""
    listed = list_files(root, os.environ.get("PRE_COMMIT") == "1", meanwhile)
    if listed or (listed is not None and os.path.exists(f"{top}/.git")):  # noqa: PTH110 – as below
        kept: Kept = {}
        submodules = _submodules(root) if ".gitmodules" in listed else frozenset()
        for path in listed:
            if path in submodules:
                skipped[path + "/"] = "submodule"
            elif path.endswith("/"):
                skipped[path] = "repository of its own"
            elif (language := language_of(path)) is None:
                beside.add(path)
            elif found := excludes.file(path):
                skipped[found] = "excluded"
            else:
                kept[path] = language
        return kept
    kept = {}
    for path, reason in walk(top, "", excludes):
        if not reason:
            kept[path] = language_of(path)
        elif path not in NEVER and (path.endswith("/") or language_of(path)):
            skipped[path] = reason
    return kept


def _submodules(root: Path) -> frozenset[str]:
    path = root / ".gitmodules"
    try:
        text = path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
    except OSError:
        return frozenset()
    return frozenset(_SUBMODULE.findall(text))


def _without_nested(top: str, kept: Kept, skipped: dict[str, str]) -> Kept:
    """Leave out folders that have a configuration of their own: another project."""
    nested = set()
    for path in kept:
        folder, _, name = path.rpartition("/")
        if folder and (name in CONFIG_NAMES or (name == PYPROJECT and has_table(Path(top, path)))):
            nested.add(folder + "/")
    if not nested:
        return kept
    prefixes = tuple(nested)
    skipped.update(dict.fromkeys(nested, "project of its own"))
    return {path: held for path, held in kept.items() if not path.startswith(prefixes)}


def _with_explicit(
    top: str,
    kept: Kept,
    explicit: Iterable[str],
    patterns: Sequence[str],
    skipped: dict[str, str],
) -> Kept:
    """Add what the user named although a pattern or a `.gitignore` leaves it out."""
    known = dict(kept)
    real = os.path.realpath(top)
    for path in explicit:
        if path in known or path in {"", "."} or f"{path}/".startswith(NEVER):
            continue
        if os.path.realpath(f"{top}/{path}") != f"{real.rstrip('/')}/{path}":
            skipped[path] = "symbolic link"
        elif os.path.isdir(f"{top}/{path}"):  # noqa: PTH112 – plain strings throughout
            inside = f"{path}/"
            if any(name.startswith(inside) for name in known):
                continue
            others = Excludes(one for one in patterns if not Excludes((one,)).folder(path))
            skipped.pop(inside, None)
            for found, reason in walk(top, path, others):
                if reason:
                    skipped[found] = reason
                else:
                    known[found] = language_of(found)
        else:
            known[path] = language_of(path)
            skipped.pop(path, None)
    return known


def _stat(top: str, path: str, language: Language, limit: int) -> SourceFile | str | None:
    """The file, why it is not read, or None where it is gone."""
    if not path.isascii():
        try:
            path.encode()
        except UnicodeEncodeError:
            return "name is not UTF-8"
    try:
        status = os.lstat(f"{top}/{path}")
    except (FileNotFoundError, NotADirectoryError):
        return None  # tracked, deleted from the working tree
    except OSError:
        return "unreadable"
    if not stat.S_ISREG(status.st_mode):
        if stat.S_ISLNK(status.st_mode):
            return "symbolic link"
        return "submodule" if stat.S_ISDIR(status.st_mode) else "not a regular file"
    if status.st_size > limit:
        return "too large"
    return SourceFile(
        path, language, kind_of(path), status.st_size, status.st_mtime_ns, status.st_ctime_ns
    )
