"""The files of one run, looked up by path, folder and kind."""

from __future__ import annotations

from dupelint.model.facts import Span
from dupelint.model.source import Kind, Language
from dupelint.store import Store, locate

IN_FORCE = frozenset({Kind.SOURCE})


class Files:
    """Paths are relative to the root with forward slashes; the root folder is `""`."""

    def __init__(self, store: Store) -> None:
        self.sources = store.sources()
        self.ids = {path: key for key, (path, _, _) in self.sources.items()}
        self.folders: set[str] = {""}
        self.with_python: set[str] = set()  # folders with Python files, right in them or deeper
        for path, language, _ in self.sources.values():
            _add(self.folders, parent(path))
            if language is Language.PYTHON:
                _add(self.with_python, parent(path))

    def path(self, file: int) -> str:
        """Path of a file id."""
        return self.sources[file][0]

    def language(self, file: int) -> Language:
        """Language of a file id."""
        return self.sources[file][1]

    def kind(self, file: int) -> Kind:
        """Kind of a file id."""
        return self.sources[file][2]

    def in_force(self, file: int) -> bool:
        """Whether the file is part of the program: no test, example, tooling or generated file."""
        return self.sources[file][2] in IN_FORCE


def in_order(files: Files, at: Span) -> tuple[str, int]:
    """Sorts places by path: the number of a file depends on what was read before."""
    file, start, _ = locate(at)
    return files.path(file), start


def parent(path: str) -> str:
    """Folder of a path; the root's parent is the root."""
    return path.rpartition("/")[0]


def _add(folders: set[str], folder: str) -> None:
    """Put a folder among others, with all that it lies in."""
    while folder not in folders:
        folders.add(folder)
        folder = parent(folder)


def join(folder: str, path: str) -> str | None:
    """`folder/path` with `.` and `..` worked out; None if it leaves the root."""
    parts = folder.split("/") if folder else []
    for piece in path.split("/"):
        if piece in ("", "."):
            continue
        if piece == "..":
            if not parts:
                return None
            parts.pop()
        else:
            parts.append(piece)
    return "/".join(parts)
