"""The file list that every tool gets: one tree's sources, copied into a git tree of their own."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

SUFFIXES = frozenset({".py", ".js", ".mjs", ".cjs", ".jsx", ".ts", ".mts", ".cts", ".tsx"})
LEFT_OUT_FOLDERS = frozenset({".git", "node_modules", "dist", "build", "vendor", ".venv", "venv"})
LEFT_OUT_MARKS = (".min.", ".bundle.")
SIZE_LIMIT = 2_000_000  # bytes

# semgrep leaves out tests and more by default; an ignore file of the tree's own replaces that list.
SEMGREP_IGNORE = ".semgrepignore"

GIT = ("git", "-c", "core.fsmonitor=false", "--no-optional-locks")


class Corpus(NamedTuple):
    """A copied tree: `edited` is the file that the scenario "one file edited" touches."""

    name: str
    root: Path
    files: int
    bytes: int
    edited: Path


def copy_sources(tree: Path, target: Path) -> Corpus:
    """Copy what the benchmark selects of `tree` to `target` and make that a git tree.

    Raises ValueError when the tree holds no source file.
    """
    sizes: dict[Path, int] = {}
    for relative in sorted(_candidates(tree)):
        source = tree / relative
        if _selected(relative) and source.is_file() and not source.is_symlink():
            size = source.stat().st_size
            if size < SIZE_LIMIT:
                copy = target / relative
                copy.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(source, copy)
                sizes[copy] = size
    if not sizes:
        raise ValueError(f"{tree}: no source file to compare on")
    make_git_tree(target)
    middle = sorted(sizes, key=lambda path: (sizes[path], path))[len(sizes) // 2]
    return Corpus(tree.resolve().name, target, len(sizes), sum(sizes.values()), middle)


def make_git_tree(root: Path) -> None:
    """Turn a folder into a git tree that tracks everything in it."""
    (root / SEMGREP_IGNORE).touch()
    subprocess.run([*GIT, "init", "--quiet", root], check=True)
    subprocess.run([*GIT, "-C", root, "add", "--all", "--force"], check=True)


def _candidates(tree: Path) -> Iterator[Path]:
    listing = subprocess.run(
        [*GIT, "-C", tree, "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        capture_output=True,
        check=False,
    )
    if listing.returncode == 0:
        yield from {Path(os.fsdecode(name)) for name in listing.stdout.split(b"\0") if name}
        return
    for folder, folders, names in os.walk(tree):
        folders[:] = [name for name in folders if name not in LEFT_OUT_FOLDERS]
        yield from (Path(folder, name).relative_to(tree) for name in names)


def _selected(relative: Path) -> bool:
    return (
        relative.suffix in SUFFIXES
        and LEFT_OUT_FOLDERS.isdisjoint(relative.parts[:-1])
        and not any(mark in relative.name for mark in LEFT_OUT_MARKS)
    )
