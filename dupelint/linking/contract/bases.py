"""Where requests go that share a client and a base address: learnt from those that are served."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from dupelint.linking.files import Files, parent
from dupelint.model.facts import HttpCall, Proxy
from dupelint.model.value import NULL, dump
from dupelint.model.wiring import LiveCall
from dupelint.store import Store, locate

LOCAL = frozenset(
    {"", "localhost", "127.0.0.1", "0.0.0.0", "[::1]", "{location.hostname}", "{location.host}"}
)
_NO_BASE = dump(NULL)
MIN_SHARE = 0.5  # of the requests of one base that must be served for a claim about the others
Base = tuple[str, str]  # the client's file or package folder, base address as far as known


class Tally:
    """How many requests of one base are served, by which applications, behind which prefix."""

    def __init__(self) -> None:
        self.served: set[int] = set()  # spans of requests
        self.unserved: set[int] = set()
        self.apps: Counter[int] = Counter()
        self.prefixes: Counter[str] = Counter()

    @property
    def leads_elsewhere(self) -> bool:
        """Whether most of the requests are served by nothing that is known."""
        known = len(self.served) + len(self.unserved)
        return known > 1 and len(self.served) < MIN_SHARE * known


class Passed(NamedTuple):
    """What a development server or nginx passes on."""

    folder: str  # of the file that says so
    prefix: str  # without a slash at its end
    is_local: bool  # to a server that may be one of the project's


class Bases:
    """Groups requests, and says what stands in front of their paths."""

    def __init__(self, store: Store, files: Files) -> None:
        self._files = files
        self._packages = {
            parent(path) for path in files.ids if path.rpartition("/")[2] == "package.json"
        }
        self._passed = [
            Passed(
                parent(files.path(file)),
                "/" + proxy.prefix.lstrip("^/").rstrip("/"),
                _is_local(proxy.target),
            )
            for file, proxy in store.facts(Proxy)
        ]
        self._naked = self._without_base(store)
        self.tallies: dict[Base, Tally] = defaultdict(Tally)

    def _without_base(self, store: Store) -> set[int]:
        """Requests of clients that may be made with a base address elsewhere: `axios` where one is
        set for all, `this.$http` where one is set for any."""
        stated: dict[str, set[str]] = defaultdict(set)  # client → package folders
        for file, fact in store.facts(HttpCall):
            if fact.client.endswith("base-url") and self._files.in_force(file):
                folder = self._package(self._files.path(file))
                stated["axios-like"].add(folder)
                if fact.client == "default-base-url":
                    stated["axios"].add(folder)
        if not stated:
            return set()
        return {
            fact.at
            for file, fact in store.facts(HttpCall)
            if fact.base == _NO_BASE
            and self._package(self._files.path(file)) in stated.get(fact.client, ())
        }

    def _package(self, path: str) -> str:
        folder = parent(path)
        while folder and folder not in self._packages:
            folder = parent(folder)
        return folder

    def of(self, call: LiveCall) -> Base:
        """The group that a request belongs to; a base without a name is known in its file only."""
        path = self._files.path(locate(call.at)[0])
        if call.host == "{}":
            return path, call.host
        folder = self._package(path)
        if call.port:
            return folder, f":{call.port}"
        if call.at in self._naked and call.host in LOCAL:
            return folder, f"{{{call.client}}}"
        return folder, "" if call.host in LOCAL else call.host

    def is_hanging(self, call: LiveCall) -> bool:
        """Whether a base address that is not known may stand before the path."""
        return call.host.startswith("{") or self.of(call)[1].startswith("{")

    def is_external(self, call: LiveCall) -> bool:
        """Whether a request leaves the project: another host, or a proxy that leads to one."""
        if call.host in LOCAL:
            return not call.port and self._passes(call, is_local=False)
        if call.host.startswith("{"):
            return False
        return "." in call.host or ":" in call.host or not call.port

    def is_passed_on(self, call: LiveCall) -> bool:
        """Whether a proxy takes a request to another server of the project."""
        return call.host in LOCAL and not call.port and self._passes(call, is_local=True)

    def _passes(self, call: LiveCall, is_local: bool) -> bool:
        path = self._files.path(locate(call.at)[0])
        return any(
            passed.is_local is is_local
            and path.startswith(f"{passed.folder}/".lstrip("/"))
            and (call.path + "/").startswith(passed.prefix.rstrip("/") + "/")
            for passed in self._passed
        )

    def paths(self, call: LiveCall) -> Iterable[str]:
        """The paths that a request can have at the server: a proxy may take its prefix away."""
        yield call.path
        for passed in self._passed:
            rest = call.path.removeprefix(passed.prefix)
            if passed.prefix != "/" and rest != call.path and rest.startswith("/"):
                yield rest

    def prefix(self, base: Base) -> str | None:
        """What the base address holds besides the host; None where that is not known."""
        if not base[1].startswith("{"):
            return ""
        found = self.tallies[base].prefixes
        if not found:
            return None
        (best, count), total = found.most_common(1)[0], found.total()
        return best if count >= 2 and count >= 0.7 * total else None


def _is_local(target: str) -> bool:
    """Whether an address may be that of a server of the project: no dot in its host, or none."""
    host = target.partition("://")[2].partition("/")[0].rpartition(":")[0] or target
    return "." not in host or host.replace(".", "").isdigit()


def ports_of(rows: Iterable[tuple[int, int]], apps: Mapping[int, set[int]]) -> dict[int, set[int]]:
    """Port → applications of the services that open it; `rows`: (port, service), `apps`: service →
    applications that its files serve."""
    found: dict[int, set[int]] = defaultdict(set)
    for port, service in rows:
        found[port] |= apps.get(service, set())
    return found
