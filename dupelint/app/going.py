"""The checklist on the running app of one project."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from dupelint.config import load
from dupelint.discovery import discover, find_root
from dupelint.model.checklist import Step, Verdict
from dupelint.model.config import Config
from dupelint.model.errors import ConfigError, PathError, UserError
from dupelint.model.pattern import lazy
from dupelint.probing.address import checked, is_loopback
from dupelint.probing.bundle import HEADING, bundle
from dupelint.probing.checklist import checks, connected, run
from dupelint.probing.environment import Environment, Source, variables_in
from dupelint.probing.log import Log
from dupelint.probing.plan import Phase, Plan

_DOTENV = lazy(r"\.env(\.(local|development|production|dev|prod)){0,2}")
_MAX_DOTENV = 1_000_000  # bytes


@dataclass(frozen=True, slots=True)
class GoRequest:
    """What was asked for on the command line."""

    path: Path
    phase: Phase = "before"
    wait_scan: float = 0  # seconds; 0: do not wait
    log: Path | None = None
    report: Path | None = None
    keep_going: bool = False
    allow_remote: bool = False
    timeout: float = 5  # seconds
    settle: float = 15
    headers: Mapping[str, str] = field(default_factory=dict)
    waiting: Callable[[float], None] = lambda _: None  # told that the scan is awaited


@dataclass(slots=True)
class GoResult:
    """What came of it."""

    steps: list[Step] = field(default_factory=list)
    scanned: bool = False  # the steps after a scan were reached
    report: Path | None = None  # where the bundle stands

    @property
    def go(self) -> bool:
        """Whether every step holds."""
        return all(step.verdict is Verdict.GO for step in self.steps)


def go(request: GoRequest, environ: Mapping[str, str] = os.environ) -> GoResult:
    """Ask the app that runs; UserError where it cannot be said what to ask."""
    root = find_root(request.path)
    config = load(root)
    if not config.contract:
        raise ConfigError(
            f"no [[contract]] is declared for {root}: there is nothing to ask",
            "`dupelint init --preset whatsapp-bridge` writes one, or see the documentation",
        )
    if request.report is not None:
        _check_report(request.report)
    log = Log(request.log) if request.log else None
    plan = _plan(root, config, request, environ, log)
    result = GoResult()
    try:
        for step in _steps(plan, request, result):
            result.steps.append(step)
    finally:
        if request.report is not None:
            secrets = [*plan.environment.secret_values(), *request.headers.values()]
            _write_report(request.report, bundle(result.steps, log, secrets, _now()))
            result.report = request.report
    return result


def _steps(plan: Plan, request: GoRequest, result: GoResult) -> Iterator[Step]:
    result.scanned = request.phase == "after"
    going = True
    for step in run(checks(plan, request.phase), request.keep_going):
        going = going and step.verdict is Verdict.GO
        yield step
    if not request.wait_scan or request.phase == "after":
        return
    after = checks(plan, "after")[1 + len(plan.health) :]  # the app has not been started anew
    if going:
        request.waiting(request.wait_scan)
        scan = Step("the phone is connected")
        came = connected(plan, request.wait_scan)
        scan.judge([] if came else [f"not within {request.wait_scan:g} s"])
        result.scanned = True
        yield scan
        going = came
    yield from run(after, request.keep_going) if going else (check.step for check in after)


# --- what to ask ---------------------------------------------------------------------------------


def _plan(
    root: Path, config: Config, request: GoRequest, environ: Mapping[str, str], log: Log | None
) -> Plan:
    places = config.go
    texts = (places.server, places.bridge, *places.health)
    named = tuple(name for text in texts for name in variables_in(text))
    environment = Environment(
        sources=[Source("the environment", environ), *_dotenv_files(root, config)],
        canonical=config.settings,
        required=(*config.required_settings, *named),
        secrets=config.secret_variables,
        min_secret=config.min_secret_length,
    )
    known = {text: environment.expanded(text) for text in texts}
    # Where one is not known, the first step says so: what it names has to be set.
    found = {text: checked(url, f"`{text}`") if url else text for text, url in known.items()}
    if not request.allow_remote:
        _check_local(found[text] for text, url in known.items() if url)
    return Plan(
        environment=environment,
        server=found[places.server],
        bridge=found[places.bridge],
        health=[found[text] for text in places.health],
        contract=config.contract,
        parameters=places.parameters,
        secret_header=places.secret_header,
        headers=request.headers,
        timeout=request.timeout,
        settle=request.settle,
        message=places.message,
        log=log,
    )


def _check_local(urls: Iterable[str]) -> None:
    for url in dict.fromkeys(urls):
        if not is_loopback(url):
            raise UserError(f"{url} is not on this machine", "--allow-remote asks it all the same")


def _dotenv_files(root: Path, config: Config) -> Iterator[Source]:
    """The dotenv files beside the project's files, the root's first. git often ignores them."""
    from io import StringIO

    from dotenv import dotenv_values

    folders = {Path()} | {Path(one.path).parent for one in discover(root, config).files}
    for folder in sorted(folders, key=lambda one: (len(one.parts), one.as_posix())):
        for path in sorted((root / folder).glob(".env*")):
            if not _DOTENV.fullmatch(path.name) or not path.is_file():
                continue
            name = path.relative_to(root).as_posix()
            try:
                with path.open("rb") as file:
                    text = file.read(_MAX_DOTENV).decode("utf-8-sig")
            except OSError as error:
                raise PathError(f"cannot read {name}: {error.strerror}") from error
            except UnicodeDecodeError as error:
                raise PathError(f"{name} is not UTF-8") from error
            values = dotenv_values(stream=StringIO(text), interpolate=False)
            yield Source(name, {key: value or "" for key, value in values.items()})


# --- the report ----------------------------------------------------------------------------------


def _check_report(path: Path) -> None:
    """A file that is there and is no report of ours stays as it is."""
    if not path.exists():
        if not path.parent.is_dir():
            raise PathError(f"--report: there is no folder {path.parent}")
        return
    try:
        with path.open("rb") as file:
            ours = file.read(len(HEADING)) == HEADING.encode()
    except OSError as error:
        raise PathError(f"--report: cannot write {path}: {error.strerror}") from error
    if not ours:
        raise PathError(f"--report: {path} is there already", "name a file that is not")


def _write_report(path: Path, text: str) -> None:
    whole = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        whole.touch(0o600, exist_ok=False)
        whole.write_text(text, encoding="utf-8")
        whole.replace(path)
    except OSError as error:
        raise PathError(f"--report: cannot write {path}: {error.strerror}") from error


def _now() -> str:
    from datetime import datetime

    return datetime.now().astimezone().isoformat(timespec="seconds")
