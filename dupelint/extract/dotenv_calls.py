"""Calls in code that load a dotenv file: `load_dotenv(…)`, `dotenv.config(…)`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dupelint.model.facts import EnvFile, span
from dupelint.model.pattern import lazy

_ARGUMENTS = rb"\(((?:[^()\n]|\n(?!\n)|\((?:[^()]|\([^()]*\))*\))*)\)"
_PYTHON = lazy(rb"^[ \t]*(?:\w+\.)?load_dotenv" + _ARGUMENTS, re.M)
_NODE = lazy(
    rb"^[ \t]*(?:import\s+[\"']dotenv/config[\"']|require\(\s*[\"']dotenv/config[\"']\s*\)"
    rb"|(?:(?:const|let|var)\s+\w+\s*=\s*)?(?:require\(\s*[\"']dotenv[\"']\s*\)|\w{0,40}[dD]otenv\w{0,40})"
    rb"\.config" + _ARGUMENTS + rb")",
    re.M,
)
_TEXT = lazy(rb"[\"'`]([^\"'`\n]*)[\"'`]")
_OVERRIDE = lazy(rb"override\s*[=:]\s*[Tt]rue")


def env_files(data: bytes, python: bool) -> Iterator[EnvFile]:
    """A fact for each call; a path that is put together is known by its last text."""
    if b"dotenv" not in data:
        return
    for found in (_PYTHON if python else _NODE).finditer(data):
        given = found[1] or b""
        texts = _TEXT.findall(given)
        path = texts[-1].decode("utf-8", "replace") if texts else ""
        if given.strip() and not texts and b"find_dotenv" not in given and b"=" not in given:
            continue  # a variable
        start = found.start() + len(found[0]) - len(found[0].lstrip())
        override = int(bool(_OVERRIDE.search(given)))
        yield EnvFile("code", path.lstrip("/"), "", override, span(start, found.end()))
