from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import ONCE, TWICE, Dupelint, Run

HEAD = "server/app.py:6:1: DUP101 blueprint 'pages' is registered on app again"


def first(run: Run) -> str:
    return run.out.partition("\n")[0]


def test_the_whole_output(dupelint: Dupelint, project: Path) -> None:
    run = dupelint("--output-format", "concise")
    assert run == Run(
        1,
        "server/app.py:6:1: DUP101 blueprint 'pages' is registered on app again:"
        " Flask raises ValueError\n"
        "  server/app.py:5:1: registered here first\n"
        "Found 1 error in 3 files.\n1 can be fixed with `--fix`.\n",
        "",
    )
    assert dupelint("check", ".", "--output-format", "concise") == run
    assert dupelint("check", "--output-format=concise", cwd=project / "server").out == (
        run.out.replace("server/", "")
    )


def test_clean(dupelint: Dupelint, project: Path) -> None:
    (project / "server/app.py").write_text(ONCE)
    assert dupelint() == Run(0, "All clear: 3 files checked, no finding.\n", "")
    assert dupelint("-q") == Run(0, "", "")


def test_a_second_run_says_the_same(dupelint: Dupelint, project: Path) -> None:
    run = dupelint()
    assert (project / ".dupelint/cache.sqlite3").is_file()
    assert dupelint() == run
    assert dupelint("--no-cache") == run


def test_no_cache_writes_nothing(dupelint: Dupelint, project: Path) -> None:
    dupelint("--no-cache")
    assert not (project / ".dupelint").exists()


@pytest.mark.parametrize(
    ("paths", "code"),
    [
        (["server/app.py"], 1),
        (["server"], 1),
        (["other.py"], 0),
        (["other.py", "server"], 1),
        (["dupelint.toml"], 1),  # a changed configuration concerns everything
    ],
)
@pytest.mark.usefixtures("project")
def test_paths_select_what_is_reported(dupelint: Dupelint, paths: list[str], code: int) -> None:
    run = dupelint("-q", *paths)
    assert run.code == code
    assert run.out == ("" if code == 0 else dupelint("-q").out)


def test_a_related_place_in_a_named_file_counts(dupelint: Dupelint, tmp_path: Path) -> None:
    (tmp_path / "dupelint.toml").touch()
    (tmp_path / "pages.py").write_text(
        'from flask import Blueprint\n\npages = Blueprint("pages", __name__)\n'
    )
    (tmp_path / "extra.py").write_text(
        "from pages import pages\n\n\ndef init(app):\n    app.register_blueprint(pages)\n"
    )
    (tmp_path / "app.py").write_text(
        "from extra import init\nfrom flask import Flask\nfrom pages import pages\n\n"
        "app = Flask(__name__)\ninit(app)\napp.register_blueprint(pages)\n"
    )
    whole = dupelint("-q")
    assert whole.code == 1
    assert dupelint("-q", "app.py") == whole
    assert dupelint("-q", "extra.py") == whole
    assert dupelint("-q", "pages.py").code == 0


def test_two_projects_in_one_report(dupelint: Dupelint, tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "dupelint.toml").touch()
        (tmp_path / name / "app.py").write_text(TWICE)
    run = dupelint("one", "two", "--output-format", "concise")
    assert [line[:12] for line in run.out.splitlines() if not line.startswith(" ")] == [
        "one/app.py:6", "two/app.py:6", "Found 2 erro", "2 can be fix",
    ]  # fmt: skip


