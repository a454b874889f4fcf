"""Where following a name leads.

Names are never compared as text alone: `bp` exists in every module. `Names.follow` takes an
expression of one file to the expression or object it finally means, across imports, aliases,
re-exports, constants, attributes, calls and parameters.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, NamedTuple

from dupelint.linking.files import Files
from dupelint.linking.symbols.definitions import Definitions
from dupelint.linking.symbols.lineage import constructing, inherited, of_object
from dupelint.linking.symbols.objects import NEW, THIS, made_by
from dupelint.model.facts import Function
from dupelint.model.numbers import small_number
from dupelint.model.source import Language
from dupelint.model.value import Value, load, unresolved
from dupelint.store import Store

MAX_JOINED = 6  # lists joined of lists that are joined
MAX_REEXPORTS = 8  # re-exports followed one after the other
MAX_STEPS = 40  # bindings followed one after the other
MAX_DEPTH = 25  # expressions followed within each other
MAX_EFFORT = 500  # bindings followed for one expression
MAX_TOTAL = 5_000_000  # bindings followed in one run, some seconds: hostile input ends here

NO_KEY = unresolved("no such key")

Steps = tuple[tuple[int, str, int], ...]  # (file, name, span): the bindings a value came through
Env = dict[Any, "Where"]  # parameter, or the ("each", …) of a loop → what it stands for


class Where(NamedTuple):
    """An expression with the file it stands in, the arguments in force and the way it came."""

    file: int
    value: Value
    env: Env | None = None
    steps: Steps = ()

    @property
    def form(self) -> str:
        """First item of the value."""
        form: str = self.value[0]
        return form

    def part(self, value: Value) -> Where:
        """A sub-expression of this one."""
        return Where(self.file, value, self.env, self.steps)

    def alone(self, value: Value) -> Where:
        """What needs no arguments in the place of this one."""
        return Where(self.file, value, None, self.steps)


class Names(Definitions):
    """Follows what is defined.

    Followed values have two forms beside those of `model.value`: `("function", scope)` for a
    function or class of a file, `("module", name)` for a module (Python: its path without `.py`;
    JavaScript: the file id as text).
    """

    def __init__(self, store: Store, files: Files, source_roots: tuple[str, ...]) -> None:
        super().__init__(store, files, source_roots)
        self._depth = 0
        self._effort = 0
        self._left = MAX_TOTAL
        self._known: dict[tuple[int, Value], Where] = {}  # passes ask for the same names

    def follow(self, start: Where) -> Where:
        """What an expression means, as far as the files say; never raises, never loops."""
        file, value, env, steps = start
        if value[0] not in _STEPS:
            return start
        key = (file, value) if env is None and not steps else None
        found = self._known.get(key) if key else None
        if found is None:
            if not self._depth:
                self._effort = 0
            found = self._followed(start)
            if key and not self._depth:  # what is left of an effort is no measure for others
                self._known[key] = found
        return found

    def meant(self, where: Where) -> Where:
        """As `follow`; a CommonJS module is what it exports."""
        found = self.follow(where)
        if found.form == "module" and str(found.value[1]).isdigit():
            return self.follow(self.exported(found, int(found.value[1]), "default"))
        return found

    def _followed(self, start: Where) -> Where:
        if self._depth > MAX_DEPTH:
            return start.part(unresolved("too deep"))
        here = start
        self._depth += 1
        try:
            for _ in range(MAX_STEPS):
                self._effort += 1
                self._left -= 1
                if self._effort > MAX_EFFORT or self._left < 0:
                    break
                step = _STEPS.get(here.value[0])
                following = step(self, here, *here.value[1:]) if step is not None else None
                if following is None:
                    return here
                here = following
        finally:
            self._depth -= 1
        return here.part(unresolved("too many steps"))

    def _param(self, here: Where, name: str) -> Where | None:
        env = here.env or {}
        if name in env:
            return env[name]._replace(steps=env[name].steps + here.steps)
        if NEW not in env:
            return None
        if name == THIS:
            return env[NEW]
        return self._given(env[NEW], name[len(NEW) + 1 :]) if name.startswith(f"{NEW} ") else None

    def _if(self, here: Where, asked: Value, first: Value, second: Value) -> Where:
        decides = self.follow(here.part(asked))
        if decides.form == "bool":
            return here.part(first if decides.value[1] else second)
        return here.part(("cond", first, second))

    def _each(self, here: Where, _: Value) -> Where | None:
        bound = (here.env or {}).get(here.value)
        return bound._replace(steps=bound.steps + here.steps) if bound is not None else None

    def _global(self, here: Where, name: str) -> Where:
        file = here.file
        key = (file, name)
        found = self.assigned.get(key)
        if found:
            if key in self.bound and self.is_bound_anew(key):
                return here.part(unresolved("bound more than once"))
            if len(found) > 1:
                found = self.without_wrapped(key, found)
            steps = (*here.steps, (file, name, found[-1].at))
            if len(found) == 1:
                return Where(file, load(found[0].value), None, steps)
            values = list(dict.fromkeys(assignment.value for assignment in found))
            if len(values) == 1:
                return Where(file, load(values[0]), None, steps)
            if all(assignment.arms != "[]" for assignment in found[1:]):
                value = load(values[0])
                for other in values[1:]:
                    value = ("cond", value, load(other))
                return Where(file, value, None, steps)
            return here.part(unresolved("assigned more than once"))
        if key in self.bound:
            fact = self.imported(key)
            if fact is None:
                return here.part(unresolved("imported more than once"))
            return self._imported(here, self.bound_module(file, fact), fact.symbol)
        if key in self.functions or key in self.described or key in self.bases:
            return here.alone(("function", name))
        if file in self.stars:
            target = self.starred(file, name)
            if target is not None:
                return Where(target, ("global", name), None, here.steps)
        return here.part(unresolved("unknown name"))

    def _imported(self, here: Where, specifier: str, symbol: str) -> Where:
        path = self.files.path(here.file)
        if self.files.language(here.file) is Language.PYTHON:
            module = self.python.find(path, specifier)
            if module is None:
                return here.alone(("external", specifier, symbol))
            if not symbol:
                return here.alone(("module", module))
            return self._python_attribute(here, module, symbol)
        target = self.javascript.find(path, specifier)
        if target is None:
            return here.alone(("external", specifier, symbol))
        return self.exported(here, target, symbol)

    def _python_attribute(self, here: Where, module: str, symbol: str) -> Where:
        file = self.python.file(module)
        if (
            file is not None
            and self.defines(file, symbol)
            and not self.imports_from_itself(file, module, symbol)
        ):
            return Where(file, ("global", symbol), None, here.steps)
        inner = f"{module}/{symbol}" if module else symbol
        if self.python.exists(inner):
            return here.alone(("module", inner))
        if file is not None:
            return Where(file, ("global", symbol), None, here.steps)
        return here.part(unresolved("not found in its module"))

    def exported(
        self, here: Where, file: int, symbol: str, seen: frozenset[int] = frozenset()
    ) -> Where:
        """What a JavaScript module gives out under `symbol` (`""` and `*`: the module itself)."""
        steps = here.steps
        if file in seen or len(seen) > MAX_REEXPORTS:
            return here.part(unresolved("re-exports too deep"))
        seen |= {file}
        if symbol in ("", "*"):
            return Where(file, ("module", str(file)), None, steps)
        export = self.exports.get((file, symbol))
        if export is not None:
            return Where(file, load(export.value), None, steps)
        for again in self.bound.get((file, "export " + symbol), ())[:1]:
            target = self.module(file, again.module)
            if target is None:
                return here.alone(("external", again.module, again.symbol))
            return self.exported(here, target, again.symbol, seen)
        default = self.exports.get((file, "default"))
        if default is not None:  # module.exports = { symbol }
            whole = self.follow(Where(file, load(default.value), None, steps))
            key = self._key(whole, symbol) if whole.form == "object" else None
            if key is not None:
                return key
            if whole.form == "function" and symbol == "default":
                return whole
            if whole.form == "object" and file not in self.stars:
                return here.part(NO_KEY)
        giver = self.starred(file, "export " + symbol) if file in self.stars else None
        if giver is not None:
            return self.exported(here, giver, symbol, seen)
        return here.part(unresolved("not exported"))

    def _member(self, here: Where, base: Value, name: str) -> Where | None:
        owner = self.follow(here.part(base))
        match owner.value:
            case ("module", str(module)):
                if module.isdigit():
                    return self.exported(owner, int(module), name)
                return self._python_attribute(owner, module, name)
            case ("object", *_):
                return self._key(owner, name) or here.part(NO_KEY)
            case ("list", *items):
                if 0 <= (at := small_number(name)) < len(items):
                    return owner.part(items[at])
                return here.part(unresolved("no such item"))
            case ("function", str(scope)):
                if (owner.file, f"{scope}.{name}") in self.assigned:
                    return owner.part(("global", f"{scope}.{name}"))
                known = inherited(self, owner, name, owner.env)
                if known is not None:
                    return known
            case ("call", callee, _, _):
                made = self.meant(owner.part(callee))
                if made.form == "function":  # an object of a class of the project
                    method = (made.file, f"{made.value[1]}.{name}")
                    if self.is_class(made.file, str(made.value[1])):
                        if self.files.language(made.file) is not Language.PYTHON:
                            held = of_object(self, owner, made, name)
                            if held is not None:
                                return held
                        elif method in self.functions:
                            return Where(made.file, ("function", method[1]), None, made.steps)
                        field = self._field(owner, made, name)
                        if field is not None:
                            return field
                    attribute = f"{made.value[1]}.{name}"
                    if self._is_of_class(made.file, str(made.value[1]), attribute):
                        return Where(made.file, ("global", attribute), None, owner.steps)
        if owner.value == base and owner.file == here.file:
            return None
        return Where(owner.file, ("property", owner.value, name), owner.env, owner.steps)

    def _is_of_class(self, file: int, scope: str, attribute: str) -> bool:
        """Whether the objects of a class have an attribute from the class."""
        told = self.is_class(file, scope) or (file, scope) not in self.functions
        return told and self.is_assigned(file, attribute)

    def _field(self, owner: Where, made: Where, name: str) -> Where | None:
        """A field of a Python object that is as it was made: a constant of a module."""
        function = self.functions.get((made.file, str(made.value[1])))
        steps = owner.steps
        if function is None or not steps or self.files.language(made.file) is not Language.PYTHON:
            return None
        if (made.file, f"{made.value[1]}.__init__") in self.functions:
            return None
        _, _, args, keywords = owner.value
        bound = self.bind(made.file, function, owner, args, keywords)
        return bound.get(name)

    def _given(self, instance: Where, name: str) -> Where | None:
        """What the constructor of a JavaScript object was given for a parameter."""
        _, callee, args, keywords = instance.value
        made = constructing(self, self.meant(instance.part(callee)))
        function = self.functions.get((made.file, f"{made.value[1]}.constructor"))
        if made.form != "function" or function is None:
            return None
        env = self.bind(made.file, function, instance, args, keywords)
        if name in env:
            return env[name]
        for key, held in env.items():
            if str(key).startswith("{") and name in str(key)[1:-1].split(","):
                whole = self.follow(held)
                return self._key(whole, name) if whole.form == "object" else None
        return None

    def _key(self, owner: Where, name: str) -> Where | None:
        for pair in owner.value[1:]:
            if pair[0] == name:
                return owner.part(pair[1])
        return None

    def _called(self, here: Where, callee: Value, args: Value, keywords: Value) -> Where | None:
        target = self.follow(here.part(callee))
        if target.form != "function":
            return None
        function = self.functions.get((target.file, str(target.value[1])))
        if function is None or function.form == "class":
            return None
        result = load(function.returns)
        if result[0] == "unresolved":
            return None
        env = self.bind(target.file, function, here, args, keywords)
        return Where(target.file, result, made_by(target, here) | env, target.steps)

    def defined_at(self, where: Where) -> tuple[int, str] | None:
        """(file, name) of the module-level definition that a Python name leads to, whether or not
        a fact describes it; None where it is made by an expression, or not in the project."""
        here = where
        for _ in range(MAX_STEPS):
            match here.value:
                case ("global", str(name)):
                    key = (here.file, name)
                    assigned = self.assigned.get(key)
                    if len(assigned) > 1 or (not self.defines(*key) and here.file in self.stars):
                        return None
                    if assigned:
                        here = Where(here.file, load(assigned[0].value))
                    elif key in self.bound:
                        fact = self.imported(key)
                        if fact is None:
                            return None
                        here = here.part(("import", fact.module, fact.symbol))
                    else:
                        return key
                case ("import", str(specifier), str(symbol)) if symbol:
                    file = self.module(here.file, specifier)
                    if file is None:
                        return None
                    here = Where(file, ("global", symbol))
                case ("member", base, str(name)):
                    module = self.follow(here.part(base))
                    file = self.python.file(module.value[1]) if module.form == "module" else None
                    if file is None:
                        return None
                    here = Where(file, ("global", name))
                case _:
                    return None
        return None

    def items(self, where: Where, depth: int = 0) -> list[Where] | None:
        """The items of a list or of lists joined by `+`, None if it is no literal."""
        found = self.follow(where)
        if depth > MAX_JOINED:
            return None
        if found.form == "list":
            return [found.part(item) for item in found.value[1:]]
        if found.form == "concat":
            parts = [self.items(found.part(part), depth + 1) for part in found.value[1:]]
            if None not in parts:
                return [item for part in parts if part is not None for item in part]
        return None

    def bind(self, file: int, function: Function, here: Where, args: Value, keywords: Value) -> Env:
        """Parameters of a function of `file` → the arguments of one call made at `here`."""
        params = [str(name) for name in json.loads(function.params)]
        starred = [name for name in params if name.startswith(("*", "..."))]
        plain = [name for name in params if name not in starred]
        positional = params[: params.index(starred[0])] if starred else params
        env: Env = {name: Where(file, value) for name, value in load(function.defaults)[1:]}
        for name, value in (*zip(positional, args, strict=False), *keywords):
            env[name] = here.part(value)
        for name in starred:
            if name.startswith("**"):
                others = tuple(pair for pair in keywords if pair[0] not in plain)
                env[name] = here.part(("object", *others))
            else:
                env[name] = here.part(("list", *args[len(positional) :]))
        return env


_STEPS: dict[str, Callable[..., Where | None]] = {  # the forms of values that lead to others
    "global": Names._global,
    "import": Names._imported,
    "param": Names._param,
    "member": Names._member,
    "call": Names._called,
    "if": Names._if,
    "each": Names._each,
}
