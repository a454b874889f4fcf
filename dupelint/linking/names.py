"""Every module-level name of every file, and where following it leads.

Names are never compared as text alone: `bp` exists in every module. `Names.follow` takes an
expression of one file to the expression or object it finally means, across imports, aliases,
re-exports, constants, attributes, calls and parameters.
"""

from __future__ import annotations

import json
from collections import defaultdict
from typing import Any, NamedTuple

from dupelint.linking.files import Files
from dupelint.linking.javascript_modules import JavaScriptModules
from dupelint.linking.python_modules import PythonModules
from dupelint.model.facts import Assignment, Export, Function, Import
from dupelint.model.source import Language
from dupelint.model.value import Value, load, unresolved
from dupelint.store import Store

MAX_STEPS = 40  # bindings followed one after the other
MAX_DEPTH = 25  # expressions followed within each other

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
        return str(self.value[0])

    def part(self, value: Value) -> Where:
        """A sub-expression of this one."""
        return Where(self.file, value, self.env, self.steps)


class Names:
    """Definitions of all files, read once from the store.

    Followed values have two forms beside those of `model.value`: `("function", scope)` for a
    function or class of a file, `("module", name)` for a module (Python: its path without `.py`;
    JavaScript: the file id as text).
    """

    def __init__(self, store: Store, files: Files, source_roots: tuple[str, ...]) -> None:
        self.files = files
        self.python = PythonModules(files, source_roots)
        self.javascript = JavaScriptModules(files, store)
        self.imports: dict[int, list[Import]] = defaultdict(list)
        self._bound: dict[tuple[int, str], Import] = {}
        self._stars: dict[int, list[Import]] = defaultdict(list)
        self._assigned: dict[tuple[int, str], list[Assignment]] = defaultdict(list)
        self._exports: dict[tuple[int, str], Export] = {}
        self.functions: dict[tuple[int, str], Function] = {}
        self._depth = 0
        self.unfound: list[tuple[int, Import]] = []  # imports that look internal and lead nowhere
        for file, fact in store.facts(Import):
            self.imports[file].append(fact)
            if fact.symbol == "*":
                self._stars[file].append(fact)
            elif not fact.scope and fact.name:
                key = (file, fact.name)
                if fact.form == "reexport":
                    key = (file, "export " + fact.name)
                self._bound.setdefault(key, fact)
        for file, assignment in store.facts(Assignment):
            self._assigned[file, assignment.name].append(assignment)
        for file, export in store.facts(Export):
            self._exports.setdefault((file, export.name), export)
        for file, function in store.facts(Function):
            self.functions.setdefault((file, function.scope), function)

    # --- following -------------------------------------------------------------------------

    def follow(self, start: Where) -> Where:
        """What an expression means, as far as the files say; never raises, never loops."""
        if self._depth > MAX_DEPTH:
            return start._replace(value=unresolved("too deep"))
        here = start
        self._depth += 1
        try:
            for _ in range(MAX_STEPS):
                following = self._step(here)
                if following is None:
                    return here
                here = following
        finally:
            self._depth -= 1
        return here._replace(value=unresolved("too many steps"))

    def _step(self, here: Where) -> Where | None:
        match here.value:
            case ("global", str(name)):
                return self._global(here, name)
            case ("import", str(specifier), str(symbol)):
                return self._imported(here, specifier, symbol)
            case ("param", str(name)):
                if here.env and name in here.env:
                    bound = here.env[name]
                    return bound._replace(steps=bound.steps + here.steps)
                return None
            case ("member", base, str(name)):
                return self._member(here, base, name)
            case ("call", callee, args, keywords):
                return self._called(here, callee, args, keywords)
            case ("each", _) if here.env and here.value in here.env:
                bound = here.env[here.value]
                return bound._replace(steps=bound.steps + here.steps)
        return None

    def _global(self, here: Where, name: str) -> Where:
        file = here.file
        key = (file, name)
        if key in self._assigned:
            found = _unwrapped(self._assigned[key], name)
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
            return here._replace(value=unresolved("assigned more than once"))
        if key in self._bound:
            fact = self._bound[key]
            return self._imported(here, self._bound_module(file, fact), fact.symbol)
        if key in self.functions:
            return here._replace(value=("function", name), env=None)
        for star in self._stars[file]:
            if star.form != "reexport":
                target = self._module(file, star.module)
                if target is not None and target != file:
                    found_there = self._global(Where(target, ("global", name)), name)
                    if found_there.form != "unresolved":
                        return found_there._replace(steps=here.steps + found_there.steps)
        return here._replace(value=unresolved("unknown name"))

    def _bound_module(self, file: int, fact: Import) -> str:
        """`import a.b` binds the package `a`; `import a.b as c` binds `a.b`."""
        if fact.form == "import" and self.files.language(file) is Language.PYTHON:
            head, dot, _ = fact.module.partition(".")
            if dot and fact.name == head:
                return head
        return fact.module

    def _module(self, file: int, specifier: str) -> int | None:
        path = self.files.path(file)
        if self.files.language(file) is Language.PYTHON:
            module = self.python.find(path, specifier)
            return None if module is None else self.python.file(module)
        return self.javascript.find(path, specifier)

    def _imported(self, here: Where, specifier: str, symbol: str) -> Where:
        path = self.files.path(here.file)
        if self.files.language(here.file) is Language.PYTHON:
            module = self.python.find(path, specifier)
            if module is None:
                return here._replace(value=("external", specifier, symbol), env=None)
            if not symbol:
                return here._replace(value=("module", module), env=None)
            return self._python_attribute(here, module, symbol)
        target = self.javascript.find(path, specifier)
        if target is None:
            return here._replace(value=("external", specifier, symbol), env=None)
        return self.exported(here, target, symbol)

    def _python_attribute(self, here: Where, module: str, symbol: str) -> Where:
        file = self.python.file(module)
        if (
            file is not None
            and self._defines(file, symbol)
            and not self._imports_from_itself(file, module, symbol)
        ):
            return Where(file, ("global", symbol), None, here.steps)
        inner = f"{module}/{symbol}" if module else symbol
        if self.python.exists(inner):
            return here._replace(value=("module", inner), env=None)
        if file is not None:
            return self._global(Where(file, ("global", symbol), None, here.steps), symbol)
        return here._replace(value=unresolved("not found in its module"))

    def _imports_from_itself(self, file: int, module: str, name: str) -> bool:
        """`from . import name` in a package: the name is its submodule."""
        fact = self._bound.get((file, name))
        return (
            fact is not None
            and (file, name) not in self._assigned
            and fact.symbol == name
            and self.python.find(self.files.path(file), fact.module) == module
        )

    def _defines(self, file: int, name: str) -> bool:
        key = (file, name)
        return key in self._assigned or key in self._bound or key in self.functions

    def defines(self, file: int, symbol: str) -> bool:
        """Whether a module binds a name itself: by assignment, import, `def` or `class`."""
        return self._defines(file, symbol)

    def has_star(self, file: int) -> bool:
        """Whether a module takes over every name of another."""
        return bool(self._stars[file])

    def exported(self, here: Where, file: int, symbol: str, depth: int = 0) -> Where:
        """What a JavaScript module gives out under `symbol` (`""` and `*`: the module itself)."""
        steps = here.steps
        if depth > 8:
            return here._replace(value=unresolved("re-exports too deep"))
        if symbol in ("", "*"):
            return Where(file, ("module", str(file)), None, steps)
        export = self._exports.get((file, symbol))
        if export is not None:
            return Where(file, load(export.value), None, steps)
        again = self._bound.get((file, "export " + symbol))
        if again is not None:
            target = self._module(file, again.module)
            if target is None:
                return here._replace(value=("external", again.module, again.symbol), env=None)
            return self.exported(here, target, again.symbol, depth + 1)
        default = self._exports.get((file, "default"))
        if default is not None:  # module.exports = { symbol }
            whole = self.follow(Where(file, load(default.value), None, steps))
            if whole.form == "object":
                return self._key(whole, symbol) or here._replace(value=unresolved("no such key"))
            if whole.form == "function" and symbol == "default":
                return whole
        for star in self._stars[file]:
            if star.form == "reexport" and not star.name:
                target = self._module(file, star.module)
                if target is not None:
                    found = self.exported(here, target, symbol, depth + 1)
                    if found.form != "unresolved":
                        return found
        return here._replace(value=unresolved("not exported"))

    def _member(self, here: Where, base: Value, name: str) -> Where | None:
        owner = self.follow(here.part(base))
        match owner.value:
            case ("module", str(module)):
                if module.isdigit():
                    return self.exported(owner, int(module), name)
                return self._python_attribute(owner, module, name)
            case ("object", *_):
                return self._key(owner, name) or here._replace(value=unresolved("no such key"))
            case ("list", *items):
                if name.isdigit() and int(name) < len(items):
                    return owner.part(items[int(name)])
                return here._replace(value=unresolved("no such item"))
            case ("function", str(scope)):
                if (owner.file, f"{scope}.{name}") in self._assigned:
                    return owner._replace(value=("global", f"{scope}.{name}"))
                if (owner.file, f"{scope}.{name}") in self.functions:
                    return owner._replace(value=("function", f"{scope}.{name}"))
            case ("call", callee, _, _):
                made = self.follow(owner.part(callee))
                if made.form == "function":  # an object of a class of the project
                    method = (made.file, f"{made.value[1]}.{name}")
                    if self.is_class(made) and method in self.functions:
                        return made._replace(value=("function", method[1]), env=None)
        if owner.value == base and owner.file == here.file:
            return None
        return Where(owner.file, ("property", owner.value, name), owner.env, owner.steps)

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
        return Where(target.file, result, env, target.steps)

    def items(self, where: Where) -> list[Where] | None:
        """The items of a list or of lists joined by `+`, None if it is no literal."""
        found = self.follow(where)
        if found.form == "list":
            return [found.part(item) for item in found.value[1:]]
        if found.form == "concat":
            parts = [self.items(found.part(part)) for part in found.value[1:]]
            if None not in parts:
                return [item for part in parts if part is not None for item in part]
        return None

    def is_class(self, where: Where) -> bool:
        """Whether a followed function is a class."""
        function = self.functions.get((where.file, str(where.value[1])))
        return function is not None and function.form == "class"

    def bind(self, file: int, function: Function, here: Where, args: Value, keywords: Value) -> Env:
        """Parameters of a function of `file` → the arguments of one call made at `here`."""
        env: Env = {}
        params = [str(name) for name in json.loads(function.params)]
        starred = [name for name in params if name.startswith(("*", "..."))]
        plain = [name for name in params if name not in starred]
        positional = params[: params.index(starred[0])] if starred else params
        for name, value in load(function.defaults)[1:]:
            env[name] = Where(file, value, None)
        for name, value in zip(positional, args, strict=False):
            env[name] = here.part(value)
        for name, value in keywords:
            env[name] = here.part(value)
        for name in starred:
            if name.startswith("**"):
                others = tuple(pair for pair in keywords if pair[0] not in plain)
                env[name] = here.part(("object", *others))
            else:
                env[name] = here.part(("list", *args[len(positional) :]))
        return env

    # --- files -----------------------------------------------------------------------------

    def imported_files(self, file: int) -> list[tuple[int, Import]]:
        """The files that importing this one runs, with the import of each."""
        found: list[tuple[int, Import]] = []
        path = self.files.path(file)
        python = self.files.language(file) is Language.PYTHON
        for fact in self.imports.get(file, ()):
            if fact.type_only:
                continue
            if not python:
                target = self.javascript.find(path, fact.module)
                if target is not None:
                    found.append((target, fact))
                elif self.javascript.looks_internal(fact.module):
                    self.unfound.append((file, fact))
                continue
            module = self.python.find(path, fact.module)
            if module is None:
                if self.python.looks_internal(path, fact.module):
                    self.unfound.append((file, fact))
                continue
            for name in _with_parents(module, fact.module):
                target = self.python.file(name)
                if target is not None and target != file:
                    found.append((target, fact))
            if fact.symbol and fact.symbol != "*":
                target = self.python.file(f"{module}/{fact.symbol}" if module else fact.symbol)
                if target is not None and target != file:
                    found.append((target, fact))
        return found


def _unwrapped(found: list[Assignment], name: str) -> list[Assignment]:
    """Without `app = cors(app)`: what wraps an object that was made here stands for it."""
    if len(found) < 2 or not found[0].value.startswith('["new"'):
        return found
    itself = ("global", name)
    return [
        fact
        for fact in found
        if not ((value := load(fact.value))[0] == "call" and itself in value[2])
    ]


def _with_parents(module: str, written: str) -> list[str]:
    """A module and the packages whose `__init__.py` runs before it, as far as they were named."""
    names = [module]
    for _ in range(written.strip(".").count(".")):
        module = module.rpartition("/")[0]
        if not module:
            break
        names.append(module)
    return names