def test_each_project_decides_what_fails_it(dupelint: Dupelint, tmp_path: Path) -> None:
    for name, level in (("one", "never"), ("two", "error")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "dupelint.toml").write_text(f'fail-on = "{level}"\n')
        (tmp_path / name / "app.py").write_text(TWICE)
    assert [dupelint(name).code for name in ("one", "two")] == [0, 1]
    assert dupelint("one", "two").code == 1


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--fail-on", "error"], 1),
        (["--fail-on", "never"], 0),
        (["--select", "DUP101"], 1),
        (["--select", "DUP203,duplicate-blueprint"], 1),
        (["--select", "DUP3"], 0),
        (["--ignore", "DUP101"], 0),
        (["--config", "lint.ignore = ['DUP101']"], 0),
        (["--config", "lint.severity = {DUP101 = 'info'}"], 0),
        (["--config", "lint.severity = {DUP101 = 'info'}", "--fail-on", "info"], 1),
        (["--config", "lint.per-file-ignores = {'server/**' = ['DUP1']}"], 0),
        (["--config", "overrides = [{paths = ['server'], ignore = ['DUP101']}]"], 0),
        (["--exclude", "server"], 0),
        (["--extend-exclude", "nothing,server"], 0),
        (["--exclude", "server", "server/app.py"], 1),
        (["--exclude", "server", "--force-exclude", "server/app.py"], 0),
        (["--max-file-size", "20B"], 0),
        (["--output-format", "json"], 1),
        (["--output-format", "github"], 1),
        (["--jobs", "1"], 1),
    ],
)
@pytest.mark.usefixtures("project")
def test_exit_codes(dupelint: Dupelint, arguments: list[str], code: int) -> None:
    run = dupelint(*arguments)
    assert (run.code, run.err) == (code, "")


@pytest.mark.usefixtures("project")
def test_options_from_the_environment(dupelint: Dupelint) -> None:
    assert dupelint(DUPELINT_FAIL_ON="never").code == 0
    assert dupelint(DUPELINT_SELECT="DUP3").code == 0
    assert dupelint(DUPELINT_QUIET="1", DUPELINT_IGNORE="DUP101") == Run(0, "", "")
    for name in ("CONFIG", "CONFIG_ARGS", "OUTPUTS", "OUTPUT_FILE", "STDIN_FILENAME"):
        assert dupelint(**{f"DUPELINT_{name}": "lost.txt"}).code == 1, "an option of one run only"
    assert dupelint("--fail-on", "error", DUPELINT_FAIL_ON="never").code == 1
    run = dupelint("config", "--show", DUPELINT_FAIL_ON="never", DUPELINT_IGNORE="DUP1, DUP2")
    assert 'fail-on = "never"  # DUPELINT_FAIL_ON' in run.out.splitlines()
    assert 'lint.ignore = ["DUP1", "DUP2"]  # DUPELINT_IGNORE' in run.out.splitlines()
    assert dupelint(DUPELINT_JOBS="many").err.startswith("error: DUPELINT_JOBS: `jobs`: ")
    told = "error: DUPELINT_SELECT: no rule is called `DUP999` (in `lint.select`)\n"
    assert dupelint(DUPELINT_SELECT="DUP999").err.startswith(told)


def test_a_glob_with_a_blank_in_the_environment(dupelint: Dupelint, project: Path) -> None:
    (project / "server").rename(project / "my server")
    assert dupelint(DUPELINT_EXTEND_EXCLUDE="my, server").code == 1
    assert dupelint(DUPELINT_EXTEND_EXCLUDE="nothing, my server").code == 0


def test_the_configuration_and_its_absence(dupelint: Dupelint, project: Path) -> None:
    (project / "dupelint.toml").write_text('[lint]\nignore = ["DUP101"]\n')
    assert dupelint().code == 0
    assert dupelint("--isolated").code == 1
    assert dupelint("--select", "DUP101").code == 1
    (project / "ci.toml").touch()
    assert dupelint("--config", "ci.toml").code == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nope.py"], "error: no such file or folder: nope.py\nhelp: check the spelling\n"),
        (
            ["confg"],
            "error: no such file or folder: confg\nhelp: did you mean the command `config`?\n",
        ),
        (
            ["--config", "jbos = 3"],
            "error: --config 'jbos = 3': unknown key `jbos`\nhelp: did you mean `jobs`?\n",
        ),
        (
            ["--jobs", "many"],
            "error: --jobs: `jobs`: invalid enum value 'many'\n"
            "help: one of auto, a number from 1 on\n",
        ),
        (
            ["--select", "DUP110"],
            "error: --select: no rule is called `DUP110` (in `lint.select`)\n"
            "help: `dupelint rule` lists them\n",
        ),
        (
            ["-o", "missing/report.json"],
            "error: cannot write the report missing/report.json: No such file or directory\n"
            "help: name a file that can be written\n",
        ),
        (["--watch"], None),
        ([""], None),
        (["-o", "sarif=report.sarif"], None),
        (["-o", "json="], None),
        (["-o", ""], None),
        (["--isolated", "--config", "ci.toml"], None),
        (["--fix", "-", "--stdin-filename", "other.py"], None),
        (["--output-format", "sarif"], None),
        (["-"], None),
        (["-", "--stdin-filename", ""], None),
        (["-", "other.py", "--stdin-filename", "other.py"], None),
        (["--stdin-filename", "other.py"], None),
    ],
)
@pytest.mark.usefixtures("project")
def test_what_cannot_be_done(dupelint: Dupelint, arguments: list[str], message: str | None) -> None:
    run = dupelint(*arguments)
    assert (run.code, run.out) == (2, "")
    assert run.err == message if message else run.err.startswith("Usage: dupelint check")


