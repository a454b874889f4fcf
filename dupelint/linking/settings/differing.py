"""Places that give one variable different values."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from dupelint.linking.files import Files, in_order, parent
from dupelint.linking.processes.in_force import DEFAULT, Said
from dupelint.linking.processes.starts import Started, name_of
from dupelint.linking.settings.aliases import of_programs
from dupelint.linking.settings.known import GENERIC, is_blank, is_stand_in
from dupelint.linking.settings.places import Place
from dupelint.linking.symbols.reach import Reach
from dupelint.model.config import Config
from dupelint.model.facts import NO_SPAN, EnvDefinition, Process, PublishedPort, Span
from dupelint.model.pattern import lazy
from dupelint.model.secrecy import is_secret, shown
from dupelint.model.wiring import SettingDrift
from dupelint.store import Store, locate

_ADDRESS = lazy(r"\w+://(?:[^\s/@]*@)?(?P<host>[\w.-]+|\[[0-9a-f:]+\])(?::(?P<port>\d+))?")
_LOCAL = frozenset({"localhost", "127.0.0.1", "0.0.0.0", "[::1]"})
_CONTAINED = frozenset({"compose", "dockerfile", "dockerfile-arg"})
_WHOLE_FOLDER = frozenset({"index", "__init__"})  # modules that are their folder
_TRUE, _FALSE = (
    frozenset({"1", "true", "yes", "on", "t"}),
    frozenset({"0", "false", "no", "off", "f"}),
)
# Programs that meet agree on these: where one finds the other.
_SHARED = lazy(r"(?:^|_)(?:PORT|URL|URI|ENDPOINT|ORIGIN|HOST|ADDR|ADDRESS)\Z")


def link_differing(
    store: Store,
    files: Files,
    reach: Reach,
    config: Config,
    places: Sequence[Place],
    started: Sequence[Started],
    canonical: frozenset[int],
) -> None:
    """Fill `setting_drift`; `places`: all that `places` finds, `canonical`: file ids."""
    services = _services(store) if config.settings else frozenset()
    rows = [row for place in places for row in _against(config, services, place)]
    told = {row.at for row in rows} | {row.edit for row in rows}
    hidden = frozenset(config.secret_variables)
    defaults = [
        place
        for place in places
        if place.default
        and not place.purpose
        and place.name not in hidden
        and place.name not in config.settings
        and not is_blank(place.value)
    ]
    rows += _defaults(files, reach, defaults, started, canonical)
    own = [place for place in places if place.name not in config.settings]
    rows += of_programs(files, reach, own, started)
    rows += (row for row in _given(files, config, started) if row.at not in told)
    seen: dict[tuple[Span, Span], SettingDrift] = {}
    for row in rows:
        seen.setdefault((row.at, row.also), row)
    store.fill(SettingDrift, seen.values())


# --- the configuration's own value ------------------------------------------------------------


def _services(store: Store) -> frozenset[str]:
    """The host names that compose files give their services."""
    found = {fact.group for _, fact in store.facts(EnvDefinition) if fact.origin == "compose"}
    found |= {fact.group for _, fact in store.facts(Process) if fact.origin == "compose"}
    found |= {fact.service for _, fact in store.facts(PublishedPort) if fact.origin == "compose"}
    return frozenset(found)


def _against(config: Config, services: frozenset[str], place: Place) -> Iterator[SettingDrift]:
    wanted = config.settings.get(place.name)
    if wanted is None or place.value == wanted or place.purpose == "test" or is_blank(place.value):
        return
    if place.purpose == "example" and is_stand_in(place.value):
        return
    if place.origin in _CONTAINED and _elsewhere(place.value, wanted):
        return
    if _names_service(place.value, wanted, services):
        return
    yield SettingDrift(
        place.name, shown(place.name, place.value), wanted, "[settings]", "", NO_SPAN, "",
        int(is_secret(place.name, place.value)), place.value_at, place.at,
    )  # fmt: skip


def _names_service(value: str, wanted: str, services: frozenset[str]) -> bool:
    """Whether an address is the wanted one as containers call it."""
    here, there = _ADDRESS.match(value), _ADDRESS.match(wanted)
    if here is None or there is None or here["host"] not in services:
        return False
    return here["port"] == there["port"] and here.end() - len(value) == there.end() - len(wanted)


def _elsewhere(value: str, wanted: str) -> bool:
    """Whether an address names another container: inside, localhost is the container itself."""
    here, there = _ADDRESS.match(value), _ADDRESS.match(wanted)
    if here is None or there is None:
        return value not in _LOCAL and wanted in _LOCAL  # a host without a port
    return here["host"] not in _LOCAL and here["host"] != there["host"]


# --- defaults of one program ------------------------------------------------------------------


def _defaults(
    files: Files,
    reach: Reach,
    places: Sequence[Place],
    started: Sequence[Started],
    canonical: frozenset[int],
) -> Iterator[SettingDrift]:
    """Reads of one run with different defaults: of one program, or of several that share it."""
    by_file: dict[int, list[Place]] = defaultdict(list)
    for place in places:
        by_file[place.file].append(place)
    runs: dict[int, list[Started]] = defaultdict(list)
    for one in started:
        runs[one.row.run].append(one)
    for group in runs.values():
        # A variable that comes in behind another one is that other one's fallback.
        shared: dict[tuple[str, str], dict[Span, tuple[Place, int]]] = defaultdict(dict)
        for one in {one.row.id: one for one in group}.values():
            entry = files.ids.get(one.row.entry)
            if entry is None:
                continue
            own: dict[tuple[str, str], dict[Span, tuple[Place, int]]] = defaultdict(dict)
            for file, depth in reach.closure(entry).items():
                for place in by_file.get(file, ()):
                    asked = (place.name, place.behind)
                    own[asked][place.at] = (place, depth)
                    if place.name not in GENERIC and _SHARED.search(place.name):
                        shared[asked].setdefault(place.at, (place, depth))
            for (name, _), found in own.items():
                known = _without_variants(files, list(found.values()))
                if not _SHARED.search(name):
                    known = [] if name in GENERIC else _without_alternatives(known)
                yield from _disagreeing(files, known, group[0], canonical)
        for found in shared.values():
            known = _without_variants(files, list(found.values()))
            yield from _disagreeing(files, known, group[0], canonical)


def _without_variants(files: Files, found: list[tuple[Place, int]]) -> list[tuple[Place, int]]:
    """Of classes, deployments and modules that take each other's place each has its own value.

    Modules are such where several of one folder have three values or more between them.
    """
    kinds: dict[tuple[object, ...], set[str]] = defaultdict(set)
    for place, _ in found:
        which = place.variant.partition(":")[0] or _meant(place.value)
        kinds[_kin(files, place)].add(which)
    return [
        (place, depth)
        for place, depth in found
        if len(kinds[_kin(files, place)]) < (2 if place.variant else 3)
    ]


def _kin(files: Files, place: Place) -> tuple[object, ...]:
    """What the places have in common that may take this one's place."""
    if place.variant:
        return place.file, place.variant.partition(":")[2]
    path = files.path(place.file)
    name = path.rpartition("/")[2]
    folder = parent(path)
    return ("", parent(folder), name) if name.partition(".")[0] in _WHOLE_FOLDER else ("", folder)


