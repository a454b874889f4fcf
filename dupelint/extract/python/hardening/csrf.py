"""Protection against forged requests: where it is put up, lifted, switched off."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from dupelint.extract.python.reader import Reader
from dupelint.extract.python.source import argument_nodes, said, span_of
from dupelint.model.facts import NO_SPAN, CsrfStatement, Span, span
from dupelint.model.pattern import lazy
from dupelint.model.value import NULL, Value

if TYPE_CHECKING:
    from tree_sitter import Node

_EXTENSIONS = frozenset({"CSRFProtect", "CsrfProtect", "SeaSurf"})
_METHODS = {"exempt": "exempt", "exempt_urls": "exempt-urls", "protect": "by-hand"}
_OWNER = lazy(r"(?i)csrf|surf")
_PLACE = lazy(
    rb"\b(?:CSRFProtect|CsrfProtect|SeaSurf|exempt|exempt_urls|protect)(?=\()"
    rb"|(?<=\.)exempt(?=[ \t]*\r?\n)"  # a decorator
    rb"|_exempt_(?:views|blueprints|urls)"
    rb"|(?:WTF_CSRF_ENABLED|WTF_CSRF_CHECK_DEFAULT|CSRF_DISABLE|SEASURF_INCLUDE_OR_EXEMPT_VIEWS)\b"
)
_SETTING = lazy(
    rb"(?P<name>[A-Z_]+)[\"']?\s*\]?\s*(?P<sign>[:=](?!=)|,)\s*(?P<value>[\w.\"']+)\s*(?P<after>[^\s]?)"
)
_SWITCHED = {
    ("WTF_CSRF_ENABLED", "False"): "off", ("CSRF_DISABLE", "True"): "off",
    ("WTF_CSRF_CHECK_DEFAULT", "False"): "unchecked",
}  # fmt: skip
_WORDS = (
    b"CSRFProtect", b"CsrfProtect", b"SeaSurf", b"srf.exempt", b"urf.exempt", b".exempt_urls",
    b"srf.protect", b"WTF_CSRF_", b"CSRF_DISABLE", b"SEASURF_", b"_exempt_", b"Protect.exempt",
)  # fmt: skip
_MARKS = frozenset({b"CSRF", b"srf", b"SeaSurf", b"SEASURF_", b"exempt"})  # one in each of them
_TEST = lazy(r"(?i)test|pytest|conftest")
_DEVELOPMENT = lazy(r"(?i)(?:^|[._])(?:dev|local|debug)|develop|local(?:config|settings)?")


def csrf_places(data: bytes, words: frozenset[bytes]) -> Iterator[int]:
    """Where such a statement may start."""
    if words.isdisjoint(_MARKS):
        return
    if any(word in data for word in _WORDS):
        for match in _PLACE.finditer(data):
            yield match.start()


def read_csrf(reader: Reader, path: list[Node], offset: int) -> None:
    """The statement that starts at a place, if one does; `path` ends at the word."""
    leaf = path[-1]
    word = reader.source.text(leaf)
    if leaf.type in ("string_content", "identifier") and word in (
        "WTF_CSRF_ENABLED", "WTF_CSRF_CHECK_DEFAULT", "CSRF_DISABLE",
        "SEASURF_INCLUDE_OR_EXEMPT_VIEWS",
    ):  # fmt: skip
        _setting(reader, path, offset)
        return
    if leaf.type != "identifier":
        return
    above = path[-2]
    if above.type == "attribute":
        owner = above.child_by_field_name("object")
        written = reader.source.text(owner) if owner is not None else ""
        if word.startswith("_exempt_") and _OWNER.search(written):
            _add(reader, path, "unknown", NULL, word, span_of(above))
        elif word in _METHODS and _OWNER.search(written.rpartition(".")[2]):
            _method(reader, path, word)
        elif word in _EXTENSIONS and path[-3].type == "call":
            _add(reader, path, "protect", NULL, word, span_of(path[-3]))
    elif word in _EXTENSIONS and above.type == "call":
        _add(reader, path, "protect", NULL, word, span_of(above))


def _method(reader: Reader, path: list[Node], word: str) -> None:
    """`csrf.exempt(…)`, `@csrf.exempt`, `csrf.exempt_urls(…)`, `csrf.protect()`."""
    attribute, above = path[-2], path[-3]
    if above.type == "decorator" and word == "exempt":
        function = path[-4].child_by_field_name("definition")
        if function is not None:
            name = reader.source.text(function.child_by_field_name("name") or function)
            _add(reader, path, "exempt", ("global", name), word, span_of(above), span_of(function))
        return
    if above.type != "call" or above.child_by_field_name("function") != attribute:
        return
    positional, _, _ = argument_nodes(reader.source, above)
    place = reader.place(above, path[:-3])
    subject = reader.values.of(positional[0], place.overlay) if positional else NULL
    if word != "protect" and not positional:
        return
    _add(reader, path, _METHODS[word], subject, word, span_of(above))


def _setting(reader: Reader, path: list[Node], offset: int) -> None:
    found = _SETTING.match(reader.source.data, offset)
    if found is None:
        return
    name, value = found["name"].decode(), found["value"].decode()
    if found["after"] in (b"(", b"[", b".") or (found["sign"] == b"," and name == value):
        value = "?"
    form = _SWITCHED.get((name, value), "")
    if not form and (name.startswith("SEASURF") or value not in ("True", "False")):
        form = "unknown"
    if form:
        whole = span(offset, found.end("value"))
        _add(reader, path, form, NULL, f"{name} = {value}", whole)


def _add(
    reader: Reader, path: list[Node], form: str, subject: Value, detail: str, at: Span,
    view_at: Span = NO_SPAN,
) -> None:  # fmt: skip
    place = reader.place(path[-1], path[:-1])
    standing = ""
    where = f"{place.scope_path}.{reader.source.unit.path}"
    if place.context.test or _TEST.search(where) or _asks(reader, path):
        standing = "test"
    elif _DEVELOPMENT.search(where):
        standing = "development"
    reader.add(
        CsrfStatement(form, said(subject), detail, view_at, standing, place.scope_path, at), place
    )


def _asks(reader: Reader, path: list[Node]) -> bool:
    """Whether a condition around the place speaks of tests."""
    for node in path:
        if node.type in ("if_statement", "elif_clause"):
            condition = node.child_by_field_name("condition")
            if condition is not None and _TEST.search(reader.source.text(condition)):
                return True
    return False
