"""What `--fix --unsafe-fixes` makes of the broken example answers like the fixed one."""

import compileall
import json
import re
import subprocess
from pathlib import Path

from dupelint.ruleset.registry import load_rules

from .checklist import go_checklist
from .repairing import build, dupelint, files
from .running import EXAMPLE, call, under_honcho

LEFT = re.compile(r"^\| (?P<code>DUP\d+) \| (?P<places>`.*`) \| (?P<why>.+) \|$", re.MULTILINE)
# Where a rule with a fixer has nothing that it can change: the place is neutralised already (an
# info), or the fix would be a guess.
NO_FIX_HERE = {
    ("DUP103", "server/routes_whatsapp_old.py"),
    ("DUP103", "server/whatsapp_bp.py"),
    ("DUP205", "services/baileys/server.js"),
    ("DUP302", "server/routes_whatsapp_clean.py"),
    ("DUP302", "server/routes_whatsapp_qr.py"),
}


def told_to_be_left() -> list[tuple[str, str]]:
    """(code, place) of the README's table of what is left."""
    text = (EXAMPLE / "README.md").read_text()
    _, _, section = text.partition("### What `--fix --unsafe-fixes` leaves\n")
    return [
        (row["code"], place)
        for row in LEFT.finditer(section.partition("\n#")[0])
        for place in re.findall(r"`([^`]+)`", row["places"])
    ]


def test_only_what_no_fix_can_mend_is_left(repaired: Path) -> None:
    report = dupelint("--output-format", "json", folder=repaired)
    found = json.loads(report.stdout)["findings"]
    assert [finding for finding in found if finding["fixes"]] == []
    with_fixer = {rule.code for rule in load_rules([]) if rule.fixer}
    left = {(one["code"], one["path"]) for one in found if one["code"] in with_fixer}
    assert left == NO_FIX_HERE
    assert sorted((one["code"], f"{one['path']}:{one['line']}") for one in found) == sorted(
        told_to_be_left()
    )


def test_what_twilio_calls_is_as_it_was(repaired: Path) -> None:
    for name in ("server/routes_webhooks.py", "server/signatures.py", "server/inbox.py"):
        assert (repaired / name).read_bytes() == (EXAMPLE / "broken" / name).read_bytes()


def test_no_file_goes_and_every_file_is_sound(repaired: Path) -> None:
    before, after = files(EXAMPLE / "broken"), files(repaired)
    assert after.keys() == before.keys()
    assert compileall.compile_dir(repaired / "server", quiet=1)
    assert compileall.compile_file(repaired / "wsgi.py", quiet=1)
    for path in sorted(repaired.glob("services/**/*.js")):
        subprocess.run(["node", "--check", path], check=True)
    for path in sorted(repaired.glob("*.sh")):
        subprocess.run(["bash", "-n", path], check=True)


def test_a_second_run_changes_nothing(repaired: Path) -> None:
    before = files(repaired)
    dupelint("--fix", "--unsafe-fixes", folder=repaired)
    assert files(repaired) == before


def test_undo_takes_everything_back(repaired: Path) -> None:
    assert dupelint("undo", folder=repaired).returncode == 0
    assert files(repaired) == files(EXAMPLE / "broken")


def test_repaired_app_answers_like_the_fixed_one(
    repaired: Path, built: Path, tmp_path: Path
) -> None:
    build(repaired, built)
    with under_honcho(repaired, tmp_path) as app:
        assert "<div id" in call("GET", f"{app.web}/").text
        go_checklist(app)
