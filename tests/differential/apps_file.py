"""Small programs written as text: `=== title`, how it runs, its files, each behind `--- path`."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

APPS = Path(__file__).parent / "apps"


class Program(NamedTuple):
    """One project."""

    title: str
    variables: dict[str, str]  # of the environment: `run[NAME=value]`
    files: dict[str, str]

    def write(self, folder: Path) -> None:
        """Put the files there."""
        for name, text in self.files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")


def read_programs(name: str) -> list[Program]:
    """The programs of one text file."""
    text = (APPS / name).read_text(encoding="utf-8")
    return [_program(part) for part in re.split(r"^=== ", text, flags=re.MULTILINE)[1:]]


def _program(text: str) -> Program:
    head, *files = re.split(r"^--- ", text, flags=re.MULTILINE)
    title, *lines = head.strip().split("\n")
    variables: dict[str, str] = {}
    for line in lines:
        match = re.fullmatch(r"run\[(\w+)=(\w+)\]", line)
        assert match, line
        variables[match[1]] = match[2]
    parts = (part.partition("\n") for part in files)
    return Program(title, variables, {path: body for path, _, body in parts})
