"""Exclude patterns, compiled to the cheapest test that does the same."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

_SPECIAL = frozenset("*?[]!\\#")


class Excludes:
    """gitignore patterns over paths relative to the root.

    Nearly all patterns are a plain name, `*end`, `start*` or `*middle*`; those are looked up. The
    others are given to pathspec. A negation needs the order of all patterns, so then pathspec
    gets them all.
    """

    def __init__(self, patterns: Iterable[str]) -> None:
        self._names: set[str] = set()
        self._folders: set[str] = set()  # from `name/`: a folder only
        self._ends: tuple[str, ...] = ()
        self._starts: tuple[str, ...] = ()
        self._middles: tuple[str, ...] = ()
        self._rest: list[str] = []
        self._spec: GitIgnoreSpec | None = None
        self._known = {"": ""}  # folder → the excluded folder it is or lies in, "" for none
        patterns = list(dict.fromkeys(patterns))
        self._ordered = any(pattern.startswith("!") for pattern in patterns)
        if self._ordered:
            self._rest = patterns
        else:
            for pattern in patterns:
                self._add(pattern)
        if self._rest:
            from dupelint.syntax.globs import compile_globs

            self._spec = compile_globs(self._rest)

    def _add(self, pattern: str) -> None:
        core = pattern.strip("*")
        plain = bool(core) and _SPECIAL.isdisjoint(core) and core == core.strip()
        if plain and pattern == f"{core}" and "/" not in core:
            self._names.add(core)
        elif plain and pattern == core and core.count("/") == 1 and core.endswith("/"):
            self._folders.add(core[:-1])
        elif not plain or "/" in core:
            self._rest.append(pattern)
        elif pattern == f"*{core}":
            self._ends += (core,)
        elif pattern == f"{core}*":
            self._starts += (core,)
        elif pattern == f"*{core}*":
            self._middles += (core,)
        else:
            self._rest.append(pattern)

    def file(self, path: str) -> str:
        """What of `path` is excluded: a folder (ends with a slash), the path itself, or nothing."""
        folder, _, name = path.rpartition("/")
        known = self._known.get(folder)
        if known is None:
            known = self.folder(folder)
        if known:
            return known
        if self._named(name) or (self._spec is not None and self._spec.match_file(path)):
            return path
        return ""

    def folder(self, path: str) -> str:
        """The excluded folder that `path` (a folder) is or lies in, with a slash; "" for none."""
        found = self._known.get(path)
        below: list[str] = []
        while found is None:  # a loop: folders stand deeper in each other than calls may
            below.append(path)
            path = path.rpartition("/")[0]
            found = self._known.get(path)
        for folder in reversed(below):
            if not found and self._excludes(folder):
                found = folder + "/"
            self._known[folder] = found
        return found

    def _excludes(self, folder: str) -> bool:
        """Whether a folder is excluded for itself."""
        name = folder.rpartition("/")[2]
        if name in self._folders or self._named(name):
            return True
        if self._spec is None or self._ordered:  # ordered: something below may be negated
            return False
        return self._spec.match_file(folder + "/")

    def _named(self, name: str) -> bool:
        if name in self._names or name.endswith(self._ends) or name.startswith(self._starts):
            return True
        for middle in self._middles:  # noqa: SIM110  of every file: `any` takes twice as long
            if middle in name:
                return True
        return False
