"""GitHub workflows: environment of workflow, job, step; service ports; what steps run."""

from __future__ import annotations

from dupelint.extract.settings import generic
from dupelint.extract.settings.commands import add_parts, shell_line
from dupelint.extract.settings.sheet import Sheet
from dupelint.extract.settings.tree import Mapping, Scalar, items, resolve, scalars


def extract(sheet: Sheet, document: Mapping) -> None:
    """Facts of all jobs; a job's id is the group of what it is given."""
    _environment(sheet, document, "")
    for pair in document.mapping("jobs").merged():
        job = resolve(pair.value)
        if not isinstance(job, Mapping):
            continue
        name = pair.key.text
        _environment(sheet, job, name)
        _services(sheet, job.mapping("services"))
        for step in items(job.get("steps")):
            if isinstance(step, Mapping):
                _environment(sheet, step, name)
                run = step.get("run")
                if isinstance(run, Scalar):
                    add_parts(sheet, shell_line(run.word), "workflow", name)


def _environment(sheet: Sheet, owner: Mapping, group: str) -> None:
    generic.add_environment(sheet, owner.mapping("env"), "workflow", group)


def _services(sheet: Sheet, services: Mapping) -> None:
    for pair in services.merged():
        service = resolve(pair.value)
        if isinstance(service, Mapping):
            for scalar in scalars(service.get("ports")):
                generic.published(sheet, scalar.word, "compose", "ports")
            generic.add_environment(sheet, service.mapping("env"), "workflow", pair.key.text)
