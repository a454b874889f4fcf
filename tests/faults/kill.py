"""Kills `dupelint --fix` at random moments; says what became of the files.

By hand: `python tests/faults/kill.py 120` (moments, 200 files each).
"""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

BEFORE = b"value = %d  # dupelint: ignore[DUP900] of no use\n"
AFTER = b"value = %d\n"


def main() -> int:
    """Run as often as the command line says; 0 if every file was old or new, and then mended."""
    moments = int(sys.argv[1]) if len(sys.argv) > 1 else 120
    chance = random.Random(4)
    seen: Counter[str] = Counter()
    with TemporaryDirectory() as folder:
        for number in range(moments):
            seen[kill_once(Path(folder) / str(number), 200, chance)] += 1
    sys.stdout.write(f"{moments} moments: {dict(seen)}\n")
    return 0


def kill_once(root: Path, count: int, chance: random.Random) -> str:
    """Stop one run, look at the files, mend them; says when it was stopped. AssertionError."""
    make(root, count)
    paths = [root / f"part{number % 7}/m{number}.py" for number in range(count)]
    process = subprocess.Popen(
        [sys.executable, "-m", "dupelint", "--fix", "-q"],
        cwd=root,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    moment = chance.random()
    if moment < 0.2:  # anywhere
        time.sleep(chance.random() * 1.5)
    elif moment < 0.5:  # while the snapshot is taken, or the new contents are brought to the disk
        folder = root / ".dupelint/snapshots"
        _wait(process, (folder if moment < 0.35 else folder / "unfinished").exists)
        time.sleep(chance.random() * 0.12)
    else:  # while files are replaced
        first = min(paths)
        size = first.stat().st_size
        _wait(process, lambda: first.stat().st_size != size)
        time.sleep(chance.random() * 0.01)
    process.kill()
    process.wait()
    state = states(paths)
    left = list(root.rglob("*.dupelint-tmp"))
    undo = chance.random() < 0.5
    done = run(root, "undo" if undo else "--fix")
    assert not list(root.rglob("*.dupelint-tmp")), "a temporary file stayed"
    after = states(paths)
    if undo:
        assert after == {"old"}, after
        assert done.returncode in (0, 2), done  # 2: there was nothing to undo yet
    else:
        assert (after, done.returncode) == ({"new"}, 0), (after, done)
        assert states(paths, run(root, "undo")) == {"old"}
    if len(state) == 2:
        return "some replaced"
    return "temporary files there" if left else f"all {state.pop()}"


def _wait(process: subprocess.Popen[bytes], come: Callable[[], bool]) -> None:
    while process.poll() is None and not come():
        time.sleep(0.0001)


def make(root: Path, count: int) -> None:
    """A project with a suppression of no use in every file."""
    root.mkdir()
    (root / "dupelint.toml").write_text('[lint]\nselect = ["DUP9"]\n')
    (root / ".env").write_text("SECRET=x\n")
    for number in range(count):
        path = root / f"part{number % 7}/m{number}.py"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(BEFORE % number)


def states(paths: list[Path], _done: object = None) -> set[str]:
    """Whether files are old, new, or neither; every one is there."""
    found = set()
    for path in paths:
        number, data = int(path.stem[1:]), path.read_bytes()
        assert data in (BEFORE % number, AFTER % number), f"{path}: {data!r}"
        found.add("old" if data == BEFORE % number else "new")
    return found


def run(root: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """Run dupelint to its end."""
    return subprocess.run(
        [sys.executable, "-m", "dupelint", *arguments], cwd=root, capture_output=True, check=False
    )


if __name__ == "__main__":
    sys.exit(main())
