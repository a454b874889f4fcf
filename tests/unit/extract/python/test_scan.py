"""The imports of a file that is not parsed are those of the parsed file."""

from __future__ import annotations

import re

from dupelint.extract.python.scan import scan_imports
from dupelint.model.facts import LENGTH_BITS

SOURCE = b'''"""Docstring

import not_this
from not import this_either
"""
import a
import a.b.c as x, d  # , e
from m import y
from m import (
    one,  # first, of two
    two as deux,
)
from .. import up
from . import *
from q import a1, \\
    b1
import e; from f import g
try:
    import fast
except ImportError:
    from slow import fast
def f():
    from .local import bp as b
# import comment
text = "import string"
other = \'\'\'
import hidden
\'\'\'
important = 1
x.import_module("c")
if x: import one_line
'''


def test_scan() -> None:
    found = [
        (
            fact.name, fact.module, fact.symbol, fact.scope, fact.form,
            SOURCE[fact.at >> LENGTH_BITS :][: fact.at & (1 << LENGTH_BITS) - 1].decode(),
        )
        for fact in scan_imports(SOURCE, "ascii")
    ]  # fmt: skip
    assert found == [
        ("a", "a", "", "", "import", "a"),
        ("x", "a.b.c", "", "", "import", "a.b.c as x"),
        ("d", "d", "", "", "import", "d"),
        ("y", "m", "y", "", "from", "y"),
        ("one", "m", "one", "", "from", "one"),
        ("deux", "m", "two", "", "from", "two as deux"),
        ("up", "..", "up", "", "from", "up"),
        ("", ".", "*", "", "from", "*"),
        ("a1", "q", "a1", "", "from", "a1"),
        ("b1", "q", "b1", "", "from", "b1"),
        ("e", "e", "", "", "import", "e"),
        ("fast", "fast", "", "?", "import", "fast"),
        ("fast", "slow", "fast", "?", "from", "fast"),
        ("b", ".local", "bp", "?", "from", "bp as b"),
    ]


def test_a_lone_quote_hides_nothing() -> None:
    source = b'x = \'a """ b\'\n# don\'t """ mind\nimport a\n'
    assert [fact.name for fact in scan_imports(source, "ascii")] == ["a"]


def test_other_line_ends() -> None:
    for end in (b"\r\n", b"\r"):
        source = re.sub(rb"\n", end, b"import a\nfrom b import (\n    c,\n    d\n)\nimport e\n")
        assert [fact.name for fact in scan_imports(source, "ascii")] == ["a", "c", "d", "e"]
