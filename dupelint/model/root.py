"""Which folder is a project, told by the configuration that stands in it."""

from __future__ import annotations

import os
import re
from pathlib import Path

from dupelint.model.pattern import lazy

CONFIG_NAMES = (".dupelint.toml", "dupelint.toml")  # the first one found wins
PYPROJECT = "pyproject.toml"

_TABLE = lazy(rb"^\s*\[\s*tool\s*\.\s*[\"']?dupelint[\"']?\s*[\].]", re.MULTILINE)
_KEY = lazy(rb"[\"']?dupelint[\"']?\s*[.=]")


def config_file(folder: Path) -> Path | None:
    """The configuration that speaks for `folder` itself, if it holds one."""
    for name in CONFIG_NAMES:
        candidate = folder / name
        if os.path.isfile(candidate):  # noqa: PTH113 – Path raises where nothing may be looked at
            return candidate
    candidate = folder / PYPROJECT
    return candidate if has_table(candidate) else None


def has_table(pyproject: Path) -> bool:
    """Whether a pyproject.toml has `[tool.dupelint]` or a table below it."""
    try:
        data = pyproject.read_bytes() if pyproject.is_file() else b""  # a pipe would never end
    except OSError:
        return False
    if b"dupelint" not in data:
        return False
    return _TABLE.search(data) is not None or (_KEY.search(data) is not None and _parsed(data))


def _parsed(data: bytes) -> bool:
    """Whether the table is there in one of the other ways to write it: `tool.dupelint.jobs = 1`."""
    import tomllib

    try:
        values = tomllib.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return False
    tool = values.get("tool")
    return isinstance(tool, dict) and isinstance(tool.get("dupelint"), dict)
