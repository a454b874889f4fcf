"""Classes that answer requests by methods named after the verbs."""

from __future__ import annotations

from collections.abc import Iterable

from dupelint.extract.python.reader import Reader
from dupelint.extract.python.scope import Scope, definition
from dupelint.extract.python.source import said, span_of
from dupelint.model.facts import ViewClass
from dupelint.model.pattern import lazy

VERBS = frozenset({"get", "post", "put", "patch", "delete", "head", "options"})
FRAMEWORK_VIEWS = frozenset({"View", "MethodView"})  # of Flask; they answer nothing themselves
ANY = "*"  # methods that cannot be said
_VIEW = lazy(rb"View\b")
_METHOD = lazy(rb"def (?:get|post|put|patch|delete)\(self\b")


def may_hold_views(reader: Reader) -> bool:
    """Whether such a class may stand in the file."""
    data = reader.source.data
    if b"View" in reader.source.marks.words and _VIEW.search(data) is not None:
        return True
    return _METHOD.search(data) is not None


def read_view_classes(reader: Reader) -> None:
    """Every class of the module that defines a verb, or whose base is named like a view."""
    for statement in reader.source.root.statements.items:
        if statement.kind not in ("class_definition", "decorated_definition"):
            continue
        node = definition(statement.node)
        body = node.child_by_field_name("body") if node else None
        bases = node.child_by_field_name("superclasses") if node else None
        if node is None or body is None or bases is None or node.type != "class_definition":
            continue
        scope = reader.source.locate(body.start_byte)[0]
        verbs, methods = own_methods(reader, scope)
        named = [child for child in bases.named_children if child.type in _NAMES]
        if not verbs and not any(reader.source.raw(base).endswith(b"View") for base in named):
            continue
        values = tuple(reader.values.of(base) for base in named)
        reader.facts.append(
            ViewClass(scope.path, said(("list", *values)), verbs, methods, span_of(node))
        )
        reader.scopes.setdefault(scope.path, scope)


_NAMES = frozenset({"identifier", "attribute"})


def own_methods(reader: Reader, scope: Scope) -> tuple[str, str]:
    """(verbs that a class defines, its `methods` attribute; `*` where that cannot be said)."""
    methods = ""
    for binding in reader.names.bindings(scope).get("methods", ()):
        if binding.form == "value" and binding.node is not None:
            value = reader.values.of(binding.node)
            plain = value[0] == "list" and all(item[0] == "str" for item in value[1:])
            methods = _joined(item[1] for item in value[1:]) if plain else ANY
    return _joined(verb for verb in VERBS if scope.first_definition(verb) >= 0), methods


def _joined(verbs: Iterable[str]) -> str:
    return ",".join(sorted({verb.upper() for verb in verbs}))
