"""JavaScript, TypeScript and TSX: bytes of one file → facts."""

from __future__ import annotations

from collections.abc import Iterator

from dupelint.extract.dotenv_calls import env_files
from dupelint.extract.javascript.client_defaults import client_defaults
from dupelint.extract.key_files import key_files
from dupelint.extract.path_texts import javascript_paths
from dupelint.extract.unit import Fact, Unit


def extract(unit: Unit) -> Iterator[Fact]:
    """Every fact the file states; what cannot be read becomes a Gap."""
    from dupelint.extract.javascript.gate import Worth, worth
    from dupelint.extract.javascript.unparsed import scan_unparsed

    yield from env_files(unit.data, python=False)
    yield from client_defaults(unit.data)
    found, imports = worth(unit)
    if found is Worth.TEXT:
        yield from imports
        yield from scan_unparsed(unit.data)
        yield from javascript_paths(unit)
        if b"JSON.parse" in unit.data:
            yield from key_files(unit.data)
        return
    from dupelint.extract.javascript.file import read_file, read_values

    yield from read_file(unit) if found is Worth.ALL else read_values(unit)


def only_imports(unit: Unit) -> Iterator[Fact]:
    """The imports of a file that is not parsed."""
    from dupelint.extract.javascript.scanned_imports import scan_imports

    return scan_imports(unit.data)
