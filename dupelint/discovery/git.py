"""The files of a folder as git lists them."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path

# What a repository's own configuration could make git run is switched off.
HARDENED = (
    "git", "--no-optional-locks", "-c", "core.fsmonitor=false", "-c", "core.hooksPath=",
)  # fmt: skip


def environment() -> dict[str, str]:
    """The environment without GIT_*: a hook's run sets them, for its repository and its index."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return {**kept, "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}


def list_files(
    root: Path, tracked_only: bool, meanwhile: Callable[[], None] | None = None
) -> list[str] | None:
    """Paths below `root`, relative to it; None where git cannot say. `meanwhile` is called while
    git is at work.

    Tracked files, with untracked ones that nothing ignores unless `tracked_only`. A path that is
    not UTF-8 holds surrogate escapes. A nested repository is one path that ends with a slash.
    """
    import subprocess  # 10 ms that a run with nothing to read does without

    which: Sequence[str] = ["--cached"]
    if not tracked_only:
        which = ["--cached", "--others", "--exclude-standard"]
    try:
        process = subprocess.Popen(
            [*HARDENED, "ls-files", "-z", *which],
            cwd=root,
            env=environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
    except OSError:
        return None
    with process:
        if meanwhile is not None:
            meanwhile()
        output, _ = process.communicate()
    if process.returncode:
        return None
    names = os.fsdecode(output).split("\0")
    return [name for name in dict.fromkeys(names) if name]
