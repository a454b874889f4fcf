"""Lines added beside a statement."""

import pytest

from dupelint.fixing.fixers.add_line import fix
from dupelint.fixing.task import Change, RefusalError, Task
from dupelint.model.source import Language


def change(language: Language, text: str, **columns: object) -> tuple[Change, str]:
    source = text.encode()
    start = source.index("»".encode())
    end = source.index("«".encode()) - len("»".encode())
    source = source.replace("»".encode(), b"").replace("«".encode(), b"")
    made = fix(Task("DUP205", "f", language, source, start, end, "", columns))
    for edit in reversed(made.edits):
        assert source[edit.start : edit.end] == edit.expected
        source = source[: edit.start] + edit.replacement + source[edit.end :]
    return made, source.decode()


@pytest.mark.parametrize(
    ("language", "before", "above", "after"),
    [
        (Language.DOTENV, "»A=1«\nC=3\n", 0, "A=1\nB=2\nC=3\n"),
        (Language.DOTENV, "»A=1«\nC=3\n", 1, "B=2\nA=1\nC=3\n"),
        (Language.DOTENV, "\ufeff»A=1«", 1, "\ufeffB=2\nA=1"),
        (Language.DOTENV, "X=ü\r\n»A=1«", 0, "X=ü\r\nA=1\r\nB=2"),
        (Language.SHELL, "f(){\r\n\t»A=1« # a\r\n}\r\n", 0, "f(){\r\n\tA=1 # a\r\n\tB=2\r\n}\r\n"),
        (Language.PYTHON, "if x:\n    »a(\n    )«\n", 0, "if x:\n    a(\n    )\n    B=2\n"),
    ],
)  # fmt: skip
def test_added(language: Language, before: str, above: int, after: str) -> None:
    made, text = change(language, before, line="B=2", before=above)
    assert (made.title, text) == ("Add `B=2`", after)


def test_there_already() -> None:
    assert change(Language.DOTENV, "»A=1«\nB=2\n", line="B=2")[0].edits == ()
    assert change(Language.DOTENV, "B=2\n»A=1«\n", line="B=2", before=1)[0].edits == ()


@pytest.mark.parametrize(
    ("language", "text", "line", "why"),
    [
        (Language.DOTENV, "»A=1«", None, "the line to add is not known"),
        (Language.DOTENV, "»A=1«", "B=1\nC=2", "the line to add is not known"),
        (Language.JSON, "»{}«", "x", "a line cannot be added to json by itself"),
        (Language.SHELL, "x; »A=1«", "B=2", "something else stands on the same line"),
        (Language.SHELL, "»run« \\\n  x", "B=2", "the statement goes on in another line"),
        (Language.SHELL, "run \\\n  »x«", "B=2", "the statement goes on in another line"),
    ],
)
def test_left_alone(language: Language, text: str, line: str | None, why: str) -> None:
    with pytest.raises(RefusalError) as refused:
        change(language, text, line=line)
    assert str(refused.value) == why
