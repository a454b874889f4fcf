"""Launchers that start one service, ranked: the first stays in force."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from dupelint.linking.files import Files
from dupelint.linking.processes.in_force import DEFAULT
from dupelint.linking.processes.launchers import Launcher, Launchers
from dupelint.linking.processes.starts import Started, name_of
from dupelint.linking.symbols.reach import Reach
from dupelint.model.facts import Import, MemoryStore, Span
from dupelint.model.numbers import small_number
from dupelint.model.pattern import lazy
from dupelint.model.wiring import Rival, Run
from dupelint.store import Store

# What runs a whole system in one go, the one to keep first.
_RUNNERS = ("procfile", "pm2", "supervisor", "systemd", "script", "replit", "code")
_HOSTS = frozenset({"pm2", "supervisor", "systemd"})  # service managers of another machine
_MENUS = frozenset({"npm", "make"})  # commands to choose from; they compete where they differ
# Scripts that bring a service up only to do something else with it.
PASSING = lazy(
    r"(?i)(?:^|[/_.-])(?:deploy\w*|install\w*|setup|bootstrap|build|tests?|e2e|ci|migrat\w+|seed\w*|bench\w*"
    r"|smoke\w*|release|provision|entrypoint|docker\w*|update|upgrade|backup|restore|lint|check\w*"
    r"|integration\w*|coverage|screenshot\w*|demo\w*|example\w*)(?=[/_.-]|\Z)"
)
_COOPERATIVE = frozenset(
    {"eventlet", "gevent", "geventwebsocket.gunicorn.workers.GeventWebSocketWorker"}
)


def link_rivals(
    store: Store,
    files: Files,
    reach: Reach,
    launchers: Launchers,
    started: Sequence[Started],
    canonical: frozenset[int],
) -> None:
    """Fill `rival`."""
    runs = {row.id: row for row in store.rows(Run)}
    contained = _contained(runs, started)
    jobs: dict[int, dict[int, Started]] = defaultdict(dict)
    for one in started:
        if one.row.job and not runs[one.row.run].container:
            launcher = one.leaf.chain[-1][0]
            if launcher.kind == "code" and _starts_itself(files, reach, launcher, one):
                continue
            if launcher.kind in (*_RUNNERS, *_MENUS) and one.row.command not in contained:
                known = jobs[one.row.job].get(one.row.command)
                if known is None or len(one.leaf.chain) < len(known.leaf.chain):
                    jobs[one.row.job][one.row.command] = one
    rows: list[Rival] = []
    for job in sorted(jobs):
        rows += _ranked(files, launchers, runs, list(jobs[job].values()), canonical)
    buttons = [one for one in started if one.launcher.kind == "replit" and len(one.leaf.chain) > 1]
    rows += _through(rows, buttons)
    split = _split(files, reach, started, _kept(store, files))
    store.fill(Rival, _with_split(rows, split))


def _starts_itself(files: Files, reach: Reach, launcher: Launcher, one: Started) -> bool:
    """Whether a file starts the service that it is a part of: a cluster, a restart."""
    entry = files.ids.get(one.row.entry)
    return entry is not None and launcher.file in reach.closure(entry)


def _contained(runs: dict[int, Run], started: Sequence[Started]) -> set[int]:
    """Commands that a container runs."""
    return {one.row.command for one in started if runs[one.row.run].container}


def _ranked(
    files: Files,
    launchers: Launchers,
    runs: dict[int, Run],
    group: Sequence[Started],
    canonical: frozenset[int],
) -> Iterator[Rival]:
    own = {one.row.command: one.leaf.chain[-1][0] for one in group}
    kept = [one for one in group if not PASSING.search(files.path(own[one.row.command].file))]
    order = sorted(
        kept, key=lambda one: _rank(files, launchers, runs, own[one.row.command], canonical, one)
    )
    if not order or own[order[0].row.command].kind not in _RUNNERS[:-1]:
        return
    stands = order[0]
    home = own[stands.row.command]
    for one in order[1:]:
        launcher = own[one.row.command]
        if launcher.file == home.file and launcher.kind == home.kind != "replit":
            continue
        development = _is_development(runs, launcher, one)
        difference = _difference(stands, one)
        if launcher.kind in _MENUS and (development or not difference):
            continue
        info = development or launcher.kind in _HOSTS
        yield Rival(
            _service_name(stands, one), name_of(files, home), difference,
            "info" if info else "warning", stands.row.command, one.row.command,
        )  # fmt: skip


def _rank(
    files: Files,
    launchers: Launchers,
    runs: dict[int, Run],
    launcher: Launcher,
    canonical: frozenset[int],
    one: Started,
) -> tuple[object, ...]:
    path = files.path(launcher.file)
    kind = _RUNNERS.index(launcher.kind) if launcher.kind in _RUNNERS else len(_RUNNERS)
    script = launchers.scripts.get(launcher.file)
    passing = launcher.kind == "script" and script is not None and not script.waits
    return (
        launcher.file not in canonical, kind == len(_RUNNERS),
        _is_development(runs, launcher, one), kind, passing, path.count("/"), path,
        one.row.command,
    )  # fmt: skip


def _is_development(runs: dict[int, Run], launcher: Launcher, one: Started) -> bool:
    run = runs.get(launcher.id)
    return bool(run.development if run is not None else runs[one.row.run].development)


def _service_name(stands: Started, one: Started) -> str:
    for candidate in (stands, one):
        if candidate.launcher.kind in ("procfile", "pm2", "supervisor"):
            return candidate.row.process
    return stands.row.entry or stands.row.program


def _difference(stands: Started, one: Started) -> str:
    """What the other does differently, in words; "" if nothing."""
    a, b = stands.row, one.row
    said = []
    if a.entry != b.entry:
        said.append(f"it runs {b.entry}")
    if a.port != b.port and b.port:
        said.append(f"port {b.port} instead of {a.port}" if a.port else f"port {b.port}")
    if (a.workers or "1") != (b.workers or "1"):
        plural = "worker" if (b.workers or "1") == "1" else "workers"
        said.append(f"{b.workers or 1} {plural} instead of {a.workers or 1}")
    if a.worker_class != b.worker_class and a.program == b.program:
        other = f" instead of {a.worker_class}" if a.worker_class else ""
        said.append(f"worker class {b.worker_class or 'sync'}{other}")
    target, other_target = stands.leaf.process.target, one.leaf.process.target
    if a.entry == b.entry and target and other_target and target != other_target:
        said.append(f"it loads {other_target} instead of {target}")
    if not said:
        names = sorted(_own(one) - _own(stands))
        if names:
            said.append(f"with {', '.join(names[:3])} of its own")
    return ", ".join(said)


def _own(one: Started) -> set[str]:
    """Variables that the command and its launcher set for this process alone."""
    process = one.leaf.process
    inline = set(json.loads(process.variables))
    return inline | {
        said.name
        for said in one.environment.said
        if said.rank > DEFAULT and said.origin in ("shell", "replit", "package.json script")
    }


def _through(rows: Sequence[Rival], buttons: Sequence[Started]) -> Iterator[Rival]:
    """A run button that presses a launcher which competes is one more."""
    rival = {row.at: row for row in rows}
    seen: set[int] = set()
    for one in buttons:
        row = rival.get(one.row.command)
        if row is not None and one.row.at not in seen:
            seen.add(one.row.at)
            yield row._replace(at=one.row.at)


def _kept(store: Store, files: Files) -> dict[int, tuple[str, Span]]:
    """file → what each process of its service has for itself, with the place that says so."""
    found: dict[int, tuple[str, Span]] = {}
    for file, fact in store.facts(Import):
        if "socketio" in fact.module:
            found.setdefault(file, ("Socket.IO clients", fact.at))
    for file, kept in store.facts(MemoryStore):
        if files.in_force(file):
            found.setdefault(file, (f"`{kept.name}`", kept.at))
    return found


def _split(
    files: Files, reach: Reach, started: Sequence[Started], kept: Mapping[int, tuple[str, Span]]
) -> dict[Span, Rival]:
    """command → several cooperative workers of a server that keeps something in memory."""
    found: dict[Span, Rival] = {}
    for one in started:
        row = one.row
        if row.worker_class not in _COOPERATIVE:
            continue
        entry = files.ids.get(row.entry)
        if small_number(row.workers) < 2 or entry is None or row.command in found:
            continue
        file = next((file for file in reach.closure(entry) if file in kept), None)
        if file is not None:
            what, at = kept[file]
            difference = f"{row.workers} {row.worker_class} workers, each with its own {what}"
            found[row.command] = Rival(row.process, "", difference, "warning", at, row.command)
    return found


def _with_split(rows: Sequence[Rival], split: Mapping[Span, Rival]) -> Iterator[Rival]:
    """One row for each place: what is split is said with what competes."""
    for row in rows:
        own = split.get(row.at)
        if own is not None:
            each = own.difference[own.difference.index(", each") :]
            row = row._replace(difference=row.difference + each, severity="warning")
        yield row
    told = {row.at for row in rows}
    yield from (row for at, row in split.items() if at not in told)
