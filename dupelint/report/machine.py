"""The formats another program reads: `json` and `json-lines`."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from dupelint import DOCUMENTATION, __version__
from dupelint.model.edit import Fix
from dupelint.model.finding import Outcome, Severity
from dupelint.report.view import Seen, Spot, View

_encoded = json.JSONEncoder(ensure_ascii=False).encode
VERSION = 1  # of the document; grows only when a key changes its meaning or goes


def document(findings: Sequence[Seen], view: View) -> str:
    """One JSON document. Paths are relative to its `root`."""
    import msgspec

    root = common_root(view.outcomes)
    top = _top(root)
    whole = {
        "version": VERSION,
        "tool": {"name": "dupelint", "version": __version__},
        "root": root.as_posix(),
        "findings": [_finding(seen, top) for seen in findings],
        "summary": _summary(findings, view.outcomes),
    }
    # `json` with an indent is Python and takes ten times as long.
    return msgspec.json.format(_writable(_encoded(whole)), indent=2) + "\n"


def lines(findings: Sequence[Seen], view: View) -> str:
    """One JSON object per finding and line."""
    top = _top(common_root(view.outcomes))
    return "".join(_writable(_encoded(_finding(seen, top))) + "\n" for seen in findings)


def common_root(outcomes: Sequence[Outcome]) -> Path:
    """The folder that holds every project of the report."""
    roots = [outcome.root for outcome in outcomes]
    return Path(os.path.commonpath(roots)) if roots else Path.cwd()


def _top(root: Path) -> str:
    """What all paths start with, and paths of a report do not."""
    return root.as_posix().rstrip("/") + "/"


def _finding(seen: Seen, top: str) -> dict[str, Any]:
    finding = seen.finding
    return {
        "code": finding.code,
        "rule": finding.rule,
        "severity": finding.severity,
        "message": finding.message,
        **_place(seen.primary, top),
        "related": [{**_place(spot, top), "message": spot.message} for spot in seen.related],
        "fixes": [_fix(fix, seen.root, top) for fix in finding.fixes if _is_text(fix)],
        "fingerprint": finding.fingerprint,
        "url": DOCUMENTATION.format(finding.rule),
    }


def _place(spot: Spot, top: str) -> dict[str, Any]:
    return {
        "path": spot.path.as_posix().removeprefix(top),
        "line": spot.line,
        "column": spot.column,
        "end_line": spot.end_line,
        "end_column": spot.end_column,
    }


def _is_text(fix: Fix) -> bool:
    """Whether JSON can hold what it writes: not so in a file of another encoding."""
    try:
        return all(edit.replacement.decode() is not None for edit in fix.edits)
    except UnicodeDecodeError:
        return False


def _fix(fix: Fix, project: Path, top: str) -> dict[str, Any]:
    return {
        "title": fix.title,
        "applicability": fix.applicability,
        "edits": [
            {
                "path": (project / edit.path).as_posix().removeprefix(top),
                "start_byte": edit.start,
                "end_byte": edit.end,
                "replacement": edit.replacement.decode(),
            }
            for edit in fix.edits
        ],
    }


def _summary(findings: Sequence[Seen], outcomes: Sequence[Outcome]) -> dict[str, Any]:
    severities = Counter(seen.finding.severity for seen in findings)
    skipped: Counter[str] = Counter()
    for outcome in outcomes:
        skipped.update(outcome.skipped)
    return {
        "files": sum(outcome.files for outcome in outcomes),
        "errors": severities[Severity.ERROR],
        "warnings": severities[Severity.WARNING],
        "infos": severities[Severity.INFO],
        "fixed": sum(len(outcome.fixed) for outcome in outcomes),
        "suppressed": sum(outcome.suppressed for outcome in outcomes),
        "folded": sum(len(outcome.folded) for outcome in outcomes),
        "withheld": sum(len(outcome.withheld) for outcome in outcomes),
        "skipped": dict(sorted(skipped.items())),
    }


def _writable(text: str) -> str:
    return text.encode("utf-8", "replace").decode()
