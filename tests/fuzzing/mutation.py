"""Texts that are nearly right: real files with a few things wrong."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

LONGEST = 60_000  # bytes of one input
_PIECES = (
    b"\x00", b"\xff", b"\xef\xbb\xbf", b"\xff\xfe", b"\r", b"\n", b"\r\n", b"\x0c", b"\x1b[31m",
    b"\t", "\u202e".encode(), "\u2028".encode(), "é".encode(), b"\xed\xa0\x80", b"`", b"${", b"}",
    b"{", b"(", b")", b"[", b"]", b"<", b"</", b"/>", b"/*", b"*/", b"//", b"#", b"<!--", b"'",
    b'"', b'"""', b"\\", b"\\\n", b"|", b">", b"&", b"*", b"&a ", b"*a", b"<<: *a", b": ", b"- ",
    b"=", b"=>", b",", b";", b"@", b"async ", b"await ", b"function ", b"def ", b"class ",
    b"lambda: ", b"import ", b"from . import *", b"export ", b"yield ", b"f'{", b"0" * 400,
    b"9" * 20, b"1e999", b"-1", b"65536", b"3300", b"3001", b"localhost:3300", b"http://",
    b"dupelint: ignore[", b"# dupelint: ignore[DUP101]", b"app.listen(", b"register_blueprint(",
    b"fetch(", b".json()", b"process.env.", b"os.environ[", b".route(", b"/:a*", b"<int:", b"$((",
    b"<<EOF\n", b"%", b"%n", b"!!python/object:os.system", b"$(", b"&&", b"|| true",
)  # fmt: skip

Mutation = Callable[[Random, bytes, bytes], bytes]


def mutated(random: Random, seeds: Sequence[bytes]) -> bytes:
    """One of the seeds with one to six things done to it; sometimes nothing but noise."""
    if random.random() < 0.02:
        return random.randbytes(random.randrange(200))
    data, other = random.choice(seeds), random.choice(seeds)
    if len(data) > LONGEST:
        start = random.randrange(len(data) - LONGEST)
        data = data[start : start + LONGEST]
    for _ in range(random.randint(1, 6)):
        data = random.choice(MUTATIONS)(random, data, other)[:LONGEST]
    return data


def _place(random: Random, data: bytes) -> int:
    return random.randint(0, len(data))


def _insert(random: Random, data: bytes, _other: bytes) -> bytes:
    at = _place(random, data)
    return data[:at] + random.choice(_PIECES) + data[at:]


def _repeat(random: Random, data: bytes, _other: bytes) -> bytes:
    at = _place(random, data)
    return data[:at] + random.choice(_PIECES) * random.choice((2, 30, 1_500)) + data[at:]


def _echo(random: Random, data: bytes, _other: bytes) -> bytes:
    """What a reader that is quadratic in one form of line trips over."""
    start = _place(random, data)
    piece = data[start : start + random.choice((1, 3, 8, 20, 60))]
    times = min(random.choice((20, 500, 20_000)), LONGEST // max(len(piece), 1))
    return data[:start] + piece * times + data[start:]


def _drop(random: Random, data: bytes, _other: bytes) -> bytes:
    at = _place(random, data)
    return data[:at] + data[at + random.choice((1, 2, 10, 200)) :]


def _cut(random: Random, data: bytes, _other: bytes) -> bytes:
    return data[: _place(random, data)]


def _flip(random: Random, data: bytes, _other: bytes) -> bytes:
    changed = bytearray(data)
    for _ in range(random.randint(1, 8) if changed else 0):
        changed[random.randrange(len(changed))] = random.randrange(256)
    return bytes(changed)


def _move_line(random: Random, data: bytes, _other: bytes) -> bytes:
    lines = data.splitlines(keepends=True)
    if not lines:
        return data
    line = lines.pop(random.randrange(len(lines)))
    lines.insert(random.randint(0, len(lines)), line)
    return b"".join(lines)


def _drop_line(random: Random, data: bytes, _other: bytes) -> bytes:
    lines = data.splitlines(keepends=True)
    if lines:
        del lines[random.randrange(len(lines))]
    return b"".join(lines)


def _indent(random: Random, data: bytes, _other: bytes) -> bytes:
    lines = data.splitlines(keepends=True)
    if lines:
        index = random.randrange(len(lines))
        lines[index] = random.choice((b" ", b"\t", b"        ")) + lines[index]
    return b"".join(lines)


def _splice(random: Random, data: bytes, other: bytes) -> bytes:
    return data[: _place(random, data)] + other[_place(random, other) :]


def _graft(random: Random, data: bytes, other: bytes) -> bytes:
    start = _place(random, other)
    at = _place(random, data)
    return data[:at] + other[start : start + random.choice((5, 40, 300))] + data[at:]


def _endings(random: Random, data: bytes, _other: bytes) -> bytes:
    return data.replace(b"\n", random.choice((b"\r\n", b"\r", b"\n\n", b" ")))


MUTATIONS: tuple[Mutation, ...] = (
    _insert, _insert, _repeat, _echo, _drop, _drop, _cut, _flip, _move_line, _drop_line, _indent,
    _splice, _graft, _endings,
)  # fmt: skip
