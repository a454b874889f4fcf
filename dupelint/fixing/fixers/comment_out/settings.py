"""Switches off a statement of a settings file by making comments of its lines.

The marker stands behind the commented text, so that no line gets another number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dupelint.fixing import marker
from dupelint.fixing.fixers.comment_out.extent import extent
from dupelint.fixing.task import Change, RefusalError, Task
from dupelint.model.edit import Edit
from dupelint.model.pattern import lazy
from dupelint.syntax.position import BOM

_LINE_END = lazy(rb"\r\n|\n|\r")
# honcho and YAML end a line, so a comment, at some of these.
_OTHER_BREAK = lazy(rb"[\x0b\x0c\x1c-\x1e]|\xc2\x85|\xe2\x80[\xa8\xa9]")


def comment_out(task: Task) -> Change:
    """Comments in the place of the statement's lines; refused where a line holds more than it."""
    title = "Switch this off"
    source = task.source
    begin = _line_start(source, task.start)
    if source[begin:].lstrip(b" \t").startswith(b"#"):
        return Change(title, ())
    start, end = extent(task)
    if start < begin:
        raise RefusalError("it is a part of a statement")
    begin = _line_start(source, start)
    finish = _line_finish(source, end)
    if source[begin:start].strip(b" \t"):
        raise RefusalError("something else stands on the same line")
    if not re.fullmatch(rb"[ \t]*(?:#.*)?", source[end:finish], re.DOTALL):
        raise RefusalError("something else stands on the same line")
    old = source[start:finish]
    if not old.strip():
        raise RefusalError("no statement stands here")
    if _OTHER_BREAK.search(old):
        raise RefusalError("it holds a line break that not every program sees")
    note = b"  # " + marker.make(task.code, task.stays).encode()
    places = {start: b"# ", start + len(_LINE_END.split(old)[0].rstrip(b" \t")): note}
    places |= dict.fromkeys(_further_lines(source, start, finish, start - begin), b"# ")
    # Only what is added: a report that holds the edits shows no value, which may be a secret.
    edits = (Edit(task.path, at, at, text, b"") for at, text in sorted(places.items()))
    return Change(title, tuple(edits))


def _further_lines(source: bytes, start: int, finish: int, column: int) -> Iterator[int]:
    """Where each line after the first is made a comment: at the column of the first, or before."""
    for found in _LINE_END.finditer(source, start, finish):
        line = source[found.end() : _line_finish(source, found.end())]
        if line.strip():
            yield found.end() + min(column, len(line) - len(line.lstrip(b" \t")))


def _line_start(source: bytes, offset: int) -> int:
    start = max(source.rfind(b"\n", 0, offset), source.rfind(b"\r", 0, offset)) + 1
    return start + len(BOM) if start == 0 and source.startswith(BOM) else start


def _line_finish(source: bytes, offset: int) -> int:
    found = _LINE_END.search(source, offset)
    return found.start() if found else len(source)
