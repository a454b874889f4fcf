"""What could read or set a variable without saying so withholds a claim, and is named."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Ask = Callable[[dict[str, str], str], list[tuple[Any, ...]]]

SERVER = """\
import os

from flask import Flask

app = Flask(__name__)
TENANT = os.environ["API_TENANT"]
app.run(port=5000)
"""
NEEDED = {
    "Procfile": "web: python server.py\n",
    ".env.example": "API_PORT=8080\n",
    "server.py": SERVER,
}
SETTING: list[tuple[dict[str, str], list[tuple[Any, ...]]]] = [
    ({}, [("API_TENANT", "")]),
    (
        {"server.py": "import other\n" + SERVER, "other.py": "import os\nos.environ.update(x)\n"},
        [("API_TENANT", "other.py sets variables by computed names")],
    ),
    (
        {"server.py": "from dotenv import load_dotenv\nload_dotenv('secrets.env')\n" + SERVER},
        [("API_TENANT", "secrets.env is not in the project")],
    ),
    (
        {".env": "API_NAME=a" + " " * 3_000 + "\n"},
        [("API_TENANT", ".env could not be read")],
    ),
    ({"start.sh": "export API_TENANT=a\n"}, []),
    ({".env.example": "# API_TENANT=\n"}, []),
]


@pytest.mark.parametrize(("files", "expected"), SETTING)
def test_what_may_set_it(ask: Ask, files: dict[str, str], expected: list[tuple[Any, ...]]) -> None:
    query = "SELECT name, withheld FROM undefined_setting"
    assert ask({**NEEDED, **files}, query) == expected


UNREAD = {
    "Procfile": "bridge: node bridge.js\n",
    ".env": "LIMIT=4\n",
    "bridge.js": "require('express')().listen(4000);\n",
}
READING: list[tuple[dict[str, str], list[tuple[Any, ...]]]] = [
    ({}, [("LIMIT", "")]),
    (
        {"bridge.js": UNREAD["bridge.js"] + "console.log(process.env[name]);\n"},
        [("LIMIT", "bridge.js reads variables by computed names")],
    ),
    (
        {"bridge.js": UNREAD["bridge.js"] + "run({ env: process.env });\n"},
        [("LIMIT", "bridge.js reads variables by computed names")],
    ),
    (
        {"bridge.js": UNREAD["bridge.js"] + "const e = require('envalid');\n"},
        [("LIMIT", "bridge.js reads variables with envalid")],
    ),
    (
        {"bridge.js": UNREAD["bridge.js"] + "require('./gone');\n"},
        [("LIMIT", "bridge.js imports what was not found")],
    ),
    ({"tools/report.py": "import os\nos.getenv('LIMIT')\n"}, []),
    ({"bridge.js": UNREAD["bridge.js"] + "console.log(process.env.LIMIT);\n"}, []),
]


@pytest.mark.parametrize(("files", "expected"), READING)
def test_what_may_read_it(ask: Ask, files: dict[str, str], expected: list[tuple[Any, ...]]) -> None:
    query = "SELECT name, withheld FROM unread_setting"
    assert ask({**UNREAD, **files}, query) == expected


KEYED = {
    "start.sh": "export GOOGLE_APPLICATION_CREDENTIALS=keys/google.json\nexec python server.py\n",
    "server.py": "from google.cloud import speech\nspeech.SpeechClient(credentials=1)\n",
}
MAKING: list[tuple[dict[str, str], list[tuple[Any, ...]]]] = [
    ({}, [("keys/google.json", "")]),
    (
        {
            "server.py": KEYED["server.py"]
            + "import os\nmake(os.environ.get('GOOGLE_APPLICATION_CREDENTIALS'))\n"
        },
        [
            (
                "keys/google.json",
                "server.py reads GOOGLE_APPLICATION_CREDENTIALS, and may make the file",
            )
        ],
    ),
    ({"start.sh": "cp $A > keys/google.json\n" + KEYED["start.sh"]}, []),
    ({"start.sh": KEYED["start.sh"] + 'echo a > "$GOOGLE_APPLICATION_CREDENTIALS"\n'}, []),
    ({"start.sh": KEYED["start.sh"].replace("keys/", "/etc/")}, []),
    ({"start.sh": KEYED["start.sh"].replace("keys/google", "your-key")}, []),
    ({"server.py": "import google.protobuf\n"}, []),
    ({"keys/google.json": "{}\n"}, []),
    ({"make.py": "open('keys/google.json', 'w').write(x)\n"}, []),
    ({".gitignore": "google.json\n"}, []),
    ({".gitignore": "*.json\n", "keys/.gitignore": "!google.json\n"}, [("keys/google.json", "")]),
]


@pytest.mark.parametrize(("files", "expected"), MAKING)
def test_what_may_make_it(ask: Ask, files: dict[str, str], expected: list[tuple[Any, ...]]) -> None:
    query = "SELECT name, withheld FROM undefined_setting"
    assert ask({**KEYED, **files}, query) == expected


OPTIONS = {
    "server.py": "from flask_seasurf import SeaSurf\napp.config['SEASURF_NAME'] = 'a'\n",
}
KNOWING: list[tuple[dict[str, str], list[tuple[Any, ...]]]] = [
    ({}, [("SEASURF_NAME", "CSRF_COOKIE_NAME", "")]),
    ({"b.py": "print(app.config['SEASURF_NAME'])\n"}, []),
    (
        {"b.py": "print(app.config['SEASURF_' + part])\n"},
        [("SEASURF_NAME", "CSRF_COOKIE_NAME", "b.py reads options by computed names")],
    ),
    ({"server.py": "app.config['SEASURF_NAME'] = 'a'\n"}, []),
    (
        {"server.py": OPTIONS["server.py"].replace("NAME", "EXEMPT_VIEWS")},
        [("SEASURF_EXEMPT_VIEWS", "SEASURF_INCLUDE_OR_EXEMPT_VIEWS", "")],
    ),
    (
        {"server.py": OPTIONS["server.py"].replace("NAME", "COLOUR")},
        [("SEASURF_COLOUR", "", "")],
    ),
    (
        {"server.py": "from flask_wtf import CSRFProtect\nWTF_CSRF_EXEMPT_LIST = []\n"},
        [("WTF_CSRF_EXEMPT_LIST", "", "")],
    ),
    (
        {
            "superset_config.py": "from flask_wtf import CSRFProtect\nWTF_CSRF_EXEMPT_LIST = []\n",
            "server.py": "",
        },
        [],
    ),
]


@pytest.mark.parametrize(("files", "expected"), KNOWING)
def test_what_may_know_it(ask: Ask, files: dict[str, str], expected: list[tuple[Any, ...]]) -> None:
    query = "SELECT name, near, withheld FROM unread_setting"
    assert ask({**OPTIONS, **files}, query) == expected


def test_a_secret_is_in_no_wiring_table(ask: Ask) -> None:
    files = {
        "dupelint.toml": 'secret-variables = ["BRIDGE_PIN"]\n',
        "Procfile": "bridge: node bridge.js\nother: BRIDGE_PIN=pin-number-two node other.js\n",
        ".env": "BRIDGE_PIN=pin-number-one\nAPI_KEY=key-number-one\nAPI_KEY=key-number-two\n",
        "bridge.js": "require('express')().listen(4000, () => process.env.BRIDGE_PIN || 'pin-');\n",
        "other.js": "require('express')().listen(process.env.API_KEY || 'key-number-three');\n",
    }
    tables = (
        "setting_value", "setting_drift", "undefined_setting", "weak_secret", "url_mismatch",
        "repeated_key", "unread_setting",
    )  # fmt: skip
    told = [ask(files, f"SELECT * FROM {table}") for table in tables]
    assert "pin-" not in str(told)
    assert "key-" not in str(told)
    assert len(told[0]) > 4
    assert len(told[3]) > 2
