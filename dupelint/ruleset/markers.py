"""Comments in an example that say which findings it must have."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from dupelint.model.edit import Applicability
from dupelint.model.errors import RuleError
from dupelint.model.finding import Severity
from dupelint.model.pattern import lazy


class Expected(NamedTuple):
    """One marker: a finding's primary place, or one of its related places."""

    form: str  # finding, also
    rule: str
    path: str
    line: int  # from 1, in the file without its markers
    severity: Severity | None  # None: any
    text: str | None  # the message, or the label; None: any
    applicability: Applicability | None = None  # of the fix; None: any, or no fix


_COMMENT = lazy(
    r"""[ \t]*
    (?: \{/\*[ ]*(?P<jsx>(?:finding|also):.*?)\*/\}     # {/* … */} between JSX tags
      | /\*[ ]*(?P<block>(?:finding|also):.*?)\*/
      | <!--[ ]*(?P<html>(?:finding|also):.*?)-->
      | (?://|\#|;)[ ]*(?P<line>(?:finding|also):.*)
    )[ \t]*$""",
    re.VERBOSE,
)
_MARKER = lazy(
    r"""(?P<form>finding|also):[ ]*(?P<rule>[a-z0-9]+(?:-[a-z0-9]+)*)
    (?:[ ]*\((?P<words>[a-z]+(?:,[ ]*[a-z]+)?)\))?
    (?:[ ]*"(?P<text>(?:[^"\\]|\\.)*)")?
    (?:[ ]+|$)""",
    re.VERBOSE,
)


def split(
    path: str, text: str, error: Callable[[int, str, str], RuleError]
) -> tuple[str, list[Expected]]:
    """A file's text without its markers, and what they say.

    A marker alone on its line goes with the line and speaks for the next one. `error` makes the
    error about a line of `text` (from 0).
    """
    kept: list[str] = []
    expected: list[Expected] = []
    for number, line in enumerate(text.split("\n")):
        match = _COMMENT.search(line)
        if match is None:
            kept.append(line)
            continue
        body = next(group for group in match.groups() if group is not None).strip()
        for marker in _markers(body):
            if isinstance(marker, str):
                raise error(
                    number,
                    f"a marker that cannot be read: {marker}",
                    'write `finding: rule-id (severity, applicability) "message"`'
                    ' or `also: rule-id "label"`',
                )
            expected.append(marker._replace(path=path, line=len(kept) + 1))
        if line[: match.start()].strip():
            kept.append(line[: match.start()])
    return "\n".join(kept), expected


def _markers(body: str) -> list[Expected | str]:
    """Each marker of one comment; text where it is none."""
    found: list[Expected | str] = []
    position = 0
    while position < len(body):
        match = _MARKER.match(body, position)
        judged = _judgement(match["words"] or "") if match else None
        if match is None or judged is None or (match["words"] and match["form"] == "also"):
            return [*found, body[position:]]
        severity, applicability = judged
        text = None if match["text"] is None else re.sub(r"\\(.)", r"\1", match["text"])
        found.append(Expected(match["form"], match["rule"], "", 0, severity, text, applicability))
        position = match.end()
    return found


def _judgement(words: str) -> tuple[Severity | None, Applicability | None] | None:
    """What stands between the parentheses, in this order, either left out; None if it cannot be."""
    first, _, second = words.partition(",")
    second = second.strip()
    if first in set(Severity) and second in {"", *Applicability}:
        return Severity(first), Applicability(second) if second else None
    if first in {"", *Applicability} and not second:
        return None, Applicability(first) if first else None
    return None
