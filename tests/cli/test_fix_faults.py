"""What stands in the way of a fix is told, and nothing is lost."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from dupelint.__main__ import main
from dupelint.app import fixing
from dupelint.fixing.lock import locked

BEFORE, AFTER = b"x = 1  # dupelint: ignore[DUP900]\n", b"x = 1\n"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "dupelint.toml").write_text('[lint]\nselect = ["DUP9"]\n')
    (tmp_path / "part").mkdir()
    for name in ("a.py", "part/b.py"):
        (tmp_path / name).write_bytes(BEFORE)
    return tmp_path


def contents(project: Path) -> dict[str, bytes]:
    return {
        path.relative_to(project).as_posix(): path.read_bytes()
        for path in sorted(project.rglob("*"))
        if path.is_file() and ".dupelint" not in path.parts
    }


def refused(project: Path, capfd: pytest.CaptureFixture[str]) -> tuple[str, str]:
    """The two lines of the error; nothing was changed, no snapshot was kept."""
    before = contents(project)
    assert main(["--fix"]) == 2
    out, err = capfd.readouterr()
    assert out == ""
    assert contents(project) == before
    assert not list((project / ".dupelint/snapshots").glob("*"))
    message, advice = err.splitlines()
    return message.removeprefix("error: "), advice.removeprefix("help: ")


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda root: (root / "a.py").chmod(0o444), "a.py is read-only"),
        (lambda root: (root / "part").chmod(0o555), "the folder of part/b.py is read-only"),
        (lambda root: os.link(root / "a.py", root / "c"), "a.py has several names (hard links)"),
    ],
)  # fmt: skip
def test_files_that_cannot_be_replaced(
    project: Path,
    capfd: pytest.CaptureFixture[str],
    spoil: Callable[[Path], None],
    message: str,
) -> None:
    spoil(project)

    assert refused(project, capfd) == (message, "nothing was changed")

    (project / "part").chmod(0o755)


def test_a_file_that_changes_while_it_is_checked(
    project: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    real = fixing.kept_files

    def instead(*arguments: object) -> list[str]:
        (project / "part/b.py").write_bytes(BEFORE + b"more = 1\n")
        return real(*arguments)  # type: ignore[arg-type]  # handed on

    monkeypatch.setattr(fixing, "kept_files", instead)

    assert main(["--fix"]) == 2

    assert capfd.readouterr().err == (
        "error: part/b.py changed while it was being fixed\nhelp: nothing was changed\n"
    )
    assert contents(project)["a.py"] == BEFORE
    assert contents(project)["part/b.py"] == BEFORE + b"more = 1\n"


def test_two_at_once(project: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (project / ".dupelint").mkdir()
    with locked(project / ".dupelint"):
        for command in (["--fix"], ["undo"], ["snapshot"]):
            before = contents(project)
            assert main(command) == 2
            assert capfd.readouterr().err == (
                f"error: another dupelint changes files in {project}\n"
                "help: try again when it is done\n"
            )
            assert contents(project) == before
    assert main(["--fix"]) == 0


def test_two_processes_at_once_change_every_file_once(project: Path) -> None:
    runs = [
        subprocess.Popen([sys.executable, "-m", "dupelint", "--fix", "-q"], cwd=project)
        for _ in range(3)
    ]
    assert {run.wait() for run in runs} <= {0, 2}
    assert main(["--fix"]) == 0
    assert contents(project)["a.py"] == contents(project)["part/b.py"] == AFTER
    assert len(list((project / ".dupelint/snapshots").glob("2*"))) == 1


def test_a_symbolic_link_is_not_followed(project: Path) -> None:
    (project / "real").write_bytes(BEFORE)
    (project / "a.py").unlink()
    (project / "a.py").symlink_to("real")

    assert main(["--fix"]) == 0

    assert (project / "a.py").is_symlink()
    assert (project / "real").read_bytes() == BEFORE
    assert contents(project)["part/b.py"] == AFTER


@pytest.mark.parametrize("make", [lambda path: path.symlink_to("/tmp"), lambda path: path.touch()])
def test_a_folder_of_ours_that_cannot_be_used(
    project: Path, capfd: pytest.CaptureFixture[str], make: Callable[[Path], None]
) -> None:
    make(project / ".dupelint")

    assert main(["--fix"]) == 2

    assert capfd.readouterr().err == (
        f"error: {project}/.dupelint cannot be written\n"
        "help: snapshots are kept there; without one no file is changed\n"
    )
    assert contents(project)["a.py"] == BEFORE


LIMITED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000))
from dupelint.__main__ import main
sys.exit(main(["--fix", "--no-cache"]))
"""


def test_a_full_disk(project: Path) -> None:
    large = BEFORE + b"y = 2\n" * 10_000
    (project / "part/b.py").write_bytes(large)

    run = subprocess.run(
        [sys.executable, "-c", LIMITED], cwd=project, capture_output=True, check=False
    )

    assert run.returncode == 2
    assert run.stderr.decode().startswith("error: the snapshot cannot be kept: File too large: ")
    assert run.stderr.decode().endswith("help: nothing was changed\n")
    assert contents(project)["a.py"] == BEFORE
    assert contents(project)["part/b.py"] == large
    assert list((project / ".dupelint/snapshots").iterdir()) == []


def test_a_fix_that_was_stopped_is_told_and_put_back(
    project: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert main(["--fix"]) == 0
    (snapshot,) = (project / ".dupelint/snapshots").iterdir()
    manifest = snapshot / "manifest.json"
    manifest.write_text(manifest.read_text().replace('"done"', '"writing"'))
    (project / ".dupelint/snapshots/unfinished").write_text(snapshot.name)
    (project / "a.py").write_bytes(BEFORE)
    (project / f".{snapshot.name}-0.dupelint-tmp").write_bytes(b"half")
    capfd.readouterr()

    assert main(["-q", "a.py"]) == 1
    assert main([]) == 1
    note = "note: a fix was stopped while it wrote: `dupelint undo` puts the files back\n"
    assert capfd.readouterr().err == note
    assert main(["undo"]) == 0
    told = "an earlier run was stopped while it wrote: 1 of its files were put back"
    assert capfd.readouterr().err == f"note: {told}\n"
    after = {"dupelint.toml": b'[lint]\nselect = ["DUP9"]\n', "a.py": BEFORE, "part/b.py": BEFORE}
    assert contents(project) == after
    assert main([]) == 1
    assert capfd.readouterr().err == ""
