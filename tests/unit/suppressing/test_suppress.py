from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pytest

from dupelint.model.edit import Applicability, Fixer, Remedy, Target
from dupelint.model.facts import CommentDirective, Gap, span
from dupelint.model.finding import Finding, Place, Severity
from dupelint.model.source import Kind, Language, SourceFile
from dupelint.store import KIND_INDEX, Store, Written, open_store
from dupelint.suppressing import suppress


@dataclass(frozen=True)
class Rule:
    code: str
    id: str
    places: int = 1

    def finding(
        self, primary: Place, values: Mapping[str, object], symbols: Iterable[tuple[str, str]]
    ) -> Finding:
        text = ", ".join(f"{key}={value}" for key, value in values.items())
        return Finding(
            self.code, self.id, Severity.WARNING, text, primary, fingerprint=str(symbols)
        )


RULES = [
    Rule("DUP101", "duplicate-blueprint", 2),
    Rule("DUP203", "legacy-port"),
    Rule("DUP901", "unused-suppression"),
    Rule("DUP902", "malformed-suppression"),
]


def ignore(codes: str, start: int, end: int) -> CommentDirective:
    """Covers [start, end), its bracket stands at `end`."""
    return CommentDirective(
        "ignore", codes, "", span(start, end), span(end, end + len(codes)), span(end, end + 20)
    )


def store(*facts: tuple[str, CommentDirective | Gap]) -> Store:
    opened, _ = open_store(None, "test")
    opened.begin(writing=True)
    sources = [
        SourceFile(path, Language.PYTHON, Kind.SOURCE, 1, 1) for path in ("a.py", "b.py", "c.py")
    ]
    rows = {
        source.path: [(KIND_INDEX[type(fact)], fact) for path, fact in facts if path == source.path]
        for source in sources
    }
    opened.write([Written(source, b"x", rows[source.path], "") for source in sources])
    opened.begin_run(sources)
    return opened


def finding(code: str, *places: tuple[str, int, int]) -> Finding:
    primary, *related = [Place(*place) for place in places]
    return Finding(code, "x", Severity.ERROR, "m", primary, tuple(related))


def shown(findings: Sequence[Finding]) -> list[tuple[str, ...]]:
    return [
        (one.code, *(f"{place.path}:{place.start}" for place in one.places), one.message)
        for one in findings
    ]


A, B, C = ("a.py", 10, 20), ("b.py", 30, 40), ("c.py", 50, 60)


@pytest.mark.parametrize(
    ("code", "places", "covers", "left"),
    [
        ("DUP203", [A], [("a.py", 10, 20)], []),
        ("DUP203", [A], [("a.py", 0, 11)], []),  # the place starts there
        ("DUP203", [A], [("a.py", 19, 99)], []),  # the place ends there
        ("DUP203", [A], [("a.py", 0, 10)], [("DUP203", "a.py:10", "m")]),
        ("DUP203", [A], [("a.py", 20, 99)], [("DUP203", "a.py:10", "m")]),
        ("DUP203", [A], [("a.py", 12, 15)], [("DUP203", "a.py:10", "m")]),  # inside, not at an end
        ("DUP203", [A], [("b.py", 10, 20)], [("DUP203", "a.py:10", "m")]),
        ("DUP203", [A, B], [("a.py", 10, 20)], []),  # told of one place: its primary decides
        ("DUP203", [A, B], [("b.py", 30, 40)], [("DUP203", "a.py:10", "m")]),
        ("DUP101", [A, B], [("a.py", 10, 20)], []),
        ("DUP101", [A, B], [("b.py", 30, 40)], []),
        ("DUP101", [A, B, C], [("c.py", 50, 60)], [("DUP101", "a.py:10", "b.py:30", "m")]),
        ("DUP101", [A, B, C], [("a.py", 10, 20)], [("DUP101", "b.py:30", "c.py:50", "m")]),
        ("DUP101", [A, B, C], [("a.py", 10, 20), ("b.py", 30, 40)], []),
    ],
)
def test_places(
    code: str,
    places: list[tuple[str, int, int]],
    covers: list[tuple[str, int, int]],
    left: list[tuple[str, ...]],
) -> None:
    facts = [(path, ignore(code, start, end)) for path, start, end in covers]
    result = suppress(store(*facts), [finding(code, *places)], RULES, RULES[:2])
    assert shown(result.findings) == left
    assert len(result.suppressed) == (0 if left else 1)


