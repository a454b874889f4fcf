"""Which Next.js project a request goes to, and what of such a project is not known."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from dupelint.linking.files import Files
from dupelint.linking.next.paths import of_pattern
from dupelint.linking.next.projects import NextProject
from dupelint.linking.symbols.names import Names
from dupelint.linking.symbols.reach import Reach
from dupelint.linking.symbols.values import texts
from dupelint.linking.symbols.where import Where
from dupelint.model.facts import NextSetting
from dupelint.model.next_paths import CONFIG, MIDDLEWARE
from dupelint.model.pattern import lazy
from dupelint.model.value import load
from dupelint.store import Store, place_span

_ORIGIN = lazy(r"(?:https?://[^/]*|\{[^{}/]*\})")
_NOT_API = lazy(r"/\(\(\?![^()]*\bapi\b|/\(\(\?!(?:[^()]|\([^()]*\))*\bapi\b")
OUTSIDE_API = "*"  # a path: every one that is not below `/api`


class Hidden(NamedTuple):
    """Paths of one project of which it is not known what answers."""

    app: int
    path: str  # canonical, "" = every one, OUTSIDE_API
    reason: str
    at: int


class World:
    """The Next.js projects among all files."""

    def __init__(
        self, store: Store, files: Files, names: Names, reach: Reach,
        projects: Sequence[NextProject],
    ) -> None:  # fmt: skip
        self._files = files
        self._names = names
        self._reach = reach
        self._projects = projects
        self._owners: dict[int, frozenset[int]] | None = None
        self._rewriting = {
            file for file, one in store.facts(NextSetting) if one.form == "rewriting"
        } if projects else set()  # fmt: skip

    def __bool__(self) -> bool:
        return bool(self._projects)

    def covers(self, folder: str) -> bool:
        """Whether what a folder's package.json wants Next.js for is known: it is a project, or a
        package that projects use."""
        if any(project.folder == folder for project in self._projects):
            return True
        return bool(self._projects) and not any(
            CONFIG.search(path) and path.rpartition("/")[0] == folder for path in self._files.ids
        )

    def owners(self, file: int) -> frozenset[int]:
        """The projects whose pages run a file: a relative request goes back to them."""
        if not self._projects:
            return frozenset()
        if self._owners is None:
            self._owners = self._all_owners()
        return self._owners.get(file, frozenset())

    def _all_owners(self) -> dict[int, frozenset[int]]:
        found: dict[int, frozenset[int]] = {}
        inner = sorted(self._projects, key=lambda one: -len(one.folder))
        for file, (path, _, _) in self._files.sources.items():
            for project in inner:
                if not project.folder or path.startswith(project.folder + "/"):
                    found[file] = frozenset({project.app})
                    break
        for project in self._projects:  # what it imports of other folders
            pending = list(project.files)
            seen = set(pending)
            while pending:
                for target in self._reach.edges.get(pending.pop(), ()):
                    if target not in seen:
                        seen.add(target)
                        pending.append(target)
                        known = found.get(target, frozenset())
                        if not known or self._is_outside(target):
                            found[target] = known | {project.app}
        return found

    def _is_outside(self, file: int) -> bool:
        path = self._files.path(file)
        return not any(
            not project.folder or path.startswith(project.folder + "/")
            for project in self._projects
        )

    def hidden(self) -> Iterator[Hidden]:
        """What rewrites, redirects, a middleware may answer that no route tells of."""
        for project in self._projects:
            base = project.base or ""
            for file, one in project.settings:
                if one.form == "open":
                    reason = f"{self._files.path(file)} decides what is served by what is no text"
                    yield Hidden(project.app, "", reason, one.at)
                elif one.form in ("rewrite", "redirect") and self._hides(file, one):
                    path = of_pattern(one.source)
                    reason = f"{self._files.path(file)} has a {one.form} for {one.source}"
                    yield Hidden(project.app, base + path if path else "", reason, one.at)
            yield from self._middleware(project)

    def _hides(self, file: int, one: NextSetting) -> bool:
        """Whether a rewrite leads elsewhere than to the same path, or the rest of it, of another
        server of the project."""
        if one.form == "redirect":
            return True
        found = texts(self._names, Where(file, load(one.target)))
        rest = re.sub(r"^[^:(*]*", "", one.source)
        for text in found:
            origin = _ORIGIN.match(text.text)
            if origin is None or "{" in origin[0]:
                return True
            if text.text[origin.end() :] not in (one.source, "/" + rest, rest):
                return True
        return not found

    def _middleware(self, project: NextProject) -> Iterator[Hidden]:
        """Where one runs that may answer with another page."""
        for file, (path, _, _) in self._files.sources.items():
            if not MIDDLEWARE.search(path) or not self._files.in_force(file):
                continue
            folder = path.rpartition("/")[0]
            if folder not in (project.folder, f"{project.folder}/src".lstrip("/")):
                continue
            if not self._rewriting.intersection(self._reach.closure(file)):
                continue
            reason = f"{path} may answer with another page"
            matchers = [one for of, one in project.settings if of == file and one.form == "matcher"]
            for one in matchers:
                where = OUTSIDE_API if _NOT_API.match(one.source) else of_pattern(one.source)
                yield Hidden(project.app, where, reason, one.at)
            if not matchers:
                yield Hidden(project.app, "", reason, place_span(file, 0, 0))
