"""Whether a project shows the wiring that the default ports belong to."""

from __future__ import annotations

import pytest

from dupelint.config import load
from dupelint.linking.settings.config_keys import own_wiring, shown_wiring

from ..conftest import Make


@pytest.mark.parametrize(
    ("files", "why"),
    [
        ({"dupelint.toml": "legacy-ports = [3001]\n"}, "the configuration sets legacy-ports"),
        ({"dupelint.toml": 'canonical = ["a.py"]\n'}, "the configuration sets canonical"),
        ({"src/whatsapp_bot.py": ""}, "src/whatsapp_bot.py has whatsapp in its name"),
        ({"whatsapp/a.py": ""}, ""),
        ({"tests/test_whatsapp.py": ""}, ""),
        ({"a.js": "import x from '@whiskeysockets/Baileys';\n"},
         "a.js imports @whiskeysockets/Baileys"),
        ({"a.test.js": "import x from '@whiskeysockets/baileys';\n"}, ""),
        ({"a.py": "import os\nos.getenv('BAILEYS_URL')\n"}, "a.py names BAILEYS_URL"),
        ({".env": "BAILEYS_PORT=3300\n"}, ".env names BAILEYS_PORT"),
        ({"a.py": "import os\nos.getenv('MY_BAILEYS_URL')\n"}, ""),
        ({"a.py": "from flask import Flask\napp = Flask(__name__)\n"
          "@app.route('/api/WhatsApp/qr')\ndef qr(): pass\n"}, "a.py serves a whatsapp path"),
        ({"a.py": "URL = 'http://localhost:3300/'\n"}, "a.py uses port 3300"),
        ({"a.py": "URL = 'http://localhost:3001/'\nX = 3300\n"}, ""),
    ],
)  # fmt: skip
def test_own_wiring(project: Make, files: dict[str, str], why: str) -> None:
    made = project(files)
    config = load(made.project.root)

    shown = shown_wiring(made.project.store, made.files, config)
    assert own_wiring(config, shown) == why
    assert shown == ("" if why.startswith("the configuration") else why)
