"""The answers under the questions of a page of queries."""

from __future__ import annotations

import re
from pathlib import Path

from click.testing import CliRunner

from dupelint.cli.store import query

_QUESTION = re.compile(r"^```sql\n(.*?)^```\n(?:\n```text\n.*?^```\n)?", re.MULTILINE | re.DOTALL)


def answered(text: str, project: Path) -> str:
    """The page with what `dupelint query` says of the project under each question."""
    return _QUESTION.sub(lambda question: _answered(question[1], project), text)


def _answered(sql: str, project: Path) -> str:
    run = CliRunner().invoke(query, [sql, str(project)], catch_exceptions=False)
    if run.exit_code:
        raise LookupError(f"no answer to: {sql}")
    return f"```sql\n{sql}```\n\n```text\n{run.output}```\n"
