"""Milliseconds that a run of dupelint takes beyond `python -c pass` (see README.md)."""

# ruff: noqa: T201  (a script: printing is its job)

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from harness import machine
from harness.starting import beyond_python, cases
from harness.tools import find_dupelint


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
        for title, case in cases(Path(name)).items():
            extra = beyond_python(case, Path(name), options.runs)
            print(f"{title:34}{median(extra) * 1000:7.1f}  ({_range(extra)})")
    return 0


def _range(seconds: Sequence[float]) -> str:
    return f"{min(seconds) * 1000:.1f}-{max(seconds) * 1000:.1f}"


if __name__ == "__main__":
    raise SystemExit(main())