def test_a_mistake_in_the_configuration(dupelint: Dupelint, project: Path) -> None:
    (project / "dupelint.toml").write_text("\nfail_on = 'error'\n")
    assert dupelint() == Run(
        2, "", "error: dupelint.toml:2: unknown key `fail_on`\nhelp: did you mean `fail-on`?\n"
    )


def test_nothing_to_lint(dupelint: Dupelint, tmp_path: Path) -> None:
    (tmp_path / "image.png").touch()
    nothing = "Nothing to check: no file here is one that dupelint reads.\n"
    assert dupelint("image.png") == Run(0, nothing, "")
    assert dupelint(".") == Run(0, nothing, "")
    document = json.loads(dupelint("image.png", "--output-format", "json").out)
    assert (document["findings"], document["summary"]["files"]) == ([], 0)


def test_standard_input(dupelint: Dupelint, project: Path) -> None:
    (project / "server/app.py").write_text(ONCE)
    run = dupelint(
        "-", "--stdin-filename", "server/app.py", "--output-format", "concise", stdin=TWICE
    )
    assert (run.code, first(run)[: len(HEAD)]) == (1, HEAD)
    run = dupelint("-", "--stdin-filename", "server/app.py", stdin=TWICE)
    assert "\n6 | app.register_blueprint(pages)\n" in run.out
    assert dupelint("-", "--stdin-filename", "other.py", stdin="y = 2\n").code == 0
    assert dupelint().code == 0  # nothing of it stayed in the cache


def test_standard_input_for_a_file_that_is_excluded(dupelint: Dupelint, project: Path) -> None:
    (project / "dupelint.toml").write_text('extend-exclude = ["server/old.py"]')
    for name in ("server/old.py", "node_modules/a/b.py"):
        arguments = ("-", "--stdin-filename", name, "--output-format", "concise")
        assert dupelint(*arguments, stdin=TWICE).code == 1
        run = dupelint(*arguments, "--force-exclude", stdin=TWICE)
        assert (run.code, run.out.split(":")[0]) == (0, "Nothing to check")


def test_several_reports_of_one_run(dupelint: Dupelint, project: Path) -> None:
    run = dupelint("-o", "json=all.json", "-o", "plain.txt", "--output-format", "concise")
    assert first(run)[: len(HEAD)] == HEAD
    assert (project / "plain.txt").read_text() == run.out
    assert dupelint("-o", "./a=b.txt", "--output-format", "concise") == run
    assert (project / "a=b.txt").read_text() == run.out
    document = json.loads((project / "all.json").read_text())
    assert [one["code"] for one in document["findings"]] == ["DUP101"]


def test_json_owns_standard_output(dupelint: Dupelint, project: Path) -> None:
    run = dupelint("--output-format", "json", "-v", "--statistics")
    document = json.loads(run.out)
    assert (document["root"], document["summary"]["errors"]) == (project.as_posix(), 1)
    lines = dupelint("--output-format", "json-lines").out.splitlines()
    assert [json.loads(line) for line in lines] == document["findings"]


