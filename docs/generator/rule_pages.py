"""Rule documents as pages for readers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dupelint.ruleset import pages
from dupelint.ruleset.document import EXAMPLES_LINE
from dupelint.ruleset.markers import Expected, split
from dupelint.ruleset.rule import Rule
from dupelint.ruleset.scanner import Document, Fence, marks


def index(rules: Sequence[Rule], folder: str) -> str:
    """A table of all rules, each linked to its page in `folder`."""
    rows = [
        f"| {rule.code} | [`{rule.id}`]({folder}{rule.id}.md) | {', '.join(rule.severities)} "
        f"| {rule.title} |\n"
        for rule in rules
    ]
    return "| code | name | severity | finds |\n|---|---|---|---|\n" + "".join(rows)


def page(rule: Rule) -> str:
    """The rule's document with its examples as a reader wants them, and what they must find."""
    document = Document(rule.path, pages.markdown(rule))
    start = EXAMPLES_LINE.search(document.text)
    if start is None:
        raise LookupError(f"{rule.path} has no examples")
    head = document.text[: start.end()]
    parts = [head, *_examples(document, start.end(), rule), *_foot(rule)]
    return "\n\n".join(part.strip() for part in parts if part.strip()) + "\n"


def _examples(document: Document, start: int, rule: Rule) -> Iterator[str]:
    """Each example: its text with the markers taken out, then what they say."""
    text, position = document.text, start
    pieces: list[str] = []
    expected: list[Expected] = []
    opened = False
    for mark in marks(document, start, len(text)):
        pieces.append(text[position : mark.start])
        if isinstance(mark, Fence):
            position = text.find("\n", mark.content_start + len(mark.content)) + 1
            if not position:
                position = len(text)
            pieces.append(_block(document, mark, position, expected))
            continue
        yield "".join(pieces)
        if opened:
            yield _outcome(expected, rule)
        pieces, expected, opened = [text[mark.start : mark.end]], [], True
        position = mark.end
    yield "".join([*pieces, text[position:]])
    yield _outcome(expected, rule)


def _block(document: Document, fence: Fence, end: int, expected: list[Expected]) -> str:
    language, _, path = fence.info.partition(" file=")
    ticks = document.text[fence.start : fence.content_start].split(language, 1)[0]
    content, found = split(path, fence.content, document.error)
    expected += found
    return f"{ticks}{language}\n{content}{document.text[end - len(ticks) - 1 : end]}"


def _outcome(expected: Sequence[Expected], rule: Rule) -> str:
    if not expected:
        return "Nothing is found here."
    lines = [
        _line(one, rule)
        for one in sorted(expected, key=lambda one: (one.form != "finding", one.path, one.line))
    ]
    return "Found:\n\n" + "\n".join(lines)


def _line(one: Expected, rule: Rule) -> str:
    own = one.rule == rule.id
    known = rule.severities[0] if own and len(rule.severities) == 1 else "finding"
    what = f"**{one.severity or known}**" if one.form == "finding" else "also"
    owner = "" if own else f" of `{one.rule}`"
    told = f": {one.text}" if one.text else ""
    return f"- {what}{owner} at `{one.path}`, line {one.line}{told}"


def _foot(rule: Rule) -> Iterator[str]:
    if rule.yields_to:
        better = " or ".join(f"[`{name}`]({name}.md)" for name in rule.yields_to)
        yield f"A fault that {better} tells is not told again by this rule."
    source = f"../../rules/{rule.id}.md"
    yield f"---\n\nGenerated from [the rule itself]({source}), whose tests these examples are."
