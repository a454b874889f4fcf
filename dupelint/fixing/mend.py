"""Fixes in rounds, in memory: planned, verified, until nothing changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from dupelint.fixing.make import make_fixes
from dupelint.fixing.parses import still_parses
from dupelint.fixing.patch import StaleError
from dupelint.fixing.plan import contents, together
from dupelint.fixing.verify import Complaint, Seen
from dupelint.fixing.verify import complaint as complaint_about
from dupelint.model.edit import Applicability, Fix
from dupelint.model.finding import Finding
from dupelint.model.source import Language

ROUNDS = 10
LOOKS = 100  # at the whole project in one round: a bound on the search for fixes that fail

Contents = Mapping[str, bytes]  # path → bytes, instead of what is on disk
Read = Callable[[str], bytes]
Review = Callable[[Finding, Fix, Read], bool]


@dataclass(frozen=True, slots=True)
class Terms:
    """Which fixes are wanted."""

    unsafe: bool
    uncovers: Mapping[str, frozenset[str]]  # rule → rules that its fix may bring up
    forbidden: Callable[[str], str]  # path → why it is not edited, "" if it is
    concerned: Callable[[Finding], bool]  # whether the user asked about this finding
    review: Review | None = None  # asked before a fix is applied


@dataclass(slots=True)
class Mended:
    """What the fixes come to."""

    seen: Seen  # afterwards
    contents: dict[str, bytes] = field(default_factory=dict)  # path → bytes, of changed files
    originals: dict[str, bytes] = field(default_factory=dict)  # of the same files, before
    fixed: list[tuple[Finding, Fix]] = field(default_factory=list)
    refused: list[tuple[Finding, str]] = field(default_factory=list)  # and why


class Mender:
    """One project's fixes."""

    def __init__(
        self,
        look: Callable[[Contents], Seen],
        read: Read,
        language_of: Callable[[str], Language | None],
        terms: Terms,
    ) -> None:
        """`look` finds what is there with these contents; `read` gives the bytes on disk."""
        self._look = look
        self._read_disk = read
        self._language_of = language_of
        self._terms = terms
        self._answers: dict[str, bool] = {}  # fingerprint → what the review said

    def mend(self, seen: Seen) -> Mended:
        """Apply what can be applied to the project whose findings these are."""
        self._done = Mended(seen)
        for _ in range(ROUNDS):
            self._why: dict[str, str] = {}
            if not self._round():
                break
        self._done.contents = {
            path: data
            for path, data in self._done.contents.items()
            if data != self._done.originals[path]
        }
        self._done.refused = [
            (finding, self._why[finding.fingerprint])
            for finding in self._done.seen.findings
            if finding.fingerprint in self._why
        ]
        return self._done

    def _read(self, path: str) -> bytes:
        data = self._done.contents.get(path)
        if data is None:
            data = self._done.originals.get(path)
        if data is None:
            data = self._done.originals[path] = self._read_disk(path)
        return data

    def _round(self) -> bool:
        """Whether anything was fixed."""
        wanted = self._wanted()
        chosen = {id(fix) for fix in together(fix for _, fix in wanted)}
        pairs = [pair for pair in wanted if id(pair[1]) in chosen]
        self._looks = 0
        self._base = dict(self._done.contents)
        accepted = self._accepted(pairs, [])
        self._done.fixed += accepted
        return bool(accepted)

    def _wanted(self) -> list[tuple[Finding, Fix]]:
        """Findings of now with the fix that may be applied; why not goes into `_why`."""
        terms = self._terms
        asked = [finding for finding in self._done.seen.findings if terms.concerned(finding)]
        made = make_fixes(asked, self._read, self._language_of)
        self._why |= {finding.fingerprint: why for finding, why in made.refused}
        wanted = []
        for finding in made.findings:
            for fix in finding.fixes:
                if fix.applicability is Applicability.DISPLAY:
                    continue
                if fix.applicability is Applicability.UNSAFE and not (terms.unsafe or terms.review):
                    continue
                why = next(filter(None, (terms.forbidden(edit.path) for edit in fix.edits)), "")
                if why:
                    self._why[finding.fingerprint] = why
                elif self._agreed(finding, fix):
                    wanted.append((finding, fix))
        return wanted

    def _agreed(self, finding: Finding, fix: Fix) -> bool:
        if self._terms.review is None:
            return True
        key = finding.fingerprint
        if key not in self._answers:
            self._answers[key] = self._terms.review(finding, fix, self._read)
        return self._answers[key]

    def _accepted(
        self, trial: Sequence[tuple[Finding, Fix]], accepted: list[tuple[Finding, Fix]]
    ) -> list[tuple[Finding, Fix]]:
        """Those of `accepted` and `trial` that can stay together: all, or found by parting."""
        if not trial:
            return accepted
        complaint = self._try(accepted, trial)
        if complaint is None:
            return [*accepted, *trial]
        if len(trial) == 1:
            self._why[trial[0][0].fingerprint] = complaint.why
            return accepted
        for part in _parted(trial, complaint.paths):
            accepted = self._accepted(part, accepted)
        return accepted

    def _try(
        self, accepted: Sequence[tuple[Finding, Fix]], trial: Sequence[tuple[Finding, Fix]]
    ) -> Complaint | None:
        """Why the fixes of `trial` cannot join; if they can, what they come to is kept."""
        fixes = [fix for _, fix in (*accepted, *trial)]
        files = {edit.path: self._based(edit.path) for fix in fixes for edit in fix.edits}
        try:
            changed = contents(fixes, files)
        except StaleError as error:
            return Complaint(str(error), frozenset())
        for path, data in changed.items():
            language = self._language_of(path)
            if language is not None and not still_parses(language, files[path], data):
                return Complaint(f"{path} would not parse any more", frozenset({path}))
        self._looks += 1
        if self._looks > LOOKS:
            return Complaint("too many fixes fail together: select fewer rules", frozenset())
        now = self._base | changed
        seen = self._look(now)
        fixed = [finding for finding, _ in trial]
        complaint = complaint_about(self._done.seen, seen, fixed, self._terms.uncovers)
        if complaint is None:
            self._done.contents, self._done.seen = now, seen
        return complaint

    def _based(self, path: str) -> bytes:
        data = self._base.get(path)
        return self._done.originals[path] if data is None else data


def _parted(
    pairs: Sequence[tuple[Finding, Fix]], paths: frozenset[str]
) -> list[Sequence[tuple[Finding, Fix]]]:
    """Two parts: what mends graver faults first, then what edits none of these files; or halves.

    A fix may bring what is milder than what it mends: together they are held to the mildest.
    """
    gravest = min(finding.severity.rank for finding, _ in pairs)
    grave = [pair for pair in pairs if pair[0].severity.rank == gravest]
    if len(grave) < len(pairs):
        return [grave, [pair for pair in pairs if pair[0].severity.rank != gravest]]
    suspects = [pair for pair in pairs if any(edit.path in paths for edit in pair[1].edits)]
    if 0 < len(suspects) < len(pairs):
        return [[pair for pair in pairs if pair not in suspects], suspects]
    middle = len(pairs) // 2
    return [pairs[:middle], pairs[middle:]]
