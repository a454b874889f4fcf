from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from dupelint.discovery.exclude import Excludes
from dupelint.discovery.git import environment, list_files
from dupelint.discovery.gitignore import would_ignore
from dupelint.discovery.walk import walk

FILES = ("a.py", "b.js", "x/a.py", "x/b.js", "x/y/a.py", "x/y/c.d.py", "y/a.py", "y/x/b.js", "z/z")
PATTERN = st.sampled_from(
    [
        "a.py", "/a.py", "*.js", "x", "x/", "/x/", "x/y", "x/**", "**/y", "**/a.py", "x/*.py",
        "!a.py", "!x/", "!*.js", "!x/y/a.py", "[ab].*", "?.js", "# a.py", "", " ", "y/**/b.js",
        "*", "!*/", "z ", "\\!a.py", "[!a].py", "[a-c].js", "[]b].js", "[x", "x/**/a.py", "**",
        "/**", "x*", "***/a.py", "a**.py", "!y", "y/*", "!y/x", "/*", "!/x", "z\\ ", "\\a.py",
        "//a.py", "x//y", "**/x/**", "*.d.*", "||x",
    ]
)  # fmt: skip
PATTERNS = st.lists(PATTERN, max_size=4)


@example({"": ["a.py"], "x/": ["!*/"]})  # a folder brought back does not bring back its files
@example({"": ["/**", "!*/"]})
@example({"": ["***/a.py"]})
@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.sampled_from(["", "x/", "x/y/", "y/"]), PATTERNS, max_size=3))
def test_walking_ignores_what_git_ignores(rules: dict[str, list[str]]) -> None:
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        for path in FILES:
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).touch()
        for folder, patterns in rules.items():
            (root / folder / ".gitignore").write_text("\n".join(patterns) + "\n")
        walked = {path for path, _ in walk(name, "", Excludes((".git/",))) if path != ".git/"}
        command = ["git", "init", "-q"]
        subprocess.run(command, cwd=root, env=environment(), check=True, capture_output=True)
        assert walked == set(list_files(root, tracked_only=False) or [])
        present = {f"{folder}.gitignore" for folder in rules}
        ignored = {
            one for one in FILES if would_ignore(one, present, lambda p: (root / p).read_bytes())
        }
        assert ignored == {*FILES} - walked


def test_a_folder_that_cannot_be_read(tmp_path: Path) -> None:
    assert list(walk(str(tmp_path / "gone"), "", Excludes(()))) == []
    (tmp_path / "file").touch()
    assert list(walk(str(tmp_path), "file", Excludes(()))) == [("file/", "unreadable")]
    assert list(walk(str(tmp_path / "file"), "", Excludes(()))) == [("./", "unreadable")]


def test_a_gitignore_that_is_a_link_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out/rules").write_text("a.py\n")
    (tmp_path / "in").mkdir()
    (tmp_path / "in/a.py").touch()
    (tmp_path / "in/.gitignore").symlink_to(tmp_path / "out/rules")
    assert list(walk(str(tmp_path / "in"), "", Excludes(()))) == [
        (".gitignore", ""),
        ("a.py", ""),
    ]
