"""Two names for one address, with different ports."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from dupelint.linking.files import Files, in_order
from dupelint.linking.processes.drift import LOCAL, STEM, URL
from dupelint.linking.processes.starts import Started, name_of
from dupelint.linking.settings.places import Place
from dupelint.linking.symbols.reach import Reach
from dupelint.model.wiring import SettingDrift

# Stems that say nothing.
_EMPTY = frozenset(
    {"API", "BASE", "APP", "SERVER", "SERVICE", "PUBLIC", "SITE", "REACT_APP", "VITE", "VUE_APP",
     "NEXT_PUBLIC", "NUXT", "EXPO_PUBLIC"}
)  # fmt: skip
_PARTS = frozenset({"API", "SERVICE", "SERVER", "HTTP"})  # `X_URL` may be the page of `X_API_URL`


def of_programs(
    files: Files, reach: Reach, places: Sequence[Place], started: Sequence[Started]
) -> Iterator[SettingDrift]:
    """Defaults of one program, and lines of one dotenv file."""
    by_file: dict[int, list[Place]] = defaultdict(list)
    for place in places:
        if _stem(place):
            by_file[place.file].append(place)
    for group in by_file.values():
        yield from _differing(files, [one for one in group if one.origin == "dotenv"], "")
    for one in {one.row.id: one for one in started}.values():
        entry = files.ids.get(one.row.entry)
        if entry is not None:
            closure = reach.closure(entry)
            own = [p for file in closure for p in by_file.get(file, ()) if p.default]
            yield from _differing(files, own, name_of(files, one.launcher))


def _stem(place: Place) -> str:
    """What the address leads to, "" where the name or the value does not say: `BRIDGE+API`."""
    found, address = STEM.match(place.name), URL.match(place.value)
    if found is None or address is None or place.purpose or address["host"] not in LOCAL:
        return ""
    words = set(place.name.split("_"))
    stem = str(found["stem"])
    if stem in _EMPTY or words & {"INTERNAL", "PUBLIC", "WS", "EXTERNAL"}:
        return ""
    return "+".join([stem, *sorted(words & _PARTS)])


def _differing(files: Files, places: Sequence[Place], run: str) -> Iterator[SettingDrift]:
    groups: dict[str, list[Place]] = defaultdict(list)
    for place in sorted(places, key=lambda place: in_order(files, place.at)):
        groups[_stem(place)].append(place)
    for group in groups.values():
        first = group[0]
        for other in group[1:]:
            here, there = URL.match(other.value), URL.match(first.value)
            if first.name == other.name or here is None or there is None:
                continue
            if here["port"] != there["port"]:
                because = f"{first.name} in {files.path(first.file)}"
                yield SettingDrift(
                    other.name, other.value, first.value, because, run, first.at,
                    f"{first.value} here", 0, other.value_at, other.at,
                )  # fmt: skip
