"""Objects of requests, httpx and aiohttp that keep settings for their requests."""

from __future__ import annotations

from typing import NamedTuple

from dupelint.extract.python.imports import Imports
from dupelint.extract.python.source import Source
from dupelint.model.facts import Import
from dupelint.model.pattern import lazy

LIBRARIES = frozenset({"requests", "httpx", "aiohttp", "urllib"})
MADE = lazy(
    rb"(?:(?<![\w.])(?P<name>[\w.]{1,80})\s{0,20}(?::[^=\n]{1,60})?=\s*(?:await\s+)?)?"
    rb"\b(?:(?P<module>\w+)\.)?(?P<kind>Session|session|Client|AsyncClient|ClientSession)\("
    rb"(?:[^()\n]|\([^()\n]*\)){0,400}\)?(?:\s+as\s+(?P<bound>\w+))?"
)
_LOCAL = lazy(rb"[ \t]+(?:import|from)[ \t]+(requests|httpx|aiohttp|urllib)\b")
_LIBRARIES = frozenset(library.encode() for library in LIBRARIES)
_KINDS = (b"ession(", b"Client(")  # how all that is made ends


def _sends(fact: Import) -> bool:
    """Whether an import brings more than the functions that take URLs apart."""
    top = fact.module.partition(".")[0]
    if top == "urllib":
        return fact.module == "urllib.request" or fact.symbol == "request"
    return top in LIBRARIES


class Session(NamedTuple):
    """One of them."""

    library: str
    offset: int  # where it is made


class Sessions:
    """Those that a file makes, by the name it gives them (`self.http` too)."""

    def __init__(self, source: Source, imports: Imports) -> None:
        self._imports = imports
        data = source.data
        self._local: set[str] = set()
        self._found: dict[str, Session] = {}
        self.are_possible = False
        if source.marks.words.isdisjoint(_LIBRARIES):
            return
        for offset, word in source.marks.places:
            if word in _LIBRARIES and data[offset - 1 : offset] in (b" ", b"\t"):
                found = _LOCAL.match(data, data.rfind(b"\n", 0, offset) + 1)
                if found is not None and found.start(1) == offset:
                    self._local.add(word.decode())
        self.are_possible = bool(self._local) or any(_sends(fact) for fact in imports.facts)
        if not self.are_possible or not any(word in data for word in _KINDS):
            return
        for match in MADE.finditer(data):
            library = self.library((match["module"] or match["kind"]).decode())
            name = match["bound"] or match["name"]
            if library and name:
                self._found.setdefault(name.decode(), Session(library, match.start("kind")))

    def of(self, name: str) -> Session | None:
        """The session of this name."""
        return self._found.get(name)

    def library(self, name: str) -> str:
        """The library that a name comes from, "" if from none of these."""
        found = self._imports.origin(name) or (name if name in self._local else "")
        return found if found in LIBRARIES else ""

    def is_module(self, name: str) -> bool:
        """Whether a name is a module and not something taken out of one."""
        bound = self._imports.names.get(name)
        return bound is None or not bound.symbol
