"""One run of one command: wall time, processor time, peak memory, output."""

import os
import resource
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, NamedTuple

POLL_SECONDS = 0.004


class Run(NamedTuple):
    """What one run cost and said. Times in seconds; memory in bytes, 0 when it was not watched."""

    wall: float
    cpu: float
    memory: int
    exit_code: int
    stdout: bytes
    stderr: bytes


def run(
    command: Sequence[str | Path],
    *,
    cwd: Path,
    env: Mapping[str, str],
    timeout: float,
    watch_memory: bool = False,
) -> Run:
    """Run a command with its output in files, so that no reader of a pipe shares its cores.

    Memory is watched by polling, which costs time: a run that is timed is not watched.
    A command that outlives `timeout` is killed, with the session it leads.
    """
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        began = time.perf_counter()
        process = subprocess.Popen(
            command,
            cwd=cwd,
            env={**os.environ, **env},
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=err,
            start_new_session=True,
        )
        alarm = threading.Timer(timeout, os.killpg, (process.pid, signal.SIGKILL))
        alarm.start()
        watch = _MemoryWatch(process.pid) if watch_memory else None
        try:
            _, status, usage = os.wait4(process.pid, 0)
            wall = time.perf_counter() - began
        except BaseException:  # interrupted: the child leads a session of its own
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            raise
        finally:
            alarm.cancel()
            polled = watch.stop() if watch else 0
        process.returncode = os.waitstatus_to_exitcode(status)
        return Run(
            wall=wall,
            cpu=usage.ru_utime + usage.ru_stime,
            memory=max(polled, _largest_process(usage)) if watch_memory else 0,
            exit_code=process.returncode,
            stdout=_content(out),
            stderr=_content(err),
        )


class _MemoryWatch:
    """Polls the summed resident memory of a session until it is stopped.

    Pages that processes share are counted once for each of them.
    """

    def __init__(self, session: int) -> None:
        self._session = session
        self._peak = 0
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._poll)
        self._thread.start()

    def stop(self) -> int:
        self._stopped.set()
        self._thread.join()
        return self._peak

    def _poll(self) -> None:
        while not self._stopped.wait(POLL_SECONDS):
            self._peak = max(self._peak, _session_memory(self._session))


def _session_memory(session: int) -> int:
    pages = 0
    for process in Path("/proc").glob("[0-9]*"):
        try:
            stat = (process / "stat").read_bytes()
        except OSError:  # ended since it was listed
            continue
        # After the name in parentheses: state, parent, group, session, …, resident pages.
        fields = stat[stat.rindex(b")") + 2 :].split()
        if int(fields[3]) == session:
            pages += int(fields[21])
    return pages * resource.getpagesize()


def _largest_process(usage: resource.struct_rusage) -> int:
    """The kernel's own peak of the largest process, or 0 where it says nothing about the child.

    A new process starts with the peak of the one that started it, until it outgrows that.
    """
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return usage.ru_maxrss * 1024 if usage.ru_maxrss > own else 0


def _content(file: IO[bytes]) -> bytes:
    file.seek(0)
    return file.read()
