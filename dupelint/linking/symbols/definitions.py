"""The module-level names of every file as its facts state them, read once from the store."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Sequence
from typing import Any

from dupelint.linking.files import Files
from dupelint.linking.symbols.constants import Constants, Key
from dupelint.linking.symbols.javascript_modules import JavaScriptModules
from dupelint.linking.symbols.objects import Objects
from dupelint.linking.symbols.python_modules import PythonModules
from dupelint.model.facts import (
    NO_ARMS,
    Assignment,
    ClassBase,
    ClassShape,
    DataModel,
    Export,
    Function,
    HandlerWrapper,
    Import,
    ResponseHelper,
)
from dupelint.model.source import Language
from dupelint.model.value import NAMED_BY_CLASS, dump, load
from dupelint.store import Store

# Facts that tell of functions and classes, which no other fact may name.
_TELLING: tuple[type[Any], ...] = (ResponseHelper, DataModel, HandlerWrapper)
_BY_CLASS = dump(NAMED_BY_CLASS)
MAX_STARS = 200  # modules looked through for a name that a star import brings


class Definitions:
    """What each file imports, binds, exports and defines."""

    def __init__(self, store: Store, files: Files, source_roots: tuple[str, ...]) -> None:
        self.files = files
        self.python = PythonModules(files, source_roots)
        self.javascript = JavaScriptModules(files, store)
        self.imports: dict[int, list[Import]] = defaultdict(list)
        self.runs: dict[int, list[tuple[Import, list[int] | None]]] = {}  # `imported_files` fills
        self.bound: dict[Key, list[Import]] = {}  # `export name` for re-exports
        self.stars: dict[int, list[Import]] = defaultdict(list)
        self.assigned = Constants(store.facts(Assignment))
        self.exports: dict[Key, Export] = {}
        self.functions: dict[Key, Function] = {}
        # Classes and functions that only facts of other kinds tell of.
        self.described: set[Key] = set()
        self._told: set[Key] = set()  # the latter alone
        self.bases: dict[Key, ClassBase] = {
            (file, fact.scope): fact for file, fact in store.facts(ClassBase)
        }
        for file, fact in store.facts(Import):
            self.imports[file].append(fact)
            if fact.symbol == "*" and not fact.name:
                self.stars[file].append(fact)
            elif not fact.scope and fact.name:
                name = "export " + fact.name if fact.form == "reexport" else fact.name
                self.bound.setdefault((file, name), []).append(fact)
        self.has_naming_classes = False  # whose blueprints have the name that the class gives them
        for file, assignment in self.assigned.telling:
            if "." in assignment.name:
                self.described.add((file, assignment.name.rpartition(".")[0]))
                self.has_naming_classes |= assignment.value == _BY_CLASS
        for kind in _TELLING:
            for file, told in store.facts(kind):
                self._told.add((file, told.scope))
                if "." in told.scope:  # what holds it
                    self._told.add((file, told.scope.rpartition(".")[0]))
        self.described |= self._told
        for file, export in store.facts(Export):
            self.exports.setdefault((file, export.name), export)
        self.objects = Objects(store.facts(ClassShape))
        for file, function in store.facts(Function):
            self.functions.setdefault((file, function.scope), function)

    def defines(self, file: int, name: str) -> bool:
        """Whether a file binds a name, stars left aside."""
        key = (file, name)
        return (
            key in self.assigned
            or key in self.bound
            or key in self.functions
            or key in self.described
            or key in self.bases
        )

    def is_assigned(self, file: int, name: str) -> bool:
        """Whether a module-level name, or an attribute of one, is set to something."""
        return (file, name) in self.assigned

    def is_container(self, file: int, name: str) -> bool:
        """Whether a module-level name is a list or dict."""
        found = self.assigned.get((file, name))
        return any(fact.value.startswith(('["list"', '["object"')) for fact in found)

    def is_function(self, key: Key) -> bool:
        """Whether a fact tells of a function or class of that name."""
        return key in self.functions or key in self._told

    def is_class(self, file: int, scope: str) -> bool:
        """Whether a scope is a class."""
        function = self.functions.get((file, scope))
        if function is None:
            return (file, scope) in self.bases
        return function.form == "class"

    def without_wrapped(self, key: Key, found: Sequence[Assignment]) -> Sequence[Assignment]:
        """The bindings of a name without `app = cors(app)`: what wraps an object that was made
        here stands for it."""
        if not found[0].value.startswith('["new"'):
            return found
        itself = ("global", key[1])
        return [
            fact
            for fact in found
            if not ((value := load(fact.value))[0] == "call" and itself in value[2])
        ]

    def imported(self, key: Key) -> Import | None:
        """The import that binds a name; of alternatives the first that is in the project. None
        where a later one takes the place of an earlier."""
        found = self.bound[key]
        if len(found) == 1 or len({(fact.module, fact.symbol) for fact in found}) == 1:
            return found[0]
        if any(fact.arms == NO_ARMS for fact in found[1:]):
            return None
        return next((fact for fact in found if self.module(key[0], fact.module)), found[0])

    def is_bound_anew(self, key: Key) -> bool:
        """Whether a name is imported on every way and assigned on every way."""
        return any(fact.arms == NO_ARMS for fact in self.bound.get(key, ())) and any(
            fact.arms == NO_ARMS for fact in self.assigned[key]
        )

    def module(self, file: int, specifier: str) -> int | None:
        """The file that an import of `specifier` means in `file`."""
        path = self.files.path(file)
        if self.files.language(file) is Language.PYTHON:
            module = self.python.find(path, specifier)
            return None if module is None else self.python.file(module)
        return self.javascript.find(path, specifier)

    def bound_module(self, file: int, fact: Import) -> str:
        """`import a.b` binds the package `a`; `import a.b as c` binds `a.b`."""
        if fact.form == "import" and self.files.language(file) is Language.PYTHON:
            head, dot, _ = fact.module.partition(".")
            if dot and fact.name == head:
                return head
        return fact.module

    def starred(self, file: int, name: str) -> int | None:
        """The file whose name comes here by `from … import *`, or by `export * from …` where it
        is `export name`."""
        symbol = name.removeprefix("export ")
        form = "reexport" if name != symbol else "from"
        seen = {file}
        waiting = deque(seen)
        while waiting and len(seen) < MAX_STARS:
            importer = waiting.popleft()
            for star in self.stars.get(importer, ()):
                target = self.module(importer, star.module)
                if target is None or target in seen or star.form != form:
                    continue
                if self.defines(target, name) or (
                    form == "reexport" and (target, symbol) in self.exports
                ):
                    return target
                seen.add(target)
                waiting.append(target)
        return None

    def imports_from_itself(self, file: int, module: str, name: str) -> bool:
        """`from . import name` in a package: the name is its submodule."""
        key = (file, name)
        if key in self.assigned or key not in self.bound:
            return False
        fact = self.bound[key][0]
        path = self.files.path(file)
        return fact.symbol == name and self.python.find(path, fact.module) == module
