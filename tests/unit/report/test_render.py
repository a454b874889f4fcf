from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dupelint import DOCUMENTATION, __version__
from dupelint.model.config import OutputFormat
from dupelint.model.edit import Applicability, Edit, Fix
from dupelint.model.finding import Finding, Outcome, Place, Severity
from dupelint.report import HUMAN, Options, render
from dupelint.report.github import step_summary
from dupelint.report.view import View

APP = """\
from a import b

app = F()
\tapp.register_blueprint(客bp)
init(app)
app.register_blueprint(whatsapp_bp)
""".encode()
JS = b"fetch('http://localhost:3300/x',\n  {a: 1},\n)\n"
FIRST, SECOND = APP.index(b"app.reg"), APP.rindex(b"app.reg")

TWICE = Finding(
    "DUP101",
    "duplicate-blueprint",
    Severity.ERROR,
    "blueprint 'whatsapp' is registered on app again",
    Place("server/app.py", SECOND, len(APP) - 1),
    (Place("server/app.py", FIRST, FIRST + 29, "registered here first"),),
    (),
    "abc",
    "comment out the later registration",
)
DIAL = Finding(
    "DUP301",
    "direct-internal-call",
    Severity.WARNING,
    "browser code dials \x1b[31m3300",
    Place("web/a.js", 0, len(JS) - 1),
    fixes=(Fix("Use /api", Applicability.UNSAFE, (Edit("web/a.js", 7, 28, b"/api", b"old"),)),),
    fingerprint="def",
)
CONTENTS = {"/p/server/app.py": APP, "/p/web/a.js": JS}
PLAIN = Options(Path("/p"), contents=CONTENTS)


def outcome(*findings: Finding) -> Outcome:
    return Outcome("/p", list(findings), 42)


FULL = """\
error[DUP101] blueprint 'whatsapp' is registered on app again
 --> server/app.py:6:1
  |
5 | init(app)
6 | app.register_blueprint(whatsapp_bp)
  | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
 ::: server/app.py:4:2
  |
3 | app = F()
4 |     app.register_blueprint(客bp)
  |     ---------------------------- registered here first
  = help: comment out the later registration
  = rule: duplicate-blueprint

warning[DUP301] browser code dials \\x1b[31m3300
 --> web/a.js:1:1
  |
1 | fetch('http://localhost:3300/x',
  | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  = fix: Use /api (unsafe: dupelint --fix --unsafe-fixes)
  = rule: direct-internal-call

Found 1 error, 1 warning in 42 files.
1 can be fixed with `--fix --unsafe-fixes`.
"""


def test_full() -> None:
    assert render([outcome(DIAL, TWICE)], "full", PLAIN) == FULL


def test_full_in_colour_is_the_same_text() -> None:
    text = render([outcome(TWICE)], "full", replace(PLAIN, color=True))
    assert text.startswith("\x1b[1;31merror[DUP101]\x1b[0m \x1b[1mblueprint")
    bare = text
    for code in ("1", "1;31", "34", "36"):
        bare = bare.replace(f"\x1b[{code}m", "")
    assert bare.replace("\x1b[0m", "") == render([outcome(TWICE)], "full", PLAIN)


CONCISE = """\
server/app.py:6:1: DUP101 blueprint 'whatsapp' is registered on app again
  server/app.py:4:2: registered here first
web/a.js:1:1: DUP301 browser code dials \\x1b[31m3300
Found 1 error, 1 warning in 42 files.
1 can be fixed with `--fix --unsafe-fixes`.
"""


def test_concise() -> None:
    assert render([outcome(DIAL, TWICE)], "concise", PLAIN) == CONCISE


def test_paths_are_relative_to_the_working_directory() -> None:
    options = replace(PLAIN, directory=Path("/p/web"), quiet=True)
    assert render([outcome(DIAL, TWICE)], "concise", options) == (
        "../server/app.py:6:1: DUP101 blueprint 'whatsapp' is registered on app again\n"
        "  ../server/app.py:4:2: registered here first\n"
        "a.js:1:1: DUP301 browser code dials \\x1b[31m3300\n"
    )


