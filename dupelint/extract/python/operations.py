"""What the routes of FastAPI declare of their answers, beside what their views return."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dupelint.extract.python.bindings import Parameter, parameters
from dupelint.extract.python.reader import Place, Reader
from dupelint.extract.python.source import said
from dupelint.model.facts import Operation, Span
from dupelint.model.pattern import lazy
from dupelint.model.value import NULL, Value

if TYPE_CHECKING:
    from tree_sitter import Node

_ANY_KEYS = lazy(rb"(?:\w+\.)?(?:[Dd]ict|Mapping)\b")  # nothing is cut to them
# Streams; unions of which a part is a response.
_NO_MODEL = lazy(
    rb"Generator\b|Iterator\b|Iterable\b"
    rb"|\b(?:(?:OR|U)?JSON|HTML|PlainText|Redirect|Streaming|File|EventSource|Template)?Response\b"
)
_PARTLY = ("response_model_include", "response_model_exclude", "response_model_by_alias")
# What FastAPI hands over without looking into the request for it, or takes as it comes.
_GIVEN = lazy(
    rb"(?:[\w.]+\.)?(?:Request|Response|WebSocket|BackgroundTasks|HTTPConnection|SecurityScopes"
    rb"|str|Any)\Z|.*\b(?:Depends|Security)\("
)


def read_operation(
    reader: Reader, place: Place, route: Span, keywords: dict[str, Node], view: Node | None
) -> None:
    """The options of a route that decide on its answers, the types of its view."""
    values = reader.values
    given = keywords.get("response_model")
    annotation = view.child_by_field_name("return_type") if view is not None else None
    model: Value = values.of(given, place.overlay) if given is not None else NULL
    if given is None and annotation is not None:
        model = _returned(reader, place, _inner(annotation))
    taken = [] if view is None else parameters(reader.source, view)
    reader.facts.append(
        Operation(
            said(values.of(keywords.get("status_code"), place.overlay)),
            said(values.of(keywords.get("response_class"), place.overlay)), said(model),
            int(any(name in keywords for name in _PARTLY)),
            int(any(_is_looked_into(reader, one) for one in taken)), route,
        )
    )  # fmt: skip


def _returned(reader: Reader, place: Place, annotation: Node) -> Value:
    """What a view is annotated to return, as far as its answers are cut to it."""
    text = reader.source.raw(annotation)
    if _ANY_KEYS.match(text):
        return ("global", "dict")
    if annotation.type not in ("identifier", "attribute") and _NO_MODEL.search(text):
        return NULL
    return reader.values.of(annotation, place.overlay)


def _inner(annotation: Node) -> Node:
    """The expression of a `type` node."""
    return annotation.named_children[0] if annotation.named_children else annotation


def _is_looked_into(reader: Reader, parameter: Parameter) -> bool:
    """Whether a request may be refused because of what it holds for a parameter."""
    if parameter.name.startswith("*") or parameter.name in ("self", "cls"):
        return False
    default = b"" if parameter.default is None else reader.source.raw(parameter.default)
    if parameter.annotation is None or b"Depends(" in default or b"Security(" in default:
        return False
    return _GIVEN.match(reader.source.raw(parameter.annotation)) is None
