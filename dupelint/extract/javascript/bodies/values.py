"""What an expression is worth on one concrete response."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from tree_sitter import Node

Path = tuple["Node", ...]  # ancestors, root first
Key = tuple[int, int]  # byte range of the call (or parameter) that a response comes from


class Mark:
    """A JavaScript value that Python has no counterpart of; compared by identity."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name

    def __repr__(self) -> str:
        return self.name


UNKNOWN = Mark("unknown")
UNDEFINED = Mark("undefined")
SHORT = Mark("short")  # what `?.` on nothing leaves for the rest of its chain
HEADERS = Mark("headers")
PARSED = Mark("parsed")  # what a parse gives
OBJECT = Mark("object")  # some object: truthy, nothing else known


class Response(NamedTuple):
    """A response (or the promise of one), by the calls it may come from."""

    sources: frozenset[Key]
    sure: bool = True  # False: what a function elsewhere made of it, most likely the same again


class Many(NamedTuple):
    """An array of unknown length whose items are all like this one."""

    item: Any


class Pattern(NamedTuple):
    """A regular expression."""

    source: str
    flags: str


class Function(NamedTuple):
    """A function of the file, with its ancestors."""

    node: Node
    path: Path


class Method(NamedTuple):
    """A method taken from a known value."""

    owner: Any
    name: str


class Result(NamedTuple):
    """A value as far as it is known; `null` is None, numbers and strings are Python's own.

    `lean` is set where something that has nothing to do with the response decides a condition:
    the truth that the part about the response speaks for.
    """

    value: Any
    about: bool = False  # it depends on the response
    lean: bool | None = None


FREE = Result(UNKNOWN)
IN_DOUBT = Result(UNKNOWN, about=True)


class ThrownError(Exception):
    """The code under trial throws."""

    def __init__(self, about: bool) -> None:
        super().__init__()
        self.about = about


def truth(value: Any) -> bool | None:
    """JavaScript's truthiness, None where unknown."""
    if value is UNKNOWN or value is PARSED or (isinstance(value, Response) and not value.sure):
        return None
    if value is UNDEFINED or value is SHORT:
        return False
    if isinstance(value, (Mark, tuple, dict)):
        return True
    return bool(value) and value == value


def unknown(*parts: Result) -> Result:
    """What cannot be decided, about the response if any part is."""
    return IN_DOUBT if any(part.about for part in parts) else FREE


def leaning(result: Result) -> bool | None:
    """The truth that a condition's part about the response speaks for."""
    if result.value is UNKNOWN:
        return result.lean
    return truth(result.value) if result.about else None


def join(first: Result, second: Result) -> Result:
    """One of the two, it is not known which; a response wins over anything else."""
    one, two = first.value, second.value
    about = first.about or second.about
    if isinstance(one, Response) and isinstance(two, Response):
        return Result(Response(one.sources | two.sources, one.sure and two.sure), about)
    if isinstance(one, Response):
        return Result(one, about)
    if isinstance(two, Response):
        return Result(two, about)
    if one is not UNKNOWN and type(one) is type(two) and one == two:
        return Result(one, about)
    return unknown(first, second)
