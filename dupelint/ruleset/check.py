"""Everything that can be wrong with a rule without a project: its query, its examples."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from dupelint.model.errors import RuleError, did_you_mean
from dupelint.model.pattern import lazy
from dupelint.ruleset.examples import examples
from dupelint.ruleset.rule import ENGINES, Evidence, Rule
from dupelint.ruleset.sandbox import QueryError, Sandbox
from dupelint.store import open_store

# What a query may return beside the columns that its message and advice name.
CONTRACT = (
    "at", "also", "also_label", "key", "severity", "withheld", "symbol", "also_symbol",
    "hidden",
    "applicability", "edit", "stays",
)  # fmt: skip

_NAMED = lazy(r"no such (?:column|table|function): (?:\w+\.)?(\w+)|ambiguous column name: (\S+)")


def check(rule: Rule) -> None:
    """Raise RuleError, with file and line, for what is wrong."""
    if rule.engine:
        _check_placeholders(rule, tuple(ENGINES[rule.engine]))
    else:
        with empty_sandbox() as sandbox:
            _check_query(rule, sandbox)
    examples(rule)


@contextmanager
def empty_sandbox() -> Iterator[Sandbox]:
    """A sandbox on a store that has every table and no row."""
    store, _ = open_store(None, "empty")
    try:
        store.begin_run([])
        store.create_wiring()
        with Sandbox(store, lambda _path: b"") as sandbox:
            yield sandbox
    finally:
        store.close()


def located(rule: Rule, error: QueryError, sandbox: Sandbox) -> RuleError:
    """The error of a rule's query with the line of the document it is about."""
    line = rule.query_line + _error_line(rule.query, error.message, sandbox)
    return RuleError(f"{rule.where(line)}: {rule.id}: {error.message}", error.advice)


def check_columns(rule: Rule, columns: tuple[str, ...]) -> None:
    """Raise RuleError where a query does not return what the contract asks for."""
    where = rule.where(rule.query_line)
    for column in columns:
        if columns.count(column) > 1:
            raise RuleError(
                f"{where}: the query returns '{column}' twice", "name each column once, with AS"
            )
    needed = ["at", *(["withheld"] if rule.evidence is Evidence.COMPLETE else [])]
    for column in needed:
        if column not in columns:
            advice = {
                "at": "`at` is the primary place of the finding",
                "withheld": "`evidence: complete` needs it: NULL, or what could hide the answer",
            }[column]
            raise RuleError(f"{where}: the query does not return '{column}'", advice)
    _check_placeholders(rule, columns)


def _check_query(rule: Rule, sandbox: Sandbox) -> None:
    try:
        answer = sandbox.run(rule.query)
    except QueryError as error:
        raise located(rule, error, sandbox) from error
    check_columns(rule, answer.columns)
    used = {*CONTRACT, *rule.placeholders}
    free = [name for name in CONTRACT if name not in answer.columns]
    for column in answer.columns:
        if column not in used and (hint := did_you_mean(column, free)):
            where = rule.where(rule.query_line)
            raise RuleError(f"{where}: the column '{column}' is used nowhere", hint)


def _check_placeholders(rule: Rule, columns: tuple[str, ...]) -> None:
    for name in sorted(rule.placeholders):
        if name not in columns or name in ("at", "also"):
            line = next(
                number
                for number, text in enumerate(rule.text.split("\n"), start=1)
                if f"{{{name}}}" in text
            )
            raise RuleError(
                f"{rule.where(line)}: nothing fills the placeholder '{{{name}}}'",
                did_you_mean(name, columns) or f"the query returns: {', '.join(columns)}",
            )


def _error_line(query: str, message: str, sandbox: Sandbox) -> int:
    """The line (from 0) of the query that SQLite complains about; Python does not tell it."""
    lines = query.split("\n")
    if named := _NAMED.search(message):
        word = re.compile(rf"\b{re.escape(named[1] or named[2])}\b", re.IGNORECASE)
        return next((number for number, line in enumerate(lines) if word.search(line)), 0)
    if not re.search(r"syntax error|unrecognized token", message):
        return 0
    for count in range(1, len(lines) + 1):  # the shortest beginning that fails in the same way
        try:
            sandbox.run("\n".join(lines[:count]))
        except QueryError as error:
            if error.message.rstrip('"\n') == message.rstrip('"\n'):
                return count - 1
    return 0