RELATED = {
    "path": "server/app.py", "line": 4, "column": 2, "end_line": 4, "end_column": 29,
    "message": "registered here first",
}  # fmt: skip
TWICE_JSON: dict[str, Any] = {
    "code": "DUP101", "rule": "duplicate-blueprint", "severity": "error",
    "message": "blueprint 'whatsapp' is registered on app again",
    "path": "server/app.py", "line": 6, "column": 1, "end_line": 6, "end_column": 36,
    "related": [RELATED], "fixes": [], "fingerprint": "abc",
    "url": DOCUMENTATION.format("duplicate-blueprint"),
}  # fmt: skip
DIAL_JSON: dict[str, Any] = {
    "code": "DUP301", "rule": "direct-internal-call", "severity": "warning",
    "message": "browser code dials \x1b[31m3300",
    "path": "web/a.js", "line": 1, "column": 1, "end_line": 3, "end_column": 2,
    "related": [],
    "fixes": [
        {
            "title": "Use /api", "applicability": "unsafe",
            "edits": [
                {"path": "web/a.js", "start_byte": 7, "end_byte": 28, "replacement": "/api"}
            ],
        }
    ],
    "fingerprint": "def", "url": DOCUMENTATION.format("direct-internal-call"),
}  # fmt: skip


def test_json() -> None:
    whole = replace_outcome(outcome(DIAL, TWICE))
    assert json.loads(render([whole], "json", PLAIN)) == {
        "version": 1,
        "tool": {"name": "dupelint", "version": __version__},
        "root": "/p",
        "findings": [TWICE_JSON, DIAL_JSON],
        "summary": {
            "files": 42, "errors": 1, "warnings": 1, "infos": 0, "fixed": 0, "suppressed": 2,
            "folded": 1, "withheld": 1, "skipped": {"excluded": 1, "minified": 1},
        },
    }  # fmt: skip


def test_json_lines() -> None:
    lines = render([outcome(DIAL, TWICE)], "json-lines", PLAIN).splitlines()
    assert [json.loads(line) for line in lines] == [TWICE_JSON, DIAL_JSON]


def test_several_projects_are_one_document() -> None:
    contents = {"/p/one/server/app.py": APP, "/p/two/web/a.js": JS}
    both = [Outcome("/p/two", [DIAL], 1), Outcome("/p/one", [TWICE], 2)]
    document = json.loads(render(both, "json", replace(PLAIN, contents=contents)))
    assert document["root"] == "/p"
    assert [one["path"] for one in document["findings"]] == ["one/server/app.py", "two/web/a.js"]
    assert document["findings"][0]["related"][0]["path"] == "one/server/app.py"
    assert document["findings"][1]["fixes"][0]["edits"][0]["path"] == "two/web/a.js"
    assert document["summary"]["files"] == 3


def replace_outcome(one: Outcome) -> Outcome:
    one.suppressed = 2
    one.folded = [(TWICE, "stray-listener")]
    one.withheld = [(DIAL, "dynamic registration")]
    one.skipped = {"minified": 1, "excluded": 1}
    one.skipped_files = [("dist/", "excluded"), ("a.min.js", "minified")]
    one.gaps = [(TWICE.primary, "import is computed")]
    return one


def test_verbose() -> None:
    whole = replace_outcome(outcome())
    options = replace(PLAIN, verbose=True)
    assert render([whole], "full", options) == (
        "Withheld (the answer may hide in what could not be followed):\n"
        "  web/a.js:1:1: DUP301 browser code dials \\x1b[31m3300 (dynamic registration)\n"
        "\n"
        "Folded (told better by another rule):\n"
        "  server/app.py:6:1: DUP101 blueprint 'whatsapp' is registered on app again"
        " (see stray-listener)\n"
        "\n"
        "Not followed:\n"
        "  server/app.py:6:1: import is computed\n"
        "\n"
        "Skipped:\n"
        "  dist/: excluded\n"
        "  a.min.js: minified\n"
        "\n"
        "All clear: 42 files checked, no finding"
        " (2 suppressed, 1 folded, 1 withheld, 2 skipped).\n"
    )


