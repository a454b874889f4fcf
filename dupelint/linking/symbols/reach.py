"""Which files run when a file is started: the import graph and its closure."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping

from dupelint.linking.symbols.imports import imported_files
from dupelint.linking.symbols.names import Names
from dupelint.model.facts import Import


class Reach:
    """Files reached through imports, lazily and once per start."""

    def __init__(self, names: Names) -> None:
        self.edges: dict[int, list[int]] = {}
        self.unfound: list[tuple[int, Import]] = []  # imports that look internal and lead nowhere
        for file in names.imports:
            targets: dict[int, None] = {}
            for fact, found in imported_files(names, file):
                if found and not fact.type_only:
                    for target in found:
                        targets[target] = None
                elif found is None and not fact.type_only:
                    self.unfound.append((file, fact))
            self.edges[file] = list(targets)
        self._files = names.files
        self._closures: dict[int, dict[int, int]] = {}
        self._programs: dict[int, int] | None = None

    def reached(self, starts: Iterable[int]) -> set[int]:
        """The starts with all they import."""
        return _reached(self.edges, starts)

    def leading(self, targets: Iterable[int]) -> set[int]:
        """The targets with all that imports them."""
        importers: dict[int, list[int]] = defaultdict(list)
        for file, imported in self.edges.items():
            for target in imported:
                importers[target].append(file)
        return _reached(importers, targets)

    def closure(self, start: int) -> dict[int, int]:
        """file → number of imports from `start` (0: itself)."""
        if start not in self._closures:
            depth = {start: 0}
            queue = deque([start])
            while queue:
                file = queue.popleft()
                for target in self.edges.get(file, ()):
                    if target not in depth:
                        depth[target] = depth[file] + 1
                        queue.append(target)
            self._closures[start] = depth
        return self._closures[start]

    def programs(self, file: int) -> int:
        """The files in force that reach `file`, itself included, as a set of bits."""
        if self._programs is None:
            self._programs = self._all_programs()
        return self._programs.get(file, self._bit(file))

    def _bit(self, file: int) -> int:
        """Only what is part of the program starts one: a test may import what never meets."""
        return 1 << file if self._files.in_force(file) else 0

    def _all_programs(self) -> dict[int, int]:
        """Every file's importers at once: importers come before what they import, cycles as one."""
        found: dict[int, int] = {}
        for cycle in reversed(list(_cycles(self.edges))):
            bits = 0
            for file in cycle:
                bits |= self._bit(file) | found.get(file, 0)
            for file in cycle:
                found[file] = bits
            for file in cycle:
                for target in self.edges.get(file, ()):
                    if target not in cycle:
                        found[target] = found.get(target, 0) | bits
        return found


def _reached(edges: Mapping[int, Iterable[int]], starts: Iterable[int]) -> set[int]:
    found = set(starts)
    waiting = list(found)
    while waiting:
        for target in edges.get(waiting.pop(), ()):
            if target not in found:
                found.add(target)
                waiting.append(target)
    return found


def _cycles(edges: dict[int, list[int]]) -> Iterator[set[int]]:
    """Strongly connected components (Tarjan's algorithm), what is imported before its importers."""
    index: dict[int, int] = {}
    low: dict[int, int] = {}
    open_files: list[int] = []
    is_open: set[int] = set()
    for root in edges:
        if root in index:
            continue
        work = [(root, iter(edges[root]))]
        index[root] = low[root] = len(index)
        open_files.append(root)
        is_open.add(root)
        while work:
            file, targets = work[-1]
            for target in targets:
                if target not in index:
                    index[target] = low[target] = len(index)
                    open_files.append(target)
                    is_open.add(target)
                    work.append((target, iter(edges.get(target, ()))))
                    break
                if target in is_open:
                    low[file] = min(low[file], index[target])
            else:
                work.pop()
                if work:
                    above = work[-1][0]
                    low[above] = min(low[above], low[file])
                if low[file] == index[file]:
                    cycle: set[int] = set()
                    while file not in cycle:
                        cycle.add(open_files.pop())
                    is_open -= cycle
                    yield cycle
