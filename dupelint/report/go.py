"""The GO checklist for people: each step with its verdict, and how to ask the same by hand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dupelint.model.checklist import Step, Verdict
from dupelint.model.finding import Severity
from dupelint.report.text import harmless, paint

_STYLES = {Verdict.GO: "good", Verdict.NO_GO: Severity.ERROR, Verdict.NOT_RUN: "dim"}
_WIDTH = max(map(len, Verdict)) + 2

BY_HAND = (
    "The phone does not pair. Check by hand:",
    "- after 401 or loggedOut in the log: remove the tenant's auth folder, then start again",
    "- the clocks of this machine and of the phone: both right to the minute",
    "- the phone's list of linked devices: not at its limit; remove old ones",
    "- send the answers with their headers and the last lines of the log: --report FILE --log FILE",
)


def render_steps(steps: Sequence[Step], by_hand: bool, color: bool) -> str:
    """The table; `by_hand` adds what no request can find out."""
    return "".join(f"{line}\n" for line in _lines(steps, by_hand, color))


def _lines(steps: Sequence[Step], by_hand: bool, color: bool) -> Iterator[str]:
    margin = " " * _WIDTH
    for step in steps:
        style = _STYLES[step.verdict]
        verdict = paint(str(step.verdict), style, color) + " " * (_WIDTH - len(step.verdict))
        yield f"{verdict}{harmless(step.title)}"
        for detail in step.details:
            yield f"{margin}{harmless(detail)}"
        if step.wire:
            yield f"{margin}{paint('broken', 'bold', color)}: {harmless(step.wire)}"
        if step.curl:
            yield f"{margin}{paint(harmless(step.curl), 'dim', color)}"
    yield ""
    bad = [step for step in steps if step.verdict is Verdict.NO_GO]
    if all(step.verdict is Verdict.GO for step in steps):
        yield paint("GO", "good", color) + f": all {len(steps)} steps hold"
    else:
        left = sum(step.verdict is Verdict.NOT_RUN for step in steps)
        rest = f", {left} not run" if left else ""
        yield paint("NO-GO", Severity.ERROR, color) + f": {len(bad)} of {len(steps)} steps{rest}"
    if bad and by_hand:
        yield ""
        yield from BY_HAND
