"""A run in which nothing matters that has changed does nearly nothing, and says the same."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import ONCE, TWICE, Dupelint, Run

STAGES = ("tree_sitter", "dupelint.linking.link", "dupelint.ruleset.run", "rich", "click.testing")
SPY = """
import json, sys
from dupelint.__main__ import main
code = main(sys.argv[1:])
stages = {names!r}
print(json.dumps([name for name in stages if name in sys.modules]), file=sys.stderr)
sys.exit(code)
"""


@pytest.fixture
def used(project: Path) -> Callable[..., list[str]]:
    """The stages that a run uses."""

    def run(*arguments: str) -> list[str]:
        spy = SPY.replace("{names!r}", repr(STAGES))
        done = subprocess.run(
            [sys.executable, "-c", spy, "-q", "--output-format", "concise", *arguments],
            cwd=project, capture_output=True, text=True, check=False,
        )  # fmt: skip
        found: list[str] = json.loads(done.stderr.splitlines()[-1])
        return found

    return run


ALL = ["tree_sitter", "dupelint.linking.link", "dupelint.ruleset.run"]
LINKED = ALL[1:]
Used = Callable[..., list[str]]


def same(dupelint: Dupelint) -> Run:
    """The cache does not show."""
    run = dupelint("--output-format", "json", "-v")
    assert run == dupelint("--no-cache", "--output-format", "json", "-v")
    return run


def test_nothing_changed(used: Used, dupelint: Dupelint) -> None:
    assert used() == ALL
    assert used() == []
    assert used("--output-format", "json", "--fail-on", "never") == []
    assert used("server/app.py") == []  # PATHS select what is reported, not what is found
    assert json.loads(same(dupelint).out)["summary"]["errors"] == 1


def test_touched(project: Path, used: Used) -> None:
    used()
    (project / "other.py").touch()
    assert used() == []


def test_a_change_that_states_nothing_new(project: Path, used: Used, dupelint: Dupelint) -> None:
    used()
    (project / "other.py").write_text("x = 1\n# a comment\n")
    assert used() == ["tree_sitter"]
    same(dupelint)


def test_a_constant_that_nobody_asks_for(project: Path, used: Used, dupelint: Dupelint) -> None:
    used()
    for text in ("x = 2\n", "# above\ny = 1\n\nx = 2\n", "x = 3\n"):
        (project / "other.py").write_text(text)
        assert used() == ["tree_sitter"]
        same(dupelint)
        assert used() == []


def test_a_constant_that_is_asked_for(project: Path, used: Used, dupelint: Dupelint) -> None:
    """Once it is there, or before."""
    main = "from other import name\nfrom server.app import app\nfrom flask import Blueprint\n"
    (project / "main.py").write_text(main + "app.register_blueprint(Blueprint(name, __name__))\n")
    used()
    for text in ("x = 1\nname = 'one'\n", "x = 2\nname = 'pages'\n", "x = 2\n"):
        (project / "other.py").write_text(text)
        assert used() == ALL
        same(dupelint)


def test_the_text_of_a_finding(project: Path, used: Used, dupelint: Dupelint) -> None:
    """Facts stay as they are, the fingerprint and the code shown do not."""
    used()
    before = same(dupelint)
    app = project / "server/app.py"
    app.write_text(
        app.read_text().replace("register_blueprint(pages)", "register_blueprint( pages)")
    )
    assert used() == ALL
    assert same(dupelint) != before


@pytest.mark.parametrize(
    "change",
    [
        lambda root: (root / "other.py").write_text("import os\n"),
        lambda root: (root / "other.py").write_text("x = 'http://localhost:3300'\n"),
        lambda root: (root / "other.py").rename(root / "another.py"),
        lambda root: (root / "other.py").unlink(),
        lambda root: (root / "new.py").write_text(""),
        lambda root: (root / "server/app.py").write_text(ONCE),
        lambda root: (root / "server/picture.png").write_bytes(b""),
        lambda root: (root / "dupelint.toml").write_text("legacy-ports = [4001]\n"),
        lambda root: (root / "dupelint.toml").write_text("[lint.severity]\nDUP101 = 'info'\n"),
    ],
)
def test_a_change_that_may_matter(
    project: Path, used: Used, dupelint: Dupelint, change: Callable[[Path], object]
) -> None:
    used()
    change(project)
    assert used()[-2:] == LINKED
    same(dupelint)
    assert used() == []


@pytest.mark.parametrize(
    "options",
    [("--select", "DUP1"), ("--ignore", "DUP101"), ("--isolated",), ("--exclude", "x")],
)
def test_other_options(used: Used, options: tuple[str, ...]) -> None:
    used()
    assert used(*options)[-2:] == LINKED
    assert used(*options) == []
    assert used() == []  # the one before is remembered as well


def test_back_to_another_branch(project: Path, used: Used, dupelint: Dupelint) -> None:
    app = project / "server/app.py"
    used()
    app.write_text(ONCE)
    assert used() == ALL
    app.write_text(TWICE)
    assert used() == ["tree_sitter"]
    same(dupelint)


def test_time_and_size_stay_and_the_content_does_not(
    project: Path, used: Used, dupelint: Dupelint
) -> None:
    """A clock that was set back, `touch -r`, a restored backup."""
    other = project / "other.py"
    old = 1_600_000_000
    os.utime(other, (old, old))
    used()
    other.write_text("x.y=1\n")
    os.utime(other, (old, old))
    assert used() == ALL
    same(dupelint)


OWN = """\
---
id: an-import
code: OWN101
severity: [warning]
evidence: presence
message: "imports {module}"
advice: "do not"
---
# An import

## What it finds
An import of Flask.

## Why it matters
It does not.

## What it leaves alone
All else.

## Query
```sql
SELECT at, module FROM import_ WHERE module = 'flask'
```

## Examples

### Of Flask
`a.py`
```python file=a.py
import flask  # finding: an-import
```

### Of something else
`a.py`
```python file=a.py
import os
```
"""


def test_a_rule_document(project: Path, used: Used, dupelint: Dupelint) -> None:
    document = project / "an-import.md"
    document.write_text(OWN)
    (project / "dupelint.toml").write_text('rules = ["an-import.md"]\n')
    assert used() == ALL
    assert used() == []
    assert '"imports flask"' in same(dupelint).out
    document.write_text(OWN.replace("imports {module}", "needs {module}"))
    assert used()[-2:] == LINKED
    assert used() == []
    assert '"needs flask"' in same(dupelint).out
