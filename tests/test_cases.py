"""Every project in `cases/` gives exactly the report in its `expected.txt`.

`UPDATE_CASES=1 pytest tests/test_cases.py` writes the reports; read the difference before you
commit it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CASES = Path(__file__).parent / "cases"
EXPECTED = "expected.txt"


@pytest.mark.parametrize("name", sorted(path.name for path in CASES.iterdir() if path.is_dir()))
def test_a_project(name: str, tmp_path: Path) -> None:
    expected = CASES / name / EXPECTED
    root = tmp_path / name  # a copy: nothing of this repository lies around it
    shutil.copytree(CASES / name, root, ignore=shutil.ignore_patterns(EXPECTED))

    report = _report(root)

    if os.environ.get("UPDATE_CASES"):
        expected.write_text(report, encoding="utf-8")
    assert report == expected.read_text(encoding="utf-8")
    assert _report(root) == report  # from the cache


def _report(root: Path) -> str:
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "PYTHONPATH"}}
    done = subprocess.run(
        [sys.executable, "-m", "dupelint", "--output-format", "concise", "."],
        cwd=root,
        env=kept,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    assert done.returncode == (0 if done.stdout.startswith("All clear") else 1)
    return done.stdout
