"""Start programs with the real Flask and say what each of them raised.

Run as a script: reads jobs `[folder, code, roots, variables]` as JSON from standard input, writes
one text for each.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import sys
from pathlib import Path
from typing import Any

import flask.views


def outcome(folder: str, code: str, roots: list[str], variables: dict[str, str]) -> str:
    """`DUP101`, `DUP104` or "" for a program that starts; any other failure as it reads."""
    known, path, environment = set(sys.modules), list(sys.path), dict(os.environ)
    sys.path[:0] = [str(Path(folder, root)) for root in roots]
    os.environ.update(variables)
    os.chdir(folder)
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            exec(code, {})
    except ValueError as error:
        if "is already registered for" in str(error):
            return "DUP101"
        return repr(error)
    except AssertionError as error:
        if "overwriting an existing endpoint function" in str(error):
            return "DUP104"
        return repr(error)
    except Exception as error:
        return repr(error)
    finally:
        for name in set(sys.modules) - known:
            del sys.modules[name]
        sys.path[:] = path
        os.environ.clear()
        os.environ.update(environment)
    return ""


def main() -> None:
    """Run the jobs one after the other."""
    assert flask.views
    sys.dont_write_bytecode = True
    jobs: list[Any] = json.load(sys.stdin)
    json.dump([outcome(*job) for job in jobs], sys.stdout)


if __name__ == "__main__":
    main()
