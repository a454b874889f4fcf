from __future__ import annotations

from collections.abc import Callable

import pytest

from dupelint.fixing import make
from dupelint.fixing.task import Change, RefusalError, Task
from dupelint.model.edit import Applicability, Edit, Fix, Fixer, Remedy, Target
from dupelint.model.finding import Finding, Place, Severity
from dupelint.model.source import Language

SOURCE = b"one two three"


def finding(*spans: tuple[int, int], path: str = "a.py") -> Finding:
    targets = tuple(Target(path, start, end, {"to": "2"}, "b.py:1") for start, end in spans)
    remedy = Remedy(Fixer.REPLACE_VALUE, Applicability.UNSAFE, targets)
    return Finding("X001", "x", Severity.ERROR, "m", Place(path, 0, 1), remedy=remedy)


def replace(task: Task) -> Change:
    new = str(task.columns["to"]).encode()
    old = task.source[task.start : task.end]
    if old == b"three":
        raise RefusalError(f"{task.code} {task.language} {task.stays}")
    edits = (Edit(task.path, task.start, task.end, new, old),) if old != new else ()
    return Change(f"Replace {old.decode()}", edits)


def made(
    one: Finding, monkeypatch: pytest.MonkeyPatch, read: Callable[[str], bytes] = lambda _: SOURCE
) -> make.Made:
    monkeypatch.setattr(
        make, "fixer", lambda name: replace if name is Fixer.REPLACE_VALUE else None
    )
    language = {"a.py": Language.PYTHON}
    return make.make_fixes([one], read, language.get)


ONE, TWO = Edit("a.py", 0, 3, b"2", b"one"), Edit("a.py", 4, 7, b"2", b"two")


@pytest.mark.parametrize(
    ("spans", "edits"),
    [([(4, 7)], (TWO,)), ([(4, 7), (0, 3)], (ONE, TWO)), ([(4, 7), (4, 7)], (TWO,))],
)
def test_a_remedy_becomes_a_fix(
    monkeypatch: pytest.MonkeyPatch, spans: list[tuple[int, int]], edits: tuple[Edit, ...]
) -> None:
    result = made(finding(*spans), monkeypatch)

    title = "Replace two"
    assert [one.fixes for one in result.findings] == [(Fix(title, Applicability.UNSAFE, edits),)]
    assert result.refused == []


def gone(_path: str) -> bytes:
    raise FileNotFoundError(2, "No such file or directory")


@pytest.mark.parametrize(
    ("one", "read", "why"),
    [
        (finding((8, 13)), lambda _: SOURCE, "X001 python b.py:1"),
        (finding((0, 3), (8, 13)), lambda _: SOURCE, "X001 python b.py:1"),
        (finding((0, 5), (4, 7)), lambda _: SOURCE, "its places are too close to each other"),
        (finding((0, 99)), lambda _: SOURCE, "a.py has changed since it was read"),
        (finding((0, 1)), gone, "a.py cannot be read: No such file or directory"),
        (finding((0, 1), path="a.xyz"), gone, "a.xyz is not among the files that were read"),
    ],
)
def test_what_cannot_be_fixed_is_refused(
    monkeypatch: pytest.MonkeyPatch, one: Finding, read: Callable[[str], bytes], why: str
) -> None:
    result = made(one, monkeypatch, read)

    assert (result.findings, result.refused) == ([one], [(one, why)])


def test_what_is_done_already_has_no_fix(monkeypatch: pytest.MonkeyPatch) -> None:
    one = finding((0, 1))

    assert made(one, monkeypatch, lambda _: b"2").findings == [one]


def test_a_fixer_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    one = finding((0, 1))
    monkeypatch.setattr(make, "fixer", lambda _name: None)

    assert make.make_fixes([one], gone, {}.get) == make.Made([one], [])
