"""What a person sends to whoever helps: the answers with their headers, and the log."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dupelint.model.checklist import Answer, Step
from dupelint.probing.log import Log
from dupelint.probing.redaction import header, redacted

HEADING = "# dupelint go: report"
_LONGEST = 4_000  # characters of a body


def bundle(steps: Sequence[Step], log: Log | None, secrets: Sequence[str], when: str) -> str:
    """The report as Markdown; `secrets` are values that must not stand in it."""
    return "".join(f"{line}\n" for line in _lines(steps, log, secrets, when))


def _lines(
    steps: Sequence[Step], log: Log | None, secrets: Sequence[str], when: str
) -> Iterator[str]:
    yield from (HEADING, "", when, "")
    for step in steps:
        yield f"## {step.verdict}: {redacted(step.title, secrets)}"
        yield ""
        for detail in (*step.details, *([step.wire] if step.wire else ())):
            yield f"- {redacted(detail, secrets)}"
        if step.answer is not None:
            yield from _fenced(_answer(step.answer, secrets))
        yield ""
    if log is not None:
        yield from ("## The last lines of the log", "")
        yield from _fenced(redacted(line, secrets) for line in log.last())
        yield from ("", "## Updates of the connection since the phase began", "")
        yield from _fenced(redacted(line, secrets) for line in log.updates())


def _answer(answer: Answer, secrets: Sequence[str]) -> Iterator[str]:
    yield f"HTTP {answer.status} from {redacted(answer.url, secrets)}"
    for name, value in answer.headers:
        yield header(name, value, secrets)
    yield ""
    text = redacted(answer.body.decode("utf-8", "replace"), secrets)
    yield from text[:_LONGEST].splitlines()
    if len(text) > _LONGEST or answer.cut:
        yield "…"


def _fenced(lines: Iterator[str]) -> Iterator[str]:
    yield ""
    # Indented: no line of an answer can end the block.
    yield from (f"    {line}" if line else "" for line in lines)
