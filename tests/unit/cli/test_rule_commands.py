from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from dupelint.cli.rules import commands
from dupelint.model.errors import ConfigError, RuleError

RULE = """\
---
id: used-port
code: OWN101
severity: [warning]
evidence: presence
message: "port {port} is used"
advice: "use another"
---
# A port is used
## What it finds
Ports.
## Why it matters
One of them is taken.
## What it leaves alone
Other numbers.
## Query
```sql
SELECT at, port FROM port_mention
```
## Examples
### A port
```dotenv file=.env
PORT=5000  # finding: used-port "port 5000 is used"
```
### No port
```dotenv file=.env
COUNT=5000
```
"""


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A project with a rule of its own."""
    monkeypatch.chdir(tmp_path)
    Path("dupelint.toml").write_text('rules = ["wiring/*.md"]\n')
    Path("wiring").mkdir()
    Path("wiring/used-port.md").write_text(RULE)


def run(name: str, *arguments: str) -> tuple[int, str]:
    (command,) = (each for each in commands if each.name == name)
    result = CliRunner().invoke(command, arguments)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.output


@pytest.mark.parametrize("name", ["rule", "explain"])
@pytest.mark.parametrize("selector", ["OWN101", "used-port", "OWN"])
def test_a_page(name: str, selector: str) -> None:
    assert run(name, selector) == (
        0,
        "# A port is used\n\n`OWN101` · `used-port` · warning\n\n*use another*\n\n"
        + RULE.partition("# A port is used\n")[2],
    )


def test_one_page_for_a_rule_named_twice() -> None:
    assert run("rule", "OWN101", "used-port") == run("rule", "OWN101")


def test_the_list() -> None:
    status, output = run("rule")

    lines = output.splitlines()
    assert status == 0
    assert lines[0].split(maxsplit=3)[:3] == ["DUP101", "duplicate-blueprint", "error"]
    assert lines[-1].split(maxsplit=3) == ["OWN101", "used-port", "warning", "A port is used"]


def test_the_list_as_a_table() -> None:
    output = run("rule", "--output-format", "markdown")[1]

    assert output.splitlines()[-1] == "| OWN101 | `used-port` | warning | A port is used |"


def test_every_page() -> None:
    codes = [
        each["code"] for each in json.loads(run("rule", "--all", "--output-format", "json")[1])
    ]

    pages = [run("rule", code)[1] for code in codes]
    assert run("rule", "--all")[1] == "\n---\n\n".join(pages)
    assert codes == [line.split()[0] for line in run("rule")[1].splitlines()]


def test_json_is_a_list_also_of_one() -> None:
    (only,) = json.loads(run("rule", "OWN101", "--output-format", "json")[1])

    assert (only["code"], only["name"], only["severity"]) == ("OWN101", "used-port", ["warning"])


def test_an_unknown_rule() -> None:
    with pytest.raises(ConfigError) as raised:
        run("rule", "used-prot")

    assert (raised.value.message, raised.value.advice) == (
        "unknown rule 'used-prot'",
        "did you mean 'used-port'?",
    )


def test_examples_as_marked() -> None:
    assert run("test", "wiring/used-port.md") == (0, "2 examples, all as marked\n")


def test_an_example_that_differs() -> None:
    path = Path("wiring/used-port.md")
    path.write_text(RULE.replace("port 5000 is used", "port 3001 is used"))

    status, output = run("test", "wiring/used-port.md")

    assert status == 1
    assert output.partition(": ")[2] == (
        "used-port: A port\n"
        '  .env:1: expected: finding: used-port "port 3001 is used"\n'
        '  .env:1: not expected: finding: used-port (warning) "port 5000 is used"\n'
        "2 examples, 1 differ\n"
    )


def test_a_document_with_a_mistake() -> None:
    Path("wiring/used-port.md").write_text(RULE.replace("FROM port_mention", "FROM ports"))

    with pytest.raises(RuleError, match=r"used-port.md:18: used-port: no such table: ports"):
        run("test", "wiring/used-port.md")
