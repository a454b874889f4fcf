from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dupelint.fixing.diff import file_patch, patch


@pytest.mark.parametrize(
    ("path", "head"),
    [
        ("a.py", b"diff --git a/a.py b/a.py\n--- a/a.py\n+++ b/a.py\n"),
        ("a b.py", b"diff --git a/a b.py b/a b.py\n--- a/a b.py\t\n+++ b/a b.py\t\n"),
        ("\u00e9.py", "diff --git a/\u00e9.py b/\u00e9.py\n--- a/\u00e9.py\n+++ b/\u00e9.py\n".encode()),
        ('"\t\\\x01 .py', b'diff --git "a/\\"\\t\\\\\\001 .py" "b/\\"\\t\\\\\\001 .py"\n--- "a/\\"\\t\\\\\\001 .py"\n+++ "b/\\"\\t\\\\\\001 .py"\n'),
    ],
)  # fmt: skip
def test_names_as_git_reads_them(path: str, head: bytes) -> None:
    assert file_patch(path, b"x\n", b"y\n") == head + b"@@ -1,1 +1,1 @@\n-x\n+y\n"


@pytest.mark.parametrize(
    ("before", "after", "hunks"),
    [
        (b"x", b"x\n", b"@@ -1,1 +1,1 @@\n-x\n\\ No newline at end of file\n+x\n"),
        (b"x\r\ny", b"x\r\nz", b"@@ -1,2 +1,2 @@\n x\r\n-y\n\\ No newline at end of file\n+z\n\\ No newline at end of file\n"),
        (b"", b"x\n", b"@@ -0,0 +1,1 @@\n+x\n"),
        (b"x\n", b"", b"@@ -1,1 +0,0 @@\n-x\n"),
        (b"1\n2\n3\n4\n5\n6\n7\n8\n9\n", b"1\n2\n3\n4\n5\n6\n7\n8\nten\n", b"@@ -6,4 +6,4 @@\n 6\n 7\n 8\n-9\n+ten\n"),
    ],
)  # fmt: skip
def test_hunks(before: bytes, after: bytes, hunks: bytes) -> None:
    assert file_patch("a", before, after).split(b"+++ b/a\n")[1] == hunks


def test_only_what_differs_is_in_the_patch() -> None:
    assert patch({"b": b"x\n", "a": b"same"}, {"b": b"y\n", "a": b"same"}) == file_patch(
        "b", b"x\n", b"y\n"
    )


LINE = st.sampled_from([b"a", b"b\r", b"\xff", b"", b"c\x00d", b" e"])
CONTENT = st.builds(
    lambda lines, end: b"\n".join(lines) + end, st.lists(LINE, max_size=12), st.sampled_from([b"", b"\n"])
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(CONTENT, CONTENT, st.sampled_from(["x.py", "d d/\u00e9 .py", 'q"\\.py', "t\tt"]))
def test_git_makes_the_same_bytes_of_it(
    tmp_path_factory: pytest.TempPathFactory, before: bytes, after: bytes, name: str
) -> None:
    if before == after:
        return
    root: Path = tmp_path_factory.mktemp("apply")
    (root / name).parent.mkdir(exist_ok=True)
    (root / name).write_bytes(before)

    subprocess.run(
        ["git", "-c", "core.autocrlf=false", "apply", "--whitespace=nowarn", "-"],
        input=file_patch(name, before, after), cwd=root, check=True,
    )  # fmt: skip

    assert ((root / name).read_bytes() if (root / name).exists() else b"") == after
