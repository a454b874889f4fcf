"""The examples of a rule document: each is a small project with what must be found in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import PurePosixPath

from dupelint.model.pattern import lazy
from dupelint.ruleset.document import EXAMPLES_LINE
from dupelint.ruleset.markers import Expected, split
from dupelint.ruleset.rule import Rule
from dupelint.ruleset.scanner import Document, Fence, Heading, marks

_INFO = lazy(r"(?P<language>[\w+-]+) +(?P<role>file|fixed)=(?P<path>\S+)")


@dataclass(slots=True)
class Example:
    """One `###` heading under `## Examples`."""

    title: str
    line: int  # of the document
    files: dict[str, bytes] = field(default_factory=dict)  # path → content, markers removed
    expected: list[Expected] = field(default_factory=list)
    fixed: dict[str, bytes] = field(default_factory=dict)  # path → content after the rule's fixes


def examples(rule: Rule) -> list[Example]:
    """Every example of the rule; RuleError without a hit, a near miss, or a fix that is shown."""
    document = Document(rule.path, rule.text)
    start = EXAMPLES_LINE.search(rule.text)
    offset = start.end() if start else len(rule.text)
    found: list[Example] = []
    for mark in marks(document, offset, len(rule.text)):
        line = document.line(mark.start)
        if isinstance(mark, Fence):
            if not found:
                raise document.error(
                    line, "a block before the first example", "give each example a `###` heading"
                )
            _add_block(document, rule, found[-1], mark, line)
        elif mark.level == 3:
            found.append(_new(document, found, mark, line))
        else:
            raise document.error(
                line, f"'{mark.text}' stands behind the examples", "they are the last section"
            )
    for example in found:
        if not example.files:
            advice = "add a block: ```python file=app.py"
            raise document.error(example.line, f"'{example.title}' has no file", advice)
    hits = [_marked(example, rule.id) for example in found]
    line = document.line(offset)
    if not any(hits):
        advice = f"mark the line of a finding: `finding: {rule.id}` in a comment"
        raise document.error(line, "no example is a hit", advice)
    if all(hits):
        advice = "add an example that looks alike and is left alone"
        raise document.error(line, "no example is a near miss", advice)
    if rule.fixer and not any(example.fixed for example in found):
        advice = "add the whole file as it is after the fix: ```python fixed=app.py"
        raise document.error(line, "no example shows the fix", advice)
    return found


def _marked(example: Example, rule: str) -> bool:
    return any(marker.form == "finding" and marker.rule == rule for marker in example.expected)


def _new(document: Document, found: list[Example], heading: Heading, line: int) -> Example:
    if any(example.title == heading.text for example in found):
        raise document.error(line, f"a second example '{heading.text}'", "give it another title")
    return Example(heading.text, line)


def _add_block(document: Document, rule: Rule, example: Example, fence: Fence, line: int) -> None:
    info = _INFO.fullmatch(fence.info)
    if info is None:
        raise document.error(
            line, f"a block of an example is one whole file: {fence.info!r}", "```lang file=PATH"
        )
    path = info["path"]
    if "\\" in path or ":" in path or PurePosixPath(path).is_absolute():
        raise document.error(line, f"'{path}' is no relative path", "for example: server/app.py")
    if not all(part.strip(".") for part in path.split("/")):
        raise document.error(line, f"'{path}' is no plain path", "leave out `.`, `..` and `//`")
    if path in (example.files if info["role"] == "file" else example.fixed):
        raise document.error(line, f"a second file '{path}'", "one block is one whole file")
    if info["role"] == "fixed":
        _add_fixed(document, rule, example, path, fence, line)
        return
    text, expected = split(
        path,
        fence.content,
        lambda number, message, advice: document.error(line + 1 + number, message, advice),
    )
    example.files[path] = text.encode()
    example.expected.extend(expected)


def _add_fixed(
    document: Document, rule: Rule, example: Example, path: str, fence: Fence, line: int
) -> None:
    if rule.fixer is None:
        raise document.error(line, f"'{rule.id}' has no fix", "name the fixer: `fix: …`")
    if path not in example.files:
        raise document.error(line, f"'{path}' is no file of this example", "no fix makes a file")
    content = fence.content.encode()
    if content == example.files[path]:
        raise document.error(line, f"'{path}' is not changed", "leave the block out")
    example.fixed[path] = content