def test_statistics() -> None:
    other = DIAL._replace(primary=Place("web/a.js", 5, 6))
    options = replace(PLAIN, statistics=True)
    text = render([outcome(DIAL, TWICE, other)], "concise", options)
    assert text.splitlines()[-6:] == [
        "web/a.js:1:6: DUP301 browser code dials \\x1b[31m3300",
        "2  DUP301  direct-internal-call (warning)",
        "1  DUP101  duplicate-blueprint (error)",
        "",
        "Found 1 error, 2 warnings in 42 files.",
        "2 can be fixed with `--fix --unsafe-fixes`.",
    ]


@pytest.mark.parametrize(
    ("outcomes", "text"),
    [
        ([Outcome("/p", [], 1)], "All clear: 1 file checked, no finding.\n"),
        ([Outcome("/p", [], 1), Outcome("/q", [], 2)], "All clear: 3 files checked, no finding.\n"),
        ([Outcome("/p", [], 0)], "Nothing to check: no file here is one that dupelint reads.\n"),
        (
            [Outcome("/p", [], 0, skipped={"minified": 3})],
            "Nothing to check: no file here is one that dupelint reads (3 skipped).\n",
        ),
    ],
)
def test_nothing_found(outcomes: list[Outcome], text: str) -> None:
    assert render(outcomes, "full", PLAIN) == text
    assert render(outcomes, "full", replace(PLAIN, quiet=True)) == ""


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


def test_long_lines_are_cut() -> None:
    text = b"a" * 500 + b"HERE" + b"b" * 500
    one = DIAL._replace(fixes=(), primary=Place("x.js", 500, 504), message="m")
    options = Options(Path("/p"), contents={"/p/x.js": text}, quiet=True)
    assert render([outcome(one)], "full", options) == (
        "warning[DUP301] m\n"
        " --> x.js:1:501\n"
        "  |\n"
        f"1 | …{'a' * 20}HERE{'b' * 135}…\n"
        f"  | {' ' * 21}^^^^\n"
        "  = rule: direct-internal-call\n"
        "\n"
    )


def test_secrets_are_not_shown() -> None:
    text = b'PIN=1234\nAPI_KEY=abc\nget(\n    "first-secret",\n)\n'
    pin = DIAL._replace(fixes=(), primary=Place(".env", 9, 16), message="m")
    literal = pin._replace(primary=Place(".env", 31, 43, hidden=True))
    options = Options(Path("/p"), contents={"/p/.env": text}, quiet=True)
    found = replace(outcome(pin, literal), secrets=("PIN",))
    assert render([found], "full", options) == (
        "warning[DUP301] m\n"
        " --> .env:2:1\n"
        "  |\n"
        "1 | PIN=****\n"
        "2 | API_KEY=***\n"
        "  | ^^^^^^^\n"
        "  = rule: direct-internal-call\n"
        "\n"
        "warning[DUP301] m\n"
        " --> .env:4:6\n"
        "  |\n"
        "3 | get(\n"
        '4 |     "************",\n'
        "  |      ^^^^^^^^^^^^\n"
        "  = rule: direct-internal-call\n"
        "\n"
    )


def test_a_file_that_is_gone() -> None:
    one = DIAL._replace(fixes=(), primary=Place("gone.js", 10, 20), message="m")
    assert render([outcome(one)], "full", replace(PLAIN, quiet=True)) == (
        "warning[DUP301] m\n --> gone.js:1:1\n  |\n1 |\n  | ^\n  = rule: direct-internal-call\n\n"
    )


def test_a_byte_order_mark_takes_no_column() -> None:
    one = DIAL._replace(fixes=(), primary=Place("x.js", 3, 4), message="m")
    options = Options(Path("/p"), contents={"/p/x.js": b"\xef\xbb\xbfx\r\n"}, quiet=True)
    assert render([outcome(one)], "full", options) == (
        "warning[DUP301] m\n --> x.js:1:1\n  |\n1 | x\n  | ^\n  = rule: direct-internal-call\n\n"
    )


