"""Two readings of a file are the same for those who ask the same of it."""

from __future__ import annotations

import pytest

from dupelint.extract import extract
from dupelint.extract.pool import KIND_INDEX
from dupelint.extract.telling import Row, differ, told
from dupelint.extract.unit import Unit, Words
from dupelint.model.facts import NO_ARMS, Assignment, Gap, Import, ValueText, span
from dupelint.model.source import Kind, Language

WORDS = Words(frozenset(), False)
CODE = (
    'import os\n\nCOUNT = 8001\nHOST = "a"\n\n\ndef ask():\n    return os.environ["TOKEN"]\n\n\n'
    'KEY = os.environ["KEY"]\n'
)
APP = "from flask import Flask\n\napp = Flask(__name__)\n"
NAMELESS = "import os\n\nask = [lambda: os.environ['A']]\n"
TWICE = "import os\n\n\n" + "def ask():\n    return os.environ['A']\n\n\n" * 2
LAST = "KEY = os.environ['KEY']\n"
BRANCH = "from pages import pages\n\nif app.debug:\n    app.register_blueprint(pages)\n"


def tells(text: str) -> bytes:
    data = text.encode()
    unit = Unit("a.py", Language.PYTHON, Kind.SOURCE, data, WORDS)
    rows = [(KIND_INDEX[type(fact)], tuple(fact)) for fact in extract(unit)]
    return told(rows, len(data))


@pytest.mark.parametrize(
    ("before", "after", "asked", "differs"),
    [
        (CODE, CODE, ["COUNT"], False),
        (CODE, "# above\n" + CODE, ["COUNT", "HOST"], False),
        (CODE, CODE + "# below\n", ["COUNT"], False),
        (CODE, CODE.replace("import os\n", "import os\nOTHER = 1\n"), ["COUNT"], False),
        (CODE, CODE.replace("import os\n", "import os\nOTHER = 1\n"), ["OTHER"], True),
        (CODE, CODE.replace("8001", "8002"), ["HOST"], False),
        (CODE, CODE.replace("8001", "8002"), ["COUNT"], True),
        (CODE, CODE.replace("COUNT = 8001\n", ""), ["HOST"], False),
        (CODE, CODE.replace("COUNT = 8001\n", ""), ["COUNT"], True),
        (CODE, CODE.replace("COUNT = 8001\n", "") + "COUNT = 8001\n", ["HOST"], False),
        (CODE, CODE.replace("COUNT = 8001\n", "") + "COUNT = 8001\n", ["COUNT"], True),  # elsewhere
        (CODE, CODE.replace("COUNT", "if a:\n    COUNT"), ["HOST"], False),
        (CODE, CODE.replace("COUNT", "if a:\n    COUNT"), ["COUNT"], True),
        (CODE, CODE.replace('"a"', '"http://a"'), [], True),  # looked through, whatever its name
        (CODE, CODE + "Config.COUNT = 1\n", [], True),
        (CODE, CODE + "client = ask()\n", [], True),
        (CODE, CODE.replace('"TOKEN"', '"OTHER"'), [], True),
        (CODE, CODE.replace("import os\n", "import os\nimport json\n"), [], True),
        (APP, APP + "# below\n", [], False),
        (APP, "# above\n" + APP, [], False),
        (APP, "# above\n" + APP, ["app"], True),  # an object goes by the offset of its making
        (APP + BRANCH, "# above\n" + APP + BRANCH, [], True),  # so does a branch
        (APP + BRANCH, APP + BRANCH + "# below\n", [], False),
        # A function without a name goes by its offset, the second of a name does, too.
        (NAMELESS + LAST, NAMELESS + "# between\n" + LAST, [], True),
        (TWICE + LAST, TWICE + "# between\n" + LAST, [], True),
        (NAMELESS + LAST, NAMELESS + LAST + "# below\n", [], False),
        (TWICE + LAST, TWICE + LAST + "# below\n", [], False),
    ],
)
def test_what_differs(before: str, after: str, asked: list[str], differs: bool) -> None:
    assert differ(tells(before), tells(after), asked) is differs


def of_spans(constant: tuple[int, int], *others: tuple[int, int]) -> list[Row]:
    """A binding of A at one place, imports at others."""
    facts = [
        Assignment("A", ValueText("1"), NO_ARMS, span(*constant)),
        *(Import("b", "b", "b", "", "from", 0, NO_ARMS, span(*other)) for other in others),
    ]
    return [(KIND_INDEX[type(fact)], tuple(fact)) for fact in facts]


@pytest.mark.parametrize(
    ("before", "after", "differs"),
    [
        (of_spans((0, 5), (10, 20)), of_spans((2, 9), (11, 12)), False),
        (of_spans((0, 5), (10, 20)), of_spans((10, 15), (10, 20)), True),  # behind its start
        (of_spans((0, 5), (10, 20)), of_spans((0, 10), (10, 20)), True),  # up to it
        (of_spans((0, 5), (10, 20)), of_spans((12, 15), (10, 20)), True),
        (of_spans((0, 5), (10, 20)), of_spans((25, 30), (10, 20)), True),
        (of_spans((0, 5), (10, 20), (12, 15)), of_spans((0, 5), (10, 30), (11, 15)), False),
        (of_spans((0, 5), (10, 20), (12, 15)), of_spans((0, 5), (10, 15), (12, 20)), True),
        (of_spans((0, 5), (10, 20), (12, 15)), of_spans((0, 5), (12, 15), (10, 20)), True),
    ],
)
def test_what_stands_before_behind_and_in(
    before: list[Row], after: list[Row], differs: bool
) -> None:
    assert differ(told(before, 40), told(after, 40), ["A"]) is differs


def test_bindings_are_compared_in_the_order_of_their_places() -> None:
    first, second = of_spans((0, 5))[0], of_spans((6, 9))[0]
    assert not differ(told([first, second], 40), told([second, first], 40), ["A"])


def test_a_gap_is_told_with_the_size_of_its_file() -> None:
    rows = [(KIND_INDEX[Gap], tuple(Gap("syntax error", "file", span(0, 9))))]
    assert not differ(told(rows, 10), told(rows, 10), [])
    assert differ(told(rows, 10), told(rows, 20), [])
    assert told(rows, 10) != told(rows, 20)
