"""In which order what modules do at import happens, across files.

Importing a module runs it once, where it is first imported. `Events.order` counts file by file;
between two files this order decides.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from dupelint.linking.apps.event import Event
from dupelint.linking.symbols.imports import imported_files
from dupelint.linking.symbols.names import Names
from dupelint.linking.symbols.reach import Reach
from dupelint.model.facts import Import
from dupelint.model.source import Language
from dupelint.store import locate

_HOISTED = -1  # ES imports run before everything else of their module


class Sequence:
    """Sorts events as a run meets them."""

    def __init__(self, names: Names, reach: Reach, events: Iterable[Event]) -> None:
        self._names = names
        self._reach = reach
        self._positions: dict[int, dict[int, int]] = defaultdict(dict)  # file → event → position
        last: dict[int, int] = {}
        for event in events:
            file = event.start
            if event.file == file and not event.fact.scope:
                last[file] = locate(event.fact.at)[1]
            self._positions[file][event.order] = last.get(file, _HOISTED)
        self._rank: dict[int, int] = {}  # event's order → rank
        self._has_run = False

    def sorted(self, events: Iterable[Event]) -> list[Event]:
        """In order; what a factory does comes before what is done with its result."""
        found = list(events)
        if len(found) < 2:
            return found
        if not self._has_run and len({event.start for event in found}) > 1:
            self._has_run = True
            self._run()
        return sorted(found, key=self._key)

    def _key(self, event: Event) -> tuple[int, int, int]:
        outside = event.owner.through != (0, "")
        return int(outside), self._rank.get(event.order, 0), event.order

    def _run(self) -> None:
        edges = self._reach.edges
        imported = {target for targets in edges.values() for target in targets}
        entries = [file for file in edges if file not in imported]
        leading = self._reach.leading(self._positions)  # all others meet no event
        seen = self._names.files.sources.keys() - leading
        for entry in (*entries, *edges, *self._positions):
            self._import(entry, seen)

    def _import(self, entry: int, seen: set[int]) -> None:
        """Module-level imports and events in the order of their places, depth first."""
        if entry in seen:
            return
        seen.add(entry)
        stack = [iter(self._steps(entry))]
        while stack:
            for _, is_import, number in stack[-1]:
                if not is_import:
                    self._rank[number] = len(self._rank) + 1
                elif number not in seen:
                    seen.add(number)
                    stack.append(iter(self._steps(number)))
                    break
            else:
                stack.pop()

    def _imports(self, file: int) -> list[tuple[int, Import]]:
        """The files that importing this one runs, with the import of each."""
        return [
            (target, fact)
            for fact, targets in imported_files(self._names, file)
            if not fact.type_only
            for target in targets or ()
        ]

    def _steps(self, file: int) -> list[tuple[int, bool, int]]:
        """(position, whether it is an import, file or event) of what a module does."""
        hoists = self._names.files.language(file) is not Language.PYTHON
        found = [
            (_HOISTED if hoists and fact.form != "require" else locate(fact.at)[1], True, target)
            for target, fact in self._imports(file)
            if not fact.scope
        ]
        found += [(at, False, number) for number, at in self._positions.get(file, {}).items()]
        return sorted(found, key=lambda step: (step[0], not step[1], step[2] if not step[1] else 0))
