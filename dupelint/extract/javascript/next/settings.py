"""What next.config and a middleware decide about the paths that a project serves.

https://nextjs.org/docs/app/api-reference/config/next-config-js/rewrites
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from dupelint.extract.javascript.members import literal_key
from dupelint.extract.javascript.objects import Path, items, members, pairs_under
from dupelint.extract.javascript.reading import Reading, span_of
from dupelint.model.facts import Import, NextSetting, Proxy, Span, ValueText, span
from dupelint.model.pattern import lazy
from dupelint.model.value import NULL, Value, dump

if TYPE_CHECKING:
    from tree_sitter import Node

_TABLES = {"rewrites": "rewrite", "redirects": "redirect"}
_OPEN = lazy(rb"\b(?:pageExtensions|exportPathMap|useFileSystemPublicRoutes)\b")
_STATED = rb"\b%s\s*[(:=,}]"  # a method, a key, what is set later, a variable of that name
_FIXED = lazy(r"[^:(*]*")
_ABSOLUTE = lazy(r"https?://[^/]+")
# Packages whose middleware answers with the page of another path.
_REWRITERS = lazy(r"(?i).*(?:intl|i18n|locale|multi-?tenant)")
_NAMED = frozenset({"method_definition", "pair", "function_declaration", "variable_declarator"})
_MOST_VALUES = 8


def read_config(reading: Reading) -> None:
    """`basePath`, `rewrites`, `redirects`, and whatever of them is not literal."""
    root = reading.tree.root_node
    for path in pairs_under(root, "basePath", reading.data):
        known = reading.value(path[-1], path[:-1])
        if known != ("str", ""):
            text = str(known[1]) if known[0] == "str" else ""
            _add(reading, "base-path", text, NULL, path[-1], path)
    told: set[str] = set()
    for path in pairs_under(root, "source", reading.data):
        table = _table(reading, path)
        if table:
            told.add(table)
            _entry(reading, _TABLES[table], path)
    for table in _TABLES:
        word = table.encode()
        if word not in reading.data or _is_empty(reading, table):
            continue
        if table not in told or _is_spread(reading, root, table):
            _add(reading, "open", "", NULL, root, (root,))
    if _OPEN.search(reading.data):
        _add(reading, "open", "", NULL, root, (root,))


def _entry(reading: Reading, form: str, path: Path) -> None:
    """`{ source, destination }`; `path` ends with the source."""
    held = dict(members(path[:-2], reading.data))
    source = reading.value(path[-1], path[:-1])
    leads = held.get("destination")
    target: Value = reading.value(leads[-1], leads[:-1]) if leads else NULL
    if source[0] != "str":
        _add(reading, "open", "", NULL, path[-1], path)
        return
    _add(reading, form, str(source[1]), target, path[-1], path)
    if form != "rewrite" or leads is None:
        return
    fixed = _FIXED.match(str(source[1]))
    prefix = fixed[0].rstrip("/") if fixed else ""
    for text in dict.fromkeys(_addresses(target)):
        reading.add(Proxy("next", prefix, text, span_of(leads[-1])), path)


def _addresses(value: Value, depth: int = 0) -> Iterator[str]:
    """`http://127.0.0.1:5000` of every address that a destination can have."""
    if depth > _MOST_VALUES:
        return
    match value:
        case ("str", str(text)):
            found = _ABSOLUTE.match(text)
            if found:
                yield found[0]
        case ("concat", first, *_):
            yield from _addresses(first, depth + 1)
        case ("cond" | "or", first, second):
            yield from _addresses(first, depth + 1)
            yield from _addresses(second, depth + 1)
        case ("env", _, default):
            yield from _addresses(default, depth + 1)


def _table(reading: Reading, path: Path) -> str:
    """Whether an entry stands in `rewrites` or in `redirects`, "" for neither."""
    for node in reversed(path):
        if node.type in _NAMED:
            label = node.child_by_field_name("name") or node.child_by_field_name("key")
            name = literal_key(label, reading.data) or reading.text(label)
            if name in _TABLES:
                return name
    return ""


def _is_spread(reading: Reading, root: Node, table: str) -> bool:
    """Whether a list of entries holds more than what is written out."""
    for name in ("source", "destination"):
        for path in pairs_under(root, name, reading.data):
            if _table(reading, path) == table:
                listed = next((node for node in reversed(path) if node.type == "array"), None)
                if listed is None or any(
                    part.type not in ("object", "comment") for part in listed.named_children
                ):
                    return True
    return False


def _is_empty(reading: Reading, table: str) -> bool:
    """Whether the word stands there for nothing: in a comment, or with an empty list."""
    stated = re.search(_STATED % table.encode(), reading.data)
    return stated is None or b"return []" in reading.data[stated.start() : stated.end() + 200]


def read_middleware(reading: Reading) -> None:
    """The matchers of a middleware; whether it is one that answers with other pages."""
    root = reading.tree.root_node
    for path in pairs_under(root, "matcher", reading.data):
        for item in items(path):
            inner = dict(members(item, reading.data)).get("source", item)
            known = reading.value(inner[-1], inner[:-1])
            text = str(known[1]) if known[0] == "str" else "/:path*"
            _add(reading, "matcher", text, NULL, inner[-1], inner)
    for fact in [fact for fact in reading.facts if type(fact) is Import]:
        if _REWRITERS.match(fact.module):
            reading.facts.append(NextSetting("rewriting", "", _said(NULL), fact.at))


def read_rewriting(reading: Reading) -> None:
    """Code that answers a request with the page of another path."""
    at = reading.data.find(b".rewrite(")
    reading.facts.append(NextSetting("rewriting", "", _said(NULL), span(at, at + 8)))


def _add(reading: Reading, form: str, source: str, target: Value, node: Node, path: Path) -> None:
    at: Span = span_of(node)
    reading.add(NextSetting(form, source, _said(target), at), path)


def _said(value: Value) -> ValueText:
    return ValueText(dump(value))
