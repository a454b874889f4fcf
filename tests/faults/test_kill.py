from __future__ import annotations

import random
from pathlib import Path

from .kill import kill_once

MOMENTS = 5  # many more by hand: `python tests/faults/kill.py 120`


def test_every_file_is_old_or_new_and_the_next_run_mends(tmp_path: Path) -> None:
    chance = random.Random(7)

    for number in range(MOMENTS):
        kill_once(tmp_path / str(number), 40, chance)
