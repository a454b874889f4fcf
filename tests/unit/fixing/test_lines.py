from __future__ import annotations

import pytest

from dupelint.fixing.javascript import uses_semicolons
from dupelint.fixing.lines import (
    end_of_line,
    indent_unit,
    indentation,
    newline,
    quote,
    start_of_line,
    trimmed,
)


@pytest.mark.parametrize(
    ("data", "offset", "expected"),
    [
        (b"a\n\tb\n", 3, (2, 4, b"\t", b"\n")),
        (b"a\r\n  b\r\nc", 5, (3, 6, b"  ", b"\r\n")),
        (b"a\r  b\rc", 4, (2, 5, b"  ", b"\r")),
        (b"a\r\nb", 3, (3, 4, b"", b"\r\n")),  # the last line ends as the one above would
        (b"a\nb", 2, (2, 3, b"", b"\n")),
        (b"a", 0, (0, 1, b"", b"\n")),
        (b"", 0, (0, 0, b"", b"\n")),
        (b"\xef\xbb\xbf  a\n", 5, (3, 6, b"  ", b"\n")),  # a byte order mark is no part of a line
    ],
)
def test_the_line_of_a_byte(
    data: bytes, offset: int, expected: tuple[int, int, bytes, bytes]
) -> None:
    found = (
        start_of_line(data, offset),
        end_of_line(data, offset),
        indentation(data, offset),
        newline(data, offset),
    )

    assert found == expected


@pytest.mark.parametrize(
    ("data", "unit"),
    [
        (b"a\n", b"x"),
        (b"a {\n  b {\n    c\n  }\n}\n", b"  "),
        (b"a {\n    b\n}\n", b"    "),
        (b"a {\n\tb {\n\t\tc\n  d\n", b"\t"),
        (b"\n        a {\n            b\n        }\n", b"    "),  # a script in a page
        (b"/**\n * a\n */\nb {\n    c\n}\n", b"    "),
    ],
)
def test_a_step_of_indentation(data: bytes, unit: bytes) -> None:
    assert indent_unit(data, b"x") == unit


def test_the_second_byte_of_a_line_end_is_of_the_line_before() -> None:
    assert start_of_line(b"a\r\nb\r\nc", 5) == 3


def test_quotation_marks() -> None:
    assert (quote(b"a"), quote(b"'a' \"b\" 'c'"), quote(b'"a" \'b')) == ("'", "'", '"')


@pytest.mark.parametrize(
    ("start", "end", "expected"), [(0, 7, (2, 5)), (2, 5, (2, 5)), (0, 2, (0, 0)), (0, 0, (0, 0))]
)
def test_a_range_without_blanks_around_it(start: int, end: int, expected: tuple[int, int]) -> None:
    assert trimmed(b"  a b\n\n", start, end) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", True),
        ("const a = 1;\nconst b = 2\nc();\n", True),
        ("const a = 1\nimport b from 'b'\nfor (;;) c()\n", False),
        ("const a = {\n  b: 1,\n};\nreturn a; // c\n", True),
        ("interface A {\n  b: string;\n}\nconst a = f()\nconst b = g()\n", False),
    ],
)
def test_whether_statements_end_with_a_semicolon(text: str, expected: bool) -> None:
    assert uses_semicolons(text.encode()) is expected
