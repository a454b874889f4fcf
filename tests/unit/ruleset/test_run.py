# ruff: noqa: E501  a table's row on one line

from __future__ import annotations

from collections.abc import Callable

import pytest

from dupelint.model.edit import Applicability, Fixer, Remedy, Target
from dupelint.model.errors import RuleError
from dupelint.model.finding import Finding, Place, Severity
from dupelint.ruleset.rule import Rule
from dupelint.ruleset.run import run_rules
from dupelint.store import Store

Read = Callable[[str], bytes]
MakeRule = Callable[..., Rule]

FIRST, SECOND, THIRD = (
    Place("server/app.py", 13, 17),
    Place("server/app.py", 34, 38),
    Place("server/app.py", 55, 59),
)
BRIDGE = Place("bridge.js", 28, 32)


def labelled(place: Place, label: str) -> Place:
    return Place(place.path, place.start, place.end, label)


def summary(findings: list[Finding]) -> list[tuple[object, ...]]:
    return [(each.severity.value, each.message, each.primary, *each.related) for each in findings]


def test_each_row_is_a_finding_in_order_of_place(store: Store, read: Read, rule: MakeRule) -> None:
    run = run_rules(store, [rule("SELECT at, port FROM port_mention ORDER BY at DESC")], read)

    assert summary(run.findings) == [
        ("warning", "port 3001 is used", BRIDGE),
        ("warning", "port 5000 is used", FIRST),
        ("warning", "port 5000 is used", SECOND),
        ("warning", "port 3001 is used", THIRD),
    ]
    assert (run.folded, run.withheld) == ([], [])
    first = run.findings[0]
    assert (first.code, first.rule, first.advice, first.fixes) == (
        "OWN101",
        "used-port",
        "use another than 3001",
        (),
    )


PAIRS = """
SELECT a.at, b.at AS also, 'also here' AS also_label, a.port
FROM port_mention AS a LEFT JOIN port_mention AS b ON b.port = a.port
WHERE a.at = (SELECT min(at) FROM port_mention WHERE port = a.port AND path(at) = 'server/app.py')
"""


@pytest.mark.parametrize("order", ["b.at", "b.at DESC"])
def test_rows_of_one_place_are_one_finding(
    store: Store, read: Read, rule: MakeRule, order: str
) -> None:
    run = run_rules(store, [rule(f"{PAIRS} ORDER BY {order}")], read)

    assert summary(run.findings) == [
        ("warning", "port 5000 is used", FIRST, labelled(SECOND, "also here")),
        ("warning", "port 3001 is used", THIRD, labelled(BRIDGE, "also here")),
    ]


def test_a_key_tells_findings_of_one_place_apart(store: Store, read: Read, rule: MakeRule) -> None:
    query = """
    SELECT at, value AS key, value AS port, NULL AS also
    FROM port_mention, json_each('["b", "a", "b"]') WHERE path(at) = 'bridge.js'
    """

    assert summary(run_rules(store, [rule(query)], read).findings) == [
        ("warning", "port a is used", BRIDGE),
        ("warning", "port b is used", BRIDGE),
    ]


def test_of_rows_that_differ_the_order_of_sqlite_chooses_none(
    store: Store, read: Read, rule: MakeRule
) -> None:
    query = "SELECT at, value AS port FROM port_mention, json_each('[{}]') WHERE port = 3001"

    runs = [
        run_rules(store, [rule(query.format(values))], read).findings
        for values in ('2, 1, null, "x"', '"x", null, 1, 2')
    ]

    assert runs[0] == runs[1]


@pytest.mark.parametrize(
    ("severity", "expected"),
    [("NULL", "warning"), ("'error'", "error"), ("iif(also_label = 'b', 'error', NULL)", "error")],
)
def test_the_gravest_severity_of_its_rows_holds(
    store: Store, read: Read, rule: MakeRule, severity: str, expected: str
) -> None:
    query = f"""
    SELECT at, port, also_label, {severity} AS severity
    FROM (SELECT at, port, value AS also_label FROM port_mention, json_each('["a", "b"]'))
    WHERE path(at) = 'bridge.js'
    """

    run = run_rules(store, [rule(query)], read)

    assert [finding.severity for finding in run.findings] == [Severity(expected)]


def test_a_withheld_finding_is_told_apart(store: Store, read: Read, rule: MakeRule) -> None:
    query = """
    SELECT at, port, iif(port = 3001, 'routes are added at run time', NULL) AS withheld
    FROM port_mention WHERE path(at) = 'server/app.py'
    """
    complete = rule(query, ("evidence: presence", "evidence: complete"))

    run = run_rules(store, [complete], read)

    assert summary(run.findings) == [
        ("warning", "port 5000 is used", FIRST),
        ("warning", "port 5000 is used", SECOND),
    ]
    assert [(finding.primary, why) for finding, why in run.withheld] == [
        (THIRD, "routes are added at run time")
    ]


