"""Folders that are made below one that nothing makes → `deep_folder`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from dupelint.linking.files import Files
from dupelint.linking.symbols.names import Names
from dupelint.linking.symbols.where import Where
from dupelint.model.facts import MadeFolder
from dupelint.model.value import load
from dupelint.model.wiring import DeepFolder
from dupelint.store import Store

_JOINING = frozenset({"join", "resolve"})
_HOLE = "{}"
_MAX_DEPTH = 20


class FolderPath(NamedTuple):
    """Where a folder lies: below what is not known, or the working folder, or the root."""

    base: str
    parts: tuple[str, ...]


def link_folders(store: Store, files: Files, names: Names) -> None:
    """Fill `deep_folder`."""
    made: dict[int, list[tuple[MadeFolder, FolderPath]]] = defaultdict(list)
    for file, fact in store.facts(MadeFolder):
        if files.in_force(file):
            where = Where(file, load(fact.path))
            made[file].append((fact, _least(names, where, 0)))
    store.fill(DeepFolder, (row for rows in made.values() for row in _deep(files, rows)))


def _deep(files: Files, made: list[tuple[MadeFolder, FolderPath]]) -> Iterator[DeepFolder]:
    there = {path for _, path in made}
    for fact, path in made:
        if fact.recursive or len(path.parts) < 2:
            continue
        above = FolderPath(path.base, path.parts[:-1])
        if above in there or _is_kept(files, above):
            continue
        yield DeepFolder(
            fact.form, "/".join(path.parts), "/".join(above.parts), fact.caught, fact.call, fact.at
        )


def _is_kept(files: Files, path: FolderPath) -> bool:
    """Whether a folder of that name is part of the project, wherever the program is started."""
    if _HOLE in path.parts:
        return False
    written = "/".join(path.parts)
    return any(folder == written or folder.endswith("/" + written) for folder in files.folders)


def _least(names: Names, where: Where, depth: int) -> FolderPath:
    """The path with the fewest folders that may have to be made."""
    here = names.follow(where)
    unknown = FolderPath(f"{here.file}:{here.value}", ())
    if depth > _MAX_DEPTH:
        return unknown
    match here.value:
        case ("str", str(text)):
            return _added(FolderPath("", ()), text)
        case ("or", first, second) | ("cond", first, second):
            both = (_least(names, here.part(part), depth + 1) for part in (first, second))
            return min(both, key=lambda path: len(path.parts))
        case ("concat", first, *rest):
            return _concatenated(names, here, (first, *rest), depth)
        case ("call", ("member" | "property", _, str(name)), (first, *rest), _) if name in _JOINING:
            found = _least(names, here.part(first), depth + 1)
            for part in rest:
                found = _added(found, _text(names, here.part(part)))
            return found
        case ("call", ("member" | "property", _, "cwd"), (), _):
            return FolderPath("", ())
    return unknown


def _concatenated(
    names: Names, here: Where, parts: tuple[tuple[object, ...], ...], depth: int
) -> FolderPath:
    """Parts of a text: a hole in front is a folder only where a slash follows it."""
    first = _least(names, here.part(parts[0]), depth + 1)
    text = "".join(_text(names, here.part(part)) for part in parts[1:])
    if parts[0][0] == "str":
        return _added(FolderPath("", ()), str(parts[0][1]) + text)
    if not text.startswith("/"):  # `name + '.d'`: another name in the same folder
        head, _, text = text.partition("/")
        whole = FolderPath(f"{first.base}+{head}", first.parts[:-1] + (head,) * bool(first.parts))
        return _added(whole, text)
    return _added(first, text.lstrip("/"))


def _text(names: Names, where: Where) -> str:
    found = names.follow(where)
    if found.form == "str":
        return str(found.value[1])
    if found.form == "concat":
        return "".join(_text(names, found.part(part)) for part in found.value[1:])
    return _HOLE


def _added(path: FolderPath, text: str) -> FolderPath:
    """`path/text`; what leads out of the base is a base of its own, and there."""
    base, parts = path.base, list(path.parts)
    pieces = text.split("/")
    if text.startswith("/") and not parts and not base:
        base, pieces = "/" + "/".join(pieces[1:2]), pieces[2:]  # what lies at the root is there
    for piece in pieces:
        if piece in ("", ".", "~"):
            continue
        if piece == "..":
            if parts:
                parts.pop()
            else:
                base += "/.."
        else:
            parts.append(piece)
    return FolderPath(base, tuple(parts))
