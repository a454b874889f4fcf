"""TypeScript whose awaited calls the grammar reads as calls.

Of `await api.get<User>("/x")` tree-sitter-typescript makes a call of `await api.get`: the type
arguments bind it weaker than the operator. Without them it reads what is meant, so they are
blanked, and every offset stays.
"""

from __future__ import annotations

from collections.abc import Iterator

from dupelint.model.pattern import lazy

_CHAIN = rb"\s+[\w$]+(?:\s{0,40}[?!]{0,2}\.\s{0,40}[\w$]+|\[[\w$'\"]+\])*[ \t]*(?=<)"
_OPERATED = (
    (b"await", lazy(rb"await(?<![\w$.]await)" + _CHAIN)),
    (b"void ", lazy(rb"void(?<![\w$.]void)" + _CHAIN)),
)
_STEP = lazy(rb"[<>;]|=>|\Z")
_LONGEST = 2_000  # bytes of type arguments
_OTHER = lazy(rb"[^\r\n]")


def with_plain_calls(data: bytes) -> bytes:
    """The same bytes without the type arguments of calls behind `await` and `void`."""
    places = [
        place
        for word, pattern in _OPERATED
        if word in data
        for match in pattern.finditer(data)
        for place in _type_arguments(data, match.end())
    ]
    if not places:
        return data
    parts: list[bytes] = []
    end = 0
    for start, close in sorted(places):
        if start >= end:
            parts += [data[end:start], _OTHER.sub(b" ", data[start:close])]
            end = close
    return b"".join([*parts, data[end:]])


def _type_arguments(data: bytes, start: int) -> Iterator[tuple[int, int]]:
    """Where those at `start` stand, if a call's parenthesis follows them."""
    depth = 0
    for match in _STEP.finditer(data, start, start + _LONGEST):
        place = match.start()
        match match[0]:
            case b"<":
                depth += 1
            case b">":
                depth -= 1
                if not depth:
                    if data[match.end() : match.end() + 1] == b"(":
                        yield start, match.end()
                    return
            case b"=>":
                continue
            case b";" if data.count(b"{", start, place) > data.count(b"}", start, place):
                continue
            case _:
                return
