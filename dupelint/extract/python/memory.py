"""Module-level containers of sessions, clients, messages, which one process alone knows."""

from __future__ import annotations

from collections.abc import Iterator

from dupelint.model.facts import MemoryStore, span
from dupelint.model.pattern import lazy

# The sign first: a pattern is searched for several times as fast where it starts with a literal.
_EMPTY = lazy(
    rb"=[ \t]*(?:\{\}|\[\]|dict\(\)|list\(\)|set\(\)"
    rb"|(?:collections\.)?(?:deque|defaultdict|OrderedDict)\([^\n]{0,60}\))[ \t]*(?=[\r\n#])"
)
_KEPT = lazy(
    rb"((?:\w*_)?(?i:sessions?|clients?|sockets?|connections?|rooms?|inbox(?:es)?|online|players?"
    rb"|messages?|sids?)(?:_\w*)?)[ \t]*(?::[^=\n]{1,80})?"
)


def memory_stores(data: bytes) -> Iterator[MemoryStore]:
    """The empty containers of a file, by their names; what fills them is not looked for."""
    for found in _EMPTY.finditer(data):
        start = data.rfind(b"\n", 0, found.start()) + 1
        name = _KEPT.fullmatch(data, start, found.start())
        if name is not None:
            yield MemoryStore(name[1].decode("ascii", "replace"), span(start, found.end()))
