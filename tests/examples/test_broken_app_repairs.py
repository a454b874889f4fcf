"""With its duplicates switched off, the broken example answers like the fixed one."""

import shutil
import subprocess
from pathlib import Path
from typing import NamedTuple

import pytest

from .checklist import go_checklist
from .running import EXAMPLE, call, under_honcho


class Repair(NamedTuple):
    """One edit; `before` stands in the file exactly once."""

    path: str
    before: str
    after: str


REPAIRS = [
    # Flask: the canonical blueprint is registered once, its twins not at all.
    Repair(
        "server/app.py",
        '    app.register_blueprint(qr_bp, url_prefix="/api")',
        '    # app.register_blueprint(qr_bp, url_prefix="/api")',
    ),
    Repair(
        "server/app.py",
        '        app.register_blueprint(whatsapp_clean_bp, url_prefix="/api/whatsapp")',
        '        # app.register_blueprint(whatsapp_clean_bp, url_prefix="/api/whatsapp")',
    ),
    Repair(
        "server/app.py",
        "        app.register_blueprint(whatsapp_v2_bp)",
        "        # app.register_blueprint(whatsapp_v2_bp)",
    ),
    Repair(
        "server/blueprints.py",
        "    flask_app.register_blueprint(",
        "    # flask_app.register_blueprint(",
    ),
    Repair("wsgi.py", "\napp.register_blueprint(", "\n# app.register_blueprint("),
    # Node: one file listens.
    Repair("services/baileys/server.js", "\napp.listen(", "\n// app.listen("),
    Repair(
        "services/whatsapp/whatsapp_service.js",
        "\napp.listen(",
        "\nif (require.main === module) app.listen(",
    ),
    Repair(
        "services/whatsapp/session.js",
        "fs.mkdirSync(authFolder)",
        "fs.mkdirSync(authFolder, { recursive: true })",
    ),
    # Ports: the legacy ones are gone.
    Repair("services/whatsapp/baileys_service.js", "3001", "3300"),
    Repair("server/settings.py", "3310", "3300"),
    # Client: no call past Flask, no parse before the status is known.
    Repair(
        "client/src/hooks/useBridgeStatus.ts",
        "`${bridgeBase}/whatsapp/default/status`",
        "'/api/whatsapp/status'",
    ),
    Repair(
        "client/src/hooks/useBridgeStatus.ts",
        "import { bridgeBase } from '@/api/base';",
        "// import { bridgeBase } from '@/api/base';",
    ),
    Repair(
        "client/src/components/QrPanel.tsx",
        "'http://localhost:3300/whatsapp/default/qr'",
        "'/api/whatsapp/qr'",
    ),
    Repair(
        "client/src/components/StatusBadge.tsx",
        "'http://' + window.location.hostname + ':3300/whatsapp/default/status'",
        "'/api/whatsapp/status'",
    ),
    Repair(
        "client/src/pages/WhatsAppConnect.tsx",
        "(res) => res.json()",
        "(res) => {\n"
        "        if (res.status !== 200) throw new Error(`qr answered ${res.status}`);\n"
        "        return res.json();\n"
        "      }",
    ),
    Repair("client/src/api/whatsapp.ts", "    return res.json();", "    return await res.json();"),
]


@pytest.fixture
def repaired(built: Path, tmp_path: Path) -> Path:
    """The broken app with its duplicates switched off, and its client built."""
    project = tmp_path / "repaired"
    ignored = shutil.ignore_patterns("node_modules", "dist", "__pycache__")
    shutil.copytree(EXAMPLE / "broken", project, ignore=ignored)
    (project / "node_modules").symlink_to(built / "node_modules")
    for repair in REPAIRS:
        file = project / repair.path
        text = file.read_text()
        assert text.count(repair.before) == 1, repair
        file.write_text(text.replace(repair.before, repair.after))
    subprocess.run(["npm", "run", "build"], cwd=project, check=True)
    return project


def test_repaired_app_answers_like_the_fixed_one(repaired: Path, tmp_path: Path) -> None:
    with under_honcho(repaired, tmp_path) as app:
        assert "<div id" in call("GET", f"{app.web}/").text
        go_checklist(app)
