"""What makes two findings of two runs the same finding."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from dupelint.model.finding import Finding
from dupelint.model.hashing import digest


def fingerprint(rule: str, values: Mapping[str, str], symbols: Iterable[tuple[str, str]]) -> str:
    """Rule, message variables and the set of (path, symbol) of all places: no line numbers."""
    return _digest([rule, sorted(values.items()), sorted(set(symbols))])


def numbered(findings: Iterable[Finding]) -> list[Finding]:
    """The same findings; of several with one fingerprint, all but the first get another."""
    seen: dict[str, int] = {}
    result = []
    for finding in findings:
        count = seen.get(finding.fingerprint, 0)
        seen[finding.fingerprint] = count + 1
        if count:
            finding = finding._replace(fingerprint=_digest([finding.fingerprint, count]))
        result.append(finding)
    return result


def _digest(parts: list[object]) -> str:
    text = json.dumps(parts, ensure_ascii=True)
    return digest(text.encode()).hex()