@pytest.mark.parametrize(
    ("codes", "suppressed"),
    [
        ("DUP203", True),
        ("legacy-port", True),
        ("DUP101,legacy-port", True),
        ("DUP101", False),
        ("DUP2", False),  # no prefixes: a comment says what it is about
    ],
)
def test_codes(codes: str, suppressed: bool) -> None:
    result = suppress(
        store(("a.py", ignore(codes, 0, 50))), [finding("DUP203", A)], RULES, RULES[:2]
    )
    assert bool(result.suppressed) is suppressed


def test_unused() -> None:
    facts = [
        ("a.py", ignore("DUP203,duplicate-blueprint", 10, 20)),
        ("a.py", ignore("DUP101", 100, 110)),
    ]
    result = suppress(store(*facts), [finding("DUP203", A)], RULES, RULES)
    assert shown(result.findings) == [
        ("DUP901", "a.py:20", "code=duplicate-blueprint"),
        ("DUP901", "a.py:110", "code=DUP101"),
    ]
    fingerprints = {one.fingerprint for one in result.findings}
    assert fingerprints == {"[('a.py', 'DUP101 1')]", "[('a.py', 'DUP101 2')]"}


def test_both_of_two_stacked_comments_are_used() -> None:
    facts = [("a.py", ignore("DUP203", 10, 20)), ("a.py", ignore("DUP203", 10, 20))]
    result = suppress(store(*facts), [finding("DUP203", A)], RULES, RULES)
    assert result.findings == []


@pytest.mark.parametrize(
    ("running", "gap", "aside"),
    [
        ([RULES[0], RULES[2]], None, []),  # its rule did not run
        ([RULES[1]], None, []),  # unused-suppression did not run
        (RULES, Gap("parse", "", span(0, 1)), []),  # the file was not read whole
        (RULES, None, [finding("DUP203", A)]),  # the finding is folded or withheld
    ],
)
def test_not_called_unused(running: list[Rule], gap: Gap | None, aside: list[Finding]) -> None:
    facts: list[tuple[str, CommentDirective | Gap]] = [("a.py", ignore("DUP203", 10, 20))]
    facts += [("a.py", gap)] if gap else []
    assert suppress(store(*facts), [], RULES, running, aside).findings == []


def test_another_gap_does_not_hide_an_unused_one() -> None:
    facts = [("a.py", ignore("DUP203", 10, 20)), ("a.py", Gap("dynamic", "", span(0, 1)))]
    result = suppress(store(*facts), [], RULES, RULES)
    assert shown(result.findings) == [("DUP901", "a.py:20", "code=DUP203")]


def test_unknown_codes() -> None:
    facts = [("a.py", ignore("legcy-port,DUP999,DUP203", 10, 20))]
    result = suppress(store(*facts), [finding("DUP203", A)], RULES, RULES)
    assert shown(result.findings) == [
        (
            "DUP902",
            "a.py:20",
            "problem=no rule is called `legcy-port`, did you mean `legacy-port`?",
        ),
        ("DUP902", "a.py:20", "problem=no rule is called `DUP999`"),
    ]
    assert len(result.suppressed) == 1


def test_a_finding_about_a_comment_can_be_suppressed() -> None:
    facts = [("a.py", ignore("DUP203", 10, 20)), ("a.py", ignore("DUP901", 15, 30))]
    result = suppress(store(*facts), [], RULES, RULES)
    assert (shown(result.findings), len(result.suppressed)) == ([], 1)


@pytest.mark.parametrize(
    ("covers", "remains"),
    [([B], True), ([A], False), ([("c.py", 0, 9)], True), ([A, B], None)],
)
def test_what_is_meant_to_be_so_is_not_fixed(
    covers: list[tuple[str, int, int]], remains: bool | None
) -> None:
    target = Target(*A, columns={})
    remedy = Remedy(Fixer.COMMENT_OUT, Applicability.SAFE, (target,))
    comments = [(path, ignore("DUP101", start, end)) for path, start, end in covers]
    found = finding("DUP101", A, B, C)._replace(remedy=remedy)

    kept = suppress(store(*comments), [found], RULES, [])

    assert [one.remedy == remedy for one in kept.findings] == ([] if remains is None else [remains])