def test_a_value_is_shown_on_one_line_and_clipped(store: Store, read: Read, rule: MakeRule) -> None:
    long = "x" * 300
    query = f"SELECT at, 'a' || char(10) || ' b {long}' AS port FROM port_mention LIMIT 1"

    (finding,) = run_rules(store, [rule(query)], read).findings

    assert finding.message == f"port a b {'x' * 195}… is used"


@pytest.mark.parametrize(
    ("query", "message", "advice"),
    [
        ("SELECT 1 AS at, 2 AS port", "used-port: 'at' is 1, which is no place of this project", "select a column that holds a span, and leave out rows where it is NULL or -1"),
        ("SELECT -1 AS at, 2 AS port", "used-port: 'at' is -1, which is no place of this project", "select a column that holds a span, and leave out rows where it is NULL or -1"),
        ("SELECT at, port, 'info' AS severity FROM port_mention", "used-port: the query returns severity 'info'", "the front matter allows: warning, error"),
        ("SELECT at FROM port_mention", "", ""),
        ("SELECT at, port FROM port_mentions", "used-port: no such table: port_mentions", "did you mean 'port_mention'?"),
        ("WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT x AS at, count(*) AS port FROM c", "used-port: the query took longer than 0.05 s", "join on equal columns, or move the work into a condition"),
    ],
)  # fmt: skip
def test_a_rule_that_cannot_be_answered(
    store: Store, read: Read, rule: MakeRule, query: str, message: str, advice: str
) -> None:
    with pytest.raises(RuleError) as raised:
        run_rules(store, [rule(query)], read, seconds=0.05)

    if message:
        assert raised.value.message == f"used-port.md:26: {message}"
        assert raised.value.advice == advice
    else:
        assert raised.value.message == "used-port.md:6: nothing fills the placeholder '{port}'"


def two(rule: MakeRule, query: str, other: str) -> list[Rule]:
    """`used-port` with one query yields to `better` with another."""
    better = (("id: used-port", "id: better"), ("OWN101", "OWN102"))
    yields = ("evidence: presence", "evidence: presence\nyields-to: [better]")
    return [rule(query, yields), rule(other, *better, name="better")]


@pytest.mark.parametrize(
    ("better", "kept"),
    [
        ("SELECT at, port FROM port_mention WHERE port = 3001", [FIRST, SECOND]),
        (f"{PAIRS} AND a.port = 5000", [BRIDGE, THIRD]),  # inside a related place
        ("SELECT file << 42 | 40 AS at, port FROM port_mention WHERE path(at) = 'bridge.js'", [FIRST, SECOND, THIRD]),
        ("SELECT at + 1 AS at, port FROM port_mention", []),
        ("SELECT at - 1 AS at, port FROM port_mention", [BRIDGE, FIRST, SECOND, THIRD]),
        ("SELECT at, port, 'gap' AS withheld FROM port_mention", [BRIDGE, FIRST, SECOND, THIRD]),
    ],
)  # fmt: skip
def test_a_fault_is_told_once(
    store: Store, read: Read, rule: MakeRule, better: str, kept: list[Place]
) -> None:
    everything = [BRIDGE, FIRST, SECOND, THIRD]
    rules = two(rule, "SELECT at, port FROM port_mention", better)

    run = run_rules(store, rules, read)

    assert [each.primary for each in run.findings if each.rule == "used-port"] == kept
    assert [(each.primary, why) for each, why in run.folded] == [
        (place, "better") for place in everything if place not in kept
    ]


def test_a_rule_that_does_not_run_tells_nothing(store: Store, read: Read, rule: MakeRule) -> None:
    query = "SELECT at, port FROM port_mention"

    run = run_rules(store, two(rule, query, query)[:1], read)

    assert (len(run.findings), run.folded) == (4, [])


def test_a_rule_of_another_stage_is_passed_over(store: Store, read: Read, rule: MakeRule) -> None:
    engine = rule("SELECT 1", ("evidence: presence", "evidence: presence\nengine: suppressing"))

    assert run_rules(store, [engine], read).findings == []


# --- fingerprints ------------------------------------------------------------------------------


def fingerprints(store: Store, rule: Rule, read: Read) -> dict[Place, str]:
    run = run_rules(store, [rule], read)
    return {finding.primary: finding.fingerprint for finding in run.findings}


def test_findings_with_one_text_have_different_fingerprints(
    store: Store, read: Read, rule: MakeRule
) -> None:
    found = fingerprints(store, rule("SELECT at, port FROM port_mention"), read)

    assert len(set(found.values())) == 4


def test_a_fingerprint_holds_no_position(store: Store, read: Read, rule: MakeRule) -> None:
    """The same text elsewhere in the file, the other findings gone: the same finding."""
    query = "SELECT at + ({} << 21) AS at, port FROM port_mention WHERE path(at) = 'bridge.js'"

    def moved(path: str) -> bytes:
        return b"\n" * 5 + read(path)

    before = fingerprints(store, rule(query.format(0)), read)
    after = fingerprints(store, rule(query.format(5)), moved)

    assert list(before.values()) == list(after.values())
    assert list(before) != list(after)


