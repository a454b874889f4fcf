"""What a shell script is as a launcher: whether it stays, what it makes, what it loads."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from dupelint.extract.settings.sheet import Sheet, plain
from dupelint.model.facts import EnvFile, LauncherFile, Process, span
from dupelint.model.pattern import lazy

if TYPE_CHECKING:
    from tree_sitter import Node

_LOADS = lazy(r"(?:source|\.)\s+[\"']?((?:\./|\.\./)*[\w./-]*\.?env[\w.-]*)[\"']?\s*\Z")
_EXPORTED = lazy(
    r"\bexport\s+\$\((?:grep[^()|]*\s|cat\s+|xargs[^()|]*<\s*|<\s*|sed[^()|]*\s)"
    r"[\"']?((?:\.{1,2}/)*[\w./-]*\.?env[\w.-]*)"
)
_STAYS = lazy(
    r"^[ \t]*(?:wait\b|fg\b|tail\s[^\n]*-[A-Za-z]*[fF]\b|while\s+(?:true|:|\[\s*1\s*\]|sleep)"
    r"|sleep\s+(?:infinity|inf)|exec\s|read\b|pm2\s+logs)"
    r"|^[^\n#]*\blogs\s+-f|[;&][ \t]*wait\b",
    re.M,
)
_STOPS = lazy(r"\bkill\s[^\n]*\$")  # what `$!` named
_MAKES = lazy(
    r"(?:^|[;&|]\s*|\bsudo\s+)(?:git\s+clone|curl\b[^\n]{0,300}?\s(?:-[A-Za-z]*[oO]\b|--output|--remote-name)|wget\s|cp\s|mv\s|ln\s"
    r"|tar\s|unzip\s|npx\s+create|npm\s+(?:init|create)|cat\s*>|tee\s|echo\s[^\n]{0,300}>\s*\S)"
    r"|<<-?\s*[\"']?\w",
    re.M,
)


def read_whole(sheet: Sheet, commands: Sequence[Node]) -> None:
    """Facts of the script as a whole, where it starts or loads something."""
    text = sheet.text
    if any(isinstance(fact, Process) for fact in sheet.facts):
        first = text.find("\n") if "\n" in text else len(text)
        stops = "$!" in text and _STOPS.search(text)
        sheet.facts.append(
            LauncherFile(
                "shell", int(bool(stops or _STAYS.search(text))), int(bool(_MAKES.search(text))),
                span(0, max(first, 1)),
            )
        )  # fmt: skip
    for node in commands:
        start, end = node.start_byte, node.end_byte
        found = _LOADS.match(text, start, end) if end - start < 300 else None
        if found is not None:
            _load(sheet, found[1], start, end)
    for found in _EXPORTED.finditer(text):
        _load(sheet, found[1], *found.span())


def _load(sheet: Sheet, path: str, start: int, end: int) -> None:
    sheet.facts.append(EnvFile("shell", plain(path), "", 1, span(start, end)))
