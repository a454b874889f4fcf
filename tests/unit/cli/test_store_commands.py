from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from dupelint.__main__ import main
from dupelint.cli.store import commands
from dupelint.model.errors import PathError, RuleError


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A project with two ports."""
    monkeypatch.chdir(tmp_path)
    Path("dupelint.toml").touch()
    Path("app").mkdir()
    Path("app/.env").write_text("# ports\nBRIDGE_PORT=3001\nAPI_PORT=5000\n")


def run(name: str, *arguments: str) -> str:
    (command,) = (each for each in commands if each.name == name)
    result = CliRunner().invoke(command, arguments)
    if result.exception:
        raise result.exception
    return result.output


PORTS = "SELECT place(at) AS place, port, NULL AS gone FROM port_mention ORDER BY port"


@pytest.mark.parametrize(
    ("output_format", "expected"),
    [
        (
            "table",
            "place          port  gone\n"
            "-------------  ----  ----\n"
            "app/.env:2:13  3001  NULL\n"
            "app/.env:3:10  5000  NULL\n",
        ),
        ("csv", "place,port,gone\napp/.env:2:13,3001,\napp/.env:3:10,5000,\n"),
        (
            "json",
            "[\n"
            '  {\n    "place": "app/.env:2:13",\n    "port": 3001,\n    "gone": null\n  },\n'
            '  {\n    "place": "app/.env:3:10",\n    "port": 5000,\n    "gone": null\n  }\n'
            "]\n",
        ),
    ],
)
def test_formats(output_format: str, expected: str) -> None:
    assert run("query", PORTS, "--output-format", output_format) == expected


def test_what_json_cannot_hold(capsys: pytest.CaptureFixture[str]) -> None:
    query = "SELECT 1e999 AS a, -1e999 AS b, x'61ff' AS c"
    found = json.loads(run("query", query, "--output-format", "json"))
    assert found == [{"a": None, "b": None, "c": "a\ufffd"}]
    twins = "SELECT 1 AS a, 2 AS a"
    assert run("query", twins) == "a  a\n-  -\n1  2\n"
    capsys.readouterr()
    assert main(["query", twins, "--output-format", "json"]) == 2
    told = "error: two columns are called `a`\nhelp: give one another name with AS\n"
    assert capsys.readouterr().err == told


def test_another_project(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir("/")

    assert run("query", PORTS, str(tmp_path), "--output-format", "csv").count("\n") == 3


def test_no_row() -> None:
    assert (
        run("query", "SELECT at, port FROM port_mention WHERE port = 1") == "at  port\n--  ----\n"
    )


@pytest.mark.parametrize(
    ("sql", "shown"),
    [
        ("'a' || char(27) || '[31m'", r"a\x1b[31m"),
        ("char(10, 13, 0x9b, 0x202e)", r"\n\r\x9b\u202e"),
        ("x'61ff'", "a\ufffd"),
        ("'\u00e4 \u20ac'", "\u00e4 \u20ac"),
    ],
)
def test_a_terminal_gets_no_control_characters(sql: str, shown: str) -> None:
    assert run("query", f"SELECT {sql} AS x").splitlines()[2] == shown


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        (("DROP TABLE config_key",), RuleError, "a query may not use DROP"),
        (("SELECT x FROM settings",), RuleError, "no such table: settings"),
        (("SELECT 1", "nowhere"), PathError, "no such file or folder: nowhere"),
    ],
)
def test_mistakes(arguments: tuple[str, ...], error: type[Exception], message: str) -> None:
    with pytest.raises(error) as raised:
        run("query", *arguments)

    assert str(raised.value) == message


def test_one_table() -> None:
    assert run("schema", "config_key") == (
        "config_key (wiring): A wiring key of the configuration in force, for rules to read.\n"
        "    key    TEXT     legacy-port, internal-port, canonical, "
        "setting (a name in [settings]), json-guard, own-wiring, bridge-wiring, csrf-exempt, "
        "legacy-in-force\n"
        "    value  TEXT     as text; one row for each\n"
    )


def test_every_table() -> None:
    output = run("schema")

    assert output.startswith("source (facts): A file of this run.\n    file      INTEGER  its id\n")
    assert "\n\nport_mention (facts): A number that is a port, by its context.\n" in output
    assert "\n\nconfig_key (wiring): " in output


def test_an_unknown_table() -> None:
    with pytest.raises(RuleError, match="unknown table 'prt_mention'"):
        run("schema", "prt_mention")
