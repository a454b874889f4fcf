from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from dupelint.discovery import discover, find_root
from dupelint.discovery.git import environment
from dupelint.model.config import Config
from dupelint.model.source import Skipped


@pytest.fixture(autouse=True)
def _no_hook(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PRE_COMMIT", raising=False)


def make(root: Path, *paths: str) -> None:
    for path in paths:
        name, _, text = path.partition("=")
        target = root / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text)


def git(root: Path, *words: str) -> None:
    identity = ["-c", "user.name=a", "-c", "user.email=a@example.invalid"]
    subprocess.run(
        ["git", *identity, *words], cwd=root, env=environment(), check=True, capture_output=True
    )


def paths(root: Path, config: Config | None = None, *explicit: str) -> list[str]:
    return [file.path for file in discover(root, config or Config(), explicit).files]


def skipped(root: Path, config: Config | None = None) -> list[Skipped]:
    return discover(root, config or Config()).skipped


def test_what_git_lists(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    make(tmp_path, "tracked.py", "gone.py", "other.py", "secret.py", "a/x.js", "image.png")
    make(tmp_path, ".gitignore=secret.py\n", "node_modules/m/index.js", "web/dist/b.js")
    git(tmp_path, "add", "tracked.py", "gone.py", "node_modules")
    (tmp_path / "gone.py").unlink()
    assert paths(tmp_path) == ["a/x.js", "other.py", "tracked.py"]
    assert skipped(tmp_path) == [("node_modules/", "excluded"), ("web/dist/", "excluded")]


def test_tracked_only_in_a_commit_hook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    git(tmp_path, "init", "-q")
    make(tmp_path, "tracked.py", "other.py")
    git(tmp_path, "add", "tracked.py")
    monkeypatch.setenv("PRE_COMMIT", "1")
    assert paths(tmp_path) == ["tracked.py"]


def test_a_hooks_variables_point_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path, "one/a.py", "two/b.py")
    git(tmp_path / "one", "init", "-q")
    git(tmp_path / "two", "init", "-q")
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "one/.git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "one/.git/index.lock"))
    assert paths(tmp_path / "two") == ["b.py"]


