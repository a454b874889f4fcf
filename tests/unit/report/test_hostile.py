"""Texts that would do something to whoever prints them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dupelint.model.config import OutputFormat
from dupelint.model.finding import Finding, Place, Severity
from dupelint.report import HUMAN, Options, render
from tests.unit.report.sample import outcome

HOSTILE = st.text(st.sampled_from("\x1b\x07\x9b\r\n\u202e\u2028\ud800%:,|ab"), max_size=12)


@given(HOSTILE, HOSTILE, st.binary(max_size=60), st.integers(0, 70), st.integers(0, 70))
@pytest.mark.parametrize("form", get_args(OutputFormat))
def test_nothing_hostile_gets_through(
    form: OutputFormat, text: str, name: str, data: bytes, start: int, length: int
) -> None:
    path = f"x{name}"
    places = (Place(path, start, start + length), Place(path, 0, 1, text))
    one = Finding("DUP101", "r", Severity.INFO, text, places[0], places[1:], (), "", text)
    options = Options(Path("/p"), contents={f"/p/{path}": data})
    report = render([outcome(one)], form, options)
    report.encode()  # no lone surrogate is left
    if form in HUMAN or form == "github":
        assert not set(report) & set("\x1b\x07\x9b\r\u202e\u2028")
    if form == "github":
        assert report.count("\n") == 1
    if form == "json":
        json.loads(report)
