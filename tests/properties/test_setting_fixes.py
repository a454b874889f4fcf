"""A fix in a settings file changes what it is about, once, and nothing else.

`DUPELINT_CORPUS=folder:folder HYPOTHESIS_PROFILE=explore` mutates other files than these.
"""

from __future__ import annotations

import re

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from dupelint.extract.settings import extract
from dupelint.extract.unit import Unit, Words
from dupelint.fixing.fixers import add_line, replace_value
from dupelint.fixing.fixers.comment_out.settings import comment_out
from dupelint.fixing.patch import patched
from dupelint.fixing.task import RefusalError, Task
from dupelint.model.facts import NO_SPAN, EnvDefinition, PortMention
from dupelint.model.source import Kind, Language
from dupelint.store import locate

from .settings_files import leaves, reading, settings_files, sound

NEW_PORT, NEW_TEXT = "4321", "http://127.0.0.1:4321"
LINE_END = re.compile(rb"\r\n|\n|\r")
_LINE = re.compile(rb"(?:^\xef\xbb\xbf)?\s*([^\s][^\r\n]*)")
TRAPS = (
    b"# \xc3\xbc \\", b"#", b"", b"\t", b"  - x: &a 1", b"A=1 \\", b"export A=3001", b"A=\"x", b"}",
    b"PORT=3001", b"PORT: 3001", b"port = 3001", b"A='", b"cat <<E", b"E", b"web: node x.js",
)  # fmt: skip


@st.composite
def cases(draw: st.DrawFn) -> tuple[str, Language, bytes]:
    """A real file, changed in ways that people and editors change them."""
    path, language, data = draw(st.sampled_from(settings_files()))
    lines = LINE_END.sub(b"\n", data.removeprefix(b"\xef\xbb\xbf")).split(b"\n")
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, len(lines) - 1))
        match draw(st.sampled_from(("twice", "gone", "trap", "indent", "tail", "bytes"))):
            case "twice":
                lines.insert(at, lines[at])
            case "gone":
                lines[at : at + 1] = [] if len(lines) > 1 else [b""]
            case "trap":
                lines.insert(at, draw(st.sampled_from(TRAPS)))
            case "indent":
                lines[at] = draw(st.sampled_from((b"\t", b"  "))) + lines[at]
            case "tail":
                lines[at] += draw(st.sampled_from((b" ", b"\t# \xc3\xa4", b" \\", b" && b", b";")))
            case "bytes":
                lines[at] += draw(st.sampled_from((b"\xff", b"\x00", "\u2028".encode())))
    text = draw(st.sampled_from((b"\n", b"\n", b"\r\n"))).join(lines)
    text = draw(st.sampled_from((text, text.rstrip(b"\r\n"))))
    return path, language, draw(st.sampled_from((b"", b"", b"\xef\xbb\xbf"))) + text


def tasks(path: str, language: Language, data: bytes) -> list[Task]:
    """The places that rules point at; `replacement` is what to put there."""
    unit = Unit(path, language, Kind.SOURCE, data, Words(frozenset(), True))
    found = []
    for fact in extract(unit):
        if isinstance(fact, PortMention):
            found.append((fact.at, NEW_PORT))
        elif isinstance(fact, EnvDefinition) and fact.value_at != NO_SPAN:
            found.append((fact.value_at, NEW_PORT if fact.value.isdigit() else NEW_TEXT))
    return [
        Task("DUP505", path, language, data, *locate(at)[1:], "", {"replacement": value})
        for at, value in found
    ]


def definitions(path: str, language: Language, data: bytes) -> list[tuple[int, int]]:
    """Where a variable is defined."""
    unit = Unit(path, language, Kind.SOURCE, data, Words(frozenset(), True))
    return [locate(fact.at)[1:] for fact in extract(unit) if isinstance(fact, EnvDefinition)]


def at(task: Task, data: bytes, start: int, end: int) -> Task:
    return Task(task.code, task.path, task.language, data, start, end, task.stays, task.columns)


@settings(suppress_health_check=[HealthCheck.filter_too_much])
@given(case=cases(), data=st.data())
def test_replace_value(case: tuple[str, Language, bytes], data: st.DataObject) -> None:
    _, language, before = case
    found = tasks(*case)
    assume(found)
    task = data.draw(st.sampled_from(found))
    try:
        change = replace_value.fix(task)
    except RefusalError:
        return
    after = patched(before, change.edits)
    for edit in change.edits:
        assert task.start <= edit.start <= edit.end <= task.end
    again = at(task, after, task.start, task.end + len(after) - len(before))
    assert replace_value.fix(again).edits == ()
    if sound(language, before):
        assert sound(language, after)
        if language is not Language.SHELL:
            was, now = (list(leaves(reading(language, text))) for text in (before, after))
            assert [(key, type(value)) for key, value in was] == [
                (key, type(value)) for key, value in now
            ]


@given(case=cases(), data=st.data())
def test_comment_out(case: tuple[str, Language, bytes], data: st.DataObject) -> None:
    path, language, before = case
    found = definitions(*case) + [match.span(1) for match in _LINE.finditer(before)]
    assume(found)
    task = Task("DUP505", path, language, before, *data.draw(st.sampled_from(found)), "ä:1", {})
    try:
        change = comment_out(task)
    except RefusalError:
        return
    after = patched(before, change.edits)
    assert LINE_END.findall(after) == LINE_END.findall(before)
    place = change.edits[0].start if change.edits else task.start
    assert comment_out(at(task, after, place, place)).edits == ()
    if sound(language, before):
        assert sound(language, after)
        if language in (Language.YAML, Language.DOTENV, Language.PROCFILE):
            was, now = (list(leaves(reading(language, text))) for text in (before, after))
            assert len(now) < len(was) or not change.edits


@settings(suppress_health_check=[HealthCheck.filter_too_much])
@given(case=cases(), above=st.integers(0, 1), data=st.data())
def test_add_line(case: tuple[str, Language, bytes], above: int, data: st.DataObject) -> None:
    path, language, before = case
    found = definitions(*case)
    assume(found)
    columns = {"line": "# added", "before": above}
    place = data.draw(st.sampled_from(found))
    task = Task("DUP205", path, language, before, *place, "", columns)
    try:
        change = add_line.fix(task)
    except RefusalError:
        return
    after = patched(before, change.edits)
    added = len(after) - len(before) if above else 0
    again = Task(
        task.code, path, language, after, task.start + added, task.end + added, "", columns
    )
    assert add_line.fix(again).edits == ()
    assert len(LINE_END.findall(after)) == len(LINE_END.findall(before)) + len(change.edits)
    if sound(language, before):
        assert sound(language, after)
