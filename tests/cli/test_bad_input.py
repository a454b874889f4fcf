"""Paths, configurations and rule documents that cannot be used: what is said, and the exit code."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from .conftest import TWICE, Dupelint, Run
from .hardy import hardy

RULE = """\
---
id: own-rule
code: OWN101
severity: [warning]
evidence: presence
message: "port {port}"
advice: "write it once"
---
# A port
## What it finds
A port.
## Why it matters
It does.
## What it leaves alone
Other things.
## Query
```sql
SELECT at, port FROM port_mention
```
## Examples
### One
`a.py`
```python file=a.py
PORT = 3300  # finding: own-rule
```
### None
`a.py`
```python file=a.py
COUNT = 3300
```
"""


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("legacy-port = [1]\n", "dupelint.toml:1: unknown key `legacy-port`"),
        ("[lnt]\n", "dupelint.toml:1: unknown key `lnt`"),
        ("[lint]\n\nselct = []\n", "dupelint.toml:3: unknown key `selct`"),
        ('ignore = ["DUP101"]\n', "dupelint.toml:1: unknown key `ignore`"),
        ('[lint]\nignore = ["DUP11"]\n', "dupelint.toml:2: no rule is called `DUP11`"),
        ('[lint]\nignore = ["duplicate-bluprint"]\n', "dupelint.toml:2: no rule is called"),
        ('[lint]\nseverity = { DUP101 = "loud" }\n', "dupelint.toml:2: `lint.severity.DUP101`: "),
        ('[[overrides]]\nignore = ["DUP101"]\n', "dupelint.toml:1: `overrides[0]`: object missing"),
        (
            "legacy-ports = [99999]\n",
            "dupelint.toml:1: `legacy-ports[0]`: expected `integer` <= 65535",
        ),
        ("legacy-ports = { a = 1 }\n", "dupelint.toml:1: `legacy-ports.a`: expected `integer`"),
        ("jobs = -1\n", "dupelint.toml:1: `jobs`: expected `integer` >= 1"),
        ('max-file-size = "9e999"\n', "dupelint.toml:1: `max-file-size`: not a size"),
        ('max-file-size = "9GB"\n', "dupelint.toml:1: `max-file-size`: not a size"),
        ('max-file-size = "9MB"\n', "dupelint.toml:1: `max-file-size` is out of range"),
        ('rules = ["own/*.md"]\n', "no rule document matches `own/*.md` (in `rules`)"),
        ('rules = ["/etc/*.md"]\n', "no rule document matches `/etc/*.md` (in `rules`)"),
        ('rules = ["\\u0000"]\n', "no rule document matches `\\x00` (in `rules`)"),
        ('exclude = ["a/!", "!"]\n', "not a glob: "),
        ('exclude = ["x/' + "*a" * 40 + '"]\n', "the glob `x/*a*a"),
        ('canonical = ["' + "**/" * 40 + 'a"]\n', "the glob `**/**/"),
        ("a = " + "[" * 100_000 + "\n", "dupelint.toml:1: not TOML: values stand too deep"),
        ("a = " + "{ b = " * 10_000 + "\n", "dupelint.toml:1: not TOML: values stand too deep"),
        ("a = " + "9" * 10_000 + "\n", "dupelint.toml:1: a number is too long"),
        ("[" + "a." * 5_000 + "b]\n", "dupelint.toml:1: unknown key `a`"),
        ("\n\nx\n", "dupelint.toml:3: not TOML: "),
        ("a = 1\na = 2\n", "dupelint.toml:2: not TOML: "),
        ('a = """\n', "dupelint.toml:1: not TOML: "),
        ("\0", "dupelint.toml:1: not TOML: "),
    ],
)
@pytest.mark.usefixtures("project")
def test_a_configuration(dupelint: Dupelint, project: Path, text: str, message: str) -> None:
    (project / "dupelint.toml").write_text(text, encoding="utf-8")
    run = hardy(dupelint, code=2)
    assert run.err.startswith(f"error: {message}"), run.err


