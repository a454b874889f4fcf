"""One endpoint of the contract, asked and judged."""

from __future__ import annotations

import time
from collections.abc import Mapping

from dupelint.model.checklist import Answer, Step
from dupelint.model.contract import Endpoint, Scalar, expected, told
from dupelint.probing.asking import NoAnswerError, ask
from dupelint.probing.diagnosis import broken_wire
from dupelint.probing.plan import Phase, Plan

PAUSE = 0.5  # seconds between two looks at a value that may still come
ROUNDS = 3  # answers that have to agree once the phone is connected


def run_endpoint(step: Step, plan: Plan, endpoint: Endpoint, phase: Phase) -> None:
    """Ask until the answer holds the values of the phase, or the time is over."""
    wanted: Mapping[str, Scalar] = getattr(endpoint, phase)
    deadline = time.monotonic() + plan.settle
    while True:
        problems, missing = _ask_once(step, plan, endpoint, wanted)
        if problems or not missing or time.monotonic() >= deadline:
            break
        time.sleep(PAUSE)
    if phase == "after" and wanted and not problems and not missing:
        missing = _unstable(step, plan, endpoint, wanted)
    step.judge(problems + missing, _seen(step))
    if problems or missing:
        step.wire = broken_wire(plan, endpoint, step.answer)


def is_in_phase(plan: Plan, endpoint: Endpoint, phase: Phase) -> bool:
    """Whether one answer holds the values of the phase."""
    problems, missing = _ask_once(Step(""), plan, endpoint, getattr(endpoint, phase))
    return not problems and not missing


def _ask_once(
    step: Step, plan: Plan, endpoint: Endpoint, wanted: Mapping[str, Scalar]
) -> tuple[list[str], list[str]]:
    """(what breaks the contract, which values of the phase are not there yet)."""
    try:
        step.answer = ask(endpoint.method, plan.url(endpoint), plan.headers, plan.timeout)
    except NoAnswerError as error:
        step.answer = None
        return [str(error)], []
    problems = breaches(endpoint, step.answer)
    return problems, [] if problems or not wanted else _not_yet(step.answer, wanted)


def breaches(endpoint: Endpoint, answer: Answer) -> list[str]:
    """What of an answer is not as declared."""
    if answer.status != endpoint.status:
        return [f"the status is {answer.status}, not {endpoint.status}"]
    if endpoint.body is None:
        return []
    if not answer.says_json:
        return [f"the content type is {answer.content_type or 'not said'}, not JSON"]
    try:
        return endpoint.breaches(answer.decoded())
    except ValueError:
        return ["the body is empty" if not answer.body else "the body is no JSON"]


def _not_yet(answer: Answer, wanted: Mapping[str, Scalar]) -> list[str]:
    body = answer.decoded()
    return [
        f"'{key}' is {told(body.get(key))}, not {value if isinstance(value, str) else told(value)}"
        for key, value in wanted.items()
        if not expected(body.get(key), value)
    ]


def _unstable(
    step: Step, plan: Plan, endpoint: Endpoint, wanted: Mapping[str, Scalar]
) -> list[str]:
    for number in range(2, ROUNDS + 1):
        time.sleep(plan.apart)
        problems, missing = _ask_once(step, plan, endpoint, wanted)
        if problems or missing:
            return [f"answer {number} of {ROUNDS}: {text}" for text in problems + missing]
    return []


def _seen(step: Step) -> str:
    if step.answer is None or not step.answer.says_json:
        return ""
    try:
        body = step.answer.decoded()
    except ValueError:
        return ""
    if not isinstance(body, dict):
        return ""
    return ", ".join(f"{key}: {told(value, 22)}" for key, value in list(body.items())[:8])
