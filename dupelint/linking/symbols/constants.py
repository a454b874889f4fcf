"""The module-level bindings of all files, by name; it is noted which names are asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from dupelint.model.constant import is_plain
from dupelint.model.facts import Assignment

Key = tuple[int, str]  # file, name


class Constants:
    """What is not plain can be looked through; a plain one answers to its name only."""

    def __init__(self, facts: Iterable[tuple[int, Assignment]]) -> None:
        self.telling: list[tuple[int, Assignment]] = []
        self.asked: set[Key] = set()
        self.asked_everywhere: set[str] = set()
        self._known: dict[Key, list[Assignment]] = defaultdict(list)
        for file, fact in facts:
            self._known[file, fact.name].append(fact)
            if not is_plain(fact.name, fact.value):
                self.telling.append((file, fact))
        self._known.default_factory = None
        self._files: dict[str, list[int]] | None = None  # by name, once that is asked for

    def __contains__(self, key: Key) -> bool:
        self.asked.add(key)
        return key in self._known

    def __getitem__(self, key: Key) -> list[Assignment]:
        self.asked.add(key)
        return self._known[key]

    def get(self, key: Key) -> Sequence[Assignment]:
        """The bindings of a name in one file, by place."""
        self.asked.add(key)
        return self._known.get(key, ())

    def everywhere(self, name: str) -> list[tuple[int, Assignment]]:
        """The bindings of a name in any file."""
        self.asked_everywhere.add(name)
        if self._files is None:
            self._files = defaultdict(list)
            for file, known in self._known:
                self._files[known].append(file)
        return [
            (file, fact) for file in self._files.get(name, ()) for fact in self._known[file, name]
        ]
