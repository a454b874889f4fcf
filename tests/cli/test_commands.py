from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from dupelint import __version__
from dupelint.cli import COMMANDS

from .conftest import Dupelint, Run


def test_version(dupelint: Dupelint) -> None:
    assert dupelint("--version") == Run(0, f"dupelint {__version__}\n", "")


def test_help_lists_every_command(dupelint: Dupelint) -> None:
    run = dupelint("--help")
    listed = re.findall(r"^  ([a-z]+)  ", run.out.partition("Commands:")[2], re.MULTILINE)
    assert (run.code, listed) == (0, list(COMMANDS))


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(dupelint: Dupelint, command: str) -> None:
    run = dupelint(command, "--help")
    assert (run.code, run.err) == (0, "")
    assert run.out.startswith(f"Usage: dupelint {command} ")


def test_start_up_imports_little(tmp_path: Path) -> None:
    image = tmp_path / "image.png"
    image.touch()
    heavy = {"rich", "msgspec", "tree_sitter", "pathspec", "dotenv", "sqlite3", "tomllib"}
    code = (
        "import sys; from dupelint.__main__ import main; code = main(sys.argv[1:]);"
        f" print(code, sorted({heavy!r} & set(sys.modules)))"
    )
    for arguments in (["--version"], [str(image)]):
        done = subprocess.run(
            [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True
        )
        assert done.stdout.splitlines()[-1] == "0 []", arguments


def test_clean(dupelint: Dupelint, project: Path) -> None:
    dupelint()
    kept = project / ".dupelint/snapshots"
    kept.mkdir()
    cache = project / ".dupelint/cache.sqlite3"
    run = dupelint("clean")
    assert (run.code, run.out.splitlines()[0]) == (0, f"Removed {cache}")
    assert not cache.exists()
    assert kept.is_dir()
    assert dupelint("clean") == Run(0, "There is no cache.\n", "")


def test_config_lists_keys(dupelint: Dupelint) -> None:
    run = dupelint("config")
    assert run.code == 0
    assert run.out.splitlines()[0].split()[0] == "legacy-ports"
    assert dupelint("config", "fail-on") == Run(
        0,
        "fail-on\nThe lowest severity that makes the exit code 1.\n\n"
        'Type: "error" | "info" | "never" | "warning"\nDefault: "warning"\n',
        "",
    )
    assert dupelint("config", "fail") == Run(
        2, "", "error: there is no key `fail`\nhelp: did you mean `fail-on`?\n"
    )
    keys = json.loads(dupelint("config", "--output-format", "json").out)
    assert all(key["description"] and key["type"] for key in keys)


def test_config_show(dupelint: Dupelint, tmp_path: Path) -> None:
    (tmp_path / "dupelint.toml").write_text(
        'fail-on = "info"\nlegacy-ports = { 3001 = 3300 }\n[lint.severity]\nDUP101 = "info"\n'
    )
    run = dupelint("config", "--show")
    lines = run.out.splitlines()
    assert lines[:2] == [f"# root: {tmp_path}", f"# file: {tmp_path}/dupelint.toml"]
    assert 'fail-on = "info"  # dupelint.toml' in lines
    assert "legacy-ports = { 3001 = 3300 }  # dupelint.toml" in lines
    assert 'lint.severity = { DUP101 = "info" }  # dupelint.toml' in lines
    assert "internal-ports = [3300]  # default" in lines
    document = json.loads(dupelint("config", "--show", "--output-format", "json").out)
    assert document["settings"]["fail-on"] == {"value": "info", "origin": "dupelint.toml"}


@pytest.mark.parametrize(
    "arguments",
    [
        ("config", "--schema", "--show"),
        ("config", "--schema", "fail-on"),
        ("rule", "--all", "DUP101"),
        ("map", "-o", "wiring.svg"),
        ("go", "--timeout", "nan"),
    ],
)
def test_what_contradicts_itself(dupelint: Dupelint, arguments: tuple[str, ...]) -> None:
    run = dupelint(*arguments)
    assert (run.code, run.out) == (2, "")
    assert run.err.startswith(f"Usage: dupelint {arguments[0]}")


def test_config_show_of_nothing(dupelint: Dupelint) -> None:
    told = "error: no such file or folder: gone\nhelp: check the spelling\n"
    assert dupelint("config", "--show", "gone") == Run(2, "", told)


def test_config_show_is_a_configuration(dupelint: Dupelint, tmp_path: Path) -> None:
    (tmp_path / "dupelint.toml").write_text(
        'lint.per-file-ignores = { "a b/**" = ["DUP1"] }\n[[overrides]]\npaths = ["x"]\n'
    )
    shown = _settings(dupelint("config", "--show").out)
    (tmp_path / "dupelint.toml").write_text(shown)
    again = dupelint("config", "--show")
    assert (again.code, _settings(again.out).replace("# dupelint.toml", "# default")) == (
        0,
        shown.replace("# dupelint.toml", "# default"),
    )


def _settings(shown: str) -> str:
    """Without what the keys' being written out changes: whose wiring this is."""
    return "".join(line for line in shown.splitlines(True) if not line.startswith("# port rules"))


def test_config_show_says_whose_wiring_it_is(dupelint: Dupelint, tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text("x = 1\n")
    bridge = "# bridge rules (DUP601, DUP604-608, DUP610, DUP611)"
    shown = dupelint("config", "--show").out.splitlines()[2:4]
    assert shown == [
        "# port rules: info only, the project does not show the wiring of the defaults",
        f"{bridge}: off, no bridge is seen",
    ]
    (tmp_path / "whatsapp.py").write_text("x = 1\n")
    shown = dupelint("config", "--show").out.splitlines()[2:4]
    assert shown == [
        "# port rules: in full force, because whatsapp.py has whatsapp in its name",
        f"{bridge}: in force, because whatsapp.py has whatsapp in its name",
    ]


def test_config_schema(dupelint: Dupelint) -> None:
    schema = json.loads(dupelint("config", "--schema").out)
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["$defs"]["Document"]["additionalProperties"] is False
