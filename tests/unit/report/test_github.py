"""Annotations and the summary of a step."""

from __future__ import annotations

from pathlib import Path

from dupelint.model.finding import Outcome, Place, Severity
from dupelint.report import Options, render
from dupelint.report.github import step_summary
from dupelint.report.view import View
from tests.unit.report.sample import CONTENTS, DIAL, TWICE


def repository(folder: Path) -> Options:
    (folder / ".git").mkdir()
    root = folder / "sub"
    return Options(root, contents={f"{root}{path[2:]}": data for path, data in CONTENTS.items()})


def test_github(tmp_path: Path) -> None:
    options = repository(tmp_path)
    project = Outcome(str(tmp_path / "sub"), [TWICE, DIAL], 2)
    assert render([project], "github", options) == (
        "::error file=sub/server/app.py,line=6,endLine=6,col=1,endColumn=35,title=dupelint DUP101::"
        "sub/server/app.py:6:1: DUP101 blueprint 'whatsapp' is registered on app again"
        "%0A  sub/server/app.py:4:2: registered here first"
        "%0A  help: comment out the later registration\n"
        "::warning file=sub/web/a.js,line=1,endLine=3,title=dupelint DUP301::"
        "sub/web/a.js:1:1: DUP301 browser code dials \\x1b[31m3300\n"
    )


def test_github_shows_ten_of_a_level(tmp_path: Path) -> None:
    options = repository(tmp_path)
    many = [DIAL._replace(primary=Place("web/a.js", at, at + 1)) for at in range(12)]
    project = Outcome(str(tmp_path / "sub"), [*many, TWICE], 2)
    lines = render([project], "github", options).splitlines()
    assert [line.split(" ")[0] for line in lines[:11]] == ["::error", *["::warning"] * 10]
    assert lines[11:] == [
        "::group::dupelint: 2 more findings",
        "warning: sub/web/a.js:1:11: DUP301 browser code dials \\x1b[31m3300",
        "warning: sub/web/a.js:1:12: DUP301 browser code dials \\x1b[31m3300",
        "::endgroup::",
    ]


def test_github_commands_cannot_be_forged(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    hostile = DIAL._replace(
        message="100%\n::error::forged",
        primary=Place("a,b:c\n%.js", 0, 1),
        severity=Severity.INFO,
    )
    options = Options(tmp_path, contents={f"{tmp_path}/a,b:c\n%.js": b"x\n"})
    assert render([Outcome(str(tmp_path), [hostile], 1)], "github", options) == (
        "::notice file=a%2Cb%3Ac\\n%25.js,line=1,endLine=1,col=1,endColumn=1,title=dupelint DUP301"
        "::a,b:c\\n%25.js:1:1: DUP301 100%25\\n::error::forged\n"
    )


def test_the_step_summary(tmp_path: Path) -> None:
    options = repository(tmp_path)
    odd = DIAL._replace(message="a|b <c> `d`")
    view = View([Outcome(str(tmp_path / "sub"), [TWICE, odd], 2)], options)
    assert step_summary(view.findings(), view) == (
        "### dupelint: 2 findings in 2 files\n\n"
        "| severity | rule | place | finding |\n"
        "| --- | --- | --- | --- |\n"
        "| error | DUP101 | sub/server/app.py:6:1"
        " | blueprint 'whatsapp' is registered on app again |\n"
        "| warning | DUP301 | sub/web/a.js:1:1 | a\\|b &lt;c> \\`d\\` |\n"
        "\n```\n"
        "1  DUP101  duplicate-blueprint (error)\n"
        "1  DUP301  direct-internal-call (warning)\n"
        "```\n"
    )
    clean = View([Outcome("/p", [], 2)], options)
    assert step_summary([], clean) == "### dupelint: 0 findings in 2 files\n\n"
