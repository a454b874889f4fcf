"""What was fixed, what was not and why, and what could be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from dupelint.model.edit import Applicability
from dupelint.report.text import count, harmless, paint, shown_path
from dupelint.report.view import View


def told(view: View) -> Iterator[str]:
    """What a run with fixes did."""
    options = view.options
    for outcome in view.outcomes:
        root = Path(outcome.root)
        if options.show_fixes and outcome.fixed:
            yield "Fixed:"
            for finding, fix in outcome.fixed:
                where = shown_path(root / finding.primary.path, options.directory)
                yield f"  {where}: {finding.code} {harmless(fix.title)} ({fix.applicability})"
        if outcome.fixing and outcome.refused:
            yield "Not fixed:"
            for finding, why in outcome.refused:
                spot = view.spot(finding.primary, root)
                where = f"{shown_path(spot.path, options.directory)}:{spot.line}:{spot.column}"
                yield f"  {where}: {finding.code}: {harmless(why)}"
        if outcome.fixed:
            files = len({edit.path for _, fix in outcome.fixed for edit in fix.edits})
            done = paint(f"Fixed {count(len(outcome.fixed), 'finding')}", "good", options.color)
            inside = options.directory.is_relative_to(root)
            where = "" if inside else f" in {shown_path(root, options.directory)}"
            yield f"{done} in {count(files, 'file')}. `dupelint undo`{where} takes it back."


def possible(view: View) -> Iterator[str]:
    """What options would fix."""
    numbers: Counter[Applicability] = Counter()
    for outcome in view.outcomes:
        refused = {finding.fingerprint for finding, _ in outcome.refused}
        for finding in outcome.findings:
            if finding.fingerprint not in refused:
                numbers.update(fix.applicability for fix in finding.fixes)
    safe, unsafe = numbers[Applicability.SAFE], numbers[Applicability.UNSAFE]
    if safe:
        more = f", {unsafe:,} more with `--unsafe-fixes`" if unsafe else ""
        yield f"{safe:,} can be fixed with `--fix`{more}."
    elif unsafe:
        yield f"{unsafe:,} can be fixed with `--fix --unsafe-fixes`."
