"""The files that one import runs."""

from __future__ import annotations

from dupelint.linking.symbols.definitions import Definitions
from dupelint.model.facts import Import
from dupelint.model.source import Language


def imported_files(known: Definitions, file: int, fact: Import) -> list[int] | None:
    """The files of the project that an import runs; None where it looks internal and leads
    nowhere."""
    path = known.files.path(file)
    if known.files.language(file) is not Language.PYTHON:
        target = known.javascript.find(path, fact.module)
        if target is not None:
            return [target]
        return None if known.javascript.looks_internal(fact.module) else []
    module = known.python.find(path, fact.module)
    if module is None:
        return None if known.python.looks_internal(path, fact.module) else []
    names = [module]
    for _ in range(fact.module.strip(".").count(".")):  # packages run before it
        names.insert(0, names[0].rpartition("/")[0])
    if fact.symbol and fact.symbol != "*":
        names.append(f"{module}/{fact.symbol}" if module else fact.symbol)
    found = (known.python.file(name) for name in names if name)
    return [target for target in found if target is not None and target != file]
