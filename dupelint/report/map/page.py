"""The wiring as one HTML page that needs nothing else."""

from __future__ import annotations

import base64
import hashlib
import html
from pathlib import Path

from dupelint import __version__
from dupelint.model.graph import Graph
from dupelint.model.pattern import lazy
from dupelint.report.map.document import document, dumped
from dupelint.report.map.spots import Spots

_HERE = Path(__file__).parent
# One program; what is named earlier is used later.
_SCRIPTS = ("graph", "filter", "layout", "cards", "wires", "details", "keys", "page")
_SLOT = lazy(r"\{\{(\w+)\}\}")
# What could end a script, open a comment in it, or end a line of it.
_HOSTILE = str.maketrans(
    {char: f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"} | {"\x7f": "\\u007f"}
)


def page(graph: Graph, spots: Spots) -> str:
    """The page. Its policy lets nothing run but its own scripts, and nothing be loaded."""
    whole = document(graph, spots)
    name = Path(graph.root).name or "project"
    whole["root"] = name  # a page is passed on: where it was made concerns nobody
    library, script, style = _library(), _script(), _read("web/page.css")
    slots = {
        "title": html.escape(f"Wiring of {name}"),
        "version": html.escape(__version__),
        "graph": dumped(whole).translate(_HOSTILE),
        "library": library,
        "script": script,
        "style": style,
        "style_hash": _hash(style),
        "script_hashes": f"'{_hash(library)}' '{_hash(script)}'",
    }
    text = _SLOT.sub(lambda slot: slots[slot[1]], _read("web/page.html"))
    return text.encode("utf-8", "replace").decode()


def _script() -> str:
    """The program. Text from the project reaches the page through `textContent` only."""
    parts = "\n".join(_read(f"web/{name}.js") for name in _SCRIPTS)
    return f"'use strict';\n(() => {{\n{parts}}})();\n"


def _library() -> str:
    """dagre with its licence, without the address of its source map."""
    code = _read("vendor/dagre.min.js").partition("//# sourceMappingURL=")[0]
    return f"/*! @dagrejs/dagre 3.1.3\n\n{_read('vendor/dagre.LICENSE')}*/\n{code}"


def _read(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    """As a Content-Security-Policy names an inline script or style."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
