"""The tables in the example's README point at the code that they quote."""

import re
from typing import NamedTuple

from .running import EXAMPLE

ROW = re.compile(r"^\| `(?P<path>[^`:]+):(?P<line>\d+)` \| (?P<ticks>`+)(?P<code>.+?)(?P=ticks) \|")


class Row(NamedTuple):
    """One place in broken/."""

    path: str
    line: int
    code: str


def rows() -> list[Row]:
    """All rows of all tables that name a place."""
    text = (EXAMPLE / "README.md").read_text()
    found = [ROW.match(line) for line in text.splitlines() if re.match(r"\| `[^`]+:\d+`", line)]
    return [
        Row(row["path"], int(row["line"]), row["code"].strip().replace("\\|", "|"))
        for row in found
        if row is not None
    ]


def test_every_row_is_read() -> None:
    text = (EXAMPLE / "README.md").read_text()
    assert len(rows()) == len(re.findall(r"^\| `[^`]+:\d+` \|", text, re.MULTILINE)) > 0


def test_quoted_code_stands_where_the_row_says() -> None:
    for row in rows():
        lines = (EXAMPLE / "broken" / row.path).read_text().splitlines()
        assert row.code in lines[row.line - 1], row