def _without_alternatives(found: list[tuple[Place, int]]) -> list[tuple[Place, int]]:
    """Functions of one file that each have a value of their own may take each other's place."""
    values: dict[int, set[str]] = defaultdict(set)
    for place, _ in found:
        values[place.file].add(_meant(place.value))
    return [pair for pair in found if not pair[0].scope or len(values[pair[0].file]) == 1]


def _disagreeing(
    files: Files, found: list[tuple[Place, int]], one: Started, canonical: frozenset[int]
) -> Iterator[SettingDrift]:
    """One group of places: the first that stays is the canonical one, or what most of them say."""
    if len({_kind(place.value) for place, _ in found}) > 1:
        return  # `memory://` is no other Redis
    if len({_meant(place.value) for place, _ in found}) < 2:
        return
    counts: dict[str, int] = defaultdict(int)
    for place, _ in found:
        counts[_meant(place.value)] += 1
    found.sort(key=lambda pair: (
        pair[0].file not in canonical, -counts[_meant(pair[0].value)], pair[1],
        files.path(pair[0].file), pair[0].at,
    ))  # fmt: skip
    stands = found[0][0]
    others = [place for place, _ in found if _meant(place.value) != _meant(stands.value)]
    primary, *more = others
    hidden = any(is_secret(place.name, place.value) for place, _ in found)
    value, kept = (
        ("another value", "this one")
        if hidden
        else (shown(primary.name, primary.value), shown(stands.name, stands.value))
    )
    run = name_of(files, one.launcher)
    for also in (stands, *more):
        label = "another value" if hidden else f"{shown(also.name, also.value)} here"
        yield SettingDrift(
            primary.name, value, kept, files.path(stands.file), run, also.at, label,
            int(hidden), primary.value_at, primary.at,
        )  # fmt: skip


def _kind(value: str) -> str:
    """The scheme of an address."""
    scheme, colon, _ = value.partition("://")
    return scheme.replace("https", "http") if colon else ""


def _meant(value: str) -> str:
    """A value without what makes no difference."""
    text = value.strip().lower()
    if text in _TRUE:
        return "true"
    return "false" if text in _FALSE else text.rstrip("/")


# --- what programs of one run are given -------------------------------------------------------


def _given(files: Files, config: Config, started: Sequence[Started]) -> Iterator[SettingDrift]:
    """Programs side by side that find each other by different values of one variable."""
    runs: dict[int, list[Started]] = defaultdict(list)
    for one in started:
        if not any(launcher.kind in ("compose", "image") for launcher, _ in one.leaf.chain):
            runs[one.row.run].append(one)
    for group in runs.values():
        given: dict[str, dict[Span, Said]] = defaultdict(dict)
        for one in {one.row.id: one for one in group}.values():
            for said in {said.name: said for said in one.environment.said}.values():
                if _counts(said, config):
                    given[said.name].setdefault(said.at, said)
        for name, places in given.items():
            first, *rest = sorted(places.values(), key=lambda said: in_order(files, said.at))
            run = name_of(files, group[0].launcher)
            for said in rest:
                if said.value != first.value:
                    because = files.path(locate(first.at)[0])
                    yield SettingDrift(
                        name, shown(name, said.value), shown(name, first.value), because, run,
                        first.at, f"{shown(name, first.value)} here",
                        int(is_secret(name, said.value)), said.value_at,
                        said.value_at if said.value_at != NO_SPAN else said.at,
                    )  # fmt: skip


def _counts(said: Said, config: Config) -> bool:
    return (
        said.rank > DEFAULT
        and said.name not in GENERIC
        and said.name not in config.settings
        and said.name not in config.secret_variables
        and _SHARED.search(said.name) is not None
        and "$" not in said.value
        and not is_blank(said.value)
    )
