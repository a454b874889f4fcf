"""The machine a measurement was made on, and the cores it was made with."""

import os
import platform
from pathlib import Path
from typing import TypedDict


class Machine(TypedDict):
    """`load` is the one-minute load average before the first run."""

    system: str
    processor: str
    cores: list[int]
    load: float
    python: str


def pin(cores: str | None) -> list[int]:
    """Bind this process and all it starts to cores such as "0,1"; return the cores in use.

    Raises ValueError for what is no list of cores this machine lets the process use.
    """
    if cores is not None:
        asked = {int(core) for core in cores.split(",")}
        absent = asked - os.sched_getaffinity(0)
        if absent:
            raise ValueError(f"--cpus {cores}: this process may not use {sorted(absent)}")
        os.sched_setaffinity(0, asked)
    return sorted(os.sched_getaffinity(0))


def describe(cores: list[int]) -> Machine:
    return {
        "system": platform.platform(),
        "processor": _processor(),
        "cores": cores,
        "load": os.getloadavg()[0],
        "python": platform.python_version(),
    }


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.split(":", 1)[1].strip()
    return platform.machine()
