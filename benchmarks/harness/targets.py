"""The cases that dupelint's speed is judged by, each with the figure it is to reach."""

import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

from harness import synthetic
from harness.corpus import Corpus, make_git_tree
from harness.pairing import Contender, FailedRunError
from harness.starting import appending, beyond_python, cases
from harness.tools import find_dupelint, find_peer

SYNTHETIC_ROUNDS = 3


class Row(NamedTuple):
    """One line of the table."""

    case: str
    target: str
    measured: str


# Against a peer: (scenario, peer, target).
AGAINST = (
    ("dupelint cold", "ast-grep", "≤ 0.9"),
    ("dupelint cold", "semgrep", "≤ 0.12"),
    ("dupelint warm", "ast-grep", "≤ 0.25"),
    ("dupelint edited", "ast-grep", "≤ 0.35"),
)
BEYOND_PYTHON = {"one small file, cold": "≤ 130 ms", "nothing to lint": "≤ 80 ms"}


def one_core(corpus: Corpus, work: Path, runs: int, timeout: float) -> Row | None:
    """dupelint and ast-grep, both on one core; None where one of them is missing."""
    allowed = os.sched_getaffinity(0)
    ours, peer = find_dupelint("--no-cache", name="one core"), find_peer("ast-grep", work, 1)
    if ours is None or peer is None:
        return None
    first, second = (Contender(tool, corpus, work, timeout) for tool in (ours, peer))
    os.sched_setaffinity(0, {min(allowed)})
    try:
        first.warm_up()
        second.warm_up()
        values = [first.timed() / second.timed() for _ in range(runs)]
    finally:
        os.sched_setaffinity(0, allowed)
    return Row(f"{corpus.name}: cold ÷ ast-grep, one core", "≤ 0.75", spread(values))


def grown(files: int, work: Path, timeout: float) -> Iterator[Row]:
    """A synthetic project, and one of ten times its size."""
    small, large = (_Project(work, count, timeout) for count in (files, files * 10))
    walls = [(small.cold.timed(), large.cold.timed()) for _ in range(SYNTHETIC_ROUNDS)]
    title = f"synthetic, {files * 10} files"
    ratio = spread([large_wall / small_wall for small_wall, large_wall in walls])
    yield Row(f"{title}: cold ÷ that of {files}", "≤ 10.5", ratio)
    memory = large.cold.watched() / 1_000_000
    yield Row(f"{title}: peak memory of all processes", "≤ 400 MB", f"{memory:.0f} MB")
    for name, target, prepare in (
        ("nothing changed", "≤ 0.6 s", lambda: None),
        ("a comment more in one", "≤ 2.5 s", large.comment),
        ("a fact more in one", "≤ 2.5 s", large.define),
    ):
        large.warm.prepare = prepare
        large.warm.warm_up()
        seconds = median(large.warm.timed() for _ in range(SYNTHETIC_ROUNDS))
        yield Row(f"{title}: warm, {name}", target, f"{seconds:.2f} s")


class _Project:
    """A synthetic project; that dupelint finds in it what is in it is checked."""

    def __init__(self, work: Path, files: int, timeout: float) -> None:
        root = work / f"synthetic{files}"
        expected = synthetic.write(root, files)
        make_git_tree(root)
        changed = root / "service0" / "model.py"
        corpus = Corpus(root.name, root, files, 0, changed)
        tools = find_dupelint("--no-cache", name="cold"), find_dupelint(name="warm")
        self.cold, self.warm = (Contender(tool, corpus, work, timeout) for tool in tools if tool)
        self.comment: Callable[[], None] = appending(changed, "# {}\n")
        self.define: Callable[[], None] = appending(changed, "NAME_{0} = {0}\n")
        for contender in (self.cold, self.warm):
            contender.warm_up()
            found = contender.found.rules if contender.found else None
            if found != expected:
                raise FailedRunError(f"{root.name}: found {found}, and not {expected}")


def short_runs(runs: int) -> Iterator[Row]:
    """Start-up, and the run of a hook."""
    with tempfile.TemporaryDirectory(prefix="startup-") as name:
        for title, case in cases(Path(name)).items():
            extra = beyond_python(case, Path(name), runs)
            target = "≤ 350 ms" if title.startswith("hook") else BEYOND_PYTHON.get(title, "")
            low, high = min(extra) * 1000, max(extra) * 1000
            middle = median(extra) * 1000
            shown = f"{middle:.0f} ms ({low:.0f}-{high:.0f})"
            yield Row(f"{title}, beyond `python -c pass`", target, shown)


def render(rows: Sequence[Row]) -> str:
    """The table as Markdown."""
    lines = ["| case | target | measured |", "|---|---|---|"]
    return "\n".join([*lines, *(f"| {case} | {target} | {is_} |" for case, target, is_ in rows)])


def spread(values: Sequence[float]) -> str:
    """Median and range of ratios."""
    return f"{median(values):.2g} ({min(values):.2g}-{max(values):.2g})"
