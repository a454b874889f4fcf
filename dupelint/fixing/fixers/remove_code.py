"""Takes a code that is not needed out of a suppression comment."""

from __future__ import annotations

import re

from dupelint.fixing.task import Change, RefusalError, Task
from dupelint.model.edit import Edit
from dupelint.model.pattern import lazy

_OPENING = lazy(rb"(#|//|/\*+|<!--+)[\s*]*dupelint:\s*ignore\[\Z")
_LONGEST = 1_000  # bytes between the start of a comment and its codes
_WORD = lazy(rb"[\w$]")


def fix(task: Task) -> Change:
    """Remove the code named in the column `code`; of a comment with no other, the comment."""
    code = str(task.columns["code"])
    written = task.source[task.start : task.end]
    words = written.split(b",")
    kept = [word for word in words if word.strip() != code.encode()]
    if len(kept) == len(words):
        raise RefusalError(f"{code} does not stand in the comment")
    if kept:
        replacement = b",".join(kept).strip()
        edit = Edit(task.path, task.start, task.end, replacement, written)
        return Change(f"Remove {code} from the suppression", (edit,))
    start, end, replacement = _comment(task)
    edit = Edit(task.path, start, end, replacement, task.source[start:end])
    return Change("Remove the suppression that is not needed", (edit,))


def _comment(task: Task) -> tuple[int, int, bytes]:
    """The bytes that go with the comment, and what has to stand there instead."""
    source = task.source
    start = _start(source, task.start)
    end = _end(source, start, task.end)
    line = source.rfind(b"\n", 0, start) + 1
    following = source.find(b"\n", end) + 1 or len(source)
    braces = re.search(rb"\{\s*\Z", source[line:start])
    if braces and (after := re.match(rb"\s*\}", source[end:following])):
        start, end = line + braces.start(), end + after.end()  # {/* … */} between JSX tags
    ahead, behind = source[line:start], source[end:following]
    if not behind.strip():
        if not ahead.strip():
            return line, following, b""  # it has its lines for itself
        return line + len(ahead.rstrip(b" \t")), end, b""
    if b"\n" in source[start:end]:
        raise RefusalError("the comment shares its lines with code")
    end += len(behind) - len(behind.lstrip(b" \t"))
    joined = _WORD.match(source[start - 1 : start]) and _WORD.match(source[end : end + 1])
    return start, end, b" " if joined else b""


def _start(source: bytes, position: int) -> int:
    for start in range(position, max(-1, position - _LONGEST), -1):
        if opening := _OPENING.match(source, start, position):
            repeated = opening[1] in (b"#", b"//")
            while repeated and start and source[start - 1] == opening[1][0]:
                start -= 1
            return start
    raise RefusalError("the start of the comment is not found")


def _end(source: bytes, start: int, position: int) -> int:
    """Of a comment that ends with its line, another comment behind it stays."""
    closing = {b"/*": b"*/", b"<!": b"-->"}.get(source[start : start + 2])
    if closing:
        found = source.find(closing, position)
        return len(source) if found < 0 else found + len(closing)
    line = source.find(b"\n", position)
    line = len(source) if line < 0 else line
    line -= source[line - 1 : line] == b"\r"
    mark = re.escape(b"#" if source[start : start + 1] == b"#" else b"//")
    other = re.compile(rb"\s+(?=" + mark + rb")").search(source, position, line)
    return other.start() if other else line
