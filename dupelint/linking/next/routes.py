"""Route handlers, API routes and pages of Next.js → `live_route`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple, TypeAlias

from dupelint.linking.contract.patterns import UNKNOWN
from dupelint.linking.files import Files
from dupelint.linking.next.paths import Place, rank
from dupelint.linking.next.projects import NextProject
from dupelint.linking.symbols.names import Names
from dupelint.linking.symbols.where import Where
from dupelint.model.facts import NO_SPAN, MethodArm, Span, WrappedHandler
from dupelint.model.next_paths import PAGES_HANDLER
from dupelint.model.value import NULL, load
from dupelint.model.wiring import LiveRoute
from dupelint.store import Store, place_span

VERBS = ("DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT")
_HANDLED = frozenset({"DELETE", "GET", "PATCH", "POST", "PUT"})


# (route, name that it is exported under) → the function that another one makes the handler of
Wrapped: TypeAlias = dict[tuple[Span, str], Span]


class _Handler(NamedTuple):
    """What answers some methods."""

    methods: str
    view: str
    name: str
    at: Span


def link_next_routes(
    store: Store, files: Files, names: Names, projects: Sequence[NextProject]
) -> None:
    """Add to the table."""
    if not projects:
        return
    arms: dict[Span, list[MethodArm]] = defaultdict(list)
    for _, arm in store.facts(MethodArm):
        arms[arm.handler].append(arm)
    wrapped = {
        (fact.at, fact.name): fact.handler
        for _, fact in store.facts(WrappedHandler)
        if fact.name and fact.handler != NO_SPAN
    }
    last = max((row.id for row in store.rows(LiveRoute)), default=0)
    rows: list[LiveRoute] = []
    for project in projects:
        ordered = sorted(
            project.files.items(), key=lambda one: (rank(one[1].canonical), one[1].path)
        )
        for number, (file, place) in enumerate(ordered, 1):
            for handler in _handlers(files, names, arms, wrapped, file, place):
                unused = last + len(rows) + 1
                rows.append(_row(unused, project, place, handler, number))
    store.fill(LiveRoute, rows)


def _handlers(
    files: Files, names: Names, arms: dict[Span, list[MethodArm]], wrapped: Wrapped,
    file: int, place: Place,
) -> Iterator[_Handler]:  # fmt: skip
    whole = place_span(file, 0, 0)
    if place.is_page:
        yield _Handler("GET", "", "page", whole)
        return
    if PAGES_HANDLER.search(files.path(file)):
        yield from _of_pages(names, arms, wrapped, file, whole)
        return
    found = False
    for verb in VERBS if file not in names.stars else ():
        export = names.exports.get((file, verb))
        again = names.bound.get((file, f"export {verb}"), ())
        at = export.at if export is not None else again[0].at if again else None
        if at is None:
            continue
        found = True
        view, name = _view(names, names.exported(Where(file, NULL), file, verb))
        if (at, verb) in wrapped:
            view = f"def {wrapped[at, verb]}"
        yield _Handler(verb, view, name or verb, at)
    if not found:
        yield _Handler("ALL", "", "", whole)


def _of_pages(
    names: Names, arms: dict[Span, list[MethodArm]], wrapped: Wrapped, file: int,
    whole: Span,
) -> Iterator[_Handler]:  # fmt: skip
    """The default export; one for each method where it says which methods it takes."""
    export = names.exports.get((file, "default"))
    at = export.at if export is not None else whole
    view, name = _view(names, names.exported(Where(file, NULL), file, "default"))
    if (at, "default") in wrapped:
        view = f"def {wrapped[at, 'default']}"
    own = arms.get(Span(int(view[4:])), []) if view else []
    refused = {method for arm in own if arm.refuses for method in arm.methods.split(",")}
    taken = sorted(_HANDLED - refused)
    if not refused or not taken:
        yield _Handler("ALL", view, name, at)
        return
    for method in taken:
        handed = [
            load(arm.calls)
            for arm in own
            if not arm.refuses and method in arm.methods.split(",") and load(arm.calls) != NULL
        ]
        inner = _view(names, Where(file, handed[0])) if len(handed) == 1 else ("", "")
        yield _Handler(method, *(inner if inner[0] else (view, name)), at)


def _view(names: Names, where: Where) -> tuple[str, str]:
    """(identity, name) of the function that something leads to, "" if it is none."""
    found = names.follow(where)
    if found.form != "function":
        return "", ""
    scope = str(found.value[1])
    function = names.functions.get((found.file, scope))
    if function is None or function.form == "class":
        return "", ""
    return f"def {function.at}", scope


def _row(
    number: int, project: NextProject, place: Place, handler: _Handler, order: int
) -> LiveRoute:
    base = project.base
    whole = (base if base is not None else f"/{UNKNOWN}") + place.canonical
    return LiveRoute(
        number, project.app, project.folder or "app", "next", handler.methods, handler.methods, "",
        (base or "") + place.path, whole.rstrip("/") or "/", place.path, "", handler.view,
        handler.name, order, 0, int("{**}" in place.canonical), "page" if place.is_page else "", 0,
        NO_SPAN, handler.at,
    )  # fmt: skip
