"""What a tool found, read from its own output."""

import json
import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from harness.child import Run

SEEN_BY_AST_GREP = re.compile(rb"scannedFileCount=(\d+)")


class Found(NamedTuple):
    """Hits per rule; `files` is how many files the tool says it read, None if it does not say."""

    rules: Counter[str]
    files: int | None


class Pattern(NamedTuple):
    """One line of patterns.txt: a POSIX extended regex that means the same in Rust and Python."""

    rule: str
    regex: str


def dupelint(run: Run) -> Found:
    document = json.loads(run.stdout)
    codes = Counter(str(finding["code"]) for finding in document["findings"])
    return Found(codes, int(document["summary"]["files"]))


def ast_grep(run: Run) -> Found:
    rules = Counter(_plain(json.loads(line)["ruleId"]) for line in run.stdout.splitlines())
    seen = SEEN_BY_AST_GREP.search(run.stderr)
    return Found(rules, int(seen[1]) if seen else None)


def semgrep(run: Run) -> Found:
    document = json.loads(run.stdout)
    rules = Counter(_plain(result["check_id"]) for result in document["results"])
    return Found(rules, len(document["paths"]["scanned"]))


def matched_lines(run: Run, patterns: Sequence[Pattern]) -> Found:
    """Count grep's lines under every pattern that is found in them."""
    compiled = [(pattern.rule, re.compile(pattern.regex)) for pattern in patterns]
    rules: Counter[str] = Counter()
    for line in run.stdout.decode(errors="replace").splitlines():
        text = line.split(":", 2)[-1]
        rules.update(rule for rule, regex in compiled if regex.search(text))
    return Found(rules, None)


def _plain(rule_id: str) -> str:
    """The rule's name, without the folder semgrep puts before it and the language after it."""
    return rule_id.rsplit(".", 1)[-1].partition("--")[0]
