"""What gunicorn's configuration file says: address, workers, worker class."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from dupelint.linking.files import Files, join, parent
from dupelint.linking.processes.launchers import Leaf
from dupelint.linking.symbols.names import Names
from dupelint.linking.symbols.values import texts
from dupelint.linking.symbols.where import Where
from dupelint.model.facts import NO_SPAN, Process, Span
from dupelint.model.pattern import lazy
from dupelint.model.value import load

DEFAULT_FILE = "gunicorn.conf.py"
_NAMES = frozenset({"bind", "workers", "worker_class"})
_OPTION = lazy(r"(?:^|\s)(?:-c|--config)[= ]?(?:file:)?([\w./-]+\.py)(?=\s|\Z)")
_ADDRESS_PORT = lazy(r"(?:[^/]*:)?([0-9]{1,5})\Z")


class Said(NamedTuple):
    """One setting of a configuration file."""

    text: str  # "" if not known
    variable: str  # the environment variable that decides it, "" if none
    at: Span


class GunicornFiles:
    """The settings of every file that may be one."""

    def __init__(self, files: Files, names: Names) -> None:
        self._files = files
        self._names = names
        self._said: dict[int, dict[str, Said]] = {}

    def of(self, leaf: Leaf) -> dict[str, Said]:
        """What the file that a gunicorn command reads says; a command's own options beat it."""
        process = leaf.process
        if process.program != "gunicorn":
            return {}
        option = _OPTION.search(process.command)
        for folder in self._folders(leaf.file, process):
            path = join(folder, option[1] if option else DEFAULT_FILE)
            file = self._files.ids.get(path) if path is not None else None
            if file is not None:
                if file not in self._said:
                    self._said[file] = dict(self._settings(file))
                return self._said[file]
        return {}

    def _settings(self, file: int) -> Iterator[tuple[str, Said]]:
        for name in _NAMES if self._files.path(file).endswith(".py") else ():
            for fact in self._names.assigned.get((file, name))[-1:]:
                known = texts(self._names, Where(file, load(fact.value)))
                only = known[0] if len(known) == 1 else None
                text = only.text if only is not None and "{" not in only.text else ""
                variable = only.variables[0] if only is not None and only.variables else ""
                yield name, Said(text, variable, fact.at)

    def _folders(self, file: int, process: Process) -> list[str]:
        here = parent(self._files.path(file))
        inside = join(here, process.folder) if process.folder != "?" else None
        entry = parent(join(here, process.entry) or "") if process.entry else here
        return list(dict.fromkeys(one for one in (inside, here, entry) if one is not None))


def port_of(bind: Said | None) -> tuple[int, str, Span] | None:
    """(number, variable, place) of the address that a file binds; None where it says none."""
    if bind is None or "/" in bind.text:
        return None
    found = _ADDRESS_PORT.match(bind.text)
    return (int(found[1]) if found else 0, bind.variable, bind.at if bind.text else NO_SPAN)
