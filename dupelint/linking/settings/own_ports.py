"""The port that a service has itself, for a legacy one that still stands for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from dupelint.linking.files import Files
from dupelint.linking.processes.programs import GENERIC
from dupelint.linking.processes.services import Opened
from dupelint.linking.processes.starts import Started
from dupelint.model.facts import EnvDefinition
from dupelint.store import Store


class OwnPorts:
    """Which numbers stand for one service: those of its variable, and of what does its job."""

    def __init__(
        self, store: Store, files: Files, opened: Iterable[Opened], started: Sequence[Started],
        legacy: frozenset[int],
    ) -> None:  # fmt: skip
        self._legacy = legacy
        self._group: dict[str | int, str | int] = {}  # variable or job → one of its group
        said: list[tuple[str | int, int]] = []
        read: set[str] = set()
        for item in opened:
            number, variable = item.port
            if variable and variable not in GENERIC:
                read.add(variable)
                said.append((variable, number))
        for one in started:
            row = one.row
            if row.variable and row.variable not in GENERIC:
                read.add(row.variable)
                said.append((row.variable, row.port))
                if row.job > 0:
                    self._join(row.variable, row.job)
            if row.job > 0:
                said.append((row.job, row.port))
        for file, fact in store.facts(EnvDefinition):
            if fact.name in read and fact.value.isdecimal() and files.in_force(file):
                said.append((fact.name, int(fact.value) if len(fact.value) < 6 else 0))
        self._read = read
        self._numbers: dict[str | int, set[int]] = defaultdict(set)
        for key, number in said:
            if 0 < number < 65536:
                self._numbers[self._of(key)].add(number)

    def replacement(self, port: int, variable: str) -> int:
        """The one other port of the service that a legacy port stands for, 0 if not known."""
        if variable in self._read:
            groups = [self._of(variable)]
        else:
            groups = [key for key, numbers in self._numbers.items() if port in numbers]
        if len(groups) != 1:
            return 0
        others = self._numbers[groups[0]] - self._legacy
        return next(iter(others)) if len(others) == 1 else 0

    def _of(self, key: str | int) -> str | int:
        while self._group.get(key, key) != key:
            key = self._group[key]
        return key

    def _join(self, a: str | int, b: str | int) -> None:
        self._group[self._of(a)] = self._of(b)
