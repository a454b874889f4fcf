"""Places where a secret is none: a default, a short text, another one for the other side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from dupelint.linking.files import Files, in_order
from dupelint.linking.processes.in_force import DEFAULT, Said
from dupelint.linking.processes.starts import Started, name_of
from dupelint.linking.settings.known import is_blank, purpose
from dupelint.linking.settings.places import CODE, Place
from dupelint.linking.symbols.names import Names
from dupelint.model.config import Config
from dupelint.model.facts import NO_SPAN, Credential, Span
from dupelint.model.value import load
from dupelint.model.wiring import WeakSecret
from dupelint.store import Store

_READ_FROM_OUTSIDE = "let the environment hold it, and refuse to start without it"
# Files that hold nothing but variables: a secret belongs into one that is not committed.
_HOMES = frozenset({"dotenv", "systemd"})


def link_secrets(
    store: Store, files: Files, known: Names, config: Config, places: Sequence[Place],
    started: Sequence[Started],
) -> None:  # fmt: skip
    """Fill `weak_secret`."""
    names = frozenset(config.secret_variables)
    rows = [row for place in places if place.name in names for row in _of_place(place, config)]
    rows += _constants(known, files, names)
    rows += _whole(store, files)
    told = {row.at for row in rows}
    rows += (row for row in _differing(files, names, started) if row.at not in told)
    store.fill(WeakSecret, {row.at: row for row in rows}.values())


def _of_place(place: Place, config: Config) -> Iterator[WeakSecret]:
    long = len(place.value) >= config.min_secret_length
    length = f"{len(place.value)} characters"
    if place.purpose == "test" or (place.default and not place.value):
        return
    if place.purpose == "example":
        if is_blank(place.value):
            return
        what, advice, severity = (
            f"has a value in an example file ({length}), which somebody will keep",
            "leave it empty there, or write what to put in: <your-secret>", "info",
        )  # fmt: skip
    elif place.default:
        what, advice, severity = f"has a default ({length})", _READ_FROM_OUTSIDE, "error"
    elif place.origin == CODE:
        what, advice, severity = f"is set in code ({length})", _READ_FROM_OUTSIDE, "error"
    elif not long:
        least = config.min_secret_length
        what, advice, severity = (
            f"has {length}, it needs {least}",
            'make one: python -c "import secrets; print(secrets.token_urlsafe(32))"', "error",
        )  # fmt: skip
    elif place.origin not in _HOMES:
        what, advice, severity = (
            f"is written into a launcher's file ({length})",
            "let a file that is not committed hold it", "error",
        )  # fmt: skip
    else:
        return
    yield WeakSecret(place.name, what, advice, severity, NO_SPAN, place.value_at, place.at)


def _whole(store: Store, files: Files) -> Iterator[WeakSecret]:
    """Files that hold a secret as such."""
    for file, fact in store.facts(Credential):
        if files.in_force(file) and not purpose(files.path(file)):
            what = "lies in the project as a file"
            advice = "take it out, make it anew if others have seen it, name it in .gitignore"
            yield WeakSecret(f"a {fact.form}", what, advice, "error", NO_SPAN, NO_SPAN, fact.at)


def _constants(known: Names, files: Files, names: frozenset[str]) -> Iterator[WeakSecret]:
    """`INTERNAL_SECRET = "…"` at the top of a module."""
    held = {
        fact.at: (file, fact)
        for named in (*map(known.assigned.everywhere, sorted(names)), known.assigned.telling)
        for file, fact in named
    }
    for _, (file, fact) in sorted(held.items()):
        owner, _, name = fact.name.rpartition(".")
        if name not in names or owner.endswith(("env", "environ")):
            continue  # the environment itself: a definition, told already
        if "test" in owner.lower():  # `class TestingConfig`
            continue
        value = load(fact.value)
        if files.in_force(file) and value[0] == "str" and value[1]:
            what = f"is a constant in code ({len(str(value[1]))} characters)"
            yield WeakSecret(name, what, _READ_FROM_OUTSIDE, "error", NO_SPAN, NO_SPAN, fact.at)


def _differing(
    files: Files, names: frozenset[str], started: Sequence[Started]
) -> Iterator[WeakSecret]:
    """Programs of one run that are given different secrets."""
    runs: dict[int, list[Started]] = defaultdict(list)
    for one in started:
        runs[one.row.run].append(one)
    for group in runs.values():
        given: dict[str, dict[Span, Said]] = defaultdict(dict)
        for one in {one.row.id: one for one in group}.values():
            for said in {said.name: said for said in one.environment.said}.values():
                if said.name in names and said.rank > DEFAULT and "$" not in said.value:
                    given[said.name].setdefault(said.at, said)
        for name, places in given.items():
            first, *rest = sorted(places.values(), key=lambda said: in_order(files, said.at))
            for said in rest:
                if said.value == first.value:
                    continue
                run = name_of(files, group[0].launcher)
                what = f"is another one than its peers are given in {run}"
                at = said.value_at if said.value_at != NO_SPAN else said.at
                yield WeakSecret(
                    name,
                    what,
                    "give all of them the same one",
                    "error",
                    first.at,
                    said.value_at,
                    at,
                )
