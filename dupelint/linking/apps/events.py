"""What happens to application objects, in the order it happens: one walk for all frameworks.

A walk starts in every scope in which an application (or a blueprint that gets children) is made,
named or got from a factory, follows the statements in order, and goes into project functions that
are handed it, three levels deep, each call site once.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import chain, islice
from operator import itemgetter

from dupelint.linking.apps.event import Arm, Event
from dupelint.linking.apps.hanging import Hanging
from dupelint.linking.apps.instances import Instances
from dupelint.linking.apps.known import KnownApps, Made
from dupelint.linking.apps.libraries import own_method
from dupelint.linking.apps.turns import Fact, loops, loops_of, turns
from dupelint.linking.files import Files
from dupelint.linking.symbols.names import Names
from dupelint.linking.symbols.objects import THIS, made_by
from dupelint.linking.symbols.where import Env, Where, bind
from dupelint.model.facts import (
    NO_SPAN,
    ApiMount,
    AppPass,
    Mount,
    Registration,
    Route,
    Span,
)
from dupelint.model.value import NULL, Value, load, unresolved
from dupelint.store import Store, locate

TRANSPARENT = frozenset({"staticmethod", "classmethod"})
MAX_CALLS = 3
MAX_WALKS = 1_000  # calls gone into from one start
MAX_ALL_WALKS = 20_000
MAX_TURNS = 1_000  # of loops in loops
MAX_ALTERNATIVES = 8
MAX_INSIDE = 8  # objects made while others are


class Events(KnownApps):
    """All events of a project."""

    def __init__(self, store: Store, names: Names, files: Files) -> None:
        super().__init__(store, names)
        self._scopes: dict[tuple[int, str], list[tuple[int, Fact]]] = defaultdict(list)
        kinds: tuple[type[Fact], ...] = (ApiMount, Registration, AppPass, Route, Mount)
        for file, fact in chain.from_iterable(store.facts(kind) for kind in kinds):
            if files.in_force(file):
                self._scopes[file, fact.scope].append((fact.at, fact))
        for facts in self._scopes.values():
            facts.sort(key=itemgetter(0))
        self._times = Counter(
            (file, scope, load(fact.callee))
            for (file, scope), facts in self._scopes.items()
            for _, fact in facts
            if isinstance(fact, AppPass)
        )
        self.hanging = Hanging[Made]()
        self._calls = self._here = 0  # walks so far; the one under way
        self._instances = Instances(names)
        self._gone_into: set[tuple[int, int, str]] = set()  # (number of the object, file, method)
        self._making = {
            (file, app.scope)
            for (file, _), app in self.apps.items()
            if app.framework != "http"  # a server around an app that may come from elsewhere
        }
        self._making |= {
            (file, made.scope)
            for (file, _), made in self.blueprints.items()
            if made.framework in ("express", "fastapi", "starlette") and made.scope
        }
        self._begun = (0, "")  # file and scope that the walk under way started in
        self._making |= {key for key in self._scopes if self._gets(key)}
        self._order = 0
        self._last_call = 0  # of the walk under way
        self._registers: dict[int, Where] = {}  # event's order → the blueprint
        self.cut: list[AppPass] = []  # calls that were too many to go into
        self.found: list[Event] = []
        self.dynamic: list[tuple[int, Registration]] = []  # blueprints that cannot be said
        self._inside = 0  # objects that are being made within each other
        self._own_scopes: dict[tuple[int, str], list[str]] = defaultdict(list)  # of a class
        for file, scope in sorted(self._scopes):
            holder, _, method = scope.rpartition(".")
            if self._instances.is_class((file, holder)):
                self._own_scopes[file, holder].append(method)
        self._walk_all()
        self._walk_methods()
        self._walk_uncalled()

    def _walk_all(self) -> None:
        """Modules, and functions that make an app; other functions only where called."""
        for file, scope in sorted(self._scopes, key=lambda key: (self._creates(key), key)):
            if self._is_module_level(file, scope) or not self._creates((file, scope)):
                if self._instances.holder(file, scope):
                    continue  # with the objects of its class
                self._begin(file, scope)
                self._walk(file, scope, None, file, (), "", 0, ())

    def _walk_uncalled(self) -> None:
        """Hooks that register on a parameter: decorated functions and methods that others call.

        Nothing is known of the app, but that it is one throughout the function.
        """
        met = {event.fact.at for event in self.found}
        for (file, scope), facts in sorted(self._scopes.items()):
            function = self._names.functions.get((file, scope))
            if function is None or (function.decorators == "[]" and function.form != "method"):
                continue
            registers = (fact for _, fact in facts if isinstance(fact, Registration))
            names = {load(fact.receiver) for fact in registers if fact.at not in met}
            for number, name in enumerate(json.loads(function.params)):
                if ("param", name) in names:
                    stand_in = locate(function.at)[1] + number
                    self.given[file, stand_in] = name
                    self._begin(file, scope)
                    handed = {name: Where(file, ("new", stand_in))}
                    self._walk(file, scope, handed, file, (), "", 0, ())

    def _is_module_level(self, file: int, scope: str) -> bool:
        """Whether the statements of a scope run when the module is imported."""
        function = self._names.functions.get((file, scope))
        return not scope or (function is not None and function.form == "class")

    def _walk_methods(self) -> None:
        """Objects that nothing is seen to make; methods that nothing is seen to call."""
        for key in sorted(self._names.objects.shapes):
            instance = self._instances.unmade(key)
            if instance is not None:
                self._begin(*key)
                self._construct(instance, key[0])
        number = 0
        while number < len(self._instances.found):
            instance = self._instances.found[number]
            number += 1
            methods: dict[str, tuple[int, str, Env]] = {}
            for part in self._instances.parts(instance):
                for method in self._own_scopes.get((part.file, part.scope), ()):
                    scope = f"{part.scope}.{method}"
                    methods.setdefault(method, (part.file, scope, part.env))
            for file, scope, env in methods.values():
                if (number, file, scope) not in self._gone_into:
                    self._begin(file, scope)
                    self._walk(file, scope, env, instance.file, (), "", 0, ())

    def _begin(self, file: int, scope: str) -> None:
        self._begun = (file, scope)
        self._last_call = min(self._calls + MAX_WALKS, MAX_ALL_WALKS)

    def _construct(
        self, instance: Where, start: int, arms: tuple[Arm, ...] = (), guard: str = "",
        depth: int = 0, way: tuple[Span, ...] = (), attempt: Span = NO_SPAN,
    ) -> None:  # fmt: skip
        """What happens while an object is made, once for each."""
        number, is_new = self._instances.number(instance)
        if is_new and number and self._inside < MAX_INSIDE:
            self._inside += 1
            here = self._here
            for part in self._instances.constructed(instance):
                self._walk(part.file, part.scope, part.env, start, arms, guard, depth, way, attempt)
            self._here = here
            self._inside -= 1

    def _creates(self, scope: tuple[int, str]) -> int:
        """0 where an app is made (its own events come first), else 1."""
        return 0 if scope in self._making else 1

    def _gets(self, key: tuple[int, str]) -> bool:
        """Whether a function gets an app from a factory, and goes on with it."""
        file, scope = key
        if not scope:
            return False
        for _, fact in self._scopes[key]:
            given = load(fact.args)[1:] if isinstance(fact, AppPass) else (load(fact.receiver),)
            for value in given:
                if value[0] == "call" and self._owners(Where(file, value)):
                    return True
        return False

    def _walk(
        self, file: int, scope: str, env: Env | None, start: int, arms: tuple[Arm, ...],
        guard: str, depth: int, way: tuple[Span, ...], attempt: Span = NO_SPAN,
    ) -> None:  # fmt: skip
        self._calls += 1
        call = self._here = self._calls
        if env is not None and THIS in env:
            self._gone_into.add((self._instances.number(env[THIS])[0], file, scope))
        told = depth > 0 and self._is_told(file, scope, env)
        for at, fact in self._scopes.get((file, scope), ()):
            own = load(fact.arms)
            here = (*arms, *[(file, branch, arm, call) for branch, arm in own]) if own else arms
            limit = guard or ("filtered" if told and own else "")
            if isinstance(fact, AppPass):
                if at not in way and depth < MAX_CALLS:
                    for turn in self._turns(file, fact, env):
                        if self._calls > self._last_call:
                            self.cut.append(fact)
                            break
                        self._call(
                            file, fact, turn, start, here, limit or fact.guard, depth,
                            (*way, fact.at), attempt if fact.attempt == NO_SPAN else fact.attempt,
                        )  # fmt: skip
                        self._here = call
                continue
            for turn in self._turns(file, fact, env):
                receiver = self._certain(file, scope, load(fact.receiver))
                for owner in self._owners(Where(file, receiver, turn)):
                    self._order += 1
                    if isinstance(fact, Mount):
                        self._owners(Where(file, load(fact.target), turn))  # as it is being made
                    if isinstance(fact, ApiMount):
                        self.hanging.put(
                            self.object_of(Where(file, load(fact.target), turn)), owner, call
                        )
                    self.found.append(
                        Event(
                            owner, self._order, start, here, file, fact, turn, call,
                            limit or (fact.guard if isinstance(fact, Registration) else ""),
                            _attempt(fact, attempt), way,
                        )
                    )  # fmt: skip

    def _call(
        self, file: int, fact: AppPass, env: Env | None, start: int, arms: tuple[Arm, ...],
        guard: str, depth: int, way: tuple[Span, ...], attempt: Span,
    ) -> None:  # fmt: skip
        here = Where(file, load(fact.callee), env)
        target = self._target(here, fact.scope)
        if target is None:
            return
        target = self._instances.overridden(here, target)
        scope = str(target.value[1])
        if self._instances.is_class((target.file, scope)):
            made = here.part(("call", here.value, load(fact.args)[1:], ()))
            self._construct(made, start, arms, guard, depth, way, attempt)
            return
        function = self._names.functions.get((target.file, scope))
        known = (target.file, scope) in self._scopes
        held = self._instances.holder(target.file, scope)
        if function is None or not known or not (held or self._creates((target.file, scope))):
            return
        args = tuple(self._certain(file, fact.scope, arg) for arg in load(fact.args)[1:])
        keywords = tuple(
            (name, self._certain(file, fact.scope, arg)) for name, arg in load(fact.keywords)[1:]
        )
        handed = bind(target.file, function, here, args, keywords)
        if here.form == "member":
            handed["self"] = here.part(here.value[1])
        if target.file == file and scope.startswith(f"{fact.scope}."):
            handed = {**(env or {}), **handed}  # a function inside sees what is bound around it
        if held:
            handed = made_by(target, here) | handed
        if not guard and not TRANSPARENT.issuperset(json.loads(function.decorators)):
            guard = "filtered"  # what a decorator lets through is not known
        self._walk(target.file, scope, handed, start, arms, guard, depth + 1, way, attempt)

    def _is_told(self, file: int, scope: str, env: Env | None) -> bool:
        """Whether a function gets more than apps and blueprints, which its conditions may ask."""
        function = self._names.functions.get((file, scope))
        if function is None or env is None:
            return False
        return any(
            name not in env or not self._owners(env[name]) for name in json.loads(function.params)
        )

    def _target(self, here: Where, scope: str) -> Where | None:
        """The project function a callee means; methods of the same class through `self`."""
        match here.value:
            case ("member", ("param", "self"), str(method)) if "." in scope:
                owner = scope.rpartition(".")[0]
                if (here.file, f"{owner}.{method}") in self._names.functions:
                    return here._replace(value=("function", f"{owner}.{method}"))
        found = self.object_of(here)
        match found.value:
            case ("property", ("new", offset), str(method)):
                made = self.blueprints.get((found.file, offset))
                return own_method(self._names, found.file, made, method)
        return found if found.form == "function" else None

    def object_of(self, where: Where) -> Where:
        """What a value means; a CommonJS module is what it exports."""
        return self._names.meant(where)

    def _owners(self, where: Where, depth: int = 0) -> list[Made]:
        found = self.object_of(where)
        if depth > MAX_ALTERNATIVES:
            return []
        if found.form == "new":
            key = (found.file, int(found.value[1]))
            if key in self.given:
                return [Made(*key)]
            made = self.blueprints.get(key)
            if made is not None and made.framework == "smorest":  # its class may do otherwise
                return self.hanging.last(key, self._here) if load(made.prefix) == NULL else []
            if key in self.apps or made is not None:
                instance = self._instances.object_at(found, self.scope(key))
                if instance is not None:
                    self._construct(instance, self._begun[0])
                    number = self._instances.number(instance)[0]
                    return [Made(*key, (instance.file, f"new {number}"))] if number else []
                through = self._through(found)
                return [] if through is None else [Made(*key, through)]
        if found.form == "property" and found.value[2] == "router":  # of FastAPI: `app.router`
            return self._owners(found.part(found.value[1]), depth + 1)
        if found.form == "cond":
            parts = [self._owners(found.part(part), depth + 1) for part in found.value[1:]]
            return [owner for part in parts for owner in part]
        return []

    def owner(self, found: Where) -> Made | None:
        """The object that a followed value is, where it is one of its class."""
        made = self.blueprints.get((found.file, int(found.value[1])))
        instance = self._instances.object_at(found, made.scope) if made is not None else None
        if instance is None:
            return None
        number = self._instances.number(instance)[0]
        return Made(found.file, int(found.value[1]), (instance.file, f"new {number}"))

    def _certain(self, file: int, scope: str, value: Value) -> Value:
        """A call, if only one call of its scope can be meant: of two results of one factory it is
        not known which is which."""
        if value[0] == "call" and (
            self._times[file, scope, value[1]] > 1 or loops(*value[2], *value[3])
        ):
            return unresolved("one of several results")
        return value

    def _through(self, found: Where) -> tuple[int, str] | None:
        """The binding a factory's result was given: two calls of one factory are two objects.

        A result that stays in a function is named by it: `main()`. One in a list has no name.
        """
        offset = int(found.value[1])
        app = self.apps.get((found.file, offset))
        made = app or self.blueprints[found.file, offset]
        if made.scope:
            for file, name, _ in reversed(found.steps):
                if (file, name) != (found.file, made.scope):
                    return None if self._names.is_container(file, name) else (file, name)
            if self._begun != (found.file, made.scope):
                return (self._begun[0], f"{self._begun[1]}()")
        return (0, "")

    def _turns(self, file: int, fact: Fact, env: Env | None) -> Iterator[Env | None]:
        """Once, or once per turn of the literal loops that the fact's values come from."""
        each = loops_of(fact)
        if not each:
            yield env
            return
        if isinstance(fact, Registration):
            for one in loops(load(fact.blueprint)):
                if self._names.items(Where(file, one[1], env)) is None and one[1][0] != "each":
                    self.dynamic.append((file, fact))
                    return
        yield from islice(turns(self._names, file, each, env), MAX_TURNS)

    def blueprint(self, event: Event) -> Where:
        """What the event registers, loop variables filled in."""
        known = self._registers.get(event.order)
        if known is None:
            known = self._registers[event.order] = self._registered(event)
        return known

    def _registered(self, event: Event) -> Where:
        assert isinstance(event.fact, Registration)
        found = self._names.follow(Where(event.file, load(event.fact.blueprint), event.env))
        if found.form == "cond":  # `bp = None` where its module is missing
            parts = [part for part in found.value[1:] if part != NULL]
            if len(parts) == 1:
                return self._names.follow(found.part(parts[0]))
        return found


def _attempt(fact: Registration | Route | Mount | ApiMount, around: Span) -> Span:
    own = fact.attempt if isinstance(fact, Registration) else NO_SPAN
    return around if own == NO_SPAN else own