@pytest.mark.parametrize(
    "columns",
    [
        "at, port + 1 AS port",
        "at, port, 'listen' AS symbol",
        "at, port, (SELECT at FROM port_mention WHERE port = 5000 LIMIT 1) AS also",
        "at - 1 AS at, port",
    ],
)
def test_what_a_fingerprint_depends_on(
    store: Store, read: Read, rule: MakeRule, columns: str
) -> None:
    query = "SELECT {} FROM port_mention WHERE path(at) = 'bridge.js'"

    before = fingerprints(store, rule(query.format("at, port")), read)
    after = fingerprints(store, rule(query.format(columns)), read)

    assert list(before.values()) != list(after.values())


@pytest.mark.parametrize(
    "columns",
    [
        "at, port, 'error' AS severity",
        "at, port, at AS also, 'itself' AS also_label",
        "at, port, '3001' AS symbol",
        "at, port, NULL AS symbol, 7 AS more",
    ],
)
def test_what_a_fingerprint_does_not_depend_on(
    store: Store, read: Read, rule: MakeRule, columns: str
) -> None:
    query = "SELECT {} FROM port_mention WHERE path(at) = 'bridge.js'"
    advice = ('advice: "use another than {port}"', 'advice: "do something"')

    before = fingerprints(store, rule(query.format("at, port")), read)
    after = fingerprints(store, rule(query.format(columns), advice), read)

    assert before == after


FIX = ("evidence: presence", "evidence: presence\nfix: add-line\napplicability: [safe, unsafe]")


def targets(finding: Finding) -> list[tuple[str, int, int, str]]:
    assert finding.remedy is not None
    return [(each.path, each.start, each.end, each.stays) for each in finding.remedy.targets]


def test_a_rule_with_a_fixer_asks_for_its_primary_place(
    store: Store, read: Read, rule: MakeRule
) -> None:
    run = run_rules(store, [rule("SELECT at, port, 7 AS key FROM port_mention", FIX)], read)

    assert [finding.remedy for finding in run.findings][:1] == [
        Remedy(
            Fixer.ADD_LINE,
            Applicability.SAFE,
            (Target(BRIDGE.path, BRIDGE.start, BRIDGE.end, {"port": 3001, "key": 7}),),
        )
    ]


def test_the_related_place_stays_in_force(store: Store, read: Read, rule: MakeRule) -> None:
    run = run_rules(store, [rule(PAIRS, FIX)], read)

    assert [targets(finding) for finding in run.findings] == [
        [("server/app.py", 13, 17, "server/app.py:1")],
        [("server/app.py", 55, 59, "bridge.js:2")],
    ]


EDITS = """
SELECT (SELECT min(at) FROM port_mention) AS at, port, {} FROM port_mention
"""


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ("at AS edit", [("bridge.js", 28, 32, ""), *(("server/app.py", start, start + 4, "") for start in (13, 34, 55))]),
        ("iif(port = 5000, at, NULL) AS edit", [("server/app.py", 13, 17, ""), ("server/app.py", 34, 38, "")]),
        ("iif(port = 5000, at, -1) AS edit", [("server/app.py", 13, 17, ""), ("server/app.py", 34, 38, "")]),
        ("(SELECT max(at) FROM port_mention WHERE port = 5000) AS edit, (SELECT min(at) FROM port_mention) AS stays", [("server/app.py", 34, 38, "server/app.py:1")]),
    ],
)  # fmt: skip
def test_rows_name_what_is_to_change(
    store: Store,
    read: Read,
    rule: MakeRule,
    columns: str,
    expected: list[tuple[str, int, int, str]],
) -> None:
    run = run_rules(store, [rule(EDITS.format(columns), FIX)], read)

    assert [targets(finding) for finding in run.findings] == [expected]


def test_without_a_place_to_change_there_is_no_remedy(
    store: Store, read: Read, rule: MakeRule
) -> None:
    run = run_rules(store, [rule(EDITS.format("NULL AS edit"), FIX)], read)

    assert [finding.remedy for finding in run.findings] == [None]


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        ("NULL", Applicability.SAFE),
        ("'unsafe'", Applicability.UNSAFE),
        ("iif(port = 3001, 'unsafe', 'safe')", Applicability.UNSAFE),
    ],
)
def test_the_least_trusted_row_decides(
    store: Store, read: Read, rule: MakeRule, column: str, expected: Applicability
) -> None:
    query = EDITS.format(f"{column} AS applicability")
    (finding,) = run_rules(store, [rule(query, FIX)], read).findings

    assert finding.remedy is not None
    assert finding.remedy.applicability is expected


def test_an_applicability_that_is_not_in_the_list(store: Store, read: Read, rule: MakeRule) -> None:
    query = EDITS.format("'display' AS applicability")

    with pytest.raises(RuleError) as raised:
        run_rules(store, [rule(query, FIX)], read)

    assert raised.value.message.endswith("the query returns applicability 'display'")
    assert raised.value.advice == "the front matter allows: safe, unsafe"
