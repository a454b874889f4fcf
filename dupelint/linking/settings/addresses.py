"""Addresses in variables against the ports that their services listen on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby

from dupelint.linking.files import Files
from dupelint.linking.processes.drift import LOCAL, STEM, URL, Missed
from dupelint.linking.processes.in_force import CODE_FILE, DEFAULT, Said
from dupelint.linking.processes.mentions import Mentions
from dupelint.linking.processes.starts import Started, name_of
from dupelint.linking.settings.places import Place
from dupelint.linking.settings.reads import Reads
from dupelint.model.config import Config
from dupelint.model.facts import NO_SPAN, Span
from dupelint.model.numbers import small_number
from dupelint.model.wiring import UrlMismatch
from dupelint.store import Store, locate


def link_addresses(
    store: Store,
    files: Files,
    config: Config,
    places: Sequence[Place],
    missed: Sequence[Missed],
    started: Sequence[Started],
    reads: Reads,
) -> None:
    """Fill `url_mismatch`; `missed`: addresses that lead past their services in a run."""
    search = _Search(store, files, config, started)
    left = list(search.left_behind(started))
    behind = {address for _, address in left}
    rows = [row for row, _ in left]
    rows += search.against_configuration(places)
    rows += search.beside_their_port(places)
    told = {row.at for row in rows}
    dialled = set(_dialled(files, started, reads))
    for one in missed:
        at = one.said.value_at if one.said.value_at != NO_SPAN else one.said.at
        read = (one.run, one.said.at) in dialled and one.said.rank > DEFAULT
        if read and at not in told and at not in behind:
            told.add(at)
            rows.append(_row(one, at))
    store.fill(UrlMismatch, {(row.at, row.name): row for row in rows}.values())


def _dialled(files: Files, started: Sequence[Started], reads: Reads) -> Iterator[tuple[str, Span]]:
    """(run, definition whose value one of its programs reads, or may read)."""
    for one in {one.row.id: one for one in started}.values():
        entry = files.ids.get(one.row.entry)
        read = reads.of(entry) if entry is not None else None
        for said in {said.name: said for said in one.environment.said}.values():
            if "://" in said.value and (read is None or said.name in read):
                yield name_of(files, one.launcher), said.at


def _row(one: Missed, at: Span) -> UrlMismatch:
    return UrlMismatch(
        one.said.name, one.port, one.opened, one.service, one.because, one.run, one.decided,
        one.at, at,
    )  # fmt: skip


class _Search:
    def __init__(
        self, store: Store, files: Files, config: Config, started: Sequence[Started]
    ) -> None:
        self._files = files
        self._mentioned = Mentions(store)
        self._wanted = dict(_ports(config))
        self._listening: dict[str, str] = {}  # port variable → what opens it
        for one in started:
            if one.row.variable:
                self._listening.setdefault(one.row.variable, one.row.entry or one.row.process)

    def against_configuration(self, places: Sequence[Place]) -> Iterator[UrlMismatch]:
        """Addresses that are set to another port than the configuration gives their service."""
        for place in places:
            found, stem = URL.match(place.value), STEM.match(place.name)
            if place.default or place.purpose or found is None or stem is None:
                continue
            wanted = self._wanted.get(stem["stem"])
            port = int(found["port"])
            if wanted and port != wanted and found["host"] in LOCAL:
                name = f"{stem['stem']}_PORT"
                service = self._listening.get(name, name)
                yield UrlMismatch(
                    place.name, port, wanted, service, "[settings]", "", NO_SPAN,
                    self._digits(place.at, port), place.at,
                )  # fmt: skip

    def beside_their_port(self, places: Sequence[Place]) -> Iterator[UrlMismatch]:
        """Addresses in a dotenv file that gives their service another port."""
        mine = [place for place in places if place.origin == "dotenv" and place.purpose != "test"]
        for _, group in groupby(mine, key=lambda place: place.file):
            last = {place.name: place for place in group}
            for name, place in last.items():
                found, stem = URL.match(place.value), STEM.match(name)
                if found is None or stem is None or found["host"] not in LOCAL:
                    continue
                variable = f"{stem['stem']}_PORT"
                pair = last.get(variable)
                service = self._listening.get(variable)
                port = int(found["port"])
                if pair is None or service is None or stem["stem"] in self._wanted:
                    continue
                if pair.value.isdecimal() and int(pair.value) not in (0, port):
                    yield UrlMismatch(
                        name, port, int(pair.value), service, f"{variable} opens it", "", pair.at,
                        self._digits(place.at, port), place.at,
                    )  # fmt: skip

    def left_behind(self, started: Sequence[Started]) -> Iterator[tuple[UrlMismatch, Span]]:
        """(the port that a launcher changes, the address beside it that keeps the old one)."""
        for one in {one.row.id: one for one in started}.values():
            told: dict[str, list[Said]] = defaultdict(list)
            for said in one.environment.said:
                if said.rank > DEFAULT:
                    told[said.name].append(said)
            for name, places in told.items():
                stem = STEM.match(name)
                if stem is None or not name.endswith("_PORT") or len(places) < 2:
                    continue
                now = places[-1]
                before = self._pair_of(now, places, told, stem["stem"])
                if before is not None:
                    yield self._changed(one, now, before, stem["stem"]), before.value_at

    def _pair_of(
        self, now: Said, places: Sequence[Said], told: dict[str, list[Said]], stem: str
    ) -> Said | None:
        """The address that stands in the file whose port is overruled, if it needs another port."""
        for name, others in told.items():
            found = URL.match(others[-1].value)
            its = STEM.match(name)
            if found is None or its is None or its["stem"] != stem or found["host"] not in LOCAL:
                continue
            address = others[-1]
            file = _file(address)
            was = [
                said
                for said in places[:-1]
                if _file(said) == file and said.rank > CODE_FILE and said.value != now.value
            ]
            wanted = self._wanted.get(stem, int(found["port"]))
            changed = now.value.isdecimal() and int(now.value) != wanted
            if was and changed and _file(now) != file and places[-2] is was[-1]:
                return address
        return None

    def _changed(self, one: Started, now: Said, address: Said, stem: str) -> UrlMismatch:
        found = URL.match(address.value)
        port = self._wanted.get(stem, int(found["port"]) if found else 0)
        because = "[settings]" if stem in self._wanted else f"{address.name} keeps it"
        at = now.value_at if now.value_at != NO_SPAN else now.at
        return UrlMismatch(
            now.name, int(now.value), port, self._listening.get(now.name, now.name), because,
            name_of(self._files, one.launcher), address.value_at, at, at,
        )  # fmt: skip

    def _digits(self, at: Span, port: int) -> Span:
        return next(self._mentioned.within(at, port), NO_SPAN)


def _ports(config: Config) -> Iterator[tuple[str, int]]:
    """stem → the port that the configuration gives its service."""
    for name, value in config.settings.items():
        stem = STEM.match(name)
        port = small_number(value)
        if stem is not None and name.endswith("_PORT") and port >= 0:
            yield stem["stem"], port


def _file(said: Said) -> int:
    return locate(said.at)[0]
