"""Applies the fixes of a project: checked, mended in memory, verified, written at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from dupelint import app
from dupelint.app.folder import FOLDER, own_folder
from dupelint.app.kept import kept_files
from dupelint.app.scope import by_root, inside, reported
from dupelint.config import load
from dupelint.discovery import language_of
from dupelint.fixing.diff import patch
from dupelint.fixing.lock import locked
from dupelint.fixing.mend import Contents, Mended, Mender, Read, Review, Terms
from dupelint.fixing.snapshot import every
from dupelint.fixing.task import RefusalError
from dupelint.fixing.transaction import Undone, apply, keep, recover, undo
from dupelint.fixing.verify import Seen
from dupelint.model.config import Config
from dupelint.model.errors import WriteError
from dupelint.model.finding import Outcome
from dupelint.model.hashing import digest

__all__ = ["FixRequest", "Fixed", "Review", "fix"]


@dataclass(frozen=True, slots=True)
class FixRequest:
    """What one run with fixes was asked for."""

    check: app.CheckRequest
    unsafe: bool = False
    write: bool = True  # else only the patch is wanted
    review: Review | None = None  # is asked about each fix, unsafe ones too


@dataclass(frozen=True, slots=True)
class Fixed:
    """One project after its fixes, or as it would be."""

    outcome: Outcome
    before: Mapping[str, bytes]  # path → bytes, of the files that change
    after: Mapping[str, bytes]

    @property
    def patch(self) -> bytes:
        """What changes; paths are relative to the project's root."""
        return patch(self.before, self.after)


def fix(request: FixRequest) -> list[Fixed]:
    """Fix every project that the paths lie in."""
    projects = by_root(request.check.paths)
    return [_fixed(root, scope, request) for root, scope in projects.items()]


def _fixed(root: Path, scope: tuple[str, ...], request: FixRequest) -> Fixed:
    if not request.write:
        return _mended(root, scope, request)[0]
    with changing(root) as (folder, note):
        fixed, config = _mended(root, scope, request)
        if note:
            fixed.outcome.notes.append(note)
        if fixed.after:
            kept = kept_files(root, config)
            count = len(fixed.outcome.fixed)
            snapshot = apply(root, folder, fixed.before, fixed.after, kept, f"{count} fixed")
            fixed.outcome.snapshot = snapshot.name
            fixed = replace(fixed, outcome=_again(root, scope, request, fixed.outcome))
    return fixed


@contextmanager
def changing(root: Path) -> Iterator[tuple[Path, str]]:
    """Hold the project for changes; what a stopped run left half written is put back first."""
    folder = own_folder(root)
    if folder is None:
        raise WriteError(
            f"{root / FOLDER} cannot be written",
            "snapshots are kept there; without one no file is changed",
        )
    with locked(folder):
        yield folder, recover(root, folder)


def _mended(root: Path, scope: tuple[str, ...], request: FixRequest) -> tuple[Fixed, Config]:
    """What the fixes come to, in memory; the outcome is about the files as they are then."""
    asked = replace(request.check, paths=tuple(root / name for name in scope), whole=True)
    config = load(root, asked.overrides, asked.config_args, asked.isolated)
    digests: dict[str, bytes] = {}

    def note_digests(project: app.Project) -> None:
        digests.update({path: one.digest for path, one in project.store.known().items()})

    (outcome,) = app.check(asked, note_digests)
    outcome.fixing = True
    if not any(finding.remedy for finding in outcome.findings):
        return Fixed(_narrowed(outcome, scope), {}, {}), config
    rules = app.rules_of(root, config)
    last = outcome

    def look(contents: Contents) -> Seen:
        nonlocal last
        unsaved = {str(root / path): data for path, data in contents.items()}
        last = app.check_project(root, scope, replace(asked, unsaved=unsaved), rules)
        return _seen(last)

    terms = Terms(
        request.unsafe,
        {rule.id: frozenset(rule.uncovers) for rule in rules},
        _forbidden(scope, config),
        reported(scope),
        request.review,
    )
    mended = Mender(look, _reader(root, digests), language_of, terms).mend(_seen(outcome))
    return Fixed(_mended_outcome(outcome, mended, scope), _changed(mended), mended.contents), config


