"""The scripts that a page loads: `<script src="…">`."""

from __future__ import annotations

from collections.abc import Iterator

from dupelint.extract.unit import Unit
from dupelint.model.facts import NO_ARMS, Import, span
from dupelint.model.pattern import lazy
from dupelint.model.source import Language
from dupelint.syntax.scripts import stretches

_PATH = lazy(rb"(?:\./|(?:\.\./)+|/)?[\w@-][\w@./-]*\.(?:[cm]?js|jsx|tsx?|vue)(?=[?#]|\Z)")
# `{{ url_for('static', filename='js/app.js') }}`, `{% static 'js/app.js' %}`
_STATIC = lazy(
    rb"\{\{-?\s*url_for\(\s*['\"](?:[\w.]+\.)?static['\"]\s*,\s*(?:filename|path)\s*=\s*"
    rb"['\"](?P<file>[\w@./-]+\.m?js)['\"][^{}]*\}\}(?:\?.*)?\Z"
    rb"|\{%\s*static\s+['\"](?P<path>[\w@./-]+\.m?js)['\"]\s*%\}(?:\?.*)?\Z"
)
_MOST_FOLDERS = 6


def read_sources(unit: Unit) -> Iterator[Import]:
    """An import for each file of the project that it may be: which one, linking finds out."""
    if b"src" not in unit.data:
        return
    for element in stretches(unit.data, unit.language):
        if element.name != b"script":
            continue
        value, start = element.attributes.get(b"src", (b"", 0))
        for module in _modules(unit, value.strip()):
            at = span(start, start + len(value))
            yield Import("", module, "", "", "import", 0, NO_ARMS, at)


def _modules(unit: Unit, value: bytes) -> Iterator[str]:
    """Paths from the project's root, or as an import of a component writes them."""
    static = _STATIC.match(value)
    if static is not None:
        file = (static["file"] or static["path"]).decode()
        yield from _below(unit.path, "static/" + file.lstrip("/"))
        return
    found = _PATH.match(value)
    if found is None:
        return
    path = found[0].decode()
    if unit.language is not Language.HTML:
        yield path
    elif path.startswith("/"):
        yield from _below(unit.path, path[1:])
    else:
        folder = unit.path.split("/")[:-1]
        for part in path.split("/"):
            if part == "..":
                if not folder:
                    return
                folder.pop()
            elif part not in ("", "."):
                folder.append(part)
        yield "/" + "/".join(folder)


def _below(page: str, path: str) -> Iterator[str]:
    """A path of the site, seen from each folder that the page lies in."""
    folders = page.split("/")[:-1]
    for size in range(len(folders), max(-1, len(folders) - _MOST_FOLDERS), -1):
        yield "/" + "/".join([*folders[:size], path])
