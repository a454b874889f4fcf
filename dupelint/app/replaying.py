"""Keeps the verdict of a run for the next one on the same inputs.

The inputs are the facts of every file (not its bytes: a comment more changes nothing), the bytes of
those files whose text the run looked at, the configuration, the rules, and dupelint itself. Facts
that only moved are the same, and a constant that nobody asked for by its name is no input.
"""

from __future__ import annotations

import json
import marshal
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from dupelint.app.plain import plain, restored
from dupelint.app.stamp import judging_stamp
from dupelint.app.verdict import Verdict
from dupelint.cache import Basis, Cache
from dupelint.model.config import Config
from dupelint.model.hashing import blake2b, digest
from dupelint.model.source import SourceFile

if TYPE_CHECKING:
    from dupelint.linking.symbols.constants import Constants
    from dupelint.store import Store

LARGEST = 4_000_000  # characters; to find so much anew is not what takes time
EVERYTHING = "*"  # asked of a file whose places the verdict names
REPORTING = frozenset({"output_format", "fail_on", "jobs", "cache"})  # fields of the configuration

Read = Callable[[str], bytes]


@dataclass(slots=True)
class Memory:
    """The place in a cache for the verdict on certain inputs."""

    cache: Cache
    key: str  # of all inputs
    frame: str  # of all but the facts; "" if what a rule asks for is not known
    paths: frozenset[str]  # of the run
    read: Read
    digests: dict[str, str] = field(default_factory=dict)  # of the files looked at

    def look(self, path: str) -> bytes:
        """The bytes of a file, which become an input."""
        data = self.read(path)
        self.digests[path] = _digest(data)
        return data

    def recall(self) -> Verdict | None:
        """The verdict of an earlier run; None if there is none that still holds."""
        found = self._holding(self.key)
        if found is None and self.frame:
            basis = Basis(self.cache)
            try:
                key = _unaffected(basis, self.frame)
            except (ValueError, TypeError, RecursionError):  # somebody else wrote it
                return None
            found = self._holding(key) if key else None
            if found is not None:
                self.cache.remember(self.key, self.cache.recall(key) or "")
                basis.move(self.key)
        return found

    def _holding(self, key: str) -> Verdict | None:
        body = self.cache.recall(key)
        if body is None:
            return None
        try:
            digests, verdict = json.loads(body)
            if any(self._now(path) != digest for path, digest in digests):
                return None
            found: Verdict = restored(Verdict)(verdict)
        except (ValueError, TypeError):  # somebody else wrote it
            return None
        return found if self._is_inside(found) else None

    def keep(self, verdict: Verdict, store: Store, constants: Constants | None = None) -> None:
        """Remember the verdict, if it can be; `constants`: what linking asked the store for."""
        from dupelint.model.facts import Assignment

        try:
            whole = [sorted(self.digests.items()), plain(Verdict)(verdict)]
        except TypeError:
            return
        body = json.dumps(whole, separators=(",", ":"))
        if len(body) > LARGEST:
            return
        self.cache.remember(self.key, body)
        if self.frame and constants is not None and not store.is_shown(Assignment):
            asked: dict[str, list[str]] = defaultdict(list)
            for file, name in sorted(constants.asked):
                asked[store.paths[file]].append(name)
            # Places in a file that was not read for them: it has to tell the same to the byte.
            exact = _spoken_of(verdict) - self.digests.keys()
            told = {path: json.dumps(names) for path, names in asked.items()}
            everywhere = json.dumps(sorted(constants.asked_everywhere))
            Basis(self.cache).lay(
                self.key, self.frame, everywhere, told | dict.fromkeys(exact, EVERYTHING)
            )

    def _is_inside(self, verdict: Verdict) -> bool:
        """Whether it is about files of the run: what it names is read for the report."""
        return self.paths >= _spoken_of(verdict)

    def _now(self, path: str) -> str:
        entry = self.cache.known().get(path)
        if entry is not None:  # compared with the file at the start of this run
            return entry.digest.hex()
        try:
            return _digest(self.read(path))
        except OSError:
            return ""


def memory(
    cache: Cache,
    config: Config,
    files: Sequence[SourceFile],
    beside: Iterable[str],
    rules: Iterable[Path],
    read: Read,
    fixes: bool,
) -> Memory:
    """The place for the verdict on these inputs; `rules` are the project's own documents.

    `fixes` tells whether it says how each finding would be fixed.
    """
    known = cache.known()
    entries = [(one, known.get(one.path)) for one in files]
    whole = blake2b(judging_stamp().encode(), digest_size=16)
    whole.update(_settings(config).encode("utf-8", "surrogatepass"))
    whole.update(repr(sorted(beside)).encode("utf-8", "surrogatepass"))
    own = [(str(path), path.read_bytes()) for path in rules]
    whole.update(repr((own, fixes)).encode())
    whole.update(_whole([(one.path, entry.skipped if entry else "") for one, entry in entries]))
    frame = "" if own else whole.hexdigest()
    # A rule of the project's own may ask for the size; facts hold what else can be asked for.
    whole.update(
        _whole(
            [
                (one.path, entry.told if entry else None, one.size if own else 0)
                for one, entry in entries
            ]
        )
    )
    return Memory(cache, whole.hexdigest(), frame, frozenset(one.path for one in files), read)


def _unaffected(basis: Basis, frame: str) -> str:
    """The key of the verdict that no change of facts since concerns, "" if there is none."""
    found = basis.of(frame)
    if found is None:
        return ""
    from dupelint.extract.telling import differ

    key, everywhere = found
    for before, after, asked in basis.changed():
        if not before or asked == EVERYTHING:
            return ""
        names = {*json.loads(everywhere), *(json.loads(asked) if asked else ())}
        if differ(before, after, names):
            return ""
    return key


def _spoken_of(verdict: Verdict) -> set[str]:
    """The files that a verdict names places of."""
    aside = [one for one, _ in (*verdict.folded, *verdict.withheld, *verdict.refused)]
    paths = {place.path for place, _ in verdict.gaps}
    for finding in (*verdict.findings, *verdict.suppressed, *aside):
        paths.update(place.path for place in finding.places)
        paths.update(edit.path for fix in finding.fixes for edit in fix.edits)
        if finding.remedy is not None:
            paths.update(target.path for target in finding.remedy.targets)
    return paths


def _settings(config: Config) -> str:
    """All of the configuration as one text, without what changes nothing but reports."""
    values: dict[str, object] = {
        name: value for name, value in config.as_plain().items() if name not in REPORTING
    }
    keys = {name.replace("_", "-") for name in REPORTING}
    values["origin"] = {key: config.origin[key] for key in config.origin.keys() - keys}
    return repr(sorted((name, _ordered(value)) for name, value in values.items()))


def _ordered(value: object) -> object:
    """What has no order, in one that does not change from process to process."""
    if isinstance(value, dict):
        return sorted((name, repr(one)) for name, one in value.items())
    return sorted(map(repr, value)) if isinstance(value, set | frozenset) else value


def _digest(data: bytes) -> str:
    return digest(data).hex()


def _whole(rows: list[tuple[object, ...]]) -> bytes:
    return marshal.dumps(rows, 0)  # later versions tell apart equal texts by who else holds them
