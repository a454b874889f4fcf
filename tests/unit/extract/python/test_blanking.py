"""Bodies in which no fact can start are not parsed, and no fact is lost by it."""

from __future__ import annotations

from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dupelint.extract import python
from dupelint.extract.python import parsing
from dupelint.extract.python.anchors import told_anchors
from dupelint.extract.python.blanking import blanked
from dupelint.extract.python.gate import find_marks
from dupelint.extract.python.parsing import parsed
from dupelint.extract.unit import Unit, Words
from dupelint.model.source import Kind, Language
from dupelint.syntax.python_encoding import Code

PORTS = frozenset({3001})
TALK = (
    "    total = 0\n    for number in numbers:\n        total += number * number\n    return total"
)
LONG = TALK + " + 1 + 2 + 3\n"
METHOD = LONG.replace("\n    ", "\n        ").replace("    total = 0", "        total = 0", 1)

# Code, the functions whose bodies are blanked, as far as they end.
CASES = [
    ("def quiet(numbers):\n" + LONG, ["quiet"]),
    ("def short(numbers):\n    return numbers\n", []),
    ("async def quiet(a, b=(1, (2, 3)), *c) -> list[int]:  # why\n" + LONG, ["quiet"]),
    ("@decorated\n@with_more(1)\ndef quiet(\n    a,\n    b,\n):\n" + LONG, ["quiet"]),
    ("def reads():\n    x = os.environ['A']\n" + LONG, []),
    ("def reads():\n    x = os.environs\n" + LONG, []),
    ("def sets():\n    port = 3001\n" + LONG, []),
    ("def sets():\n    port = 3002\n" + LONG, ["sets"]),
    ("def handed(app):\n" + LONG, []),
    ("@bp.route('/x')\ndef view():\n" + LONG, []),
    ("@bp.before_request\ndef hook():\n" + LONG, []),
    ("@bp.errorhandler(404)\ndef missing(error):\n" + LONG, []),
    ("def checks():\n    if request.headers['X-A'] == 'b':\n        pass\n" + LONG, []),
    ("def path():\n    if a:\n        return '/path'\n" + LONG, []),
    ("def late():\n    import a\n" + LONG, ["late"]),
    ("def late():\n    try:\n        import a\n    except ImportError:\n        a = 1\n" + LONG, ["late"]),
    ("def late():\n    try:\n        import a\n    finally:\n        b()\n" + LONG, ["late"]),
    ("def late():\n    if b:\n        import a\n    elif c:\n        a = 1\n" + LONG, ["late"]),
    (
        "class A:\n    def f(self, numbers):\n" + METHOD + "\n    def g(self):\n        import a\n"
        "        return a\n",
        ["f"],
    ),
    ("def late():\n    from a import (\n        b,\n        c,\n    )\n" + LONG, ["late"]),
    ("def late():\n" + LONG.replace("return", "import a;") + "\n", []),
    ("class Quiet(Base):\n    x = 1\n\n    def f(self, numbers):\n" + METHOD, ["Quiet"]),
    ("class Config:\n    PORT = 1\n\n    def f(self, numbers):\n" + METHOD, ["f"]),
    ("@dataclass\nclass A:\n    x: int\n\n    def f(self, numbers):\n" + METHOD, ["f"]),
    ("class A(NamedTuple):\n    x: int\n\n    def f(self, numbers):\n" + METHOD, ["f"]),
    ("class A(View):\n    def get(self):\n" + METHOD + "\n    def f(self, n):\n" + METHOD, ["f"]),
    (
        "class A:\n    def f(self):\n        return os.getenv(self.x)\n\n    def g(self, numbers):\n"
        + METHOD + "\n    def __init__(self):\n        self.x = 'A'\n" + METHOD,
        ["g"],
    ),
    ("class A:\n    class Config:\n        x = 1\n    def f(self):\n        import a\n", []),
    ("def helper(numbers):\n" + LONG + "@bp.route('/y')\ndef view():\n    return helper(1)\n", []),
    ("def helper(numbers):\n" + LONG + "@bp.route('/y')\ndef view():\n    return help(1)\n", ["helper"]),
    ("from os import environ as env\ndef f():\n    env['A']\n" + LONG, []),
    ("from subprocess import run as go\ndef f():\n    go(['node', 'a.js'])\n" + LONG, []),
    ("import requests\ndef f():\n    requests.get('/x')\n" + LONG, []),
    ("import requests\ndef f():\n    x['requests']\n" + LONG, ["f"]),
    ("from a import ask\ndef f():\n    ask('GET', '/x')\n" + LONG, []),
    ("from a import ask\ndef f():\n    ask('GET', x)\n" + LONG, []),
    ("from a import ask\ndef f():\n    ask('get', x)\n" + LONG, ["f"]),
    ("from a import api\ndef f():\n    client.get('/x')\n" + LONG, []),
    ("import requests\ns = requests.Session()\ndef f():\n    s.get('/x')\n" + LONG, []),
    ("import urllib.parse\ndef f():\n    x.get('x')\n" + LONG, ["f"]),
    ("class Mine(Blueprint): ...\ndef f():\n    b = Mine('b', __name__)\n" + LONG, []),
    ("from flask_restful import Api\ndef f():\n    a = Api()\n" + LONG, []),
    ("from flask_restful import Api as A\ndef f():\n    a = A()\n" + LONG, []),
    ("class Mine(Api): ...\nimport flask_restx\ndef f():\n    a = Mine()\n" + LONG, []),
    (
        "class A(B):\n    decorators = [limited]\n\n    def f(self, n):\n" + METHOD
        + "\nclass C(A):\n    def get(self):\n" + METHOD,
        ["f"],
    ),
    ("from a import Blueprint as B\ndef f():\n    b = B('b', __name__)\n" + LONG, []),
    ("def f():\n    x = '''\nselect\n'''\n" + LONG, []),
    ("def f():\n" + LONG + "    x = '''\nselect\n'''\n", []),
    ("def f():\n" + LONG + '    x = """\nselect\n"""\n', []),
    ("def f():\n    '''text'''\n" + LONG, ["f"]),
    ("def f():\n" + LONG + "    # dupelint: ignore[DUP101] why\n", []),
    ("def f():\n" + LONG + "\n# about what comes next\n", ["f"]),
    ("def f():\n" + LONG.replace("\n", "\r\n"), ["f"]),
    ("def f():\n" + LONG.replace("\n", "\r"), []),
    ("\fdef f():\n" + LONG, []),
    ("def f():\n" + LONG + "\fPORT = 1\n", []),
    (("def f():\n    a = b \\\n        + c\n" + LONG).replace("\n", "\r\n"), []),
    ("if a:\n    def f():\n" + METHOD, []),
    ("def main():\n    app.run()\nclass A:\n    def main(self):\n" + METHOD + "main()\n", ["A"]),
]  # fmt: skip
# Code that is taken for something else at first.
MISLEADING = [
    "x = '''\ndef f():\n" + LONG + "more\n'''\nPORT = 3001\n",
    "def f():\n" + LONG + "    a = [\n1,\n    ]\nPORT = 3001\n",
    "def f():\n" + LONG + "    # '''\n    q = '''\nPORT = 3001\n'''\n",
    "def f():\n" + LONG + "    a = 'b\\\nPORT = 3001'\n",
    "class A:\n    '''Text\n\n    def f():\n" + METHOD + "\n    more\n    '''\n    x = os.environ['A']\n",
]  # fmt: skip
GATE = "# environ\n"  # reveals, starts nothing


