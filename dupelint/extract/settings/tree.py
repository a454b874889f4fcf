"""Mappings, lists, scalars of a YAML, TOML or JSON document, with their places."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from dupelint.extract.commandline import Word

MAX_NESTING = 200  # containers below this depth are not read


@dataclass(slots=True)
class Scalar:
    """A string, number, boolean or null."""

    word: Word  # quotes and escapes removed
    start: int  # with quotes
    end: int
    quoted: bool = False

    @property
    def text(self) -> str:
        """What it says."""
        return self.word.text


@dataclass(slots=True)
class Items:
    """A list."""

    start: int
    end: int
    nodes: list[Node] = field(default_factory=list)


@dataclass(slots=True)
class Pair:
    """One key of a mapping with its value."""

    key: Scalar
    value: Node | None
    start: int
    end: int


@dataclass(slots=True)
class Mapping:
    """Keys in the order written; a key may stand twice."""

    start: int
    end: int
    pairs: list[Pair] = field(default_factory=list)

    def get(self, name: str) -> Node | None:
        """The value of a key with aliases and merges followed; of equal keys the last."""
        found: Node | None = None
        for pair in self.merged():
            if pair.key.text == name:
                found = resolve(pair.value)
        return found

    def mapping(self, name: str) -> Mapping:
        """The mapping under a key, an empty one if there is none."""
        node = self.get(name)
        return node if isinstance(node, Mapping) else Mapping(0, 0)

    def scalar(self, name: str) -> str:
        """The text under a key, "" if there is none."""
        node = self.get(name)
        return node.text if isinstance(node, Scalar) else ""

    def merged(self) -> Iterator[Pair]:
        """Pairs that `<<` merges in, then its own; a merged key that is its own too is left out."""
        if not any(pair.key.text == "<<" for pair in self.pairs):
            yield from self.pairs
            return
        own = {pair.key.text for pair in self.pairs}
        seen = {id(self)}
        waiting: list[Node] = [pair.value for pair in self.pairs if _is_merge(pair) and pair.value]
        while waiting:
            node = resolve(waiting.pop())
            if node is None or id(node) in seen:
                continue
            seen.add(id(node))
            if isinstance(node, Items):
                waiting.extend(node.nodes)
            elif isinstance(node, Mapping):
                for pair in node.pairs:
                    if _is_merge(pair):
                        if pair.value:
                            waiting.append(pair.value)
                    elif pair.key.text not in own:
                        own.add(pair.key.text)
                        yield pair
        for pair in self.pairs:
            if not _is_merge(pair):
                yield pair


@dataclass(slots=True)
class Alias:
    """`*name`: another node again."""

    target: Node | None


Node: TypeAlias = Mapping | Items | Scalar | Alias


def _is_merge(pair: Pair) -> bool:
    return pair.key.text == "<<"


def resolve(node: Node | None) -> Node | None:
    """The node an alias stands for."""
    for _ in range(8):
        if not isinstance(node, Alias):
            return node
        node = node.target
    return None


def items(node: Node | None) -> list[Node]:
    """The nodes of a list, aliases followed; a lone scalar or mapping is a list of one."""
    node = resolve(node)
    if isinstance(node, Items):
        return [found for item in node.nodes if (found := resolve(item)) is not None]
    return [] if node is None else [node]


def scalars(node: Node | None) -> list[Scalar]:
    """The scalars among `items`."""
    return [item for item in items(node) if isinstance(item, Scalar)]


def walk(root: Node) -> Iterator[tuple[tuple[str, ...], Pair | None, Node]]:
    """Every mapping, list and scalar once, in no order: (keys above it, its pair, node).

    Aliases are not followed: what they name is met where it stands.
    """
    waiting: list[tuple[tuple[str, ...], Pair | None, Node]] = [((), None, root)]
    while waiting:
        keys, pair, node = waiting.pop()
        yield keys, pair, node
        if isinstance(node, Mapping):
            waiting.extend(
                ((*keys, child.key.text)[-8:], child, child.value)
                for child in node.pairs
                if child.value is not None
            )
        elif isinstance(node, Items):
            waiting.extend((keys, pair, item) for item in node.nodes)
