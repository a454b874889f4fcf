"""Remedies of findings → fixes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from dupelint.fixing.fixers import fixer
from dupelint.fixing.in_markup import change_in_markup
from dupelint.fixing.patch import overlap
from dupelint.fixing.task import Change, FixerFunction, RefusalError, Task
from dupelint.model.edit import Edit, Fix, Target
from dupelint.model.finding import Finding
from dupelint.model.source import MARKUP, Language


@dataclass(frozen=True, slots=True)
class Made:
    """Findings with the fixes they can have."""

    findings: list[Finding]
    refused: list[tuple[Finding, str]]  # whose remedy gave no fix, and why


def make_fixes(
    findings: Iterable[Finding],
    read: Callable[[str], bytes],
    language_of: Callable[[str], Language | None],
) -> Made:
    """Each finding with the fix that its remedy comes to, if it can be made without a guess."""
    made = Made([], [])
    read = cache(read)  # many findings may be about one file
    for finding in findings:
        if finding.remedy is None or (function := fixer(finding.remedy.fixer)) is None:
            made.findings.append(finding)
            continue
        try:
            changes = [
                _change(function, finding.code, target, read, language_of)
                for target in finding.remedy.targets
            ]
        except RefusalError as error:
            made.refused.append((finding, str(error)))
            made.findings.append(finding)
            continue
        edits = _joined(change.edits for change in changes)
        if any(overlap(*pair) for pair in pairwise(edits)):
            made.refused.append((finding, "its places are too close to each other"))
        elif edits:
            fix = Fix(changes[0].title, finding.remedy.applicability, edits)
            finding = finding._replace(fixes=(fix,))
        made.findings.append(finding)
    return made


def _change(
    function: FixerFunction,
    code: str,
    target: Target,
    read: Callable[[str], bytes],
    language_of: Callable[[str], Language | None],
) -> Change:
    language = language_of(target.path)
    if language is None:
        raise RefusalError(f"{target.path} is not among the files that were read")
    try:
        source = read(target.path)
    except OSError as error:  # RefusalError: it is not what was analysed
        raise RefusalError(f"{target.path} cannot be read: {error.strerror}") from error
    if not 0 <= target.start <= target.end <= len(source):
        raise RefusalError(f"{target.path} has changed since it was read")
    task = Task(
        code=code,
        path=target.path,
        language=language,
        source=source,
        start=target.start,
        end=target.end,
        stays=target.stays,
        columns=target.columns,
    )
    return change_in_markup(function, task) if language in MARKUP else function(task)


def _joined(parts: Iterable[Iterable[Edit]]) -> tuple[Edit, ...]:
    """The edits of several changes in order, each once."""
    edits = {edit for part in parts for edit in part}
    return tuple(sorted(edits, key=lambda edit: (edit.path, edit.start, edit.end)))
