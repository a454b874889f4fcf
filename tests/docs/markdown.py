"""Reads the project's Markdown: its files, blocks, links and headings."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent.parent
FOREIGN = {"node_modules", "dist", "build"}

_FENCE = re.compile(r"^(`{3,})([^\n`]*)\n(.*?)^\1[ ]*$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"(?<!\!)\[(?:[^\[\]]|\[[^\[\]]*\])*\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#{1,6} +(.+?) *$", re.MULTILINE)


class Block(NamedTuple):
    """A fenced block."""

    language: str
    file: str  # "" where it names none
    content: str


def documents() -> list[Path]:
    """Every Markdown file of the project."""
    return sorted(
        path
        for path in ROOT.rglob("*.md")
        if not any(part in FOREIGN or part.startswith(".") for part in path.relative_to(ROOT).parts)
    )


def blocks(text: str) -> list[Block]:
    """The fenced blocks, in order."""
    found = []
    for fence in _FENCE.finditer(text):
        language, _, file = fence[2].strip().partition(" file=")
        found.append(Block(language, file, fence[3]))
    return found


def prose(text: str) -> str:
    """The text without code."""
    return re.sub(r"(`+)[^`\n]+\1", "code", _FENCE.sub("", text))


def links(text: str) -> list[str]:
    """Where the links of the prose lead."""
    return _LINK.findall(prose(text))


def anchors(text: str) -> set[str]:
    """What GitHub calls the headings."""
    titles = _HEADING.findall(_FENCE.sub("", text))
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}