@pytest.mark.parametrize("data", [b"\xff\xfe", "jobs = 1".encode("utf-16"), b"a = 1\n# \xe9\n"])
def test_a_configuration_that_is_not_utf8(dupelint: Dupelint, project: Path, data: bytes) -> None:
    (project / "dupelint.toml").write_bytes(data)
    run = hardy(dupelint, code=2)
    line = data.count(b"\n", 0, data.find(b"\xe9")) + 1 if b"\xe9" in data else 1
    assert run.err == f"error: dupelint.toml:{line}: not UTF-8\nhelp: TOML files are UTF-8\n"


@pytest.mark.parametrize("text", ["\ufeffjobs = 1\r\n", "", "\n", "# nothing\n"])
def test_a_configuration_that_is_fine(dupelint: Dupelint, project: Path, text: str) -> None:
    (project / "dupelint.toml").write_text(text, encoding="utf-8", newline="")
    hardy(dupelint, code=1)


@pytest.mark.parametrize(
    "text", ["x", "[tool]\ndupelint = 3\n", "[" * 10_000, "\0", "tool.dupelint.jobs = 1\n"]
)
def test_a_pyproject_of_somebody_else(dupelint: Dupelint, project: Path, text: str) -> None:
    (project / "dupelint.toml").unlink()
    (project / "pyproject.toml").write_text(text)
    hardy(dupelint)


def test_a_pyproject_of_ours_that_is_broken(dupelint: Dupelint, project: Path) -> None:
    (project / "dupelint.toml").unlink()
    (project / "pyproject.toml").write_text("[tool.dupelint]\njobs = \n")
    assert hardy(dupelint, code=2).err.startswith("error: pyproject.toml:2: not TOML: ")


@pytest.mark.parametrize(
    ("argument", "message"),
    [
        ("nope.toml", "error: cannot read the configuration nope.toml: No such file"),
        ("server", "error: cannot read the configuration server: Is a directory"),
        ("jobs = ", "error: --config 'jobs = ': not TOML: "),
        ("a = " + "[" * 10_000, "error: --config: not TOML: values stand too deep"),
        ("a = " + "9" * 10_000, "error: --config: a number is too long"),
        ("lint.severity = 3", "error: --config 'lint.severity = 3': `lint.severity`: expected"),
        ("\x1b]0;x\x07 = 1", "error: --config '\\x1b]0;x\\x07 = 1': not TOML: "),
    ],
)
@pytest.mark.usefixtures("project")
def test_the_option_config(dupelint: Dupelint, argument: str, message: str) -> None:
    assert hardy(dupelint, "--config", argument, code=2).err.startswith(message)


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ("FROM port_mention", "FROM port_mentions", "no such table: port_mentions"),
        ("SELECT at, port", "SELECT at, prt AS port", "no such column: prt"),
        ("SELECT at, port", "SELECT at", "port"),
        ("SELECT at, port", "SELECT port", "at"),
        ("SELECT at, port", "SELEKT at, port", "syntax error"),
        ("SELECT at, port FROM port_mention", "DROP TABLE port_mention", ""),
        ("SELECT at, port FROM port_mention", "ATTACH '/tmp/x' AS x", ""),
        ("SELECT at, port FROM port_mention", "SELECT load_extension('x')", ""),
        ("SELECT at, port FROM port_mention", "SELECT at, port FROM port_mention; SELECT 1", ""),
        (
            "SELECT at, port FROM port_mention",
            "WITH RECURSIVE n(at, port) AS (SELECT 1, 1 UNION ALL SELECT at + 1, 1 FROM n)"
            " SELECT at, port FROM n",
            "",
        ),
        ("FROM port_mention", "FROM port_mention, port_mention", ""),
        ("## Why it matters\nIt does.\n", "", "Why it matters"),
        ("id: own-rule", "id: other-rule", "own-rule"),
        ("severity: [warning]", "severity: [loud]", "loud"),
        ("evidence: presence", "evidnce: presence", "evidnce"),
        ("code: OWN101", "code: DUP101", "DUP101"),
        ("---\nid", "id", ""),
        ("```sql", "```", ""),
        (RULE, "", ""),
        (RULE, "---\n" * 1000, ""),
        (RULE, "\0", ""),
        ('message: "port {port}"', 'message: "port {port.__class__}"', ""),
    ],
)
def test_a_rule_document(
    dupelint: Dupelint, project: Path, before: str, after: str, message: str
) -> None:
    (project / "dupelint.toml").write_text('rules = ["own-rule.md"]\n')
    (project / "ports.py").write_text("PORT = 3300\n")
    assert before in RULE
    (project / "own-rule.md").write_text(RULE.replace(before, after, 1))
    run = hardy(dupelint, code=2)
    assert "own-rule" in run.err
    assert message in run.err


