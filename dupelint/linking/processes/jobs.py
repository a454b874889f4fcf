"""Services that do the same job from different entries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from dupelint.linking.files import Files, parent
from dupelint.linking.processes.programs import GENERIC
from dupelint.linking.processes.services import Opened, Service
from dupelint.linking.symbols.reach import Reach
from dupelint.model.facts import App
from dupelint.model.source import Language
from dupelint.store import Store


class Jobs:
    """Which job each service does: the lowest number among those that do the same."""

    def __init__(
        self,
        store: Store,
        files: Files,
        reach: Reach,
        services: Sequence[Service],
        opened: Sequence[Opened],
    ) -> None:
        self._files = files
        self._job = {service.number: service.number for service in services}
        apps = {file for file, _ in store.facts(App)}
        variables: dict[tuple[str, str], list[Service]] = defaultdict(list)
        serving: dict[int, list[Service]] = defaultdict(list)
        for service in services:
            reached = reach.closure(service.entry)
            for item in opened:
                if item.file in reached and item.port.variable not in GENERIC | {""}:
                    variables[service.package, item.port.variable].append(service)
            for file in apps.intersection(reached):
                serving[file].append(service)
        for group in variables.values():
            self._join(group)
        for file, group in serving.items():
            self._join([one for one in group if self._beside(one, file)])

    def of(self, service: int) -> int:
        """The job of a service."""
        while self._job[service] != service:
            service = self._job[service]
        return service

    def _beside(self, service: Service, file: int) -> bool:
        """Whether an app's file belongs to the service: a shared factory makes many apps."""
        if self._files.language(file) is not Language.PYTHON:
            package = service.package
            return not package or self._files.path(file).startswith(package + "/")
        above = parent(self._files.path(service.entry))
        return not above or self._files.path(file).startswith(above + "/")

    def _join(self, group: Iterable[Service]) -> None:
        jobs = {self.of(service.number) for service in group}
        for job in jobs:
            self._job[job] = min(jobs)
