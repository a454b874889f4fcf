"""The facts about the parses of one file."""

from __future__ import annotations

from dupelint.extract.python.bodies.candidates import Candidate, candidates
from dupelint.extract.python.bodies.failing import handling
from dupelint.extract.python.bodies.reaching import BLOCKED, IN_QUESTION, REACHED, arrives, fails
from dupelint.extract.python.bodies.responses import GOOD, OTHER_SUCCESS, TRIED
from dupelint.extract.python.reader import Reader
from dupelint.extract.python.source import said, span_of
from dupelint.model.facts import NO_SPAN, BodyRead, HttpCall
from dupelint.model.value import NULL


def read_bodies(reader: Reader) -> None:
    """Where a file parses what its requests are answered; the requests are known by now."""
    if b"json" not in reader.source.data:
        return
    requests = {fact.at: fact for fact in reader.facts if type(fact) is HttpCall}
    if not requests:
        return
    for found in candidates(reader, requests):
        reader.facts.append(_read(reader, found))


def _read(reader: Reader, found: Candidate) -> BodyRead:
    s204, s204_json, s200_empty, s200_html, s500_html = tried = tuple(
        fails(reader, found, answer) for answer in TRIED
    )
    good = arrives(reader, found, GOOD)
    errors = good == BLOCKED and arrives(reader, found, TRIED[-1]) != BLOCKED
    _, statement = reader.source.locate(found.call.start_byte)
    return BodyRead(
        form=found.parse.form,
        origin=found.parse.library,
        helper=said(NULL),
        guards="[]",
        s204=s204,
        s204_json=s204_json,
        s200_empty=s200_empty,
        s200_html=s200_html,
        s500_html=s500_html,
        guarded=_guarded(reader, found, tried),
        handling=handling(reader, found),
        awaited=1,
        in_try=0,
        error_branch=int(errors),
        method=found.request.method,
        url=found.request.url,
        scope=found.request.scope,
        statement=span_of(statement.node) if statement is not None else NO_SPAN,
        response=NO_SPAN,
        at=span_of(found.call),
    )


def _guarded(reader: Reader, found: Candidate, tried: tuple[str, ...]) -> str:
    """The strongest guard, by what it keeps out."""
    s204, s204_json, _, s200_html, s500_html = tried
    if IN_QUESTION in tried:
        return "other"
    if s204 == BLOCKED:
        if arrives(reader, found, OTHER_SUCCESS) == BLOCKED:
            return "status"
        if s204_json == BLOCKED:
            return "empty"
        return "type" if s200_html == BLOCKED else "other"
    if BLOCKED in tried[1:4]:
        return "other"
    return "none" if s500_html == REACHED else "ok"
