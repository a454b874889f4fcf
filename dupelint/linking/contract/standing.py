"""Which requests stand in files that a program or page reaches."""

from __future__ import annotations

from dupelint.linking.clients.requests import Requests
from dupelint.linking.files import Files
from dupelint.linking.symbols.reach import Reach
from dupelint.model.facts import Export
from dupelint.model.pattern import lazy
from dupelint.model.wiring import ServiceFile
from dupelint.store import Store, locate

# Files that a bundler or framework finds by their names or folders.
_STARTS = lazy(
    r"(?i)(?:.*/)?(?:index|main|app|entry|bootstrap|background|content|popup|worker|sw|_app)"
    r"\.(?:[cm]?[jt]sx?|vue|svelte)|(?:.*/)?(?:pages|app|routes|views|screens|entries|entrypoints)/.+"
)


def calls_in_use(store: Store, files: Files, reach: Reach, requests: Requests) -> frozenset[int]:
    """Spans of the requests in files that something starts: a module that gives out names and
    that nothing imports is not in use."""
    callers = {locate(call.at)[0] for call in requests.calls}
    giving = {file for file, _ in store.facts(Export)}
    imported = {
        target
        for file, targets in reach.edges.items()
        if files.in_force(file)
        for target in targets
        if target != file
    }
    entries = {row.file for row in store.rows(ServiceFile) if row.depth >= 0}
    reached = reach.reached(
        file
        for file in reach.edges.keys() | callers
        if files.in_force(file)
        and (
            file in entries
            or (file not in imported and file not in giving)
            or _STARTS.fullmatch(files.path(file))
        )
    )
    return frozenset(call.at for call in requests.calls if locate(call.at)[0] in reached)
