"""`dupelint: …` comments of one file → CommentDirective facts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from dupelint.extract.coverage import Coverage
from dupelint.extract.descent import descend
from dupelint.extract.unit import Unit
from dupelint.model.facts import NO_SPAN, CommentDirective, span
from dupelint.model.pattern import lazy
from dupelint.syntax.comments import STYLES, CommentStyle

if TYPE_CHECKING:
    from tree_sitter import Node, Tree

MARK = b"dupelint:"
_OPENING = rb"(?:#+|//+|/\*+|<!--+)[\s*]*"  # what may stand before the mark in a comment
_FIRST = lazy(_OPENING + MARK)
# What other tools are told in comments: whoever adds to that means it, and does not describe it.
_BEHIND = lazy(
    _OPENING + rb"(?:noqa|nosec|nosonar|type:|py\w+:|mypy:|ruff:|fmt:|isort:|flake8:|pragma:"
    rb"|noinspection|eslint|tslint:|@ts-|prettier-|biome-|istanbul|c8|yamllint|shellcheck)"
    rb"[^\r\n`]*?(?:[\s#/*])" + MARK + rb"\s*ignore\[",
    re.IGNORECASE,
)
_SAID = lazy(rb"\S")
_BETWEEN = b" \t\r\n\x0b\x0c*"  # what may stand between a comment's opening and the mark
_FARTHEST = 200  # bytes from a comment's opening to the mark
_IGNORE = lazy(r"\s*ignore\[(?P<codes>[^\]\r\n]*)\](?P<reason>.*)", re.DOTALL)
_CODE = lazy(r"[A-Za-z][\w-]*")
_WORD = lazy(r"\s*(?P<word>[\w-]*)")

# Nodes in which a line that looks like a comment is text, and what to do instead.
_TEXT = {
    "jsx_text": "between JSX tags this is text: write {/* dupelint: ignore[DUP101] reason */}",
    "html_comment": "between JSX tags this is text: write {/* dupelint: ignore[DUP101] reason */}",
    "block_scalar": "inside a YAML block this is text: write it above the key",
}


def from_tree(unit: Unit, tree: Tree) -> Iterator[CommentDirective]:
    """Directives of a parsed file, in order."""
    anchors = _anchors(unit.data)
    if not anchors:
        return
    coverage = Coverage(unit.data, unit.language, tree)
    last = -1
    for anchor, path in descend(tree, anchors):
        node = path[-1]
        if node.type == "comment":
            seen, last = last == node.id, node.id
            if seen:
                continue
            comment = (node.start_byte, _trimmed_end(unit.data, node))
            if _FIRST.match(unit.data, node.start_byte, anchor + len(MARK)):
                yield _directive(unit, anchor, comment, coverage.of_comment(node, path))
            elif _BEHIND.match(unit.data, *comment):
                advice = "it comes first in a comment, another tool's words may follow"
                yield _wrong("misplaced", advice, comment)
        elif misplaced := _misplaced(unit, anchor, node):
            yield misplaced


def from_lines(unit: Unit) -> Iterator[CommentDirective]:
    """Directives of a file that is read line by line."""
    style = STYLES[unit.language]
    coverage = Coverage(unit.data, unit.language)
    for anchor in _anchors(unit.data):
        start, end = coverage.line(anchor)
        before = _comment_before(unit.data, start, anchor)
        if before is None or not _opens(style, unit.data[before:anchor]):
            continue
        comment = (before, _line_comment_end(unit.data, before, end, style))
        ahead = _SAID.search(unit.data, start, before)
        if ahead and style.line and unit.data.startswith(style.line.encode(), ahead.start()):
            continue  # a comment about such a comment
        if _SAID.search(unit.data, comment[1], end):
            yield _directive(unit, anchor, comment, (start, end))
        elif ahead:
            if style.trailing:
                yield _directive(unit, anchor, comment, (start, end))
            else:
                advice = "write it on a line of its own above"
                yield _wrong(
                    "misplaced", f"{unit.language} has no comment behind a value: {advice}", comment
                )
        else:
            yield _directive(unit, anchor, comment, coverage.next_lines(end))


def _anchors(data: bytes) -> list[int]:
    found = []
    position = data.find(MARK)
    while position >= 0:
        found.append(position)
        position = data.find(MARK, position + len(MARK))
    return found


def _comment_before(data: bytes, start: int, anchor: int) -> int | None:
    """Where the comment opens in which the mark comes first; None if it does not."""
    start = max(start, anchor - _FARTHEST)
    head = data[start:anchor]
    bare = head.rstrip(_BETWEEN)
    if bare.endswith(b"#"):
        return start + len(bare.rstrip(b"#"))
    if bare.endswith(b"//"):
        return start + len(bare.rstrip(b"/"))
    if bare.endswith(b"/") and head[len(bare) :].startswith(b"*"):
        return start + len(bare) - 1
    opened = bare.rstrip(b"-")
    if opened.endswith(b"<!") and bare.endswith(b"--"):
        return start + len(opened) - 2
    return None


def _opens(style: CommentStyle, opening: bytes) -> bool:
    mark = opening.strip().decode("ascii", "replace")
    if style.line and mark.startswith(style.line):
        return True
    return style.block is not None and mark.startswith(style.block[0])


def _line_comment_end(data: bytes, start: int, end: int, style: CommentStyle) -> int:
    if style.block:
        close = data.find(style.block[1].encode(), start, end)
        if close >= 0:
            return close + len(style.block[1])
    return end


def _trimmed_end(data: bytes, node: Node) -> int:
    return node.start_byte + len(data[node.start_byte : node.end_byte].rstrip())


def _misplaced(unit: Unit, anchor: int, node: Node) -> CommentDirective | None:
    """A directive written as a comment where the language sees text; None for prose."""
    if node.type not in _TEXT:
        return None
    before = _comment_before(unit.data, node.start_byte, anchor)
    if before is None or (node.type == "block_scalar" and unit.data[before] != ord("#")):
        return None
    end = unit.data.find(b"\n", anchor)
    end = len(unit.data) if end < 0 else end
    text = unit.data[before : min(end, node.end_byte)].rstrip()
    return _wrong("misplaced", _TEXT[node.type], (before, before + len(text)))


def _without_closing(text: str) -> str:
    """The text of a comment without what ends it."""
    text = text.rstrip()
    if text.endswith("*/"):
        return text[:-1].rstrip("*").rstrip()
    return text.removesuffix("-->").rstrip()


def _directive(
    unit: Unit, anchor: int, comment: tuple[int, int], covers: tuple[int, int] | None
) -> CommentDirective:
    offset = anchor + len(MARK)
    text = unit.data[offset : comment[1]].decode("utf-8", "replace")
    text = _without_closing(text)
    match = _IGNORE.match(text)
    if match is None:
        return _wrong("malformed", _diagnosis(text), comment)
    codes = [code.strip() for code in match["codes"].split(",")]
    if not any(codes):
        return _wrong("malformed", "no rule is named", comment)
    for code in codes:
        if not _CODE.fullmatch(code):
            return _wrong("malformed", f"`{code}` is not the code or name of a rule", comment)
    if match["reason"][:1].strip():  # `ignore[DUP101]reason`
        return _wrong("malformed", "no space behind the bracket", comment)
    if covers is None:
        return _wrong("misplaced", "nothing follows that this could speak for", comment)
    at = offset + len(text[: match.start("codes")].encode())
    reason = " ".join(line.strip().lstrip("*") for line in match["reason"].splitlines())
    return CommentDirective(
        "ignore",
        ",".join(codes),
        " ".join(reason.split()),
        span(*covers),
        span(at, at + len(match["codes"].encode())),
        span(*comment),
    )


def _wrong(form: str, problem: str, comment: tuple[int, int]) -> CommentDirective:
    return CommentDirective(form, "", problem, NO_SPAN, NO_SPAN, span(*comment))


def _diagnosis(text: str) -> str:
    """What is wrong with the words behind `dupelint:`."""
    import difflib

    match = _WORD.match(text)
    word = match["word"] if match else ""
    if word == "ignore":
        rest = text[len("ignore") + text.index("ignore") :]
        if rest[:1] == "[":
            return "the bracket is not closed"
        if rest.lstrip()[:1] in {"[", "("}:
            return "the rules stand in square brackets right behind `ignore`"
        return "no rule is named, and everything at once cannot be ignored"
    if not word:
        return "nothing follows the colon"
    if difflib.get_close_matches(word.lower(), ["ignore"], cutoff=0.6):
        return f"unknown word `{word}`, did you mean `ignore`?"
    return f"`{word}` is not supported, only `ignore`"
