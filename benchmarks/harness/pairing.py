"""Interleaved runs of dupelint and one peer at a time, and the ratios between neighbours."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from harness.child import Run, run
from harness.corpus import Corpus
from harness.hits import Found
from harness.tools import Tool

MEMORY_ROUNDS = 3


class FailedRunError(Exception):
    """A tool ended with an exit code that means it did not do its work."""


@dataclass(slots=True, eq=False)
class Contender:
    """A tool on one tree, with what its runs cost and what the last one found."""

    tool: Tool
    corpus: Corpus
    cwd: Path
    timeout: float
    prepare: Callable[[], None] = lambda: None
    walls: list[float] = field(default_factory=list)
    cpus: list[float] = field(default_factory=list)
    memory: list[int] = field(default_factory=list)
    found: Found | None = None

    def once(self, *, watch_memory: bool = False) -> Run:
        self.prepare()
        done = run(
            [*self.tool.command, self.corpus.root],
            cwd=self.cwd,
            env=self.tool.env,
            timeout=self.timeout,
            watch_memory=watch_memory,
        )
        if done.exit_code not in self.tool.good:
            message = done.stderr.decode(errors="replace").strip()[-2000:]
            raise FailedRunError(f"{self.tool.name} ended with {done.exit_code}:\n{message}")
        return done

    def warm_up(self) -> None:
        """A run that is not counted: the disk cache, the tool's own cache, what it finds."""
        self.found = self.tool.read(self.once())

    def timed(self) -> float:
        done = self.once()
        self.walls.append(done.wall)
        self.cpus.append(done.cpu)
        return done.wall

    def watched(self) -> int:
        memory = self.once(watch_memory=True).memory
        self.memory.append(memory)
        return memory


@dataclass(frozen=True, slots=True)
class Ratios:
    """dupelint's cost divided by the peer's, one value per round; `cost` is "wall" or "memory"."""

    cost: str
    scenario: str
    peer: str
    values: Sequence[float]

    @property
    def middle(self) -> float:
        return median(self.values)


def compare(ours: Sequence[Contender], peers: Sequence[Contender], runs: int) -> list[Ratios]:
    """Measure each peer between dupelint's first scenario and its others, round after round.

    With one scenario A and a peer B that is A B A B …: a ratio never spans more than one round.
    """
    for contender in (*ours, *peers):
        contender.warm_up()
    first, others = ours[:1], ours[1:]
    wall = [
        ratio
        for peer in peers
        for ratio in _rounds("wall", (*first, peer, *others), peer, runs, Contender.timed)
    ]
    memory = [
        ratio
        for peer in peers
        for ratio in _rounds(
            "memory", (*first, peer, *others), peer, MEMORY_ROUNDS, Contender.watched
        )
    ]
    if not peers:
        _rounds("wall", ours, None, runs, Contender.timed)
        _rounds("memory", ours, None, MEMORY_ROUNDS, Contender.watched)
    return wall + memory


def _rounds(
    cost: str,
    order: Sequence[Contender],
    peer: Contender | None,
    rounds: int,
    measure: Callable[[Contender], float],
) -> list[Ratios]:
    measured = [[measure(contender) for contender in order] for _ in range(rounds)]
    if peer is None:
        return []
    column = order.index(peer)
    return [
        Ratios(
            cost,
            contender.tool.name,
            peer.tool.name,
            [values[index] / values[column] for values in measured],
        )
        for index, contender in enumerate(order)
        if contender is not peer
    ]


def as_json(contender: Contender) -> Mapping[str, object]:
    found = contender.found
    return {
        "name": contender.tool.name,
        "version": contender.tool.version,
        "command": [str(part) for part in contender.tool.command],
        "rules": contender.tool.rules,
        "files": found.files if found else None,
        "hits": dict(sorted(found.rules.items())) if found else {},
        "wall_seconds": contender.walls,
        "cpu_seconds": contender.cpus,
        "memory_bytes": contender.memory,
    }
