"""Feeds every reader inputs that are nearly right, as many as asked for.

A long run: `python -m tests.fuzzing.run --inputs 1000000 --seed 1 [FOLDER …]`, where the folders
hold more files to start from. An input that does harm is kept in `--keep`.
"""

from __future__ import annotations

import argparse
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from types import FrameType
from typing import NamedTuple

from .mutation import mutated
from .targets import CORPUS, Target, targets

SECONDS = 8  # of the processor, for one input


class Harm(NamedTuple):
    """What an input did."""

    target: str
    data: bytes
    told: str  # the traceback


class TooLongError(Exception):
    """An input that takes longer than it may."""


def fuzz(
    found: list[Target], inputs: int, seed: int, each: Callable[[int], None]
) -> Iterator[Harm]:
    """Shares the inputs out evenly; `each` is told how many are done."""
    random = Random(seed)
    for number in range(inputs):
        target = found[number % len(found)]
        data = mutated(random, target.seeds)
        try:
            with _in_time():
                target.feed(data)
        except Exception:
            yield Harm(target.name, data, traceback.format_exc())
        each(number + 1)


@contextmanager
def _in_time() -> Iterator[None]:
    def late(_signal: int, _frame: FrameType | None) -> None:
        raise TooLongError(f"longer than {SECONDS} s")

    before = signal.signal(signal.SIGPROF, late)
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def main() -> int:
    """0 if no input did harm."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", nargs="*", type=Path, help="folders with files to start from")
    parser.add_argument("--inputs", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, default=Path("fuzzing-harm"))
    options = parser.parse_args()
    begun = time.monotonic()

    def each(done: int) -> None:
        if done % 10_000 == 0:
            rate = done / (time.monotonic() - begun)
            sys.stderr.write(f"{done:,} inputs, {rate:,.0f} a second\n")

    count = 0
    with TemporaryDirectory() as scratch:
        found = list(targets((*CORPUS, *options.corpus), Path(scratch)))
        for harm in fuzz(found, options.inputs, options.seed, each):
            count += 1
            options.keep.mkdir(exist_ok=True)
            name = f"{count:04}-{harm.target.replace('/', '_').replace(' ', '-')}"
            (options.keep / name).write_bytes(harm.data)
            sys.stderr.write(f"{name}: {harm.told}\n")
    sys.stdout.write(f"{options.inputs:,} inputs for {len(found)} readers: {count} did harm\n")
    return int(count > 0)


if __name__ == "__main__":
    sys.exit(main())
