"""Which routes the path of a request may lead to: a trie over the segments of their paths."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import IntEnum
from typing import NamedTuple

from dupelint.linking.contract.patterns import (
    HOLE,
    UNKNOWN,
    alternatives,
    as_pattern,
    is_rest,
    segments,
    taken_by,
)

MAX_STEPS = 20_000  # of one question: holes next to rests multiply
MAX_PREFIX = 6  # segments of a base that may stand in front of what is known


class Fit(IntEnum):
    """How surely a path is that of a route, the surest last."""

    NEVER = 0
    REST = 1  # a catch-all takes it
    SLASH = 2  # it is, but for a slash at its end
    EMPTY = 3  # it may be: what is not known would have to be empty, which leaves a slash
    LOOSE = 4  # it may be: what is not known would have to be several segments
    OPEN = 5  # it may be: what is not known would have to be one text
    EXACT = 6


class Entry(NamedTuple):
    """A path that is looked up."""

    number: int  # of the route
    canonical: str
    strict: bool  # a slash at the end makes another path
    sensitive: bool  # upper case makes another path


Met = tuple[Entry, tuple[str, ...], Fit]  # with the segments of the path that it was met by


class _Node:
    __slots__ = ("floats", "literal", "mounted", "numbers", "open", "rest")

    def __init__(self) -> None:
        self.literal: dict[str, _Node] = {}  # lower case
        self.open: dict[str, _Node] = {}
        self.rest: _Node | None = None
        self.mounted: _Node | None = None  # below something that is not known
        self.floats = False  # what stands before it is not known
        self.numbers: list[tuple[Entry, tuple[str, ...]]] = []


class Lookup:
    """Paths of routes, to be asked for the paths of requests."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._root = _Node()
        self._beyond: dict[str, list[_Node]] = {}  # first part of a path → nodes; "": any part
        self._steps = 0
        self._hanging = False
        for entry in entries:
            for parts in alternatives(entry.canonical):
                self._insert(entry, parts)

    def _insert(self, entry: Entry, parts: tuple[str, ...]) -> None:
        node = self._root
        for part in parts:
            if part == UNKNOWN and part != parts[-1]:
                node.mounted = node.mounted or _Node()
                node = node.mounted
                node.floats = True
            elif is_rest(part) or part == UNKNOWN:
                node.rest = node.rest or _Node()
                node = node.rest
            else:
                held, key = (node.open, part) if "{" in part else (node.literal, part.lower())
                below = held.get(key)
                if below is None:
                    below = held[key] = _Node()
                node = below
        node.numbers.append((entry, parts))

    def fits(self, path: str, hanging: bool = False) -> dict[int, Fit]:
        """How each route fits a path; `hanging`: a base that is not known may stand before it."""
        parts = segments(path)
        slash = path.endswith("/") and len(path) > 1
        found: dict[int, Fit] = {}
        self._steps = 0
        self._hanging = hanging
        for entry, written, fit in self._all(parts, hanging):
            if fit <= found.get(entry.number, Fit.NEVER) or not _spelt(entry, written, parts):
                continue
            if fit is Fit.EMPTY:
                if entry.strict and not entry.canonical.endswith("/"):
                    continue  # `/items/` is not `/items`
                fit = Fit.LOOSE
            if fit > Fit.LOOSE and slash and entry.strict and not entry.canonical.endswith("/"):
                fit = Fit.SLASH if parts else fit
            if fit > found.get(entry.number, Fit.NEVER):
                found[entry.number] = fit
        return found

    def _all(self, parts: tuple[str, ...], hanging: bool) -> list[Met]:
        found: list[Met] = []
        self._walk(self._root, parts, 0, Fit.EXACT, found)
        if hanging:
            for node in self._going_on(parts):
                self._walk(node, parts, 0, Fit.EXACT, found)
        return found

    def _going_on(self, parts: tuple[str, ...]) -> Sequence[_Node]:
        """The nodes to which a base may lead, and from which a path can go on with these parts."""
        if not self._beyond:
            self._beyond[""] = list(_below(self._root, MAX_PREFIX))
        part = parts[0].lower() if parts and HOLE not in parts[0] else ""
        if part not in self._beyond:
            self._beyond[part] = [
                node
                for node in self._beyond[""]
                if part in node.literal or node.open or node.rest or node.mounted
            ]
        return self._beyond[part]

    def _walk(
        self, node: _Node, parts: tuple[str, ...], at: int, fit: Fit, found: list[Met]
    ) -> None:
        self._steps += 1
        if self._steps > MAX_STEPS:
            return
        if node.rest is not None or node.mounted is not None:
            for after in range(at, len(parts) + 1):
                if node.rest is not None:
                    self._walk(node.rest, parts, after, Fit.REST, found)
                if node.mounted is not None:
                    self._walk(node.mounted, parts, after, fit, found)
        if at == len(parts):
            found += [(entry, written, fit) for entry, written in node.numbers]
            return
        part = parts[at]
        if HOLE in part:
            self._filled(node, parts, at, fit, found)
            return
        child = node.literal.get(part.lower())
        if child is not None:
            self._walk(child, parts, at + 1, fit, found)
        # Where it is not known what stands before, a variable segment may be any other.
        loose = node.floats or (self._hanging and at == 0)
        for pattern, below in node.open.items():
            if taken_by(pattern).fullmatch(part):
                self._walk(below, parts, at + 1, min(fit, Fit.OPEN) if loose else fit, found)

    def _filled(
        self, node: _Node, parts: tuple[str, ...], at: int, fit: Fit, found: list[Met]
    ) -> None:
        """A segment with a hole in it."""
        part = parts[at]
        last = at == len(parts) - 1
        if last and part.endswith(HOLE) and part != HOLE:  # `/items${query}`
            whole = (*parts[:at], part.removesuffix(HOLE))
            self._walk(node, whole, at, fit, found)
        for pattern, below in node.open.items():
            if part == HOLE or _may_meet(part, pattern):
                self._walk(below, parts, at + 1, fit, found)
        asked = as_pattern(part)
        for text, child in node.literal.items():
            if part == HOLE or asked.fullmatch(text):
                self._walk(child, parts, at + 1, min(fit, Fit.OPEN), found)
        if not last:
            return
        if part == HOLE:
            self._walk(node, parts, at + 1, min(fit, Fit.EMPTY), found)
        if part.endswith(HOLE):
            start = as_pattern(part)
            for text, child in (*node.literal.items(), *node.open.items()):
                if part == HOLE or "{" in text or start.fullmatch(text):
                    self._walk(child, (*parts[:at], HOLE), at, min(fit, Fit.LOOSE), found)


def _may_meet(asked: str, pattern: str) -> bool:
    """Whether a segment with a hole can be one of a pattern: `{}.json` is never `{}.csv`."""
    heads = sorted((asked.partition("{")[0].lower(), pattern.partition("{")[0].lower()), key=len)
    tails = sorted((asked.rpartition("}")[2].lower(), pattern.rpartition("}")[2].lower()), key=len)
    return heads[1].startswith(heads[0]) and tails[1].endswith(tails[0])


def _below(node: _Node, depth: int) -> Iterator[_Node]:
    """Every node to which a base may lead: what a base holds is written out."""
    children = list(node.literal.values())
    children += [child for child in (node.rest, node.mounted) if child is not None]
    for child in children:
        yield child
        if depth > 1:
            yield from _below(child, depth - 1)


def _spelt(entry: Entry, written: tuple[str, ...], parts: tuple[str, ...]) -> bool:
    """Whether upper and lower case agree where they matter."""
    if not entry.sensitive:
        return True
    told = {part.lower(): part for part in parts if HOLE not in part}
    return all(told.get(text.lower(), text) == text for text in written if "{" not in text)
