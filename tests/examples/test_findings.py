"""What dupelint says about the two apps, against the tables of the example's README."""

import json
import re
import subprocess
import sys
from typing import Any

from .running import EXAMPLE

ROW = re.compile(r"^\| `(?P<path>[^`:]+):(?P<line>\d+)` \|.*\| (?P<code>DUP\d+) \|(?P<rest>.*)$")


def lint(project: str, *options: str) -> subprocess.CompletedProcess[str]:
    """Run the real command on one of the apps."""
    command = [sys.executable, "-m", "dupelint", "check", "--no-cache", *options, project]
    return subprocess.run(command, cwd=EXAMPLE, capture_output=True, text=True, check=False)


def report(project: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(lint(project, "--output-format", "json").stdout)
    return found


def rules() -> set[str]:
    """The codes of the rules there are."""
    command = [sys.executable, "-m", "dupelint", "rule", "--output-format", "json"]
    out = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return {rule["code"] for rule in json.loads(out)}


def planted() -> set[tuple[str, int, str]]:
    """(path, line, code) of every row whose rule there is, less what another rule tells."""
    known = rules()
    found = set()
    for line in (EXAMPLE / "README.md").read_text().splitlines():
        row = ROW.match(line)
        if row and row["code"] in known and "folded" not in row["rest"]:
            found.add((row["path"], int(row["line"]), row["code"]))
    return found


def test_every_planted_fault_is_told_once() -> None:
    findings = report("broken")["findings"]
    places = [(one["path"], one["line"], one["code"]) for one in findings]
    assert len(places) == len(set(places))
    assert set(places) == planted()


def test_the_place_that_stays_in_force_is_named() -> None:
    related = {
        (one["path"], one["line"]): {(other["path"], other["line"]) for other in one["related"]}
        for one in report("broken")["findings"]
        if one["code"] in {"DUP101", "DUP104", "DUP201"}
    }
    first = {("server/app.py", 31)}
    listener = {("services/whatsapp/baileys_service.js", 57)}
    assert related == {
        ("server/app.py", 42): first,
        ("server/blueprints.py", 10): first,
        ("wsgi.py", 12): first,
        ("server/routes_whatsapp_clean.py", 28): {("server/routes_whatsapp_clean.py", 21)},
        ("services/baileys/server.js", 11): listener,
        ("services/qr-server/index.js", 19): listener,
        ("services/whatsapp/whatsapp_service.js", 64): listener,
    }


def test_exit_codes() -> None:
    assert lint("broken").returncode == 1
    fixed = lint("fixed")
    assert (fixed.returncode, fixed.stdout) == (0, "All clear: 34 files checked, no finding.\n")