def test_a_hostile_repository_runs_nothing(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    make(tmp_path, "a.py", f"evil.sh=#!/bin/sh\ntouch {tmp_path}/ran\n")
    (tmp_path / "evil.sh").chmod(0o755)
    git(tmp_path, "config", "core.fsmonitor", str(tmp_path / "evil.sh"))
    assert paths(tmp_path) == ["a.py", "evil.sh"]
    assert not (tmp_path / "ran").exists()


def test_a_folder_inside_a_repository(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    make(tmp_path, "a.py", "sub/b.py", "sub/dupelint.toml")
    assert paths(tmp_path / "sub") == ["b.py", "dupelint.toml"]


def test_an_ignored_folder_as_root_is_walked(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    make(tmp_path, ".gitignore=tmp/\n", "tmp/case/a.py", "tmp/case/dupelint.toml")
    assert paths(tmp_path / "tmp/case") == ["a.py", "dupelint.toml"]


def test_without_git(tmp_path: Path) -> None:
    make(tmp_path, "a.py", "b/c.js", "b/skip.js", "b/keep.js", "venv/x.py", "x.min.js")
    make(tmp_path, ".gitignore=skip.js\n/a.py\nkeep.js\n", "b/.gitignore=!keep.js\n")
    assert paths(tmp_path) == ["b/c.js", "b/keep.js"]
    assert skipped(tmp_path) == [("venv/", "excluded"), ("x.min.js", "excluded")]


def test_a_nested_project_is_left_out(tmp_path: Path) -> None:
    make(tmp_path, "dupelint.toml", "a.py", "in/dupelint.toml", "in/b.py", "inner/c.py")
    make(tmp_path, "py/pyproject.toml=[tool.dupelint]\n", "py/d.py")
    make(tmp_path, "plain/pyproject.toml=[tool.other]\n# dupelint\n", "plain/e.py")
    expected = ["a.py", "dupelint.toml", "inner/c.py", "plain/e.py", "plain/pyproject.toml"]
    assert paths(tmp_path) == expected
    assert skipped(tmp_path) == [("in/", "project of its own"), ("py/", "project of its own")]


def test_links_pipes_size(tmp_path: Path) -> None:
    make(tmp_path, "real/a.py", "out/secret.py", "real/big.py=" + "x" * 11)
    root = tmp_path / "real"
    (root / "leave.py").symlink_to(tmp_path / "out/secret.py")
    (root / "folder").symlink_to(tmp_path / "out")
    os.mkfifo(root / "pipe.py")
    listing = discover(root, Config()._replace(max_file_size=10))
    assert [file.path for file in listing.files] == ["a.py"]
    assert listing.skipped == [
        ("big.py", "too large"),
        ("leave.py", "symbolic link"),
        ("pipe.py", "not a regular file"),
    ]


def test_a_submodule(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    make(tmp_path, "a.py", '.gitmodules=[submodule "m"]\n\tpath = lib/m\n', "lib/m/b.py")
    git(tmp_path / "lib/m", "init", "-q")
    git(tmp_path / "lib/m", "add", "b.py")
    git(tmp_path / "lib/m", "commit", "-qm", "x")
    git(tmp_path, "add", "lib/m")
    assert paths(tmp_path) == ["a.py"]
    assert skipped(tmp_path) == [("lib/m/", "submodule")]


def test_a_repository_inside_a_repository(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    make(tmp_path, "a.py", "inner/b.py")
    git(tmp_path / "inner", "init", "-q")
    assert paths(tmp_path) == ["a.py"]
    assert skipped(tmp_path) == [("inner/", "repository of its own")]


def test_explicit_beats_exclude(tmp_path: Path) -> None:
    make(tmp_path, "a.py", "vendor/lib/b.py", "vendor/lib/node_modules/c.py", "hidden.py")
    make(tmp_path, ".gitignore=hidden.py\n")
    assert paths(tmp_path) == ["a.py"]
    assert paths(tmp_path, None, "vendor/lib/b.py", "hidden.py") == [
        "a.py", "hidden.py", "vendor/lib/b.py",
    ]  # fmt: skip
    assert paths(tmp_path, None, "vendor") == ["a.py", "vendor/lib/b.py"]
    forced = Config()._replace(force_exclude=True)
    assert paths(tmp_path, forced, "vendor/lib/b.py", "hidden.py") == ["a.py"]


def test_explicit_does_not_beat_a_link(tmp_path: Path) -> None:
    make(tmp_path, "real/a.py", "out/secret.py")
    (tmp_path / "real/folder").symlink_to(tmp_path / "out")
    assert paths(tmp_path / "real", None, "folder/secret.py") == ["a.py"]


def test_markdown_only_when_asked(tmp_path: Path) -> None:
    make(tmp_path, "README.md")
    assert paths(tmp_path) == []
    assert paths(tmp_path, Config()._replace(include_docs=True)) == ["README.md"]


def test_a_name_that_is_not_utf8(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"caf\xe9.py")).touch()
    assert discover(tmp_path, Config())[:2] == ([], [("caf\ufffd.py", "name is not UTF-8")])


def test_cache_and_git_are_never_listed(tmp_path: Path) -> None:
    make(tmp_path, ".dupelint/a.py", ".git/b.py", "c.py")
    everything = Config()._replace(exclude=())
    assert discover(tmp_path, everything, (".dupelint/a.py",)).skipped == []
    assert paths(tmp_path, everything, ".dupelint/a.py") == ["c.py"]


@pytest.mark.parametrize(
    ("files", "path", "root"),
    [
        ([".git/x", "a/dupelint.toml", "a/b/c.py"], "a/b/c.py", "a"),
        ([".git/x", "a/.dupelint.toml", "a/b/c.py"], "a/b", "a"),
        ([".git/x", "a/pyproject.toml=[tool.dupelint.lint]", "a/b/c.py"], "a/b", "a"),
        ([".git/x", "a/pyproject.toml=[tool.dupelinter]", "a/b/c.py"], "a/b", ""),
        ([".git/x", "a/pyproject.toml=[tool]\ndupelint.jobs = 1", "a/b.py"], "a/b.py", "a"),
        ([".git/x", "a/pyproject.toml=tool.dupelint = { jobs = 1 }", "a/b.py"], "a/b.py", "a"),
        ([".git/x", "a/pyproject.toml=[tool.uv]\ndupelint = 1", "a/b.py"], "a/b.py", ""),
        ([".git/x", "a/pyproject.toml=[tool]\ndupelint = 1", "a/b.py"], "a/b.py", ""),
        ([".git/x", "a/pyproject.toml=dupelint =", "a/b.py"], "a/b.py", ""),
        (["dupelint.toml", "a/.git/x", "a/b/c.py"], "a/b/c.py", ""),  # configuration beats git
        (["a/.git=gitdir: elsewhere", "a/b/c.py"], "a/b/c.py", "a"),
        (["a/b/c.py"], "a/b/c.py", "a/b"),
        (["a/b/c.py"], "a/b", "a/b"),
    ],
)
def test_root(tmp_path: Path, files: list[str], path: str, root: str) -> None:
    make(tmp_path, *files)
    assert find_root(tmp_path / path) == tmp_path / root
