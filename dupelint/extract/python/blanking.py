"""Python code without the bodies in which no fact can start.

To parse takes as long as all else that is done with a file, and most functions say nothing. A line
that does not start with a blank begins a statement of the module, but for those of long texts: so
the bodies of functions and classes are told apart without a grammar. A blanked body is one string
of the same length: every offset stays true, and the names that the module defines stay. Where a
text, a bracket or half-written code misleads, the tree shows it, and the file is parsed whole.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from dupelint.extract.python.anchors import Anchor
from dupelint.extract.python.api_libraries import API_WORDS, CALL_WORDS
from dupelint.extract.python.gate import Marks
from dupelint.extract.python.handed_paths import handed_paths
from dupelint.extract.python.looked_up import SETTINGS, SIMPLE_RETURN
from dupelint.extract.python.route_forms import CALLS
from dupelint.model.pattern import lazy

LEAST = 80  # bytes of a body; a shorter one is parsed as fast as it is blanked

_TOP = lazy(rb"\n(?=[^\s#)\]}\"'])")
_INSIDE = {  # by indentation
    b"    ": lazy(rb"\n    (?=[^\s#)\]}\"'])"),
    b"\t": lazy(rb"\n\t(?=[^\s#)\]}\"'])"),
    b"  ": lazy(rb"\n  (?=[^\s#)\]}\"'])"),
    b"        ": lazy(rb"\n        (?=[^\s#)\]}\"'])"),
}
# To the first statement of the body. (Nothing is given back: no text takes long.)
_HEADER = lazy(
    rb"(?:async[ \t]++)?+(?P<kind>def|class)[ \t]++(?P<name>\w++)[ \t]*+"
    rb"(?:\((?:[^()]++|\((?:[^()]++|\([^()]*+\))*+\))*+\))?+[^:\n#]*+:"
    rb"[ \t]*+(?:#[^\n]*+)?+\r?\n\s*+"
)
_GOES_ON = (b"el", b"except", b"finally")  # the same statement as above

_ROUTES = frozenset({b"View", b"Resource", *(name.encode() + b"(" for name in CALLS)})
_VERB = lazy(rb"def[ \t]+(?:get|post|put|patch|delete|head|options|dispatch_request)\b")
# What gives a name that only this file knows to what facts start from.
_RENAMED = frozenset(
    {b"environ", b"getenv", b"subprocess", b"Flask", b"Quart", b"FastAPI", b"lueprint", b"outer",
     *API_WORDS}
)  # fmt: skip
_RENAMING = lazy(rb"[ \t\\\r\n]+as\b|[ \t]+import\b")
_DERIVED = lazy(
    rb"class[ \t]+\w+[ \t]*\([^)]*(?:Flask|Quart|FastAPI|Blueprint|Router|Api|Namespace)\b"
    rb"|\b(?:Api|Namespace)[ \t]+as\b"
)
_LIBRARIES = frozenset({b"requests", b"httpx", b"aiohttp", b"urllib"})
_NO_REQUESTS = (b"urllib.parse", b"urllib.error")
_REQUEST = lazy(
    rb"(?:get|post|put|patch|delete|head|options|request|stream|urlopen|ession|Client)(?=[ \t]*\()"
)
_SET = lazy(rb"self\.\w+[ \t]*(?::[^=\n]+)?[-+|&*/]?=(?!=)")  # what other methods may look up


class Blanked(NamedTuple):
    """What is parsed of a file."""

    data: bytes
    definitions: list[int]  # offsets of the module's statements of which bodies are blanked


def blanked(data: bytes, marks: Marks, told: set[Anchor]) -> Blanked | None:
    """The code of a file without the bodies that say nothing; None where it is read as it is.

    `told`: where facts start.
    """
    if b"dupelint:" in marks.words or b"\f" in data or b"\\\r" in data:
        return None
    if b"\r" in data and data.count(b"\r") != data.count(b"\r\n"):
        return None
    if not marks.words.isdisjoint(_RENAMED) and _DERIVED.search(data) is not None:
        return None
    for at, word in marks.places:
        if word in _RENAMED and _RENAMING.match(data, at + len(word)):
            return None
    outline = _Outline(data, marks, told)
    spans = list(outline.spans())
    if not spans:
        return None
    parts: list[bytes] = []
    done = 0
    for start, end in spans:
        parts += (data[done:start], b'"', b"_" * (end - start - 2), b'"')
        done = end
    return Blanked(b"".join([*parts, data[done:]]), outline.definitions)


class _Outline:
    """The definitions of a module with where facts may start."""

    def __init__(self, data: bytes, marks: Marks, told: set[Anchor]) -> None:
        self._data = data
        self.definitions: list[int] = []
        found = [match.start() for match in SIMPLE_RETURN.finditer(data)]
        found += [at for at, word in marks.places if word in (b"NamedTuple", b"View")]
        found += [at for at, _ in handed_paths(data)]
        if b"dataclass" in data:
            found += _all(data, b"dataclass")
        self._routes = False  # whether views may answer by what functions return
        if marks.revealing:
            found += [anchor[0] for anchor in told]
            verbs = [match.start() for match in _VERB.finditer(data)]
            self._routes = (
                bool(verbs)
                or not marks.words.isdisjoint(_ROUTES)
                or any(data.startswith(b"@", anchor[0]) for anchor in told)
            )
            found += verbs
            if not marks.words.isdisjoint(API_WORDS):
                found += [at for word in CALL_WORDS for at in _all(data, word)]
            if _may_send(data, marks):
                found += [match.start() for match in _REQUEST.finditer(data)]
        self._starts = sorted(found)
        self._imports = list(_inner_imports(data))

    def spans(self) -> Iterator[tuple[int, int]]:
        """Bodies that say nothing, in order."""
        data = self._data
        lines = [0, *(match.end() for match in _TOP.finditer(data)), len(data)]
        for whole, start, end in _pieces(data, lines):
            head = _HEADER.match(data, start, end)
            if head is None:
                continue
            end = _code_end(data, start, end)
            speaks = _stands(self._starts, whole, end)
            found: list[tuple[int, int]] = []
            if head["kind"] == b"class" and (
                speaks
                or self._routes  # a view may inherit from it
                or _stands(self._imports, whole, end)
                or SETTINGS.search(head["name"])
            ):
                found += self._methods(head.end(), end)
            elif not speaks and not (self._routes and data.count(head["name"]) > 1):
                found += self._body(head.end(), end)
            if found:
                self.definitions.append(whole)
                yield from found

    def _methods(self, body: int, end: int) -> Iterator[tuple[int, int]]:
        """The bodies of methods that say nothing, of a class that does."""
        data = self._data
        pattern = _INSIDE.get(data[data.rfind(b"\n", 0, body) + 1 : body])
        if pattern is None:
            return
        lines = [body, *(match.end() for match in pattern.finditer(data, body, end)), end]
        for whole, start, stop in _pieces(data, lines):
            head = _HEADER.match(data, start, stop)
            if head is None or head["kind"] == b"class" or _stands(self._starts, whole, stop):
                continue
            if not _SET.search(data, head.end(), stop):
                yield from self._body(head.end(), _code_end(data, start, stop))

    def _body(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """What of a body says nothing: what comes behind its last import."""
        data = self._data
        last = bisect_left(self._imports, end) - 1
        if last >= 0 and self._imports[last] >= start:
            pattern = _INSIDE.get(data[data.rfind(b"\n", 0, start) + 1 : start])
            lines = pattern.finditer(data, self._imports[last], end) if pattern else ()
            places = (match.end() for match in lines)
            start = next((at for at in places if not data.startswith(_GOES_ON, at)), end)
        if (
            end - start >= LEAST
            and not data.count(b'"""', start, end) % 2
            and not data.count(b"'''", start, end) % 2
        ):
            yield start, end


