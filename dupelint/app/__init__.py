"""The pipeline: paths → files → facts → wiring → findings. The only place that composes stages."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from dupelint.app.folder import JOURNAL
from dupelint.app.scope import by_root, in_scope
from dupelint.app.verdict import Verdict
from dupelint.config import Selection, load
from dupelint.discovery import (
    Listing,
    discover,
    find_root,
    is_excluded,
    kind_of,
    language_of,
)
from dupelint.model.config import Config
from dupelint.model.edit import Remedy
from dupelint.model.errors import PathError, UserError
from dupelint.model.finding import Finding, Outcome, Place
from dupelint.model.root import CONFIG_NAMES
from dupelint.model.source import SourceFile

if TYPE_CHECKING:
    from dupelint.app.reading import Progress
    from dupelint.cache import Cache
    from dupelint.linking.symbols.constants import Constants
    from dupelint.ruleset.registry import RuleSet
    from dupelint.store import Store


@dataclass(frozen=True, slots=True)
class CheckRequest:
    """What one run was asked for."""

    paths: tuple[Path, ...]
    overrides: dict[str, object] = field(default_factory=dict)  # configuration keys from options
    config_args: tuple[str, ...] = ()
    isolated: bool = False
    unsaved: Mapping[str, bytes] = field(default_factory=dict)  # path → bytes instead of the file's
    whole: bool = False  # report everything, whatever the paths are
    fixes: bool = False  # say of each finding how it would be fixed
    progress: Progress | None = None


@dataclass(slots=True)
class Project:
    """One root with everything read and linked."""

    root: Path
    config: Config
    kept: Cache  # what holds the facts: the store from when it is asked for
    outcome: Outcome
    read: Callable[[str], bytes]
    constants: Constants | None = None  # what linking asked for

    @property
    def store(self) -> Store:
        """The facts of its files, and what linking made of them."""
        from dupelint.store import Store

        self.kept = store = Store.over(self.kept)
        return store


Look = Callable[[Project], None]


def check(request: CheckRequest, look: Look | None = None) -> list[Outcome]:
    """Lint every project that the paths lie in; PATHS select what is reported.

    `look` is shown each project, linked and with its findings, before it is closed.
    """
    projects = by_root(request.paths, request.unsaved)
    return [_checked_for_sure(root, scope, request, look) for root, scope in projects.items()]


def _checked_for_sure(
    root: Path, scope: tuple[str, ...], request: CheckRequest, look: Look | None
) -> Outcome:
    """A run that fails with the cache is made again without what the cache held."""
    try:
        return check_project(root, scope, request, look=look)
    except Exception as error:
        from dupelint.app.cleaning import clean_cache
        from dupelint.cache import may_be_damage

        uses_cache = request.overrides.get("cache", True)
        removed = []
        if uses_cache and may_be_damage(error):
            with suppress(UserError):  # what cannot be removed cannot have been read
                removed = clean_cache([root])
        if not removed:
            raise
    outcome = check_project(root, scope, request, look=look)
    outcome.notes.append(f"cache was damaged and rebuilt: {removed[0]}")
    return outcome


def check_project(
    root: Path,
    scope: tuple[str, ...],
    request: CheckRequest,
    rules: RuleSet | None = None,
    look: Look | None = None,
) -> Outcome:
    """Lint one project; `rules` stand for those that are known there."""
    config = load(root, request.overrides, request.config_args, request.isolated)
    listing = discover(root, config, scope, _load_what_follows)
    files = _with_unsaved(listing.files, _override(root, request), config)
    outcome = _outcome(root, listing)
    outcome.secrets = config.secret_variables
    if not in_scope([source.path for source in files], scope):
        return outcome

    @cache
    def asked() -> tuple[RuleSet, Selection]:
        known = rules_of(root, config) if rules is None else rules
        return known, Selection(config, {rule.code: rule.id for rule in known})

    with _opened(root, config, files, request, outcome, asked) as project:
        memory = None
        if project.kept.persistent and rules is None and not _override(root, request):
            from dupelint.app.replaying import memory as memory_of

            own = _own_rules(root, config)
            memory = memory_of(
                project.kept, config, files, listing.beside, own, project.read, request.fixes
            )
        verdict = memory.recall() if memory is not None and look is None else None
        if verdict is None:
            if memory is not None:
                project.read = memory.look
            with _uncollected():
                _link(project, files, listing.beside)
                verdict = _judged(project, *asked(), request.fixes)
            if memory is not None:
                memory.keep(verdict, project.store, project.constants)
        verdict.tell(outcome, () if request.whole else scope)
        if look is not None:
            look(project)
    return outcome


def _load_what_follows() -> None:
    import dupelint.app.reading
    import dupelint.app.replaying  # noqa: F401  loaded for what comes later


def rules(path: Path) -> RuleSet:
    """Every rule that is known where `path` lies: dupelint's and the project's own."""
    root = find_root(path)
    return rules_of(root, load(root))


def rules_of(root: Path, config: Config) -> RuleSet:
    """Every rule that is known in the project at `root`."""
    from dupelint.ruleset.registry import load_rules

    return load_rules(_own_rules(root, config))


def own_wiring(path: Path) -> tuple[str, str]:
    """(why the default ports are in full force in the project of `path`, why the rules about a
    bridge are in force there); "" where they are not."""
    with linked(path) as project:
        query = "SELECT key, value FROM config_key WHERE key IN ('own-wiring', 'bridge-wiring')"
        found: dict[str, object] = dict(project.store.ask(query))
    return str(found.get("own-wiring", "")), str(found.get("bridge-wiring", ""))


@contextmanager
def linked(path: Path, also: Sequence[str] = ()) -> Iterator[Project]:
    """The project that `path` lies in, read and linked, until the block ends.

    `also` are files of it (relative to its root) that are read although excluded or ignored.
    """
    request = CheckRequest((path,))
    ((root, _),) = by_root(request.paths).items()
    config = load(root)
    listing = discover(root, config, also)
    outcome = _outcome(root, listing)
    with _opened(root, config, listing.files, request, outcome) as project:
        _link(project, listing.files, listing.beside)
        yield project


def _outcome(root: Path, listing: Listing) -> Outcome:
    skipped = [(item.path, item.reason) for item in listing.skipped]
    outcome = Outcome(str(root), skipped_files=skipped, skipped=_counted(skipped))
    there = [
        name
        for name in CONFIG_NAMES
        if os.path.isfile(root / name)  # noqa: PTH113 – Path raises in a folder of somebody else
    ]
    if len(there) > 1:
        outcome.notes.append(f"{there[0]} is read, {there[1]} beside it is not")
    if os.path.exists(root / JOURNAL):  # noqa: PTH110 – Path raises in a folder of somebody else
        outcome.notes.append(
            "a fix was stopped while it wrote: `dupelint undo` puts the files back"
        )
    return outcome


@contextmanager
def _opened(
    root: Path,
    config: Config,
    files: Sequence[SourceFile],
    request: CheckRequest,
    outcome: Outcome,
    prepare: Callable[[], object] | None = None,
) -> Iterator[Project]:
    """A project with the facts of its files in the store.

    `prepare` is called before anything is linked, while others read if there are any.
    """
    from dupelint.app.reading import filled

    override = _override(root, request)

    top = f"{root}/".replace("//", "/")

    def read(path: str) -> bytes:
        data = override.get(path)
        if data is None:
            with open(top + path, "rb") as stream:  # noqa: PTH123  of thousands of files
                return stream.read()
        return data

    def meanwhile() -> None:
        import dupelint.linking.link  # noqa: F401  loaded for what comes later

        if prepare is not None:
            prepare()

    kept = filled(root, config, files, override, outcome, request.progress, meanwhile)
    try:
        known = kept.known()
        stored = [(one.path, known[one.path].skipped) for one in files if one.path in known]
        skipped = [(path, reason) for path, reason in stored if reason]
        outcome.files = len(stored) - len(skipped)
        outcome.skipped_files = sorted([*outcome.skipped_files, *skipped])
        outcome.skipped = _counted(outcome.skipped_files)
        yield Project(root, config, kept, outcome, read)
        if not override:
            kept.commit()
    finally:
        kept.close()


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without a look for garbage: what linking makes is needed to its end, and there is much."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.unfreeze()  # among the oldest now: the next look is at the youngest, and would be at all
        if was_enabled:
            gc.enable()


def _link(project: Project, files: Sequence[SourceFile], beside: frozenset[str]) -> None:
    from dupelint.discovery.gitignore import would_ignore
    from dupelint.linking.link import link

    store, config = project.store, project.config
    store.begin_run(files)

    def ignored(path: str) -> bool:
        return would_ignore(path, beside, project.read)

    notes, project.constants = link(store, config, _canonical(store, config), beside, ignored)
    project.outcome.gaps = [(_place(store, span), why) for span, why in notes]


def _judged(project: Project, rules: RuleSet, selection: Selection, fixes: bool) -> Verdict:
    from dupelint.ruleset.run import run_rules
    from dupelint.suppressing import suppress

    running = [rule for rule in rules if selection.runs(rule.code)]
    run = run_rules(project.store, running, project.read)
    aside = [one for one, _ in (*run.folded, *run.withheld)]
    kept = suppress(project.store, run.findings, rules, running, aside)
    findings = list(_weighed(kept.findings, selection))
    refused: list[tuple[Finding, str]] = []
    if fixes and any(finding.remedy for finding in findings):
        from dupelint.fixing.make import make_fixes

        made = make_fixes(findings, project.read, language_of)
        findings, refused = made.findings, made.refused
    gaps = project.outcome.gaps
    return Verdict(findings, kept.suppressed, run.folded, run.withheld, gaps, refused)


def _canonical(store: Store, config: Config) -> frozenset[int]:
    """Files that the configuration names as those that stay in force."""
    if not config.canonical:
        return frozenset()
    from dupelint.syntax.globs import compile_globs

    spec = compile_globs(config.canonical)
    return frozenset(file for file, path in store.paths.items() if spec.match_file(path))


def _own_rules(root: Path, config: Config) -> list[Path]:
    found: list[Path] = []
    for pattern in config.rules:
        try:
            matches = sorted(path for path in root.glob(pattern) if path.is_file())
        except (NotImplementedError, ValueError, OSError):  # an absolute path, a NUL
            matches = []
        if not matches:
            raise PathError(
                f"no rule document matches `{pattern}` (in `rules`)",
                f"globs are relative to {root}",
            )
        found += matches
    return found


def _place(store: Store, span: int) -> Place:
    from dupelint.store import locate

    file, start, end = locate(span)
    return Place(store.paths[file], start, end)


def _weighed(findings: Iterable[Finding], selection: Selection) -> Iterator[Finding]:
    """Findings with the severity and the trust the configuration has; some it leaves out."""
    for finding in findings:
        found = selection.severity(finding.code, finding.primary.path, finding.severity)
        if found is None:
            continue
        remedy = _trusted(finding, selection)
        if found != finding.severity or remedy != finding.remedy:
            finding = finding._replace(severity=found, remedy=remedy)
        yield finding


def _trusted(finding: Finding, selection: Selection) -> Remedy | None:
    """The remedy as far as the configuration trusts it."""
    if finding.remedy is None:
        return None
    trust = selection.applicability(finding.code, finding.remedy.applicability)
    return finding.remedy._replace(applicability=trust) if trust else None


def _counted(skipped: Sequence[tuple[str, str]]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for _, reason in skipped:
        counts[reason] = counts.get(reason, 0) + 1
    return dict(sorted(counts.items()))


def _override(root: Path, request: CheckRequest) -> dict[str, bytes]:
    found = {}
    for name, data in request.unsaved.items():
        whole = Path(name).absolute()
        if whole.is_relative_to(root):
            found[whole.relative_to(root).as_posix()] = data
    return found


def _with_unsaved(
    files: list[SourceFile], override: Mapping[str, bytes], config: Config
) -> list[SourceFile]:
    """The files of the project with one that an editor has not written yet."""
    known = {source.path for source in files}
    for path, data in override.items():
        language = language_of(path)
        if path not in known and config.force_exclude and is_excluded(path, config):
            continue
        if path not in known and language is not None:
            files = [*files, SourceFile(path, language, kind_of(path), len(data), 0)]
    return sorted(files)
