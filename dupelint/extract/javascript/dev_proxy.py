"""Path prefixes that a bundler's development server passes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dupelint.extract.javascript.objects import Path, members, pairs_under
from dupelint.extract.javascript.reading import Reading, span_of
from dupelint.model.facts import Proxy

if TYPE_CHECKING:
    from tree_sitter import Node


def read_dev_proxy(reading: Reading) -> None:
    """`proxy: {'/api': 'http://…'}` and `proxy: {'/api': {target: …}}` of a configuration file."""
    name = reading.unit.path.rpartition("/")[2]
    if b"proxy" not in reading.data or not (".config." in name or "webpack" in name):
        return
    form = "vite" if "vite" in name else "webpack"
    root: Node = reading.tree.root_node
    for path in pairs_under(root, "proxy", reading.data):
        for prefix, value in members(path, reading.data):
            if prefix not in ("target", "context"):
                _add(reading, form, prefix, value)


def _add(reading: Reading, form: str, prefix: str, path: Path) -> None:
    for key, value in members(path, reading.data):
        if key == "target":
            path = value
    known = reading.value(path[-1], path[:-1])
    if known[0] in ("or", "env"):
        known = known[2]  # where nothing else is set
    if known[0] == "str":
        reading.add(Proxy(form, prefix, str(known[1]), span_of(path[-1])), path)
