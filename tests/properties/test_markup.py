"""A script means in a page what it means in a file of its own."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import pytest

from dupelint.extract import extract
from dupelint.extract.unit import Unit, Words
from dupelint.fixing.in_markup import change_in_markup
from dupelint.fixing.task import Change, RefusalError, Task
from dupelint.model.facts import LENGTH_BITS, NO_SPAN, Span
from dupelint.model.source import Kind, Language

from .code_files import calls, code_files

WORDS = Words(frozenset({3001, 3300, 3310}), False)
BEFORE = '<template>\r\n<p title="é">{{ a }}</p></template>\n<script setup lang="%s">\n'
AFTER = "\n</script>\n<style>p { color: red }</style>\n"
NAMES = {
    Language.JAVASCRIPT: "js", Language.TYPESCRIPT: "ts", Language.TSX: "tsx",
}  # fmt: skip
GATES = (256, 4096)  # bytes; below them more files are read
WITHHELD = (
    "more than the script would change",
    "the page would take the new code for something else",
)
FIXERS = ("comment_out", "guard_response", "insert_await", "add_option")


def component(language: Language, data: bytes) -> tuple[bytes, int]:
    """A component with this script, and where that begins."""
    before = (BEFORE % NAMES[language]).encode()
    return before + data + AFTER.encode(), len(before)


def shifted(fact: Any, shift: int) -> tuple[Any, ...]:
    row: list[Any] = [type(fact).__name__]
    for column, kind in type(fact).__annotations__.items():
        held = getattr(fact, column)
        row.append(held + (shift << LENGTH_BITS) if kind is Span and held != NO_SPAN else held)
    return tuple(row)


@pytest.mark.parametrize("language", [Language.JAVASCRIPT, Language.TYPESCRIPT, Language.TSX])
def test_its_facts_are_the_same(language: Language) -> None:
    compared = 0
    for _, _, data in code_files(language):
        page, start = component(language, data)
        if b"</script" in data or any(len(data) < gate <= len(page) for gate in GATES):
            continue
        alone = extract(Unit("a.vue", language, Kind.SOURCE, data, WORDS))
        inside = extract(Unit("a.vue", Language.VUE, Kind.SOURCE, page, WORDS))
        expected = [shifted(fact, start) for fact in alone]
        found = [shifted(fact, 0) for fact in inside]
        assert _numbers_left_out(found) == _numbers_left_out(expected)
        compared += len(expected)
    assert compared > 100


def _numbers_left_out(rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Without texts that hold offsets (`["new",120]`, the ids of branches)."""
    return [
        tuple(item for item in row if not (isinstance(item, str) and any(map(str.isdigit, item))))
        for row in rows
    ]


@pytest.mark.parametrize("name", FIXERS)
def test_its_fixes_are_the_same(name: str) -> None:
    function = import_module(f"dupelint.fixing.fixers.{name}").fix
    compared = 0
    for path, language, data in code_files(Language.JAVASCRIPT, Language.TYPESCRIPT):
        page, start = component(language, data)
        if b"</script" in data:
            continue
        for first, last in calls(language, data, "call_expression", "expression_statement")[:40]:
            task = Task("DUP101", path, language, data, first, last, "a.js:1", {})
            within = Task("DUP101", path, Language.VUE, page, first + start, last + start,
                          "a.js:1", {})  # fmt: skip
            alone, inside = _made(function, task), _made(change_in_markup, function, within)
            if isinstance(alone, Change) and isinstance(inside, Change):
                compared += 1
                assert [
                    (edit.start + start, edit.end + start, edit.replacement, edit.expected)
                    for edit in alone.edits
                ] == [
                    (edit.start, edit.end, edit.replacement, edit.expected) for edit in inside.edits
                ]
            else:
                assert inside == alone or inside in WITHHELD
    assert compared


def _made(function: Any, *given: Any) -> Change | str:
    try:
        change: Change = function(*given)
    except RefusalError as error:
        return str(error)
    return change
