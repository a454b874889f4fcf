"""Small Flask programs written as text: files, with the ways to run them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

APPS = Path(__file__).parent / "apps"

_RUN = re.compile(r"run(?:\[(?P<variables>[^\]]*)\])?(?: @(?P<roots>\S+))?: (?P<code>.+)")


class Run(NamedTuple):
    """One way to start a program: `run[NAME=value] @folder:folder: import main`."""

    code: str
    roots: tuple[str, ...]  # folders on `sys.path`
    variables: dict[str, str]  # of the environment


class Program(NamedTuple):
    """One project."""

    title: str
    runs: tuple[Run, ...]
    files: dict[str, str]

    def write(self, folder: Path) -> None:
        """Put the files there."""
        for name, text in self.files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")


def programs(name: str) -> list[Program]:
    """The programs of one text file; each starts with `=== title`, each of its files `--- path`."""
    text = (APPS / name).read_text(encoding="utf-8")
    return [_program(part) for part in re.split(r"^=== ", text, flags=re.MULTILINE)[1:]]


def _program(text: str) -> Program:
    head, *files = re.split(r"^--- ", text, flags=re.MULTILINE)
    title, *lines = head.split("\n")
    runs = tuple(_run(line) for line in lines if line)
    parts = (part.partition("\n") for part in files)
    return Program(title, runs, {path: body.rstrip("\n") + "\n" for path, _, body in parts})


def _run(line: str) -> Run:
    match = _RUN.fullmatch(line)
    assert match, line
    pairs = (pair.split("=") for pair in (match["variables"] or "").split(",") if pair)
    roots = tuple((match["roots"] or ".").split(":"))
    return Run(match["code"], roots, dict(pairs))
