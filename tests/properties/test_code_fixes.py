"""A fix in a code file changes what it is about, once, and nothing else.

`DUPELINT_CORPUS=folder:folder HYPOTHESIS_PROFILE=explore` mutates other files than these.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence
from importlib import import_module
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, assume, event, given, settings
from hypothesis import strategies as st

from dupelint.fixing.patch import patched
from dupelint.fixing.task import Change, RefusalError, Task
from dupelint.model.edit import Edit
from dupelint.model.source import Language

from .code_files import SCRIPTS, calls, code_files, module, sound, tokens

Case = tuple[str, Language, bytes]
BOM = b"\xef\xbb\xbf"
LINE_END = re.compile(rb"\r\n|\n|\r")
COOKIE = b"# -*- coding: latin-1 -*-\n"
MARK = b"dupelint[DUP101]: switched off, \xc3\xa4.py:1 stays in force"
TRAPS = {
    Language.PYTHON: (
        b"# \xc3\xbc \\", b"", b"a(); b(); c()", b"if x: a(); b()", b"x = '''", b"'''", b"a(\\",
        b"async def f(): await a()", b"try: a()", b"except E: pass", b"@a", b"else: a()",
    ),
    Language.JAVASCRIPT: (
        b"// \xc3\xbc", b"", b"a(); b(); c()", b"if (x) a(); else b()", b"(a)()", b"[a()].map(b)",
        b"`${a()}", b"`", b"/* a", b"*/", b"const r = await f(u)", b"g(await (await f(u)).json())",
        b"f(u).then(r => r.json())", b"return r.ok ? r.json() : null", b"for (;;) a()", b"'use x'",
    ),
}  # fmt: skip
SCRIPT_CALLS = ("call_expression",)


@st.composite
def cases(draw: st.DrawFn, *languages: Language) -> Case:
    """A real file, changed in ways that people and editors change them."""
    path, language, data = draw(st.sampled_from(code_files(*languages)))
    lines = LINE_END.sub(b"\n", data.removeprefix(BOM)).split(b"\n")
    traps = TRAPS[Language.PYTHON if language is Language.PYTHON else Language.JAVASCRIPT]
    for _ in range(draw(st.integers(0, 2))):
        at = draw(st.integers(0, len(lines) - 1))
        indent = lines[at][: len(lines[at]) - len(lines[at].lstrip())]
        match draw(st.sampled_from(("twice", "trap", "join", "tail", "bytes"))):
            case "twice":
                lines.insert(at, lines[at])
            case "trap":
                lines.insert(at, indent + draw(st.sampled_from(traps)))
            case "join":
                lines[at : at + 2] = [b"; ".join(line.strip() for line in lines[at : at + 2])]
                lines[at] = indent + lines[at]
            case "tail":
                lines[at] += draw(
                    st.sampled_from((b" ", b"; a()", b"  # \xc3\xa4", b" // b", b";"))
                )
            case "bytes":
                lines[at] += draw(st.sampled_from((b"\x0c", b" '\xe2\x80\xa8'", b"\xc2\xa0")))
    if draw(st.booleans()):
        lines = [line.replace(b"    ", b"\t") for line in lines]
    text = draw(st.sampled_from((b"\n", b"\n", b"\r\n"))).join(lines)
    text = draw(st.sampled_from((text, text.rstrip(b"\r\n"))))
    if language is Language.PYTHON and draw(st.integers(0, 4)) == 0:
        text = COOKIE + text.decode(errors="replace").encode("latin-1", "replace")
    return path, language, draw(st.sampled_from((b"", b"", b"", BOM))) + text


def applied(name: str, task: Task) -> Change | None:
    try:
        change: Change = import_module(f"dupelint.fixing.fixers.{name}").fix(task)
    except RefusalError as error:
        event("refused: " + re.sub("`.*`", "…", str(error)))
        return None
    event("changed" if change.edits else "done already")
    return change if change.edits else None


def task_at(case: Case, place: tuple[int, int], **columns: object) -> Task:
    path, language, data = case
    return Task("DUP101", path, language, data, *place, "ä.py:1", columns)


def moved(edits: Sequence[Edit], place: tuple[int, int]) -> tuple[int, int] | None:
    """Where a place is after these edits; None where one of them changes it."""
    start, end = place
    if any(edit.start <= start < edit.end or start < edit.end <= end for edit in edits):
        return None
    ahead = sum(len(e.replacement) - len(e.expected) for e in edits if e.end <= start)
    within = sum(len(e.replacement) - len(e.expected) for e in edits if start < e.start < end)
    return start + ahead, end + ahead + within


def check_bytes(language: Language, before: bytes, after: bytes, edits: Sequence[Edit]) -> None:
    """What holds for every fix."""
    for sooner, later in pairwise(edits):
        assert sooner.end <= later.start
    assert after.startswith(BOM) == before.startswith(BOM)
    if (ends := set(LINE_END.findall(before))) and len(ends) == 1:
        assert set(LINE_END.findall(after)) == ends
    if sound(language, before):
        assert sound(language, after)


@settings(suppress_health_check=[HealthCheck.filter_too_much])
@given(case=cases(Language.PYTHON), imports=st.booleans(), data=st.data())
def test_comment_out_python(case: Case, imports: bool, data: st.DataObject) -> None:
    _, language, before = case
    kinds = ("call", "import_statement", "import_from_statement", "decorator", "assignment")
    found = calls(language, before, *kinds)
    assume(found)
    place = data.draw(st.sampled_from(found))
    change = applied("comment_out", task_at(case, place, imports=imports))
    if change is None:
        return
    after = patched(before, change.edits)
    check_bytes(language, before, after, change.edits)
    was, now = module(before), module(after)
    if was and now and b"\x0c" not in before:
        left = iter(statements(was))
        assert all(line in left for line in statements(now))  # nothing new, nothing moved
    again = after.index(MARK[:12], change.edits[0].start)
    assert applied("comment_out", task_at((*case[:2], after), (again, again))) is None


def statements(tree: ast.Module) -> list[str]:
    """The lines of the program but those that do nothing."""
    return [line for line in ast.unparse(tree).splitlines() if line.strip() != "pass"]


@settings(suppress_health_check=[HealthCheck.filter_too_much])
@given(case=cases(*SCRIPTS), imports=st.booleans(), data=st.data())
def test_comment_out_javascript(case: Case, imports: bool, data: st.DataObject) -> None:
    _, language, before = case
    found = calls(language, before, *SCRIPT_CALLS, "import_statement", "expression_statement")
    assume(found)
    place = data.draw(st.sampled_from(found))
    change = applied("comment_out", task_at(case, place, imports=imports))
    if change is None:
        return
    after = patched(before, change.edits)
    check_bytes(language, before, after, change.edits)
    if sound(language, before):
        gone = [(edit.start, edit.end) for edit in change.edits]
        assert tokens(language, after, []) == tokens(language, before, gone)
    again = after.index(MARK[:12], change.edits[0].start)
    assert applied("comment_out", task_at((*case[:2], after), (again, again))) is None


@pytest.mark.parametrize(
    ("fixer", "columns"),
    [
        ("guard_response", {}),
        ("guard_response", {"guard": "type"}),
        ("insert_await", {}),
        ("guard_main", {}),
        ("add_option", {}),
    ],
)
@settings(suppress_health_check=[HealthCheck.filter_too_much])
@given(case=cases(*SCRIPTS), data=st.data())
def test_the_other_fixers(
    fixer: str, columns: dict[str, object], case: Case, data: st.DataObject
) -> None:
    _, language, before = case
    found = calls(language, before, *SCRIPT_CALLS)
    assume(found)
    place = data.draw(st.sampled_from(found))
    change = applied(fixer, task_at(case, place, **columns))
    if change is None:
        return
    after = patched(before, change.edits)
    check_bytes(language, before, after, change.edits)
    again = moved(change.edits, place)
    if again is not None and sound(language, before):
        assert applied(fixer, task_at((*case[:2], after), again, **columns)) is None


@pytest.mark.parametrize("fixer", ["guard_main", "add_option"])
@settings(suppress_health_check=[HealthCheck.filter_too_much])
@given(case=cases(Language.PYTHON), data=st.data())
def test_the_other_fixers_of_python(fixer: str, case: Case, data: st.DataObject) -> None:
    _, language, before = case
    found = calls(language, before, "call")
    assume(found)
    change = applied(fixer, task_at(case, data.draw(st.sampled_from(found))))
    if change is not None:
        after = patched(before, change.edits)
        check_bytes(language, before, after, change.edits)
