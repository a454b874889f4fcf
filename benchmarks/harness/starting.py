"""What short runs of dupelint take: one file, none, a commit hook's run."""

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import count
from pathlib import Path
from typing import NamedTuple

from harness import synthetic
from harness.child import run
from harness.corpus import make_git_tree
from harness.tools import dupelint_command

SMALL_FILE = """\
from flask import Flask

app = Flask(__name__)


@app.get("/healthz")
def healthz():
    return {"ok": True}
"""
HOOKED = 1_000  # files of the project that a hook runs in


class Case(NamedTuple):
    """A command, and what is done before each run of it."""

    command: Sequence[str | Path]
    env: Mapping[str, str]
    prepare: Callable[[], None]


def cases(work: Path) -> dict[str, Case]:
    """Title → case; their files are written below `work`."""
    one, nothing, hooked = work / "one", work / "nothing", work / "hooked"
    for folder in (one, nothing, hooked):
        folder.mkdir()
    (one / "app.py").write_text(SMALL_FILE)
    (nothing / "picture.bin").write_bytes(bytes(64))
    synthetic.write(hooked, HOOKED)
    for folder in (one, nothing, hooked):
        make_git_tree(folder)
    check = (*dupelint_command(), "check", "--isolated")
    changed = hooked / "service1" / "model.py"
    hook: Sequence[str | Path] = (*check, "--force-exclude", changed)
    commented, defined = appending(changed, "# {}\n"), appending(changed, "NAME_{0} = {0}\n")
    in_hook = {"PRE_COMMIT": "1"}
    return {
        "one small file, cold": _plain(*check, "--no-cache", one),
        "one small file, warm": _plain(*check, one),
        "nothing to lint": _plain(*check, "--no-cache", nothing),
        "--version": _plain(*dupelint_command(), "--version"),
        f"hook, 1 of {HOOKED} changed": Case(hook, in_hook, commented),
        f"hook, 1 of {HOOKED} with new facts": Case(hook, in_hook, defined),
    }


def _plain(*command: str | Path) -> Case:
    return Case(command, {}, lambda: None)


def appending(path: Path, form: str) -> Callable[[], None]:
    """Gives a file an ending that it never had before, at each call."""
    original = path.read_text()
    numbers = count(1)

    def append() -> None:
        path.write_text(f"{original}\n{form.format(next(numbers))}")

    return append


def beyond_python(case: Case, cwd: Path, runs: int) -> list[float]:
    """Seconds of the command less those of the bare interpreter run just before it."""
    return list(_rounds(case, cwd, runs))


def _rounds(case: Case, cwd: Path, runs: int) -> Iterator[float]:
    bare = _plain(sys.executable, "-P", "-c", "pass")
    for warm_up in (bare, case):
        _wall(warm_up, cwd)
    for _ in range(runs):
        yield -_wall(bare, cwd) + _wall(case, cwd)


def _wall(case: Case, cwd: Path) -> float:
    case.prepare()
    done = run(case.command, cwd=cwd, env=case.env, timeout=60.0)
    if done.exit_code not in (0, 1):
        error = done.stderr.decode(errors="replace")
        raise SystemExit(f"{case.command} ended with {done.exit_code}:\n{error}")
    return done.wall
