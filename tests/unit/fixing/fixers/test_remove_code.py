from __future__ import annotations

import pytest

from dupelint.fixing.fixers.remove_code import fix
from dupelint.fixing.patch import patched
from dupelint.fixing.task import Change, RefusalError, Task
from dupelint.model.source import Language


def fixed(text: str, code: str = "A1") -> tuple[str, str]:
    source = text.encode()
    start = source.index(b"ignore[") + len(b"ignore[")
    end = source.index(b"]", start)
    task = Task("DUP901", "f", Language.PYTHON, source, start, end, "", {"code": code})
    change: Change = fix(task)
    return patched(source, change.edits).decode(), change.title


@pytest.mark.parametrize(
    ("text", "left"),
    [
        # another code stays
        ("x()  # dupelint: ignore[A1, B2] why\n", "x()  # dupelint: ignore[B2] why\n"),
        ("x()  # dupelint: ignore[B2, A1] why\n", "x()  # dupelint: ignore[B2] why\n"),
        ("x()  # dupelint: ignore[B2,A1,C3]\n", "x()  # dupelint: ignore[B2,C3]\n"),
        ("x()  # dupelint: ignore[A1, A11]\n", "x()  # dupelint: ignore[A11]\n"),
        # behind code
        ("x()  # dupelint: ignore[A1] why\ny()\n", "x()\ny()\n"),
        ("x()\t## dupelint: ignore[A1] why\r\ny()\r\n", "x()\r\ny()\r\n"),
        ("x() // dupelint: ignore[A1]", "x()"),
        ("x() /* dupelint: ignore[A1] */\n", "x()\n"),
        ("<p> <!-- dupelint: ignore[A1] why -->\n", "<p>\n"),
        ("x()  # dupelint: ignore[A1] why  # noqa: E501\n", "x()  # noqa: E501\n"),
        ("x(); // dupelint: ignore[A1] why // prettier-ignore\n", "x(); // prettier-ignore\n"),
        ("x()  # dupelint: ignore[A1] see http://a/#b // c\n", "x()\n"),
        # in the middle of a line
        ("f(/* dupelint: ignore[A1] */ a);\n", "f(a);\n"),
        ("return/* dupelint: ignore[A1] */x;\n", "return x;\n"),
        ("/* dupelint: ignore[A1] */ href={x}\n", "href={x}\n"),
        ("<a/> {/* dupelint: ignore[A1] why */}\n", "<a/>\n"),
        ("<a/>{ /* dupelint: ignore[A1] */ }<b/>\n", "<a/><b/>\n"),
        ("f({/* dupelint: ignore[A1] */ a})\n", "f({a})\n"),
        # on lines of its own
        ("a\n  # dupelint: ignore[A1] why\nb\n", "a\nb\n"),
        ("a\r\n  # dupelint: ignore[A1] why\r\nb\r\n", "a\r\nb\r\n"),
        ("a\n/* dupelint: ignore[A1] why\n * and how */\nb\n", "a\nb\n"),
        ("a\n  {/* dupelint: ignore[A1] */}\n  <b/>\n", "a\n  <b/>\n"),
        ("a\n# dupelint: ignore[A1]", "a\n"),
        ("# dupelint: ignore[A1]\n", ""),
    ],
)  # fmt: skip
def test_only_what_is_not_needed_goes(text: str, left: str) -> None:
    assert fixed(text)[0] == left


def test_the_title_says_what_is_done() -> None:
    assert fixed("# dupelint: ignore[A1]\n")[1] == "Remove the suppression that is not needed"
    assert fixed("# dupelint: ignore[A1,B]\n")[1] == "Remove A1 from the suppression"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("# dupelint: ignore[B2]\n", "A1 does not stand in the comment"),
        ("dupelint: ignore[A1]\n", "the start of the comment is not found"),
        ("x /* dupelint: ignore[A1]\n */ y\n", "the comment shares its lines with code"),
    ],
)
def test_what_is_not_certain_is_refused(text: str, why: str) -> None:
    with pytest.raises(RefusalError) as raised:
        fixed(text)
    assert str(raised.value) == why
