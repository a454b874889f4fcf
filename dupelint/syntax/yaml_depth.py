"""How deep the collections of a YAML file may stand in each other, without parsing it.

The grammar's scanner keeps each open collection in a buffer that holds 253 of them, and writes
past its end (`serialize` in tree-sitter-yaml's scanner.c): a deeper file ends the process.
"""

from __future__ import annotations

from dupelint.model.pattern import lazy

MOST = 240  # collections that are open at once
_WIDE = lazy(rb"(?:^|[\r\n]) {61}")  # deeper by indentation than half of them
_BEGINS = lazy(rb"[-?:](?=[ \t]|$)")  # what may begin a collection


def too_deep(data: bytes) -> bool:
    """Whether more than MOST collections may be open at once.

    Each stands in a column right of the one around it; a sequence may share its mapping's column.
    """
    lines = data.splitlines()
    most = max(
        (line.count(b": ") + line.count(b"- ") + line.count(b"? ") for line in lines), default=0
    )
    if most <= MOST // 8 and not _WIDE.search(data) and b"\t" not in data:
        return False
    # (column, how many collections there and to the left of it) of the lines around this one
    around: list[tuple[int, int]] = []
    for line in lines:
        column = len(line) - len(line.lstrip(b" \t"))
        if column == len(line):
            continue
        while around and around[-1][0] >= column:
            around.pop()
        opened = (around[-1][1] if around else 0) + 2
        if opened + 2 * len(_BEGINS.findall(line)) > MOST:
            return True
        around.append((column, opened))
    return False
