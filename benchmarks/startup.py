"""Milliseconds that a run of dupelint takes beyond `python -c pass` (see README.md)."""

# ruff: noqa: T201  (a script: printing is its job)

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from harness import machine
from harness.child import run
from harness.corpus import make_git_tree
from harness.tools import dupelint_command, find_dupelint

SMALL_FILE = """\
from flask import Flask

app = Flask(__name__)


@app.get("/healthz")
def healthz():
    return {"ok": True}
"""


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=21, help="pairs per case (default 21)")
    parser.add_argument("--cpus", help="pin everything to these cores, such as 0")
    options = parser.parse_args(argv)
    if find_dupelint(name="dupelint") is None:
        print(f"startup: dupelint is no module of {sys.executable}", file=sys.stderr)
        return 2
    try:
        cores = machine.pin(options.cpus)
    except ValueError as error:
        parser.error(str(error))
    print(f"cores {cores}, median of {options.runs} pairs, ms over python")
    with tempfile.TemporaryDirectory(prefix="startup-") as name:
        for title, command in _cases(Path(name)).items():
            extra = _beyond_python(command, Path(name), options.runs)
            print(f"{title:24}{median(extra) * 1000:7.1f}  ({_range(extra)})")
    return 0


def _cases(work: Path) -> dict[str, Sequence[str | Path]]:
    one, nothing = work / "one", work / "nothing"
    for folder in (one, nothing):
        folder.mkdir()
    (one / "app.py").write_text(SMALL_FILE)
    (nothing / "picture.bin").write_bytes(bytes(64))
    for folder in (one, nothing):
        make_git_tree(folder)
    check = (*dupelint_command(), "check", "--isolated")
    return {
        "one small file, cold": (*check, "--no-cache", one),
        "one small file, warm": (*check, one),
        "nothing to lint": (*check, "--no-cache", nothing),
        "--version": (*dupelint_command(), "--version"),
    }


def _beyond_python(command: Sequence[str | Path], cwd: Path, runs: int) -> list[float]:
    """Seconds of the command less those of the bare interpreter run just before it."""
    bare = (sys.executable, "-P", "-c", "pass")
    for warm_up in (bare, command):
        _wall(warm_up, cwd)
    return [-_wall(bare, cwd) + _wall(command, cwd) for _ in range(runs)]


def _wall(command: Sequence[str | Path], cwd: Path) -> float:
    done = run(command, cwd=cwd, env={}, timeout=60.0)
    if done.exit_code not in (0, 1):
        raise SystemExit(f"startup: {command} ended with {done.exit_code}:\n{done.stderr.decode()}")
    return done.wall


def _range(seconds: Sequence[float]) -> str:
    return f"{min(seconds) * 1000:.1f}-{max(seconds) * 1000:.1f}"


if __name__ == "__main__":
    raise SystemExit(main())
