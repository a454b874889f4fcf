"""Which package a program comes from, and whether the project declares it."""

from __future__ import annotations

import re
from collections import defaultdict

from dupelint.linking.files import Files, parent
from dupelint.model.facts import Dependency, Process
from dupelint.model.pattern import lazy
from dupelint.store import Store

_PYPI = {
    "gunicorn": ("gunicorn",), "uvicorn": ("uvicorn", "fastapi"), "hypercorn": ("hypercorn",),
    "waitress-serve": ("waitress",), "celery": ("celery",), "daphne": ("daphne",),
    "granian": ("granian",), "honcho": ("honcho",),
}  # fmt: skip
_NPM = {
    "nodemon": ("nodemon",), "ts-node": ("ts-node", "ts-node-dev"), "ts-node-dev": ("ts-node-dev",),
    "tsx": ("tsx",), "next": ("next",),
}  # fmt: skip
# They declare packages in ways that are not read.
_OTHER = lazy(
    r"(?:^|/)(?:Pipfile|environment\.ya?ml|setup\.(?:py|cfg)|conda[\w.-]*\.ya?ml|[\w.-]*requirements"
    r"[\w.-]*\.(?:in|txt)|requirements/[^/]+)\Z"
)
_TABLE = lazy(r"(?:^|/)pyproject\.toml\Z")


class Declared:
    """The packages of every manifest."""

    def __init__(self, store: Store, files: Files, beside: frozenset[str]) -> None:
        self._files = files
        self._names: dict[str, set[str]] = defaultdict(set)  # folder of a manifest → packages
        self._pypi: set[str] = set()
        for file, fact in store.facts(Dependency):
            if fact.ecosystem == "npm":
                self._names[parent(files.path(file))].add(fact.name)
            else:
                self._pypi.add(fact.name)
        known = {file for file, fact in store.facts(Dependency) if fact.ecosystem == "pypi"}
        self._open = any(
            _OTHER.search(path) and files.ids.get(path) not in known
            for path in (*files.ids, *beside)
        ) or any(_TABLE.search(path) and file not in known for path, file in files.ids.items())

    def lacks(self, file: int, process: Process) -> str:
        """Why the program will not be there; "" where it may be."""
        if process.origin not in ("procfile", "replit", "package.json script"):
            return ""
        if process.program in _PYPI:
            if self._open or not self._pypi or self._pypi.intersection(_PYPI[process.program]):
                return ""
            return "which no requirements file declares"
        if process.program in _NPM and process.origin == "package.json script":
            if re.search(rf"\b(?:npx|bunx|dlx|exec)\s[^&|;]*{process.program}\b", process.command):
                return ""
            folder = parent(self._files.path(file))
            packages = set(self._names[folder])
            while folder:
                folder = parent(folder)
                packages |= self._names.get(folder, set())
            if not packages or packages.intersection(_NPM[process.program]):
                return ""
            return "which no package.json declares"
        return ""
