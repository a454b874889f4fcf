"""The files that one import runs."""

from __future__ import annotations

from dupelint.linking.files import parent
from dupelint.linking.symbols.definitions import Definitions
from dupelint.model.facts import Import
from dupelint.model.source import Language


def imported_files(known: Definitions, file: int) -> list[tuple[Import, list[int] | None]]:
    """Every import of a file with the files of the project that it runs; None where it looks
    internal and leads nowhere."""
    found = known.runs.get(file)
    if found is None:
        read = _python if known.files.language(file) is Language.PYTHON else _javascript
        folder = parent(known.files.path(file))
        found = [(fact, read(known, file, folder, fact)) for fact in known.imports.get(file, ())]
        known.runs[file] = found
    return found


def _javascript(known: Definitions, _file: int, folder: str, fact: Import) -> list[int] | None:
    target = known.javascript.find_from(folder, fact.module)
    if target is not None:
        return [target]
    return None if known.javascript.looks_internal(fact.module) else []


def _python(known: Definitions, file: int, folder: str, fact: Import) -> list[int] | None:
    python = known.python
    module = python.find_from(folder, fact.module)
    if module is None:
        return None if python.looks_internal(folder, fact.module) else []
    found = python.with_packages(module, fact.module.strip(".").count("."))
    if fact.symbol and fact.symbol != "*":
        inner = python.file(f"{module}/{fact.symbol}" if module else fact.symbol)
        if inner is not None:
            found = [*found, inner]
    return [target for target in found if target != file] if file in found else found