def test_a_rule_document_that_is_fine(dupelint: Dupelint, project: Path) -> None:
    (project / "dupelint.toml").write_text('rules = ["own-rule.md"]\n')
    (project / "ports.py").write_text("PORT = 3300\n")
    (project / "own-rule.md").write_text(RULE)
    run = hardy(dupelint, "--output-format", "concise", "ports.py", code=1)
    assert run.out.splitlines()[0] == "ports.py:1:8: OWN101 port 3300"


def test_a_rule_document_that_is_no_text(dupelint: Dupelint, project: Path) -> None:
    (project / "dupelint.toml").write_text('rules = ["own-rule.md"]\n')
    (project / "own-rule.md").write_bytes(b"---\nid: \xff\n")
    assert "own-rule.md" in hardy(dupelint, code=2).err


@pytest.mark.parametrize(
    "query",
    [
        "", ";", "SELECT", "SELECT * FROM nothing", "DELETE FROM file", "PRAGMA journal_mode = OFF",
        "ATTACH 'x' AS y", "SELECT zeroblob(1000000000)", "SELECT 1; SELECT 2", "VACUUM INTO 'x'",
        "\x1b[31m", "SELECT load_extension('x')", "(" * 10_000, "SELECT " + "1+" * 10_000 + "1",
    ],
)  # fmt: skip
@pytest.mark.usefixtures("project")
def test_a_query(dupelint: Dupelint, query: str) -> None:
    run = hardy(dupelint, "query", query, code=2)
    assert "\x1b" not in run.err


@pytest.mark.parametrize("name", ["a\0b", "", "no/such/file.py", "\x1b[31mred", "-\n-"])
@pytest.mark.usefixtures("project")
def test_a_path_that_is_not_there(dupelint: Dupelint, name: str) -> None:
    if "\0" in name:
        with pytest.raises(ValueError, match="null byte"):
            dupelint(name)
        return
    run = hardy(dupelint, "--", name, code=2)
    assert "\x1b" not in run.err


def test_a_path_behind_a_file(dupelint: Dupelint, project: Path) -> None:
    run = hardy(dupelint, "server/app.py/x.py", code=2)
    assert (
        run.err == "error: no such file or folder: server/app.py/x.py\nhelp: check the spelling\n"
    )
    assert project.is_dir()


def test_a_name_that_is_too_long(dupelint: Dupelint, project: Path) -> None:
    run = hardy(dupelint, "x" * 5_000 + ".py", code=2)
    assert run.err.startswith("error: ")
    assert project.is_dir()


def test_a_working_directory_that_is_gone(dupelint: Dupelint, tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    here = Path.cwd()
    os.chdir(gone)
    gone.rmdir()
    try:
        run: Run = hardy(dupelint, cwd=None, code=2)  # type: ignore[arg-type]  # inherits ours
    finally:
        os.chdir(here)
    assert run == Run(
        2,
        "",
        "error: the working directory is gone\nhelp: change to a folder that is there\n",
    )


@pytest.mark.parametrize("name", ["server/new.py", "server", "../out.py", "/", "x" * 5_000])
@pytest.mark.usefixtures("project")
def test_standard_input_for_a_strange_file(dupelint: Dupelint, name: str) -> None:
    run = dupelint("-", "--stdin-filename", name, stdin=TWICE)
    assert "internal error" not in run.err
    assert run.code in (0, 1, 2)
