"""What is asked of a response, as JavaScript."""

from __future__ import annotations

from typing import NamedTuple

from dupelint.fixing.lines import quote
from dupelint.fixing.task import RefusalError, Task

_WITHOUT_BODY = frozenset({"204", "205"})


class Check(NamedTuple):
    """The two conditions on one response; both bind as tightly as `&&` and `||` need."""

    kind: str  # status, type
    name: str  # the response, as the code names it
    good: str  # holds where the body may be parsed
    bad: str  # holds where it may not


def check_for(task: Task, name: str) -> Check:
    """The check that the task's columns ask for."""
    kind = str(task.columns.get("guard") or "status")
    if kind == "type":
        mark = quote(task.source)
        good = (
            f"{name}.headers.get({mark}content-type{mark})?.includes({mark}application/json{mark})"
        )
        return Check(kind, name, good, f"!{good}")
    if kind != "status":
        raise RefusalError(f"there is no guard called {kind!r}")
    success = str(task.columns.get("success") or "200").replace(" ", "").split(",")
    parsed = sorted(status for status in success if status not in _WITHOUT_BODY)
    if not parsed or not all(status.isdigit() for status in parsed):
        raise RefusalError("no status that the route answers comes with a body")
    good = " || ".join(f"{name}.status === {status}" for status in parsed)
    bad = " && ".join(f"{name}.status !== {status}" for status in parsed)
    return Check(kind, name, f"({good})" if len(parsed) > 1 else good, bad)
