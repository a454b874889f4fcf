"""Path prefixes that a development server passes on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from dupelint.extract.javascript.modules import peel
from dupelint.extract.javascript.objects import Path, items, members, pairs_under
from dupelint.extract.javascript.reading import Reading, span_of
from dupelint.model.facts import Proxy

if TYPE_CHECKING:
    from tree_sitter import Node

_FILTERS = ("context", "pathFilter")  # keys beside `target` that say which paths are meant


def read_dev_proxy(reading: Reading) -> None:
    """What a bundler's configuration or Create React App's `setupProxy` file passes on."""
    name = reading.unit.path.rpartition("/")[2]
    if name.startswith("setupProxy."):
        _read_calls(reading)
    elif b"proxy" in reading.data and (".config." in name or "webpack" in name):
        _read_tables(reading, "vite" if "vite" in name else "webpack")


def _read_tables(reading: Reading, form: str) -> None:
    """`proxy: {'/api': 'http://…'}`, `proxy: {'/api': {target}}`, `proxy: [{context, target}]`."""
    for path in pairs_under(reading.tree.root_node, "proxy", reading.data):
        for item in items(path):
            table = dict(members(item, reading.data))
            if any(key in table for key in _FILTERS):
                _read_object(reading, form, table, [])
                continue
            for prefix, value in table.items():
                inner = dict(members(value, reading.data)).get("target")
                if prefix != "target":
                    _add(reading, form, prefix, inner or value)


def _read_calls(reading: Reading) -> None:
    """`app.use('/api', createProxyMiddleware({target: …}))`, `proxy('/api', {target: …})`."""
    for path in pairs_under(reading.tree.root_node, "target", reading.data):
        around = path[:-2]  # without the pair
        table = dict(members(around, reading.data))
        calls = [node for node in around if node.type == "call_expression"]
        prefixes: list[str] = []
        for call in reversed(
            calls[-2:]
        ):  # the call that makes the proxy, then the one that uses it
            prefixes = prefixes or list(_first_texts(reading, call, path))
        _read_object(reading, "setupProxy", table, prefixes)


def _first_texts(reading: Reading, call: Node, path: Path) -> Iterator[str]:
    arguments = call.child_by_field_name("arguments")
    first = peel(arguments.named_children[0]) if arguments and arguments.named_children else None
    if first is not None and first not in path:
        yield from _texts(reading, (*path[: path.index(call) + 1], first))


def _read_object(reading: Reading, form: str, table: dict[str, Path], prefixes: list[str]) -> None:
    for key in _FILTERS:
        if key in table:
            prefixes = prefixes or list(_texts(reading, table[key]))
            if not prefixes:
                return  # a function, or a pattern: which paths are meant cannot be told
    if "target" in table:
        for prefix in prefixes or [""]:
            _add(reading, form, prefix, table["target"])


def _texts(reading: Reading, path: Path) -> Iterator[str]:
    """The text that stands there, or each of a list."""
    for item in items(path):
        known = reading.value(item[-1], item[:-1])
        if known[0] == "str":
            yield str(known[1])


def _add(reading: Reading, form: str, prefix: str, path: Path) -> None:
    known = reading.value(path[-1], path[:-1])
    if known[0] in ("or", "env"):
        known = known[2]  # where nothing else is set
    if known[0] == "str":
        reading.add(Proxy(form, prefix, str(known[1]), span_of(path[-1])), path)
