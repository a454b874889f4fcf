"""An address becomes the path that takes its place, whichever way it is written."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dupelint.fixing.fixers.replace_value import fix
from dupelint.fixing.patch import patched
from dupelint.fixing.task import RefusalError, Task
from dupelint.model.source import Language
from dupelint.syntax.grammar import parse

ORIGINS = (
    ("http://localhost:3300",),
    ("//localhost:3300",),
    ("http://", ("host",), ":3300"),
    (("base",),),
    (("base",), ":3300"),
)
HEADS = (
    "import {{ {} }} from './names';",
    "import other, {{ {}, more }} from './names';",
    "import {{\r\n  {},\r\n  ünused,\r\n}} from './names';",
    "const {} = 'http://localhost:3300';",
    "const {} = make();",
    "export const {} = 'http://localhost:3300';",
    "",
)
CONTEXTS = (
    "export const f = (a, b) => fetch(»{}«, {{ method: 'POST' }});",
    "export const f = (a, b) => <img src={{»{}«}} />;",
    "async function f(a, b) {{\r\n\tawait fetch(»{}«); // »not« this\r\n}}",
    "const url = »{}«; fetch(url); // ünique",
)
Part = str | tuple[str]  # text, or the name of a hole


@st.composite
def addresses(draw: st.DrawFn) -> tuple[list[Part], list[Part], list[Part]]:
    """The parts of an origin, a path and a query."""
    origin: list[Part] = list(draw(st.sampled_from(ORIGINS)))
    path: list[Part] = []
    for _ in range(draw(st.integers(1, 3))):
        path.append("/")
        path.append(draw(st.sampled_from(("qr", "wä", "x.y", ("a",), ("b",)))))
    query: list[Part] = list(draw(st.sampled_from(((), ("?x=1",), ("?x=", ("a",), "#y")))))
    return origin, path, query


def written(parts: list[Part], form: str, quote: str) -> str:
    """As a template string, or as a sum."""
    if form == "template":
        return (
            f"`{''.join(part if isinstance(part, str) else f'${{{part[0]}}}' for part in parts)}`"
        )
    sum_: list[str] = []
    for part in parts:
        if isinstance(part, tuple):
            sum_.append(part[0])
        elif sum_ and sum_[-1].startswith(quote):
            sum_[-1] = sum_[-1][:-1] + part + quote
        else:
            sum_.append(f"{quote}{part}{quote}")
    return " + ".join(sum_)


def meant(text: str) -> str:
    """What an expression comes to, holes as <name>."""
    parts = re.findall(r"`[^`]*`|'[^']*'|\"[^\"]*\"|\w+", text)
    return "".join(
        re.sub(r"\$\{(\w+)\}", r"<\1>", part[1:-1]) if part[0] in "`'\"" else f"<{part}>"
        for part in parts
    )


@given(
    address=addresses(),
    form=st.sampled_from(("template", "sum")),
    quote=st.sampled_from("'\""),
    head=st.sampled_from(HEADS),
    context=st.sampled_from(CONTEXTS),
    mark=st.sampled_from(("", "\ufeff")),
)
def test_replace_address(
    address: tuple[list[Part], list[Part], list[Part]],
    form: str,
    quote: str,
    head: str,
    context: str,
    mark: str,
) -> None:
    origin, path, query = address
    expression = written([*origin, *path, *query], form, quote)
    text = mark + head.format("base") + "\r\n" + context.format(expression)
    start = text.index("»")
    before = (text[:start] + text[start + 1 :].replace("«", "", 1)).encode()
    start = len(text[:start].encode())
    end = start + len(expression.encode())
    assert not parse(before, Language.TSX).root_node.has_error
    new = "/api" + "".join(part if isinstance(part, str) else "{}" for part in path)
    task = Task("DUP301", "f.tsx", Language.TSX, before, start, end, "ä.py:1", {"replacement": new})
    edits = fix(task).edits
    after = patched(before, edits)

    assert not parse(after, Language.TSX).root_node.has_error
    (main,) = [edit for edit in edits if edit.start == start]
    holes = "".join(part if isinstance(part, str) else f"<{part[0]}>" for part in [*path, *query])
    assert meant(main.replacement.decode()) == "/api" + holes
    head_end = len((mark + head.format("base")).encode())
    assert all(edit.end <= head_end for edit in edits if edit is not main)
    assert after.count(b"\r\n") == before.count(b"\r\n")
    moved = after.index(main.replacement, start - 2)
    again = Task(
        "DUP301", "f.tsx", Language.TSX, after, moved, moved + len(main.replacement), "",
        {"replacement": new},
    )  # fmt: skip
    with pytest.raises(RefusalError, match=r"^the address does not start with its host$"):
        fix(again)
