from __future__ import annotations

import time

import pytest

from dupelint.cli.progress import Progress


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [0.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    return now


def test_a_short_run_shows_nothing(clock: list[float], capsys: pytest.CaptureFixture[str]) -> None:
    bar = Progress()
    clock[0] = 0.6
    bar.show(1, 2)
    bar.clear()
    assert capsys.readouterr().err == ""


def test_a_long_run(clock: list[float], capsys: pytest.CaptureFixture[str]) -> None:
    bar = Progress()
    clock[0] = 0.8
    bar.show(500, 2_000)
    clock[0] = 0.85
    bar.show(501, 2_000)  # too soon after the last one
    clock[0] = 1.0
    bar.show(2_000, 2_000)
    bar.clear()
    assert capsys.readouterr().err == (
        "\r\x1b[K[######..................] 500/2,000 files"
        "\r\x1b[K[########################] 2,000/2,000 files"
        "\r\x1b[K"
    )


@pytest.mark.parametrize(
    ("terminal", "environment", "off", "wanted"),
    [
        (True, {}, False, True),
        (False, {}, False, False),
        (True, {}, True, False),
        (True, {"CI": "true"}, False, False),
        (True, {"PRE_COMMIT": "1"}, False, False),
        (True, {"TERM": "dumb"}, False, False),
    ],
)
def test_where_it_shows(
    monkeypatch: pytest.MonkeyPatch,
    terminal: bool,
    environment: dict[str, str],
    off: bool,
    wanted: bool,
) -> None:
    for name in ("CI", "PRE_COMMIT", "TERM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("sys.stderr.isatty", lambda: terminal, raising=False)
    assert (Progress.wanted(off) is not None) is wanted
