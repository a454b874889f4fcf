"""JSON and JSON lines."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from dupelint import DOCUMENTATION, __version__
from dupelint.model.edit import Applicability, Edit, Fix
from dupelint.model.finding import Outcome
from dupelint.report import render
from tests.unit.report.sample import APP, DIAL, JS, PLAIN, TWICE, full_outcome, outcome

RELATED = {
    "path": "server/app.py", "line": 4, "column": 2, "end_line": 4, "end_column": 29,
    "message": "registered here first",
}  # fmt: skip
TWICE_JSON: dict[str, Any] = {
    "code": "DUP101", "rule": "duplicate-blueprint", "severity": "error",
    "message": "blueprint 'whatsapp' is registered on app again",
    "path": "server/app.py", "line": 6, "column": 1, "end_line": 6, "end_column": 36,
    "related": [RELATED], "fixes": [], "fingerprint": "abc",
    "url": DOCUMENTATION.format("duplicate-blueprint"),
}  # fmt: skip
DIAL_JSON: dict[str, Any] = {
    "code": "DUP301", "rule": "direct-internal-call", "severity": "warning",
    "message": "browser code dials \x1b[31m3300",
    "path": "web/a.js", "line": 1, "column": 1, "end_line": 3, "end_column": 2,
    "related": [],
    "fixes": [
        {
            "title": "Use /api", "applicability": "unsafe",
            "edits": [
                {"path": "web/a.js", "start_byte": 7, "end_byte": 28, "replacement": "/api"}
            ],
        }
    ],
    "fingerprint": "def", "url": DOCUMENTATION.format("direct-internal-call"),
}  # fmt: skip


def test_json() -> None:
    whole = full_outcome(outcome(DIAL, TWICE))
    assert json.loads(render([whole], "json", PLAIN)) == {
        "version": 1,
        "tool": {"name": "dupelint", "version": __version__},
        "root": "/p",
        "findings": [TWICE_JSON, DIAL_JSON],
        "summary": {
            "files": 42, "errors": 1, "warnings": 1, "infos": 0, "fixed": 0, "suppressed": 2,
            "folded": 1, "withheld": 1, "skipped": {"excluded": 1, "minified": 1},
        },
    }  # fmt: skip


def test_json_lines() -> None:
    lines = render([outcome(DIAL, TWICE)], "json-lines", PLAIN).splitlines()
    assert [json.loads(line) for line in lines] == [TWICE_JSON, DIAL_JSON]


def test_several_projects_are_one_document() -> None:
    contents = {"/p/one/server/app.py": APP, "/p/two/web/a.js": JS}
    both = [Outcome("/p/two", [DIAL], 1), Outcome("/p/one", [TWICE], 2)]
    document = json.loads(render(both, "json", replace(PLAIN, contents=contents)))
    assert document["root"] == "/p"
    assert [one["path"] for one in document["findings"]] == ["one/server/app.py", "two/web/a.js"]
    assert document["findings"][0]["related"][0]["path"] == "one/server/app.py"
    assert document["findings"][1]["fixes"][0]["edits"][0]["path"] == "two/web/a.js"
    assert document["summary"]["files"] == 3


def test_a_fix_that_json_cannot_hold_is_left_out() -> None:
    edits = (Edit("web/a.js", 0, 1, b"", b"f"), Edit("web/a.js", 7, 8, b"\xe9", b"h"))
    one = DIAL._replace(fixes=(*DIAL.fixes, Fix("Say \u00e9", Applicability.SAFE, edits)))
    (finding,) = json.loads(render([outcome(one)], "json", PLAIN))["findings"]
    assert [fix["title"] for fix in finding["fixes"]] == ["Use /api"]
