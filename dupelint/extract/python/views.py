"""Classes that answer requests by methods named after the verbs."""

from __future__ import annotations

import json
from collections.abc import Iterable

from dupelint.extract.python.reader import Reader
from dupelint.extract.python.scope import Scope, definition
from dupelint.extract.python.source import said, span_of
from dupelint.model.facts import ViewClass
from dupelint.model.pattern import lazy

VERBS = frozenset({"get", "post", "put", "patch", "delete", "head", "options"})
# Of Flask and its extensions; they answer nothing themselves.
FRAMEWORK_VIEWS = frozenset({"View", "MethodView", "Resource"})
ANY = "*"  # methods that cannot be said
_VIEW = lazy(rb"(?:View|Resource)\b")
_METHOD = lazy(rb"def (?:get|post|put|patch|delete)\(self\b")


def may_hold_views(reader: Reader) -> bool:
    """Whether such a class may stand in the file."""
    data, words = reader.source.data, reader.source.marks.words
    if not words.isdisjoint((b"View", b"Resource")) and _VIEW.search(data) is not None:
        return True
    return _METHOD.search(data) is not None


def read_view_classes(reader: Reader) -> None:
    """Every class of the module that defines a verb, or whose base is named like one that does."""
    known: set[str] = set()  # those of them that were met
    for statement in reader.source.root.statements.items:
        if statement.kind not in ("class_definition", "decorated_definition"):
            continue
        node = definition(statement.node)
        body = node.child_by_field_name("body") if node else None
        bases = node.child_by_field_name("superclasses") if node else None
        if node is None or body is None or node.type != "class_definition":
            continue
        scope = reader.source.locate(body.start_byte)[0]
        verbs, methods = own_methods(reader, scope)
        named = [c for c in bases.named_children if c.type in _NAMES] if bases else []
        names = [reader.source.text(base) for base in named]
        if not verbs and not any(name.endswith(_KINDS) or name in known for name in names):
            continue
        known.add(scope.path)
        values = tuple(reader.values.of(base) for base in named)
        reader.facts.append(
            ViewClass(
                scope.path,
                said(("list", *values)),
                verbs,
                methods,
                _decorators(reader, scope),
                span_of(node),
            )
        )
        reader.scopes.setdefault(scope.path, scope)


_NAMES = frozenset({"identifier", "attribute"})
_KINDS = ("View", "Resource", "Mixin")


def _decorators(reader: Reader, scope: Scope) -> str:
    """What is put around the methods of a class, as JSON."""
    found: list[str] = []
    for name in ("decorators", "method_decorators"):
        for binding in reader.names.bindings(scope).get(name, ()):
            node = binding.node
            if binding.form != "value" or node is None or node.type not in ("list", "tuple"):
                found.append("?")
                continue
            for child in node.named_children:
                inner = child.child_by_field_name("function") if child.type == "call" else child
                plain = inner is not None and inner.type in _NAMES
                if child.type != "comment":
                    found.append(reader.source.text(inner) if inner and plain else "?")
    return json.dumps(found, ensure_ascii=False, separators=(",", ":"))


def own_methods(reader: Reader, scope: Scope) -> tuple[str, str]:
    """(verbs that a class defines, its `methods` attribute; `*` where that cannot be said)."""
    methods = ""
    bound = reader.names.bindings(scope)
    for binding in bound.get("methods", ()):
        if binding.form == "value" and binding.node is not None:
            value = reader.values.of(binding.node)
            plain = value[0] == "list" and all(item[0] == "str" for item in value[1:])
            methods = _joined(item[1] for item in value[1:]) if plain else ANY
    return _joined(verb for verb in VERBS if verb in bound), methods


def _joined(verbs: Iterable[str]) -> str:
    return ",".join(sorted({verb.upper() for verb in verbs}))
