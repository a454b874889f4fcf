from __future__ import annotations

import sys

import click
import pytest

from dupelint.__main__ import main
from dupelint.cli import dupelint
from dupelint.model.errors import UserError

BUG = (
    "error: internal error: ValueError: odd\\x1b\n"
    "help: this is a mistake in dupelint; please report it with what DUPELINT_DEBUG=1 prints\n"
)


@pytest.mark.parametrize(
    ("raised", "code", "told"),
    [
        (UserError("bad \x1b[31m", "do this"), 2, "error: bad \\x1b[31m\nhelp: do this\n"),
        (UserError("bad"), 2, "error: bad\n"),
        (click.ClickException("wrong"), 2, "Error: wrong\n"),
        (click.Abort(), 130, ""),
        (KeyboardInterrupt(), 130, ""),
        (ValueError("odd\x1b"), 2, BUG),
    ],
)
def test_every_way_to_end(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    raised: BaseException,
    code: int,
    told: str,
) -> None:
    def fail(*_arguments: object, **_options: object) -> int:
        raise raised

    monkeypatch.delenv("DUPELINT_DEBUG", raising=False)
    monkeypatch.setattr(dupelint, "main", fail)
    assert main([]) == code
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("", told)


def test_interrupted_while_it_starts(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Interrupting:
        @staticmethod
        def find_spec(name: str, *_others: object) -> None:
            if name == "dupelint.cli":
                raise KeyboardInterrupt

    monkeypatch.delitem(sys.modules, "dupelint.cli")
    monkeypatch.setattr(sys, "meta_path", [Interrupting, *sys.meta_path])
    assert main([]) == 130
    assert capsys.readouterr() == ("", "")


def test_a_traceback_is_shown_on_request(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_arguments: object, **_options: object) -> int:
        raise ValueError("odd")

    monkeypatch.setenv("DUPELINT_DEBUG", "1")
    monkeypatch.setattr(dupelint, "main", fail)
    with pytest.raises(ValueError, match="odd"):
        main([])


@pytest.mark.parametrize(("returned", "code"), [(None, 0), (0, 0), (1, 1), (2, 2)])
def test_the_code_of_a_command(
    monkeypatch: pytest.MonkeyPatch, returned: int | None, code: int
) -> None:
    monkeypatch.setattr(dupelint, "main", lambda *_arguments, **_options: returned)
    assert main([]) == code
