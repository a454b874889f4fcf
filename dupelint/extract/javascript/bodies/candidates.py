"""Which places of a file parse a body as JSON, and which hint at a function that judges one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from dupelint.extract.javascript.bodies.script import Script
from dupelint.extract.javascript.bodies.values import Path
from dupelint.extract.javascript.calls import arguments
from dupelint.model.pattern import lazy

if TYPE_CHECKING:
    from tree_sitter import Node

ANCHORS = (b".json", b"JSON.parse", b"fetch(", b".ok", b".status", b"never")

_LIKELY = lazy(
    rb"(?P<json>\.json\s*(?:<[^()]*>\s*)?(?:\?\.)?\s*\(\s*\))"
    rb"|(?P<parse>JSON\.parse\s*[()])"
    rb"|(?P<fetch>fetch\()"
    rb"|(?P<check>\.(?:ok\b(?!\s*(?:[(.:]|=[^=]))|status\s*(?:[!=]==?|[<>]=?|/)\s*\d))"
    rb"|(?P<never>never(?:(?<=[:<]never)|(?<=[:<] never))>?\s*(?:\{|=>))"
)
_TEXT = lazy(rb"\.text\s*\(\s*\)")
_WITHIN = {
    "json": 1,
    "parse": 0,
    "fetch": 0,
    "check": 1,
    "never": 0,
}  # from the anchor to a node of the place


class Hint(NamedTuple):
    """An anchor that is worth a look at the tree."""

    form: str  # json, parse, fetch, check, never
    offset: int


class Candidate(NamedTuple):
    """A call that parses something as JSON."""

    form: str  # json, parse-text
    subject: Node  # the response (json) or the text
    path: Path  # ancestors of the call (of `JSON.parse` in `.then(JSON.parse)`) and itself


def hints(data: bytes, offsets: Sequence[int]) -> list[Hint]:
    """The anchors that may be what they look like, by their bytes alone."""
    texts = _TEXT.search(data) is not None
    found: list[Hint] = []
    for offset in offsets:
        match = _LIKELY.match(data, offset)
        if match is None or match.lastgroup is None:
            continue
        if match.lastgroup == "parse" and not texts:
            continue
        found.append(Hint(match.lastgroup, offset + _WITHIN[match.lastgroup]))
    return found


def candidate(hint: Hint, path: Path, script: Script) -> Candidate | None:
    """The parse at a hint, None if it is none."""
    if len(path) < 4 or path[-2].type != "member_expression":
        return None
    member, above = path[-2], path[-3]
    if hint.form == "json":
        called = above.type == "call_expression" and _is(above, "function", member)
        subject = member.child_by_field_name("object")
        named = script.text(path[-1]) == "json"
        if not called or not named or subject is None or arguments(above):
            return None
        return Candidate("json", subject, path[:-2]) if _is_held(subject, script) else None
    if script.text(member) != "JSON.parse":
        return None
    if above.type == "call_expression" and _is(above, "function", member):
        given = arguments(above)
        return Candidate("parse-text", given[0], path[:-2]) if given else None
    if above.type == "arguments" and above.named_children[0].id == member.id:
        callee = path[-4].child_by_field_name("function")  # .then(JSON.parse)
        if callee is None or callee.type != "member_expression":
            return None
        owner = callee.child_by_field_name("object")
        if owner is not None and script.text(callee.child_by_field_name("property")) == "then":
            return Candidate("parse-text", owner, path[:-1])
    return None


def _is_held(subject: Node, script: Script) -> bool:
    """Whether a subject can be a response: a bare call hands out a promise, or parses itself."""
    inner = script.peel(subject)
    if script.text(subject).rpartition(".")[2] in ("req", "request"):
        return False
    while inner.type == "call_expression":
        callee = inner.child_by_field_name("function")
        waits = script.data[subject.start_byte : inner.start_byte]
        if b"await" in waits or b"yield" in waits:
            return True
        if callee is None or callee.type != "member_expression":
            return False
        if script.text(callee.child_by_field_name("property")) != "clone":
            return False
        owner = callee.child_by_field_name("object")
        if owner is None:
            return False
        subject, inner = owner, script.peel(owner)
    return True


def _is(parent: Node, field: str, child: Node) -> bool:
    found = parent.child_by_field_name(field)
    return found is not None and found.id == child.id
