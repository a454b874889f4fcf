"""The file of the project that a command names."""

from __future__ import annotations

import json
from collections.abc import Iterator

from dupelint.linking.files import Files, join, parent
from dupelint.model.facts import Process

BUILT = ("dist", "build", "out", "lib")
SCRIPT_ENDINGS = (".js", ".ts", ".mjs", ".cjs", ".mts", ".cts", ".tsx")
# Launchers that run wherever somebody stands, or whose paths are those of an image.
_ANYWHERE = frozenset(
    {"shell", "dockerfile", "compose", "systemd", "supervisor", "makefile", "code"}
)
UNKNOWN = "?"  # a folder that is made of variables


def entry_file(files: Files, file: int, process: Process) -> int | None:
    """The file that a process of the file `file` runs; of several candidates the nearest."""
    if not process.entry:
        return None
    for folder in folders(files, file, process):
        found = _in_folder(files, folder, process.entry)
        if found is not None:
            return found
    return None


def folders(files: Files, file: int, process: Process) -> Iterator[str]:
    """Folders that the paths of a command may start from, the likeliest first."""
    here = parent(files.path(file))
    yield here
    for root in json.loads(process.roots):
        folder = join(here, root)
        if folder is not None:
            yield folder
    if process.origin in _ANYWHERE:
        while here:
            here = parent(here)
            yield here
            for root in json.loads(process.roots):
                folder = join(here, root)
                if folder is not None:
                    yield folder


def _in_folder(files: Files, folder: str, entry: str) -> int | None:
    path = join(folder, entry)
    if path is None:
        return None
    return next((files.ids[name] for name in candidates(path) if name in files.ids), None)


def candidates(path: str) -> list[str]:
    """What a path may mean: a folder's index, a package, the source of what is built."""
    found = [path, f"{path}.js", f"{path}/index.js", f"{path}.py"]
    if path.endswith(".py"):
        found += [f"{path[:-3]}/__init__.py", f"{path[:-3]}/__main__.py"]
    else:
        found.append(f"{path}/__main__.py")
    parts = path.split("/")
    for built in BUILT:
        if built in parts:
            at = parts.index(built)
            for source in (["src"], []):
                moved = "/".join([*parts[:at], *source, *parts[at + 1 :]])
                stem = moved.rpartition(".")[0] or moved
                found += [stem + ending for ending in SCRIPT_ENDINGS]
                found += [f"{moved}/index{ending}" for ending in SCRIPT_ENDINGS]
    return found
