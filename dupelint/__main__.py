"""Starts the command line; every way a run can end is an exit code here."""

import sys

if __name__ == "__main__" and not sys.flags.safe_path:
    # `python -m` looks for modules in the working directory first: a `copy.py` of the project that
    # is linted would be run. Even `__future__` is such a module.
    del sys.path[0]

import contextlib
import errno
import gc
import os
from collections.abc import Sequence

from dupelint.model.errors import EXIT_CLEAN, EXIT_ERROR, EXIT_INTERRUPTED, UserError

# Almost nothing that a run makes is garbage before its end. To look for it every 700 objects costs
# 2-4 % of a run; to do so less often than this saves no more and takes memory.
COLLECT = (30_000, 50, 100)
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)


def run() -> None:
    """The console script."""
    gc.set_threshold(*COLLECT)
    code = main()
    # To take apart every module and object before the process ends is 10-20 ms for nothing.
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError, AttributeError):  # closed, or never open
            stream.flush()
    os._exit(code)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code; only a traceback asked for is ever shown."""
    _open_closed()
    try:
        import click

        from dupelint.cli import dupelint
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED
    try:
        given = None if arguments is None else list(arguments)
        code = dupelint.main(given, prog_name="dupelint", standalone_mode=False)
        sys.stdout.flush()
    except UserError as error:
        return _fail(error.message, error.advice)
    except click.Abort:
        return EXIT_INTERRUPTED
    except click.ClickException as error:
        error.show()
        return EXIT_ERROR
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return EXIT_ERROR
    except Exception as error:
        if os.environ.get("DUPELINT_DEBUG") == "1":
            raise
        if isinstance(error, OSError) and error.errno in _NO_ROOM and error.filename is None:
            return _fail(f"the output cannot be written: {error.strerror}", "make room for it")
        if isinstance(error, FileNotFoundError) and not _is_somewhere():
            return _fail("the working directory is gone", "change to a folder that is there")
        return _fail(
            f"internal error: {type(error).__name__}: {error}",
            "this is a mistake in dupelint; please report it with what DUPELINT_DEBUG=1 prints",
        )
    return code if isinstance(code, int) else EXIT_CLEAN


def _open_closed() -> None:
    """A stream that was closed by whoever started us leads nowhere: `dupelint >&-`."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode))  # noqa: PTH123, SIM115 – to the end


def _is_somewhere() -> bool:
    from pathlib import Path

    try:
        Path.cwd()
    except FileNotFoundError:
        return False
    return True


def _fail(message: str, advice: str) -> int:
    from dupelint.report.text import harmless

    lines = [f"error: {message}", f"help: {advice}"] if advice else [f"error: {message}"]
    sys.stderr.write("".join(f"{harmless(line)}\n" for line in lines))
    return EXIT_ERROR


if __name__ == "__main__":
    run()
