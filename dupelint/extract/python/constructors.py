"""Which calls make an application or a blueprint."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from dupelint.extract.python.api_libraries import API_WORDS, CALL_WORDS, LIBRARIES, made_by
from dupelint.extract.python.imports import Imports
from dupelint.extract.python.scope import definition, definition_name
from dupelint.extract.python.source import Source
from dupelint.model.pattern import lazy

if TYPE_CHECKING:
    from tree_sitter import Node

_APPS = {"Flask": "flask", "APIFlask": "flask", "Quart": "quart", "FastAPI": "fastapi"}
_BLUEPRINTS = {"Blueprint": "flask", "APIRouter": "fastapi"}
# Their Blueprint is not registered the way Flask's is.
_STRANGERS = frozenset({"sanic", "azure", "aiogram", "ninja", "litestar", "starlite"})
_STARLETTE = {  # of the package of that name only
    "Starlette": "app", "Router": "blueprint", "Route": "route", "WebSocketRoute": "websocket",
    "Mount": "mount",
}  # fmt: skip
LISTED = frozenset({"route", "websocket", "mount"})  # items of a list of routes
_ENDINGS = ("Flask", "Quart", "FastAPI", "Blueprint", "Router", "Starlette", "Route", "Mount")
_SUPER = lazy(rb"(?:super\([^()]*\)\s*\.\s*__init__\(|Blueprint\.__init__\(\s*self\s*,)\s*([^,)]*)")
_FIRST = lazy(rb"def\s+__init__\(\s*self\s*,\s*(\*?\w+)")
_RENAMED = lazy(rb"(?<![\w.])self\.name\s*=(?!=)")
_INNER = lazy(
    rb"^[ \t]+from[ \t]+(flask_(?:restful|restx|restplus|smorest))[ \t]+import[ \t]+([\w \t,]+)",
    re.MULTILINE,
)
CONSTRUCTOR_WORDS = tuple(ending.encode() + b"(" for ending in _ENDINGS)  # a call may stand there
_WORDS = (b"Flask", b"Quart", b"FastAPI", b"Starlette(", b"starlette.routing", *API_WORDS)
_PARTS = {b"lueprint": b"Blueprint", b"outer": b"APIRouter"}  # word that was found, in which


class Constructor(NamedTuple):
    """What calling a name makes."""

    makes: str  # app, blueprint, api; of Starlette also route, websocket, mount
    framework: str


class Constructors:
    """The constructors a file knows: framework classes, their aliases, subclasses written here."""

    def __init__(self, source: Source, imports: Imports) -> None:
        self._source = source
        self._imports = imports.names
        self._subclasses: dict[str, Constructor] = {}
        # Subclasses that do not hand on the name they are given.
        self.naming: dict[str, Node] = {}
        self.derived: dict[str, tuple[Node, Node]] = {}  # subclass → its base, itself
        self.api_classes: dict[str, Node] = {}  # those that make an Api
        self._frameworks: set[str] | None = None
        # Whether a call may make one at all.
        words = source.marks.words
        self.relevant = not words.isdisjoint(_WORDS) or any(
            part in words and whole in source.data for part, whole in _PARTS.items()
        )
        # Names that functions import from the libraries of Apis → (library, symbol).
        self._inner: dict[str, tuple[str, str]] = {}
        if self.relevant:
            self._find_inner()
            self._find_subclasses()

    @property
    def frameworks(self) -> set[str]:
        """Top-level modules imported here."""
        if self._frameworks is None:
            modules = {bound.module for bound in self._imports.values()}
            self._frameworks = {module.partition(".")[0] for module in modules}
        return self._frameworks

    def of(self, call: Node) -> Constructor | None:
        """What a call makes, if it makes one of these."""
        callee = call.child_by_field_name("function")
        if not self.relevant or callee is None:
            return None
        return self.named(callee)

    def names_itself(self, call: Node) -> bool:
        """Whether a call makes an object whose name its class decides."""
        callee = call.child_by_field_name("function")
        return callee is not None and self._source.text(callee) in self.naming

    def own_class(self, call: Node) -> str:
        """The class that a call names, "" where it is the framework's own."""
        callee = call.child_by_field_name("function")
        name = self._source.text(callee) if callee else ""
        last = name.rpartition(".")[2]
        return "" if self._imported(name)[1] in _APPS or last in _APPS else name

    def named(self, callee: Node) -> Constructor | None:
        """What calling this expression makes."""
        if callee.type == "identifier":
            name = self._source.text(callee)
            top, symbol = self._imported(name)
            if name in self._subclasses:
                return self._subclasses[name]
            return self._known(symbol or name, top)
        if callee.type == "attribute":
            attribute = callee.child_by_field_name("attribute")
            owner = callee.child_by_field_name("object")
            if attribute is None or owner is None or owner.type not in ("identifier", "attribute"):
                return None
            if self._source.raw(attribute) == b"namespace":
                return Constructor("api", "namespace") if self.holds_apis else None
            root = self._source.text(owner).partition(".")[0]
            return self._known(self._source.text(attribute), self._imported(root)[0])
        return None

    def own_words(self) -> list[bytes]:
        """Text of constructor calls that only this file knows, for anchors."""
        if not self.relevant:
            return []
        aliases = {
            name for name, bound in self._imports.items()
            if bound.symbol != name and (
                bound.symbol in _APPS or bound.symbol in _BLUEPRINTS
                or made_by(bound.module.partition(".")[0], bound.symbol)
            )
        }  # fmt: skip
        inner = [name for name, known in self._inner.items() if made_by(*known)]
        own = [
            name for name in (*self._subclasses, *aliases, *inner) if not name.endswith(_ENDINGS)
        ]
        words = [name.encode() + b"(" for name in own]
        return [*words, *CALL_WORDS] if self.holds_apis else words

    @property
    def holds_apis(self) -> bool:
        """Whether the file imports a library whose Api objects hold routes."""
        return bool(self._inner) or not self.frameworks.isdisjoint(LIBRARIES)

    def _imported(self, name: str) -> tuple[str, str]:
        """(top-level module, symbol) of an imported name."""
        bound = self._imports.get(name)
        if bound is None:
            return self._inner.get(name, ("", ""))
        return bound.module.partition(".")[0], bound.symbol

    def _known(self, name: str, module: str) -> Constructor | None:
        if module in _STRANGERS:
            return None
        if module == "starlette":
            made = _STARLETTE.get(name)
            return None if made is None else Constructor(made, "starlette")
        api = made_by(module, name)
        if api:
            return Constructor("api", api)
        if name in _APPS:
            return Constructor("app", _APPS[name])
        if name in _BLUEPRINTS:
            return Constructor("blueprint", self._flavour(_BLUEPRINTS[name], module))
        if name.endswith("Blueprint"):
            return Constructor("blueprint", self._flavour("flask", module))
        if name.endswith("APIRouter"):
            return Constructor("blueprint", "fastapi")
        for ending, framework in _APPS.items():
            if name.endswith(ending):
                return Constructor("app", framework)
        return None

    def _flavour(self, framework: str, module: str) -> str:
        if framework == "flask" and (
            module == "quart" or ("quart" in self.frameworks and "flask" not in self.frameworks)
        ):
            return "quart"
        return framework

    def _find_inner(self) -> None:
        for match in _INNER.finditer(self._source.data):
            for part in match[2].decode("latin-1").split(","):
                symbol, *alias = part.split()[:3:2] or [""]
                self._inner[alias[0] if alias else symbol] = (match[1].decode(), symbol)

    def _find_subclasses(self) -> None:
        for statement in self._source.root.statements.items:
            if statement.kind not in ("class_definition", "decorated_definition"):
                continue
            node = definition(statement.node)
            bases = node.child_by_field_name("superclasses") if node else None
            if node is None or bases is None:
                continue
            for base in bases.named_children:
                made = self.named(base)
                if made is not None:
                    name = definition_name(node, self._source.data)
                    self._subclasses[name] = made
                    if made.makes == "api":
                        self.api_classes[name] = node
                    elif _names_itself(self._source.raw(node)):
                        self.naming[name] = node
                    elif made.makes == "blueprint":
                        self.derived[name] = (base, node)
                    break


def _names_itself(text: bytes) -> bool:
    """Whether a class gives its objects another name than the one they are made with."""
    given = _SUPER.search(text)
    first = _FIRST.search(text)
    if _RENAMED.search(text):
        return True
    if given is None:
        return False
    name = first[1] if first is not None else b"*args"
    if name.startswith(b"*"):
        return given[1] != name
    rebound = re.search(rb"(?<![\w.])" + re.escape(name) + rb"\s*=(?!=)", text[: given.start()])
    return rebound is not None or given[1] not in (name, b"name=" + name)
