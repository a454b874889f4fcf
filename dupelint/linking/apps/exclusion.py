"""Which two events on one object never happen in one run of a program."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from dupelint.linking.apps.event import Event
from dupelint.linking.apps.known import Made
from dupelint.linking.symbols.reach import Reach
from dupelint.model.wiring import Exclusive

# In a larger group an event is compared with those before it until one can happen beside it.
SMALL_GROUP = 40
MAX_COMPARED = 30

Key = tuple[int, str]  # object, what may stand on it once
Programs = Mapping[tuple[int, int], int]  # blueprint → the programs that register it, as bits

_MAIN = "main"  # the arm that runs only when its file is started


def exclusive(
    table: str, rows: Sequence[tuple[Key, int, Event]], reach: Reach, mounted: Programs
) -> tuple[list[Exclusive], set[int]]:
    """(pairs of ids, both ways; ids of events that too many others exclude to be sure of)."""
    groups: dict[Key, list[tuple[int, Event]]] = defaultdict(list)
    for key, number, event in rows:
        groups[key].append((number, event))
    found: list[Exclusive] = []
    dropped: set[int] = set()
    for group in groups.values():
        if len(group) < 2:
            continue
        group.sort(key=lambda item: item[1].order)
        for index, (later, event) in enumerate(group):
            apart = []
            for earlier, other in group[:index]:
                if excludes(other, event, reach, mounted):
                    apart.append(earlier)
                    if len(apart) > MAX_COMPARED:
                        dropped.add(later)
                        break
                elif len(group) > SMALL_GROUP:
                    break
            found += _both_ways(table, later, apart)
    return found, dropped


def _both_ways(table: str, later: int, others: Iterable[int]) -> list[Exclusive]:
    return [
        Exclusive(table, *pair) for other in others for pair in ((other, later), (later, other))
    ]


def excludes(first: Event, second: Event, reach: Reach, mounted: Programs) -> bool:
    """Whether two events on one object never happen in one run."""
    arms = {(file, branch): (arm, walk) for file, branch, arm, walk in first.arms}
    repeated = first.fact.at == second.fact.at
    for file, branch, arm, walk in second.arms:
        known = arms.get((file, branch), (arm, walk))
        # One statement in two calls of a function, under a condition: it may ask for the first.
        if known[0] != arm or (repeated and known[1] != walk):
            return True
    if _run_apart(first, second, reach) or _run_apart(second, first, reach):
        return True
    together = reach.programs(first.start) & reach.programs(second.start)
    return not together & mounted.get((first.owner.file, first.owner.offset), -1)


def apart(first: Event, second: Event, reach: Reach) -> bool:
    """Whether two events are not known to happen in one run, on whatever objects."""
    if first.order == second.order:
        return False
    return "filtered" in (first.guard, second.guard) or excludes(first, second, reach, {})


def _run_apart(first: Event, second: Event, reach: Reach) -> bool:
    """Whether `first` only happens where its file is started, and `second` never does there.

    A started file is the module `__main__`: one that imports it back gets a second copy of it.
    """
    for file, _, arm, _ in first.arms:
        if arm == _MAIN and second.start != file:
            own = first.owner.file == file
            other_main = any(arm == _MAIN and other != file for other, _, arm, _ in second.arms)
            if own or other_main or not reach.programs(second.start) >> file & 1:
                return True
    return False


def mounted_by(
    registered: Iterable[tuple[tuple[int, int], Event]],
    apps: Iterable[tuple[int, int]],
    reach: Reach,
) -> dict[tuple[int, int], int]:
    """Blueprint → the programs that put it on an app, directly or under other blueprints."""
    known = set(apps)
    edges = [(_key(event.owner), key, reach.programs(event.start)) for key, event in registered]
    found: dict[tuple[int, int], int] = {key: 0 for _, key, _ in edges}
    for owner, _, _ in edges:
        if owner not in known:
            found.setdefault(owner, 0)
    below: dict[tuple[int, int], list[tuple[tuple[int, int], int]]] = defaultdict(list)
    for owner, key, programs in edges:
        below[owner].append((key, programs))
    waiting = [(key, programs) for owner in known for key, programs in below.get(owner, ())]
    while waiting:
        key, programs = waiting.pop()
        if programs & ~found[key]:
            found[key] |= programs
            waiting += [(child, programs & its) for child, its in below.get(key, ())]
    return found


def _key(owner: Made) -> tuple[int, int]:
    return owner.file, owner.offset
