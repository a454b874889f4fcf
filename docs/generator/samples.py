"""A small project with every format's report on it."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import get_args

from dupelint.model.config import OutputFormat

FILES = {
    "server/app.py": """\
from flask import Flask

from server.pages import pages

app = Flask(__name__)
app.register_blueprint(pages)
app.register_blueprint(pages, url_prefix="/v2")
""",
    "server/pages.py": """\
from flask import Blueprint

pages = Blueprint("pages", __name__)
""",
    "dupelint.toml": "legacy-ports = { 3001 = 3300 }\n",
    ".env": "BRIDGE_PORT=3001\n",
}
SHOWN_ROOT = "/home/ada/shop"  # instead of the temporary folder
_LANGUAGES = {"json": "json", "json-lines": "json", "step-summary": "markdown"}


def samples() -> dict[str, str]:
    """`project` → its files; each format → what it prints for them; `step-summary`."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder).resolve()
        project, reports = root / "shop", root / "reports"
        reports.mkdir()
        for name, content in FILES.items():
            (project / name).parent.mkdir(parents=True, exist_ok=True)
            (project / name).write_text(content, encoding="utf-8", newline="\n")
        _lint(project, reports)
        found = {path.name: path.read_text(encoding="utf-8") for path in reports.iterdir()}
    return {"project": _project()} | {
        name: _fenced(text.replace(project.as_posix(), SHOWN_ROOT), _LANGUAGES.get(name, "text"))
        for name, text in sorted(found.items())
    }


def _lint(project: Path, reports: Path) -> None:
    """One run writes every format."""
    outputs = [f"--output-file={name}={reports / name}" for name in get_args(OutputFormat)]
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith("DUPELINT_")
    }
    environment["GITHUB_STEP_SUMMARY"] = str(reports / "step-summary")
    done = subprocess.run(
        [sys.executable, "-m", "dupelint", "--no-cache", *outputs],
        cwd=project,
        env=environment,
        capture_output=True,
        check=False,
    )
    if done.returncode != 1:
        raise RuntimeError(f"the sample project was not linted: {done.stderr.decode()}")


def _project() -> str:
    languages = {".py": "python", ".toml": "toml", "": "sh"}
    return "\n\n".join(
        f"`{name}`\n\n{_fenced(text, languages[Path(name).suffix])}" for name, text in FILES.items()
    )


def _fenced(text: str, language: str) -> str:
    ticks = "````" if "```" in text else "```"
    return f"{ticks}{language}\n{text.rstrip()}\n{ticks}"
