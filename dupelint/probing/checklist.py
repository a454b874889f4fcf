"""The GO checklist, in order, up to the first NO-GO."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from dupelint.model.checklist import Step, Verdict
from dupelint.model.contract import Endpoint
from dupelint.probing.asking import NoAnswerError, ask
from dupelint.probing.contract_step import PAUSE, is_in_phase, run_endpoint
from dupelint.probing.curl import curl
from dupelint.probing.environment import problems, seen
from dupelint.probing.plan import Phase, Plan


@dataclass(frozen=True, slots=True)
class Check:
    """A step with what is done for it."""

    step: Step
    run: Callable[[], None]


def checks(plan: Plan, phase: Phase) -> list[Check]:
    """Every step of a phase. What changes state is asked before the scan only."""
    found = [_environment(plan)]
    found += [_health(plan, url) for url in plan.health]
    for endpoint in plan.contract:
        if phase == "before" or endpoint.method in ("GET", "HEAD"):
            found.append(_contract(plan, endpoint, phase))
    if phase == "after" and plan.log is not None:
        found.append(_message(plan))
    return found


def run(found: Sequence[Check], keep_going: bool) -> Iterator[Step]:
    """The steps, each once it is judged; what is not run comes last."""
    stopped = False
    for check in found:
        if not stopped:
            check.run()
            stopped = check.step.verdict is Verdict.NO_GO and not keep_going
        yield check.step


def _environment(plan: Plan) -> Check:
    step = Step("environment")

    def judge() -> None:
        wrong = problems(plan.environment, partial(_listens, seconds=plan.timeout))
        step.judge(wrong, seen(plan.environment))

    return Check(step, judge)


def _health(plan: Plan, url: str) -> Check:
    step = Step(f"GET {url}", curl("GET", url, {}))

    def judge() -> None:
        try:
            step.answer = ask("GET", url, {"Accept": "*/*"}, plan.timeout)
        except NoAnswerError as error:
            step.judge([str(error)])
            step.wire = f"nothing serves {url}"
            return
        wrong = []
        if step.answer.status != 200:
            wrong = [f"the status is {step.answer.status}, not 200"]
        elif step.answer.content_type == "text/html":
            wrong = ["it answers with a page: a catch-all is no sign of life"]
        step.judge(wrong, step.answer.body[:40].decode("utf-8", "replace").strip())

    return Check(step, judge)


def _contract(plan: Plan, endpoint: Endpoint, phase: Phase) -> Check:
    url = plan.url(endpoint)
    shown = dict.fromkeys(plan.headers, "…")
    step = Step(f"{endpoint.method} {url}", curl(endpoint.method, url, shown))
    return Check(step, lambda: run_endpoint(step, plan, endpoint, phase))


def _message(plan: Plan) -> Check:
    step = Step("first message in the log")

    def judge() -> None:
        assert plan.log is not None
        deadline = time.monotonic() + plan.settle
        while not (line := plan.log.told(plan.message)) and time.monotonic() < deadline:
            time.sleep(PAUSE)
        step.judge([] if line else ["no line of the log tells an incoming message"], line)

    return Check(step, judge)


def _listens(url: str, seconds: float) -> bool:
    try:
        ask("HEAD", url, {}, seconds)
    except NoAnswerError:
        return False
    return True


def connected(plan: Plan, seconds: float) -> bool:
    """Wait until an endpoint that knows of the scan says so."""
    telling = [one for one in plan.contract if one.method == "GET" and one.after]
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if any(is_in_phase(plan, endpoint, "after") for endpoint in telling):
            return True
        time.sleep(PAUSE)
    return False
