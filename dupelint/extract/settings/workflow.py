"""GitHub workflows: environment of workflow, job, step; services; what steps run."""

from __future__ import annotations

from dupelint.extract.settings import generic
from dupelint.extract.settings.commands import add_command, shell_line
from dupelint.extract.settings.published import add_published
from dupelint.extract.settings.sheet import Sheet
from dupelint.extract.settings.tree import Mapping, Scalar, items, resolve, scalars


def extract(sheet: Sheet, document: Mapping) -> None:
    """Facts of all jobs; a job's id is the name of what it runs, the group of what it is given."""
    _environment(sheet, document, "")
    everywhere = _folder(document.mapping("defaults").mapping("run"), "")
    for pair in document.mapping("jobs").merged():
        job = resolve(pair.value)
        if not isinstance(job, Mapping):
            continue
        name = pair.key.text
        _environment(sheet, job, name)
        _services(sheet, name, job.mapping("services"))
        usual = _folder(job.mapping("defaults").mapping("run"), everywhere)
        for step in items(job.get("steps")):
            if isinstance(step, Mapping):
                _environment(sheet, step, name)
                run = step.get("run")
                if isinstance(run, Scalar):
                    _run(sheet, name, run, _folder(step, usual))


def _run(sheet: Sheet, job: str, run: Scalar, folder: str) -> None:
    """The commands of a step; they start where the repository does."""
    top = "../.." if sheet.unit.path.startswith(".github/workflows/") else ""
    known = "$" not in folder
    add_command(
        sheet,
        shell_line(run.word),
        origin="workflow",
        name=job,
        at=(run.start, run.end),
        folder="/".join(part for part in (top, folder if known else "") if part),
        only_known=True,
    )


def _folder(owner: Mapping, otherwise: str) -> str:
    given = owner.scalar("working-directory").rstrip("/")
    return given.removeprefix("./").removeprefix(".") if given else otherwise


def _environment(sheet: Sheet, owner: Mapping, group: str) -> None:
    generic.add_environment(sheet, owner.mapping("env"), "workflow", group)


def _services(sheet: Sheet, job: str, services: Mapping) -> None:
    for pair in services.merged():
        service = resolve(pair.value)
        if isinstance(service, Mapping):
            for scalar in scalars(service.get("ports")):
                generic.published(sheet, scalar.word, "compose", "ports")
                place = (scalar.start, scalar.end)
                add_published(sheet, "workflow", f"{job}/{pair.key.text}", scalar.text, place)
            generic.add_environment(sheet, service.mapping("env"), "workflow", pair.key.text)
