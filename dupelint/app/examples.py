"""Runs the examples in rule documents: what is found in each, and what the fixes make of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from dupelint import app
from dupelint.discovery import language_of
from dupelint.fixing.make import make_fixes
from dupelint.fixing.plan import contents, together
from dupelint.model.edit import Applicability
from dupelint.model.finding import Finding
from dupelint.ruleset.comparison import differences, unlike
from dupelint.ruleset.examples import Example, examples
from dupelint.ruleset.registry import RuleSet, builtin_folder, load_rules
from dupelint.ruleset.rule import Rule

ROUNDS = 10


def test_rules(paths: Sequence[Path], where: Path) -> Iterator[tuple[Rule, Example, list[str]]]:
    """Lint every example of the rule documents at `paths` (none: every known rule).

    Yields what differs from the document; nothing where they agree.
    """
    wanted = [path.resolve() for path in paths]
    builtin = builtin_folder().resolve()
    own = [path for path in wanted if path.parent != builtin]
    known = load_rules(own) if wanted else app.rules(where)
    for rule in known:
        if not wanted or rule.path.resolve() in wanted:
            for example in examples(rule):
                yield rule, example, test_example(rule, example, known)


def test_example(rule: Rule, example: Example, known: RuleSet) -> list[str]:
    """What differs from the markers, and from the files after the fixes of this rule."""
    with TemporaryDirectory() as folder:
        root = Path(folder).resolve()
        for name, data in example.files.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        findings = _found(root, known)
        lines = differences(example, rule.id, findings)
        if rule.fixer is None:
            return lines
        return lines + unlike(example, _fixed(root, rule, known, example, findings))


def _found(root: Path, known: RuleSet) -> list[Finding]:
    request = app.CheckRequest((root,), {"cache": False, "jobs": 1})
    return app.check_project(root, ("",), request, known).findings


def _fixed(
    root: Path, rule: Rule, known: RuleSet, example: Example, findings: list[Finding]
) -> dict[str, bytes]:
    """The files of the example after every fix of the rule, unsafe ones too."""
    files = dict(example.files)
    for _ in range(ROUNDS):
        own = [finding for finding in findings if finding.rule == rule.id]
        made = make_fixes(own, files.__getitem__, language_of)
        fixes = [fix for finding in made.findings for fix in finding.fixes]
        wanted = [fix for fix in fixes if fix.applicability is not Applicability.DISPLAY]
        changed = contents(together(wanted), files)
        if not changed:
            break
        files |= changed
        for path, data in changed.items():
            (root / path).write_bytes(data)
        findings = _found(root, known)
    return files