def _seen(outcome: Outcome) -> Seen:
    aside = [one for one, _ in (*outcome.folded, *outcome.withheld)]
    return Seen(outcome.findings, aside)


def _changed(mended: Mended) -> dict[str, bytes]:
    return {path: mended.originals[path] for path in mended.contents}


def _mended_outcome(outcome: Outcome, mended: Mended, scope: tuple[str, ...]) -> Outcome:
    outcome.findings = mended.seen.findings
    outcome.fixed, outcome.refused = mended.fixed, mended.refused
    return _narrowed(outcome, scope)


def _narrowed(outcome: Outcome, scope: tuple[str, ...]) -> Outcome:
    wanted = reported(scope)
    outcome.findings = [one for one in outcome.findings if wanted(one)]
    outcome.folded = [(one, why) for one, why in outcome.folded if wanted(one)]
    outcome.withheld = [(one, why) for one, why in outcome.withheld if wanted(one)]
    return outcome


def _again(root: Path, scope: tuple[str, ...], request: FixRequest, done: Outcome) -> Outcome:
    """The project as it is on disk now, with what was done to it."""
    paths = tuple(root / name for name in scope)
    (outcome,) = app.check(replace(request.check, paths=paths))
    outcome.fixing, outcome.snapshot = True, done.snapshot
    outcome.fixed, outcome.refused = done.fixed, done.refused
    outcome.notes = list(dict.fromkeys([*done.notes, *outcome.notes]))
    return outcome


def _forbidden(scope: tuple[str, ...], config: Config) -> Callable[[str], str]:
    """Why a path is not edited."""
    from dupelint.syntax.globs import compile_globs

    protected = compile_globs(config.protect)
    whole = not scope or "" in scope

    def why_not(path: str) -> str:
        if protected.match_file(path):
            return f"{path} is protected by the configuration"
        if not whole and not inside(path, scope):
            return f"it would change {path}, which was not named"
        return ""

    return why_not


def _reader(root: Path, digests: Mapping[str, bytes]) -> Read:
    """The bytes that were analysed; a file that changed since is left alone."""

    def read(path: str) -> bytes:
        data = (root / path).read_bytes()
        if digests.get(path) != digest(data):
            raise RefusalError(f"{path} changed while it was being checked")
        return data

    return read


def undo_fixes(path: Path, name: str = "", everything: bool = False) -> tuple[Undone | None, str]:
    """Undo a snapshot (default: the last fix) in the project of `path`; and what there is to say.

    Where a run was stopped while it wrote, putting that back is what is done, unless a snapshot is
    named.
    """
    ((root, _),) = by_root((path,)).items()
    with changing(root) as (folder, note):
        if note and not name:
            return None, note
        return undo(root, folder, name, everything), note


def take_snapshot(path: Path) -> tuple[Path, list[str], list[str]]:
    """Keep the environment and runner files of the project of `path`: where, and which.

    Also the names of variables that its code reads and none of its files defines.
    """
    ((root, _),) = by_root((path,)).items()
    files = kept_files(root, load(root))
    with changing(root) as (folder, _):
        snapshot = keep(root, folder, files)
    return snapshot.folder, [entry.path for entry in snapshot.files], _undefined(root, files)


def _undefined(root: Path, files: Sequence[str]) -> list[str]:
    with app.linked(root, files) as project:
        query = """
            SELECT DISTINCT name FROM env_read JOIN source USING (file)
            WHERE kind = 'source' AND name NOT IN (SELECT name FROM env_definition)
            ORDER BY name
        """
        return [name for (name,) in project.store.ask(query)]


def snapshots(path: Path) -> Iterator[str]:
    """One line for each snapshot of the project of `path`, the oldest first."""
    ((root, _),) = by_root((path,)).items()
    found = every(root / FOLDER)
    for snapshot in found:
        changed = len(snapshot.changed)
        state = "" if snapshot.state == "done" else f", {snapshot.state}"
        what = f"{snapshot.purpose}{state}"
        yield f"{snapshot.name}  {what:13}  {changed} changed, {len(snapshot.files)} kept"
    if not found:
        yield "There is no snapshot."
