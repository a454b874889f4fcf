"""Two readings of a file are the same for those who ask the same of it."""

from __future__ import annotations

import pytest

from dupelint.extract import extract
from dupelint.extract.pool import KIND_INDEX
from dupelint.extract.telling import differ, told
from dupelint.extract.unit import Unit, Words
from dupelint.model.facts import Gap, span
from dupelint.model.source import Kind, Language

WORDS = Words(frozenset(), False)
CODE = (
    'import os\n\nCOUNT = 8001\nHOST = "a"\n\n\ndef ask():\n    return os.environ["TOKEN"]\n\n\n'
    'KEY = os.environ["KEY"]\n'
)
APP = "from flask import Flask\n\napp = Flask(__name__)\n"
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
    ],
)
def test_what_differs(before: str, after: str, asked: list[str], differs: bool) -> None:
    assert differ(tells(before), tells(after), asked) is differs


def test_a_gap_is_told_with_the_size_of_its_file() -> None:
    rows = [(KIND_INDEX[Gap], tuple(Gap("syntax error", "file", span(0, 9))))]
    assert not differ(told(rows, 10), told(rows, 10), [])
    assert differ(told(rows, 10), told(rows, 20), [])
    assert told(rows, 10) != told(rows, 20)