def _stands(places: list[int], start: int, end: int) -> bool:
    """Whether one of the places, which are in order, lies in a stretch."""
    index = bisect_left(places, start)
    return index < len(places) and places[index] < end


def _pieces(data: bytes, lines: list[int]) -> Iterator[tuple[int, int, int]]:
    """(where the decorators start, where the statement starts, where the next one does)"""
    decorated = -1
    for start, end in pairwise(lines):
        if data[start : start + 1] == b"@":
            decorated = start if decorated < 0 else decorated
        else:
            yield start if decorated < 0 else decorated, start, end
            decorated = -1


def _code_end(data: bytes, start: int, end: int) -> int:
    """Where the last line of a statement ends, without comments and blanks behind it."""
    while True:
        while end > start and data[end - 1] in b" \t\r\n":
            end -= 1
        line = data.rfind(b"\n", start, end) + 1
        if not data[line:end].lstrip().startswith(b"#"):
            return end
        end = line


def _may_send(data: bytes, marks: Marks) -> bool:
    """Whether a library is imported that sends requests."""
    for at, word in marks.places:
        if word in _LIBRARIES and not data.startswith(_NO_REQUESTS, at):
            line = data.rfind(b"\n", 0, at) + 1
            if data[line:at].lstrip().startswith((b"import", b"from")):
                return True
    return False


def _inner_imports(data: bytes) -> Iterator[int]:
    """Each `import` in a line that starts with a blank."""
    for offset in _all(data, b"import"):
        line = data.rfind(b"\n", 0, offset) + 1
        if data[line : line + 1] in (b" ", b"\t"):
            yield offset


def _all(data: bytes, word: bytes) -> Iterator[int]:
    offset = data.find(word)
    while offset >= 0:
        yield offset
        offset = data.find(word, offset + len(word))
