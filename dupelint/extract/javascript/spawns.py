"""Calls that start another program: `spawn('node', […])`, `exec('…')`, `fork('./x.js')`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dupelint.extract.javascript.calls import arguments
from dupelint.extract.javascript.modules import loaded, origin, peel
from dupelint.extract.javascript.objects import members
from dupelint.extract.javascript.reading import Reading, span_of
from dupelint.extract.spawned import HOLE, processes, written

if TYPE_CHECKING:
    from tree_sitter import Node

_FROM = frozenset({"child_process", "node:child_process", "execa"})
_LINES = frozenset({"exec", "execSync", "execaCommand"})  # for a shell
_SCRIPTS = frozenset({"fork", "execaNode"})
_PROGRAMS = frozenset({"spawn", "spawnSync", "execFile", "execFileSync", "execa"})
_WAITING = frozenset({"spawnSync", "execSync", "execFileSync"})


def read_spawn(reading: Reading, path: Sequence[Node]) -> None:
    """The Process facts of a call, none where its program is not known."""
    call_at = next((i for i in range(len(path) - 1, 0, -1) if path[i].type == "call_expression"), 0)
    call = path[call_at]
    callee = call.child_by_field_name("function") if call_at else None
    outer = path[: call_at + 1]
    if callee is None or callee.end_byte != path[-1].end_byte:
        return
    name = _spawning(reading, callee, outer)
    given = arguments(call)
    if not name or not given:
        return
    first = _written(reading, given[0], outer)
    words = [first]
    if name in _SCRIPTS:
        words = ["node", first]
    elif name in _PROGRAMS and len(given) > 1:
        listed = peel(given[1])
        if listed is not None and listed.type == "array":
            words += [_written(reading, one, outer) for one in listed.named_children]
    shell = name in _LINES
    if name in _PROGRAMS and " " in first:  # `spawn('npm run dev', { shell: true })`
        words, shell = [" ".join(words)], True
    folder = _folder(reading, given[1:], outer)
    file = reading.unit.path.rpartition("/")[2]
    facts = processes(
        words, shell, file, folder, name not in _WAITING, reading.arms(outer), span_of(call)
    )
    for fact in facts:
        reading.add(fact, outer)


def _spawning(reading: Reading, callee: Node, path: Sequence[Node]) -> str:
    """The function of the library that a callee is, "" for anything else."""
    if callee.type == "identifier":
        found = origin(reading.text(callee), path, reading.data)
        if found is None or found[0] not in _FROM:
            return ""
        return found[1] if found[1] != "default" else found[0]
    owner = callee.child_by_field_name("object") if callee.type == "member_expression" else None
    if owner is None:
        return ""
    if owner.type == "identifier":
        found = origin(reading.text(owner), path, reading.data)
        module = found[0] if found is not None and found[1] in ("", "default") else ""
    else:
        module = loaded(owner, reading.data)
    if module not in _FROM:
        return ""
    return reading.text(callee.child_by_field_name("property"))


def _written(reading: Reading, node: Node, path: Sequence[Node]) -> str:
    """An argument as text; a path below `__dirname` is relative to the file."""
    inner = peel(node)
    if inner is None:
        return HOLE
    text = reading.text(inner) if inner.end_byte - inner.start_byte < 300 else ""
    if text == "process.execPath":
        return "node"
    if text in ("__dirname", "import.meta.dirname"):
        return "."
    if text == "__filename":
        return reading.unit.path.rpartition("/")[2]
    if text.startswith(("path.join(", "path.resolve(", "join(", "resolve(")):
        given = arguments(inner)
        if given and reading.text(given[0]) in ("__dirname", "import.meta.dirname"):
            parts = [written(reading.value(part, path)) for part in given[1:]]
            return "/".join(part.strip("/") for part in parts) or "."
    return written(reading.value(inner, path))


def _folder(reading: Reading, given: Sequence[Node], path: Sequence[Node]) -> str:
    """The option `cwd`; "" where none is given, `?` where it is not known."""
    for node in given:
        options = peel(node)
        if options is None or options.type != "object":
            continue
        held = dict(members((*path, options), reading.data))
        if "cwd" in held:
            folder = _written(reading, held["cwd"][-1], held["cwd"][:-1])
            known = HOLE not in folder and not folder.startswith("/")
            return ("" if folder == "." else folder) if known else "?"
    return ""
