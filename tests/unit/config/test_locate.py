from __future__ import annotations

import pytest

from dupelint.config.locate import KeyPath, line_of

TEXT = b"""\
a = 1
b.c = 2
"d e" = [
  1, # one

  { x = 1, y = 2 },
]
[t]
k = { deep = { er = 1 } }
[t.u]
k = 1
[[arr]]
k = 1
[[arr]]
k = 2
z = 3
"""


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("a",), 1), (("b",), 2), (("b", "c"), 2), (("d e",), 3), (("d e", 0), 4),
        (("d e", 1), 6), (("d e", 1, "y"), 6), (("t",), 8), (("t", "k"), 9),
        (("t", "k", "deep", "er"), 9), (("t", "u"), 10), (("t", "u", "k"), 11), (("arr",), 12),
        (("arr", 0, "k"), 13), (("arr", 1), 14), (("arr", 1, "z"), 16),
        (("arr", 1, "missing"), 14), (("missing",), 1), ((), 1),
    ],
)  # fmt: skip
def test_line(path: KeyPath, line: int) -> None:
    assert line_of(TEXT, path) == line
