"""A small file is parsed where that shows more than its imports."""

from __future__ import annotations

from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dupelint.extract import python
from dupelint.extract.python.looked_up import imports_alone
from dupelint.extract.unit import Unit, Words
from dupelint.model.source import Kind, Language
from dupelint.syntax.python_encoding import Code

IMPORT = "from a import b\n"

# Code of a small file, whether something may be looked up in it, or its imports depend on more.
CASES = [
    ("import a, b.c as d\n", False),
    ('"""Text\n    indented; more"""\n', False),
    ("from __future__ import annotations\n", False),
    ("def f(x):\n    return x + 1\n", False),
    ("@decorated\nclass Thing(Base):\n    x = 1\n\n    def f(self):\n        return 1.5\n", False),
    ("async def f():\n    return {}\n", False),
    ("__all__ = (\n    'f',\n    'g',\n)\n", False),
    ("logger = logging.getLogger(__name__)\n", False),
    ("# a = 1; b = 2\n", False),
    ("def f():\n    a = 1; b = 2\n", False),
    ("PORT = 80\n", True),
    ("x: int = 1\n", True),
    ("db = Database()\n", True),
    ("r'''text'''\n", False),
    ("setup()\n", True),
    ("if a:\n    import c\n", True),
    ("try:\n    pass\nfinally:\n    pass\n", True),
    ("text = '''\nx'''\n", True),
    ("def f():\n    import c\n", True),
    ("def f(): import c\n", True),
    ("import c; X = 1\n", True),
    ("def f():\n    return '/path'\n", True),
    ("def f():\n    return 'path'\n", False),
    ("def f():\n    return os.environ\n", True),
    ("def f():\n    return DEFAULT_PORT\n", True),
    ("class AppConfig:\n    PORT = 1\n", True),
    ("class BlogPosts:\n    LIMIT = 1\n", False),
    ("@dataclass\nclass Point:\n    x: int\n", True),
    ("class Point(NamedTuple):\n    x: int\n", True),
    ("def f(): ...\ndef f(x): ...\n", True),
    ("def f(): ...\nclass A:\n    def f(self): ...\n", False),
    ("def b(): ...\n", True),  # imported, too
    ("def f():\r\n    x\r\n", False),
    ("def f(): ...\rX = 1\r", True),
    ("\fX = 1\n", True),
    ("\ufeffX = 1\n", True),
    ("def f(): ...\n\\\nX = 1\n", True),
    ("def f(name):\n    return name == '__main__'\n", True),
]


def facts(code: str, path: str = "pkg/mod.py") -> list[object]:
    words = Words(frozenset({3001}), False)
    unit = Unit(path, Language.PYTHON, Kind.SOURCE, code.encode(), words)
    return list(python.extract(unit))


def facts_of_all(code: str) -> list[object]:
    with mock.patch.object(python, "imports_alone", return_value=None):
        return facts(code)


@pytest.mark.parametrize(("code", "parsed"), CASES)
def test_what_is_parsed(code: str, parsed: bool) -> None:
    found = imports_alone(Code((IMPORT + code).encode(), "utf-8"), "pkg/mod.py")
    assert (found is None) == parsed
    assert sorted(map(repr, facts(IMPORT + code))) == sorted(map(repr, facts_of_all(IMPORT + code)))


@pytest.mark.parametrize(("path", "calls"), [("pkg/main.py", 1), ("pkg/mod.py", 0)])
def test_a_file_named_like_an_entry_is_parsed_for_its_calls(path: str, calls: int) -> None:
    found = facts("import logging\nlogger = logging.getLogger(__name__)\n", path)
    assert [type(fact).__name__ for fact in found] == ["Import"] + ["ModuleCall"] * calls


def test_another_logging_is_not_taken_for_the_known_one() -> None:
    code = "from mine import logging\nlogger = logging.getLogger(__name__)\n"
    assert [type(fact).__name__ for fact in facts(code)] == ["Import", "Assignment"]


@given(st.lists(st.sampled_from([code for code, _ in CASES]), max_size=5))
def test_nothing_is_lost(parts: list[str]) -> None:
    code = "".join(parts)
    assert sorted(map(repr, facts(code))) == sorted(map(repr, facts_of_all(code)))
