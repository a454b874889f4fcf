"""What stands between a request and the view that answers it."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from enum import IntEnum

from dupelint.linking.files import Files
from dupelint.linking.symbols.names import Names
from dupelint.linking.symbols.values import path_text
from dupelint.linking.symbols.where import Where
from dupelint.model.facts import (
    NO_SPAN,
    Blueprint,
    HeaderCheck,
    IdleDecorator,
    Mount,
    RequestGuard,
    Route,
    ViewBody,
)
from dupelint.model.pattern import lazy
from dupelint.model.value import NULL, Value, load
from dupelint.model.wiring import LiveRoute
from dupelint.store import Store, locate

Key = tuple[int, int]  # file and offset of a created app, router or blueprint
_MAX_NESTING = 6
# A name by which a function may check who asks.
_CHECKING = lazy(
    r"(?i)auth|verif|valid|secret|guard|token|signat|signed|protect|internal|require|jwt|passport"
    r"|twilio|hmac|permission|allow|login|check|secure|bearer|acl|api_?key"
)
_HARMLESS = lazy(r"(?i)validate_json|body_?parser|express\.|cors|helmet|is_json|validat\w*body")


class Verdict(IntEnum):
    """Whether a request is checked on its way."""

    OPEN = 0
    UNKNOWN = 1
    CHECKED = 2


class Guards:
    """Judges routes by one kind of check."""

    def __init__(
        self, store: Store, files: Files, names: Names, counts: Callable[[HeaderCheck], bool]
    ) -> None:
        """`counts`: whether a check is of that kind, and one that counts."""
        self._files = files
        self._names = names
        self._scopes: dict[int, set[str]] = defaultdict(set)
        places = []
        for file, check in store.facts(HeaderCheck):
            if counts(check):
                self._scopes[file].add(check.scope)
                places.append(check.at)
        self._places = sorted(places)
        self._bodies = {body.view_at: (file, body) for file, body in store.facts(ViewBody)}
        self._by_scope = {(file, body.scope): body for file, body in store.facts(ViewBody)}
        self._routes: dict[int, list[tuple[int, Route]]] = defaultdict(list)
        for file, route in store.facts(Route):
            self._routes[route.at].append((file, route))
        self._hooks: list[tuple[int, RequestGuard]] = []
        self._before: dict[int, list[tuple[int, RequestGuard]]] = defaultdict(list)
        for file, guard in store.facts(RequestGuard):
            if not files.in_force(file):
                continue
            if guard.form == "route":
                self._before[guard.route].append((file, guard))
            else:
                self._hooks.append((file, guard))
        self._idle = [(file, one) for file, one in store.facts(IdleDecorator)]
        self._mounts = [(file, one) for file, one in store.facts(Mount) if files.in_force(file)]
        self._blueprints = {
            (file, locate(fact.at)[1]) for file, fact in store.facts(Blueprint)
        }  # fmt: skip
        self._on: dict[Key, list[tuple[int, Mount]]] | None = None
        self._of: dict[Key, list[tuple[int, Mount]]] = defaultdict(list)

    def idle(self) -> Iterator[tuple[str, IdleDecorator]]:
        """Decorators that would check, and stand where they do nothing; each with its name."""
        for file, one in self._idle:
            where = Where(file, load(one.target))
            if self._files.in_force(file) and self._of_function(where, 0) is Verdict.CHECKED:
                yield _name(load(one.target)), one

    def of(self, route: LiveRoute) -> Verdict:
        """Whether a route is guarded."""
        if self._inside(route.at):
            return Verdict.CHECKED
        if route.view.startswith("def ") and self._inside(int(route.view[4:])):
            return Verdict.CHECKED
        found = [self._of_function(Where(file, load(guard.target)), 0)
                 for file, guard in self._before.get(route.at, ())]  # fmt: skip
        if not route.view.startswith("def ") and route.framework != "express":
            found.append(Verdict.UNKNOWN)  # what stands around the methods of a class
        for file, fact in self._routes.get(route.at, ()):
            if route.framework == "fastapi":
                found.append(Verdict.UNKNOWN)  # dependencies may check
            elif route.framework == "express":
                found.append(self._behind(file, fact, route))
            else:
                found.append(self._in_flask(file, fact))
        return max(found, default=Verdict.UNKNOWN)

    # --- Express -----------------------------------------------------------------------------

    def _behind(self, file: int, fact: Route, route: LiveRoute) -> Verdict:
        key = self._key(Where(file, load(fact.receiver)))
        if key is None:
            return Verdict.UNKNOWN
        return self._used(key, file, fact.at, route.path, 0)

    def _used(self, key: Key, file: int, at: int, path: str, depth: int) -> Verdict:
        """What is put on a router before a place of a file, and before the router itself."""
        if self._on is None:
            self._on = defaultdict(list)
            for where, mount in self._mounts:
                on = self._key(Where(where, load(mount.receiver)))
                if on is not None:
                    self._on[on].append((where, mount))
                target = self._key(Where(where, load(mount.target)))
                if target is not None:
                    self._of[target].append((where, mount))
        found = [Verdict.OPEN]
        for where, mount in self._on.get(key, ()):
            earlier = where != file or mount.at < at
            if earlier and self._covers(where, mount, path):
                found.append(self._of_mount(where, mount, path, {key}))
        if key in self._blueprints and key not in self._of:  # where it is mounted is not known
            found.append(Verdict.UNKNOWN)
        for where, mount in self._of.get(key, ()):
            parent = self._key(Where(where, load(mount.receiver)))
            found += [
                self._of_mount(where, one, path, {key}) for one in self._beside(where, mount)
            ]  # fmt: skip
            if parent is None or depth > _MAX_NESTING:
                found.append(Verdict.UNKNOWN)
            else:
                found.append(self._used(parent, where, mount.at, path, depth + 1))
        return max(found)

    def _beside(self, file: int, mount: Mount) -> Iterator[Mount]:
        """The other functions of one `use(path, check, router)`."""
        for where, one in self._mounts:
            if where == file and one.at == mount.at and one.target != mount.target:
                yield one

    def _of_mount(self, file: int, mount: Mount, path: str, seen: set[Key]) -> Verdict:
        """Whether a function checks; of a router, whether one does that it puts before its own
        routes: what no route of it answers has gone through them all.

        `seen`: routers that were looked at for this path.
        """
        if self._inside(mount.at):
            return Verdict.CHECKED
        value = load(mount.target)
        if value[0] == "unresolved":  # a function that stands there
            return Verdict.OPEN
        where = Where(file, value)
        router = self._key(where)
        if router is None:
            return self._of_function(where, 0)
        if router in seen:
            return Verdict.OPEN
        seen.add(router)
        on_router = (self._on or {}).get(router, ())
        found = [self._of_mount(*one, path, seen) for one in on_router if self._covers(*one, path)]
        return max(found, default=Verdict.OPEN)

    def _covers(self, file: int, mount: Mount, path: str) -> bool:
        """Whether what is put there meets requests for a path; a path that is not known does."""
        value = load(mount.path)
        items = self._names.items(Where(file, value)) or [Where(file, value)]
        for item in items:
            text = path_text(self._names, item)
            if text is None or path.startswith(text.rstrip("/*")) or text.rstrip("/") in path:
                return True
        return False

    def _key(self, where: Where) -> Key | None:
        found = self._names.meant(where)
        return (found.file, int(found.value[1])) if found.form == "new" else None

    # --- Flask ---------------------------------------------------------------------------------

    def _in_flask(self, file: int, fact: Route) -> Verdict:
        known = self._bodies.get(fact.view_at) if fact.view_at != NO_SPAN else None
        if known is None:
            where = Where(file, ("global", fact.view))
            found = [self._of_function(where, 0) or Verdict.UNKNOWN]
        else:
            found = [self._of_body(known[0], known[1])]
        owner = self._key(Where(file, load(fact.receiver)))
        for where_file, guard in self._hooks:
            hook_owner = self._names.follow(Where(where_file, load(guard.owner)))
            own = (hook_owner.file, hook_owner.value[1]) if hook_owner.form == "new" else None
            on_app = own is None or own not in self._blueprints
            if on_app or own == owner or guard.form == "before_app_request":
                found.append(self._of_function(Where(where_file, load(guard.target)), 0))
        return max(found)

    def _of_body(self, file: int, body: ViewBody) -> Verdict:
        if self._has(file, body.scope):
            return Verdict.CHECKED
        parts: Iterable[Value] = load(body.calls)[1:]
        found = [self._of_function(Where(file, part), 1) for part in parts]
        around = load(body.around)
        if around != NULL:
            found += [self._of_function(Where(file, part), 0) for part in around[1:]]
        return max(found, default=Verdict.OPEN)

    # --- functions -------------------------------------------------------------------------------

    def _of_function(self, where: Where, depth: int) -> Verdict:
        """Whether a function checks; one with a name that says so and that cannot be read may."""
        value = where.value
        found = self._names.follow(where)
        if found.form == "call":
            value = value[1] if value[0] == "call" else value
            found = self._names.follow(found.part(found.value[1]))
        if found.form == "function":
            scope = str(found.value[1])
            if self._has(found.file, scope):
                return Verdict.CHECKED
            body = self._by_scope.get((found.file, scope))
            if body is not None and depth < 2:
                return self._of_body(found.file, body)
        name = _name(value)
        suspicious = _CHECKING.search(name) and not _HARMLESS.search(name)
        return Verdict.UNKNOWN if suspicious else Verdict.OPEN

    def _has(self, file: int, scope: str) -> bool:
        return any(
            one == scope or one.startswith(f"{scope}.") for one in self._scopes.get(file, ())
        )

    def _inside(self, span: int) -> bool:
        """Whether a check stands in a span."""
        file, start, end = locate(span)
        index = bisect_left(self._places, span)
        for place in self._places[max(0, index - 1) :]:
            where, offset, _ = locate(place)
            if (where, offset) >= (file, end):
                return False
            if where == file and offset >= start:
                return True
        return False


def _name(value: Value) -> str:
    """An expression as it is written, as far as a name goes."""
    match value:
        case ("member", base, str(name)):
            return f"{_name(base)}.{name}".lstrip(".")
        case ("global" | "param", str(name)):
            return name
        case ("import", str(module), str(name)):
            return f"{module}.{name}"
        case ("call", callee, *_):
            return _name(callee)
    return ""
