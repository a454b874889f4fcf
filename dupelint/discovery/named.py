"""Whether what a user named can be looked at."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from dupelint.model.errors import PathError


def _spelling(_name: str) -> str:
    return "check the spelling"


def ensure_readable(path: Path, advice: Callable[[str], str] = _spelling) -> None:
    """PathError for a path that is not there, with `advice` on its name, or must not be read."""
    try:
        os.stat(path)  # noqa: PTH116 – a name may be one that no file can have
    except (FileNotFoundError, NotADirectoryError, ValueError) as error:
        name = str(path)
        raise PathError(f"no such file or folder: {name}", advice(name)) from error
    except OSError as error:
        raise PathError(f"cannot read {path}: {error.strerror}", "look at what it is") from error
    if not os.access(path, os.R_OK):
        raise PathError(f"cannot read {path}: Permission denied", "look at who may read it")
