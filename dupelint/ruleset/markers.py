"""Comments in an example that say which findings it must have."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from dupelint.model.errors import RuleError
from dupelint.model.finding import Severity


class Expected(NamedTuple):
    """One marker: a finding's primary place, or one of its related places."""

    form: str  # finding, also
    rule: str
    path: str
    line: int  # from 1, in the file without its markers
    severity: Severity | None  # None: any
    text: str | None  # the message, or the label; None: any


_COMMENT = re.compile(
    r"""[ \t]*
    (?: \{/\*[ ]*(?P<jsx>(?:finding|also):.*?)\*/\}     # {/* … */} between JSX tags
      | /\*[ ]*(?P<block>(?:finding|also):.*?)\*/
      | <!--[ ]*(?P<html>(?:finding|also):.*?)-->
      | (?://|\#|;)[ ]*(?P<line>(?:finding|also):.*)
    )[ \t]*$""",
    re.VERBOSE,
)
_MARKER = re.compile(
    r"""(?P<form>finding|also):[ ]*(?P<rule>[a-z0-9]+(?:-[a-z0-9]+)*)
    (?:[ ]*\((?P<severity>[a-z]+)\))?
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
                    'write `finding: rule-id (severity) "message"` or `also: rule-id "label"`',
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
        severity = match["severity"] if match else None
        if (
            match is None
            or severity not in {None, *Severity}
            or (severity and match["form"] == "also")
        ):
            return [*found, body[position:]]
        text = None if match["text"] is None else re.sub(r"\\(.)", r"\1", match["text"])
        known = Severity(severity) if severity else None
        found.append(Expected(match["form"], match["rule"], "", 0, known, text))
        position = match.end()
    return found
