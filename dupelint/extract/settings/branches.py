"""The branches of a shell script, and what ends a command."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from dupelint.model.facts import NO_ARMS, Arms
from dupelint.model.pattern import lazy

if TYPE_CHECKING:
    from tree_sitter import Node

# What stands between a command and the operator that ends its pipeline: redirections, pipes.
_BETWEEN = lazy(
    r"(?:\\\r?\n|[^&;\n|)\\#]|\\.|[0-9]*>&[0-9-]|&>>?|\|(?!\|)&?|(?<=\S)#)*(&&|\|\||&|;|\)|\n|#|\Z)"
)
_FILE_TEST = lazy(r"(?:\[|\btest\b)[^\n;]*\s-[defhLrsx]\s|\b(?:command\s+-v|which|type)\s")
_FILE_TEST_BEFORE = lazy(
    r"(?:\[\[?|\btest)\s[^\n]*?-[defhLrsx]\s[^\n]*\]{0,2}\s*&&\s*\Z|\bcommand\s+-v\s[^\n]*&&\s*\Z"
)
_TESTED = lazy(r"-[defhLrsx][ \t]+([\"']?)([^\s\"';\]]+)\1")
_NEGATED = lazy(r"!\s*-[defhLrsx]\s|!\s*command\s")


def ended_by(text: str, end: int) -> str:
    """The operator behind a command that ends at `end`: `&`, `&&`, `||`, `;`, `)`, newline."""
    found = _BETWEEN.match(text, end, end + 2_000)
    return found[1] if found else ""


def asked_for(text: str) -> frozenset[str]:
    """The names of the files of which a command line looks whether they are there."""
    if "[" not in text and "test" not in text:
        return frozenset()
    names = (found[2].rpartition("/")[2] for found in _TESTED.finditer(text))
    return frozenset(name for name in names if name)


class Branches:
    """Which arms a place lies in."""

    def __init__(self, text: str, nodes: Sequence[Node]) -> None:
        self._text = text
        self._parts = [(node.start_byte, node.end_byte, node.type) for node in nodes]

    def of(self, place: int) -> tuple[str, Arms]:
        """(`file` where it only runs if a file is there, the arms)"""
        arms: list[list[object]] = []
        guard = ""
        for start, end, kind in self._parts:
            if start > place:
                break
            if end <= place:
                continue
            if kind in ("if_statement", "case_statement"):
                arms.append([start, "if" if kind == "if_statement" else "case"])
                condition = self._text[start : self._text.find("then", start, end) + 1 or start]
                if kind == "if_statement" and _FILE_TEST.search(condition):
                    guard = "file"
            elif arms:
                arms[-1][1] = {"elif_clause": f"elif{start}", "else_clause": "else"}.get(
                    kind, f"case{start}"
                )
        line = self._text.rfind("\n", 0, place) + 1
        before = self._text[line:place]
        if _FILE_TEST_BEFORE.search(before) and not _NEGATED.search(before):
            guard = "file"
        return guard, Arms(json.dumps(arms)) if arms else NO_ARMS