def test_github(dupelint: Dupelint, project: Path) -> None:
    page = project / "page.md"
    page.write_text("before\n")
    run = dupelint("--output-format", "github", GITHUB_STEP_SUMMARY=str(page))
    assert first(run).startswith("::error file=server/app.py,line=6,endLine=6,col=1,endColumn=29,")
    assert page.read_text().startswith("before\n### dupelint: 1 finding in 3 files\n")


@pytest.mark.parametrize(
    ("arguments", "environment", "colored"),
    [
        ([], {}, False),  # not a terminal
        (["--color", "always"], {}, True),
        (["--color", "always"], {"NO_COLOR": "1"}, True),
        ([], {"FORCE_COLOR": "1"}, True),
        ([], {"CLICOLOR_FORCE": "1"}, True),
        ([], {"CLICOLOR_FORCE": "0"}, False),
        ([], {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        (["--color", "never"], {"FORCE_COLOR": "1"}, False),
    ],
)
@pytest.mark.usefixtures("project")
def test_color(
    dupelint: Dupelint,
    arguments: list[str],
    environment: dict[str, str],
    colored: bool,
) -> None:
    assert ("\x1b[" in dupelint(*arguments, **environment).out) is colored


def test_a_suppression(dupelint: Dupelint, project: Path) -> None:
    (project / "server/app.py").write_text(TWICE[:-1] + "  # dupelint: ignore[DUP101] on purpose\n")
    assert dupelint() == Run(0, "All clear: 3 files checked, no finding (1 suppressed).\n", "")
    (project / "server/app.py").write_text(
        ONCE[:-1] + "  # dupelint: ignore[duplicate-blueprint]\n"
    )
    run = dupelint("--output-format", "concise")
    assert (run.code, first(run)[:24]) == (1, "server/app.py:5:51: DUP9")


def test_a_closed_pipe_is_no_crash(project: Path) -> None:
    command = f"{sys.executable} -m dupelint --output-format json | true"
    done = subprocess.run(["bash", "-c", command], cwd=project, capture_output=True, check=False)
    assert done.stderr == b""


@pytest.mark.parametrize("arguments", ["", "rule", "map", "--diff --unsafe-fixes"])
def test_an_output_without_room(project: Path, arguments: str) -> None:
    command = f"{sys.executable} -m dupelint {arguments} > /dev/full"
    done = subprocess.run(["bash", "-c", command], cwd=project, capture_output=True, check=False)
    assert done.returncode == 2
    told = b"error: the output cannot be written: No space left on device\nhelp: make room for it\n"
    assert done.stderr.endswith(told)
    assert b"internal" not in done.stderr


@pytest.mark.parametrize(
    ("rest", "code"),
    [
        (">&-", 1), ("2>&-", 1), (">&- 2>&- <&-", 1), ("nowhere.py 2>&-", 2),
        ("- --stdin-filename other.py <&-", 0),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("project")
def test_streams_that_are_closed(project: Path, rest: str, code: int) -> None:
    command = f"{sys.executable} -m dupelint -q --output-format concise {rest}"
    done = subprocess.run(["bash", "-c", command], cwd=project, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (code, b"")


def test_a_console_that_is_not_utf8(dupelint: Dupelint, project: Path) -> None:
    (project / "server/app.py").write_text(TWICE.replace('"pages"', '"pagés"'), encoding="utf-8")
    run = dupelint("--output-format", "concise", PYTHONIOENCODING="ascii")
    assert (run.code, run.err) == (1, "")
    assert "'pag?s'" in run.out
    document = json.loads(dupelint("--output-format", "json", PYTHONIOENCODING="ascii").out)
    assert "'pagés'" in document["findings"][0]["message"]


def test_stdin_stands_for_a_file_that_is_not_written_yet(
    dupelint: Dupelint, tmp_path: Path
) -> None:
    (tmp_path / "dupelint.toml").write_text("")
    run = dupelint(
        "check", "-", "--stdin-filename", "client/new.ts", "--output-format", "concise", "-q",
        stdin='fetch("http://localhost:3300/a")\n',
    )  # fmt: skip
    assert (run.code, run.out) == (
        1,
        "client/new.ts:1:7: DUP301 browser code calls internal port 3300 (http://localhost:3300/a)\n",
    )
