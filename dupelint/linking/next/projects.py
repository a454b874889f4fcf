"""The Next.js projects of a repository, with the files that serve their paths."""

from __future__ import annotations

from typing import NamedTuple

from dupelint.linking.files import Files, parent
from dupelint.linking.next.paths import Place, of_app, of_pages
from dupelint.model.facts import Dependency, NextSetting
from dupelint.model.next_paths import CONFIG
from dupelint.model.source import Language
from dupelint.store import Store

FIRST_APP = 1_000_000  # number of the first project among application objects
_CODE = frozenset({Language.JAVASCRIPT, Language.TYPESCRIPT, Language.TSX})
_TREES = ("app", "pages")


class NextProject(NamedTuple):
    """A folder that `next build` is run in."""

    app: int  # its number among application objects
    folder: str
    base: str | None  # `basePath`, None where it is not known
    files: dict[int, Place]
    settings: tuple[tuple[int, NextSetting], ...]  # (file, what it says) of next.config, middleware


def find_projects(store: Store, files: Files) -> list[NextProject]:
    """Folders with a next.config or a dependency on Next.js that hold pages or route files."""
    folders = {
        parent(files.path(file)) for file, fact in store.facts(Dependency) if fact.name == "next"
    }
    folders |= {parent(path) for path in files.ids if CONFIG.search(path)}
    if not folders:
        return []
    trees = {f"{folder}/{tree}".lstrip("/"): (folder, tree) for folder in folders
             for name in _TREES for tree in (name, f"src/{name}")}  # fmt: skip
    held: dict[tuple[str, str], dict[int, Place]] = {}
    for file, (path, language, _) in files.sources.items():
        if language not in _CODE or not files.in_force(file):
            continue
        root = _tree(path, trees)
        if root is not None:
            below = path[len(root) + 1 :]
            place = of_app(below) if root.endswith("app") else of_pages(below)
            if place is not None:
                held.setdefault(trees[root], {})[file] = place
    found: list[NextProject] = []
    settings = list(store.facts(NextSetting))
    for folder in sorted(folders):
        places: dict[int, Place] = {}
        for name in _TREES:  # the one in `src` is not read where there is another
            places |= held.get((folder, name)) or held.get((folder, f"src/{name}")) or {}
        if places:
            own = tuple((f, one) for f, one in settings if _is_of(files.path(f), folder))
            number = FIRST_APP + len(found)
            found.append(NextProject(number, folder, _base(own), places, own))
    return found


def _tree(path: str, trees: dict[str, tuple[str, str]]) -> str | None:
    """The innermost routed folder that holds a file."""
    folder = parent(path)
    while folder:
        if folder in trees:
            return folder
        folder = parent(folder)
    return None


def _is_of(path: str, folder: str) -> bool:
    """Whether a file stands where Next.js looks for next.config and for a middleware."""
    return parent(path) in (folder, f"{folder}/src".lstrip("/"))


def _base(settings: tuple[tuple[int, NextSetting], ...]) -> str | None:
    for _, one in settings:
        if one.form == "base-path":
            return one.source.rstrip("/") or None
    return ""
