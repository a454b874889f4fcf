"""Which files run when a file is started: the import graph and its closure."""

from __future__ import annotations

from collections import deque

from dupelint.linking.names import Names


class Reach:
    """Files reached through imports, lazily and once per start."""

    def __init__(self, names: Names) -> None:
        self.edges: dict[int, list[int]] = {}
        self.importers: dict[int, set[int]] = {}
        for file in names.imports:
            targets = list(dict.fromkeys(target for target, _ in names.imported_files(file)))
            self.edges[file] = targets
            for target in targets:
                self.importers.setdefault(target, set()).add(file)
        self._closures: dict[int, dict[int, int]] = {}

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

    def importing(self, file: int) -> set[int]:
        """Every file that reaches `file`, itself included."""
        seen = {file}
        queue = deque([file])
        while queue:
            for importer in self.importers.get(queue.popleft(), ()):
                if importer not in seen:
                    seen.add(importer)
                    queue.append(importer)
        return seen

    def meet(self, a: int, b: int) -> bool:
        """Whether one program can run both files: one reaches the other, or a third both."""
        if a == b or b in self.closure(a) or a in self.closure(b):
            return True
        return bool(self.importing(a) & self.importing(b))
