"""Module-level containers of sessions, clients, messages, which one process alone knows."""

from __future__ import annotations

from collections.abc import Iterator

from dupelint.model.facts import MemoryStore, span
from dupelint.model.pattern import lazy

_KEPT = lazy(
    rb"\n((?:\w*_)?(?i:sessions?|clients?|sockets?|connections?|rooms?|inbox(?:es)?|online|players?"
    rb"|messages?|sids?)(?:_\w*)?)[ \t]*(?::[^=\n]{1,80})?=[ \t]*(?:\{\}|\[\]|dict\(\)|list\(\)"
    rb"|set\(\)|(?:collections\.)?(?:deque|defaultdict|OrderedDict)\([^\n]{0,60}\))"
    rb"[ \t]*(?=[\r\n#])"
)


def memory_stores(data: bytes) -> Iterator[MemoryStore]:
    """The empty containers of a file, by their names; what fills them is not looked for."""
    for found in _KEPT.finditer(b"\n" + data):
        yield MemoryStore(
            found[1].decode("ascii", "replace"), span(found.start(1) - 1, found.end() - 1)
        )
