"""Which variables the code of the project reads, and which program reads them."""

from __future__ import annotations

from collections import defaultdict

from dupelint.linking.files import Files
from dupelint.linking.symbols.reach import Reach
from dupelint.model.facts import EnvRead, Span
from dupelint.model.source import MARKUP, SCRIPTS, Language
from dupelint.store import Store

_CODE = SCRIPTS | MARKUP | {Language.PYTHON}


class Reads:
    """Reads in code that is in force, and the names that anything at all reads."""

    def __init__(self, store: Store, files: Files, reach: Reach) -> None:
        self.places: dict[str, list[tuple[int, EnvRead]]] = defaultdict(list)  # (file, read)
        self.anywhere: set[str] = set()  # also in tests, tools, shell and compose references
        self._reach = reach
        self._files: dict[int, dict[str, Span]] = defaultdict(dict)
        self._programs: dict[int, dict[str, Span]] = {}
        for file, read in store.facts(EnvRead):
            self.anywhere.add(read.name)
            if files.in_force(file) and files.language(file) in _CODE:
                self.places[read.name].append((file, read))
                self._files[file].setdefault(read.name, read.at)

    def of(self, entry: int) -> dict[str, Span]:
        """name → where the program that starts in this file reads it first."""
        if entry not in self._programs:
            found: dict[str, Span] = {}
            for file in self._reach.closure(entry):
                for name, at in self._files.get(file, {}).items():
                    found.setdefault(name, at)
            self._programs[entry] = found
        return self._programs[entry]