HOSTILE = st.text(st.sampled_from("\x1b\x07\x9b\r\n\u202e\u2028\ud800%:,|ab"), max_size=12)


@given(HOSTILE, HOSTILE, st.binary(max_size=60), st.integers(0, 70), st.integers(0, 70))
@pytest.mark.parametrize("form", get_args(OutputFormat))
def test_nothing_hostile_gets_through(
    form: OutputFormat, text: str, name: str, data: bytes, start: int, length: int
) -> None:
    path = f"x{name}"
    places = (Place(path, start, start + length), Place(path, 0, 1, text))
    one = Finding("DUP101", "r", Severity.INFO, text, places[0], places[1:], (), "", text)
    options = Options(Path("/p"), contents={f"/p/{path}": data})
    report = render([outcome(one)], form, options)
    report.encode()  # no lone surrogate is left
    if form in HUMAN or form == "github":
        assert not set(report) & set("\x1b\x07\x9b\r\u202e\u2028")
    if form == "github":
        assert report.count("\n") == 1
    if form == "json":
        json.loads(report)


SAFE = DIAL._replace(
    fixes=(Fix("Use /b", Applicability.SAFE, (Edit("web/a.js", 0, 1, b"", b"f"),)),)
)
SHOWN = DIAL._replace(fixes=(Fix("Look\x07", Applicability.DISPLAY, ()),))


@pytest.mark.parametrize(
    ("findings", "line"),
    [
        ([TWICE, SHOWN], "Found 1 error, 1 warning in 42 files."),
        ([SAFE, SAFE], "2 can be fixed with `--fix`."),
        ([SAFE, DIAL, SHOWN], "1 can be fixed with `--fix`, 1 more with `--unsafe-fixes`."),
    ],
)
def test_what_could_be_fixed(findings: list[Finding], line: str) -> None:
    assert render([outcome(*findings)], "concise", PLAIN).splitlines()[-1] == line


def test_how_to_fix() -> None:
    text = render([outcome(SAFE, SHOWN)], "full", PLAIN)
    assert "  = fix: Use /b (safe: dupelint --fix)\n" in text
    assert "  = fix: Look\\x07 (display: by hand)\n" in text


def test_what_was_fixed_and_what_not() -> None:
    done = outcome(DIAL)
    done.fixing, done.fixed, done.refused = True, [(SAFE, SAFE.fixes[0])], [(DIAL, "no\x1b way")]
    told = [
        "Not fixed:",
        "  web/a.js:1:1: DUP301: no\\x1b way",
        "Fixed 1 finding in 1 file. `dupelint undo` takes it back.",
    ]
    fixed = ["Fixed:", "  web/a.js: DUP301 Use /b (safe)"]
    left = [
        "web/a.js:1:1: DUP301 browser code dials \\x1b[31m3300",
        *told,
        "Found 1 warning in 42 files.",
    ]

    assert render([done], "concise", PLAIN).splitlines() == left
    shown = render([done], "concise", replace(PLAIN, show_fixes=True)).splitlines()
    assert shown == [left[0], *fixed, *left[1:]]
    only = replace(done, findings=[], refused=[])
    assert render([only], "concise", replace(PLAIN, remaining=False)).splitlines() == told[2:]


def test_a_fix_that_json_cannot_hold_is_left_out() -> None:
    edits = (Edit("web/a.js", 0, 1, b"", b"f"), Edit("web/a.js", 7, 8, b"\xe9", b"h"))
    one = DIAL._replace(fixes=(*DIAL.fixes, Fix("Say \u00e9", Applicability.SAFE, edits)))
    (finding,) = json.loads(render([outcome(one)], "json", PLAIN))["findings"]
    assert [fix["title"] for fix in finding["fixes"]] == ["Use /api"]