def unit_of(code: str) -> Unit:
    return Unit("pkg/mod.py", Language.PYTHON, Kind.SOURCE, code.encode(), Words(PORTS, False))


def facts(code: str) -> list[str]:
    return sorted(map(repr, python.extract(unit_of(code))))


def facts_of_all(code: str) -> list[str]:
    with mock.patch.object(parsing, "blanked", return_value=None):
        return facts(code)


@pytest.mark.parametrize(("code", "expected"), CASES)
def test_what_is_blanked(code: str, expected: list[str]) -> None:
    data = (GATE + code).encode()
    marks = find_marks(data, PORTS)
    found = blanked(data, marks, told_anchors(data, marks))
    names = []
    if found is not None:
        assert len(found.data) == len(data)
        lines = found.data.decode().splitlines()
        names = [
            next(word for word in above.replace("(", " ").replace(":", " ").split() if word in expected)
            for above in (
                next(line for line in reversed(lines[:at]) if "def " in line or "class " in line)
                for at, line in enumerate(lines) if line.strip().startswith('"___')
            )
        ]  # fmt: skip
    assert names == expected
    assert facts(GATE + code) == facts_of_all(GATE + code)


@pytest.mark.parametrize("code", MISLEADING)
def test_what_misleads_is_found_out(code: str) -> None:
    assert facts(GATE + code) == facts_of_all(GATE + code)


def test_a_misled_file_is_parsed_whole() -> None:
    data = (GATE + MISLEADING[1]).encode()
    marks = find_marks(data, PORTS)
    told = told_anchors(data, marks)
    assert blanked(data, marks, told) is not None
    source = parsed(unit_of(data.decode()), Code(data, "utf-8"), marks, told)
    assert not source.tree.root_node.has_error
    assert [item.kind for item in source.root.statements.items] == [
        "function_definition", "expression_statement"
    ]  # fmt: skip


def test_a_broken_body_hides_nothing_behind_it() -> None:
    code = GATE + "def f():\n" + LONG + "    return (\nPORT = 3001\n"
    assert [fact.partition("(")[0] for fact in facts(code)] == ["Assignment", "PortMention"]
    assert [fact.partition("(")[0] for fact in facts_of_all(code)] == ["Gap"]


@given(st.lists(st.sampled_from([*(code for code, _ in CASES), *MISLEADING]), max_size=4))
def test_no_fact_is_lost(parts: list[str]) -> None:
    code = GATE + "".join(parts)
    assert facts(code) == facts_of_all(code)
