"""Whatever happens between two runs, the cache never shows."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path
from tempfile import mkdtemp

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from .snippets import CODE, FILES, contents, told, write

OLD = 1_600_000_000  # a time long ago, so that time and size alone tell a change
PORTS = (".env", "start.sh", "client/config.ts", "bridge/old.js")


class Edits(RuleBasedStateMachine):
    """A project that is edited between runs with a cache."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Path(mkdtemp()).resolve()
        self.clock = OLD

    def teardown(self) -> None:
        shutil.rmtree(self.root)

    def _tick(self, path: Path) -> None:
        """Most edits are older than the run that sees them."""
        self.clock += 1
        os.utime(path, (self.clock, self.clock))

    @initialize(files=contents())
    def begin(self, files: dict[str, str]) -> None:
        write(self.root, files)
        for path in files:
            self._tick(self.root / path)

    @rule(path=st.sampled_from(sorted(FILES)), data=st.data(), young=st.booleans())
    def edit(self, path: str, data: st.DataObject, young: bool) -> None:
        write(self.root, {path: data.draw(st.sampled_from(FILES[path]))})
        if not young:
            self._tick(self.root / path)

    @rule(path=st.sampled_from(PORTS))
    def flip(self, path: str) -> None:
        """As long as before."""
        if (self.root / path).exists():
            _flipped(self.root / path)
            self._tick(self.root / path)

    @rule(path=st.sampled_from(PORTS))
    def flip_between_two_ticks(self, path: str) -> None:
        """As long as before, and the clock is too coarse to show it."""
        if (self.root / path).exists():
            soon = time.time() + 60
            os.utime(self.root / path, (soon, soon))
            told(self.root, cache=True)
            _flipped(self.root / path)
            os.utime(self.root / path, (soon, soon))

    @rule(path=st.sampled_from(CODE))
    def delete(self, path: str) -> None:
        (self.root / path).unlink(missing_ok=True)

    @rule(path=st.sampled_from(CODE), other=st.sampled_from(CODE))
    def rename(self, path: str, other: str) -> None:
        """Time and size go with the file."""
        if (self.root / path).exists():
            (self.root / other).parent.mkdir(parents=True, exist_ok=True)
            (self.root / path).replace(self.root / other)

    @rule(path=st.sampled_from(CODE), other=st.sampled_from(CODE))
    def swap(self, path: str, other: str) -> None:
        one, two, aside = self.root / path, self.root / other, self.root / "aside"
        if path != other and one.exists() and two.exists():
            one.rename(aside)
            two.rename(one)
            aside.rename(two)

    @rule(path=st.sampled_from(CODE))
    def break_off(self, path: str) -> None:
        if (self.root / path).exists():
            data = (self.root / path).read_bytes()
            (self.root / path).write_bytes(data[: len(data) // 2])
            self._tick(self.root / path)

    @rule(path=st.sampled_from(CODE), scrap=st.sampled_from([b"\0\0", b"\xff\xfe", b"x" * 100]))
    def scribble(self, path: str, scrap: bytes) -> None:
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_bytes(scrap)
        self._tick(self.root / path)

    @rule(path=st.sampled_from(CODE))
    def look_at_one(self, path: str) -> None:
        """A run over PATHS leaves a cache, too."""
        if (self.root / path).exists():
            told(self.root, path, cache=True)

    @invariant()
    def the_cache_does_not_show(self) -> None:
        if (self.root / "dupelint.toml").exists():
            assert told(self.root, cache=True) == told(self.root, cache=False)


def _flipped(path: Path) -> None:
    data = path.read_bytes()
    for old, new in ((b"3001", b"0000"), (b"3300", b"3001"), (b"0000", b"3300")):
        data = data.replace(old, new)
    path.write_bytes(data)


TestEdits = Edits.TestCase
TestEdits.settings = settings(max_examples=30, stateful_step_count=12, deadline=None)
