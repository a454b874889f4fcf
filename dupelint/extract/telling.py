"""What the facts of a file tell, put so that two readings of it can be compared.

Where in the file something stands does not matter, only what it stands before, behind and in: a
comment above everything moves all spans and changes no answer. Nor does a constant matter that
nobody asks for (`model.constant`), so those are kept apart from the rest.
"""

from __future__ import annotations

import json
import marshal
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from dupelint.model.constant import is_plain
from dupelint.model.facts import FACTS, LENGTH_BITS, NO_SPAN, Assignment, Gap, Span
from dupelint.model.hashing import digest
from dupelint.model.pattern import lazy

_SIZE = 16  # bytes of each of two hashes: of everything as it stands, of all but plain constants
_LENGTH = (1 << LENGTH_BITS) - 1
# In a text: of an object that is made, of a branch, of a function without a name or with one twice.
_OFFSET = lazy(r'"new",|\[\[\d|<\d|@\d')
_ASSIGNMENT, _GAP = FACTS.index(Assignment), FACTS.index(Gap)
_AT = Assignment._fields.index("at")
_SPANS = [
    [i for i, name in enumerate(kind._fields) if kind.__annotations__[name] is Span]
    for kind in FACTS
]

Row = tuple[int, tuple[Any, ...]]


def told(rows: Sequence[Row], size: int) -> bytes:
    """What a file of `size` bytes tells."""
    # How much of its file a gap takes matters, too.
    length = size if any(kind == _GAP for kind, _ in rows) else 0
    exact = _hash([list(rows), length])
    rest = [row for row in rows if not _is_constant(row)]
    constants = sorted((fact for kind, fact in rows if _is_constant((kind, fact))), key=_place)
    order = _order(rest)
    named = [
        [name, _hash([value, arms, _between(order, at)]).hex()]
        for name, value, arms, at in constants
    ]
    core = _hash(_ranked(rest, order) if order else [rest, length])
    return exact + core + (json.dumps(named).encode() if named else b"")


def _order(rows: Sequence[Row]) -> list[int]:
    """Every offset at which a fact starts or ends; none where texts hold offsets, too, or where
    the length of a place matters."""
    texts = "\0".join(value for _, fact in rows for value in fact if type(value) is str)
    if _OFFSET.search(texts) or any(kind == _GAP for kind, _ in rows):
        return []
    spans = [fact[column] for kind, fact in rows for column in _SPANS[kind]]
    starts = {span >> LENGTH_BITS for span in spans if span != NO_SPAN}
    ends = {(span >> LENGTH_BITS) + (span & _LENGTH) for span in spans if span != NO_SPAN}
    return sorted(starts | ends)


def _ranked(rows: Sequence[Row], order: Sequence[int]) -> Iterator[tuple[int, list[Any]]]:
    rank = {offset: number for number, offset in enumerate(order)}
    for kind, fact in rows:
        values = [*fact]
        for column in _SPANS[kind]:
            span = values[column]
            if span != NO_SPAN:
                start = span >> LENGTH_BITS
                values[column] = (rank[start], rank[start + (span & _LENGTH)])
        yield kind, values


def _between(order: Sequence[int], at: int) -> list[int]:
    """Where a place lies among the offsets; exactly, if there are none."""
    if not order:
        return [at]
    ends = (at >> LENGTH_BITS, (at >> LENGTH_BITS) + (at & _LENGTH))
    return [find(order, end) for end in ends for find in (bisect_left, bisect_right)]


def differ(before: bytes, after: bytes, names: Collection[str]) -> bool:
    """Whether two readings of a file differ for those who ask for these constants only."""
    core = slice(_SIZE, 2 * _SIZE)
    return before[core] != after[core] or _asked(before, names) != _asked(after, names)


def _asked(told: bytes, names: Collection[str]) -> list[list[str]]:
    named = json.loads(told[2 * _SIZE :]) if len(told) > 2 * _SIZE else []
    return [one for one in named if one[0] in names]


def _is_constant(row: Row) -> bool:
    kind, fact = row
    return kind == _ASSIGNMENT and is_plain(fact[0], fact[1])


def _place(fact: tuple[Any, ...]) -> int:
    at: int = fact[_AT]
    return at


def _hash(content: Iterable[Any]) -> bytes:
    # The first version of the format: later ones tell apart equal texts by who else holds them.
    return digest(marshal.dumps([*content], 0), _SIZE)
