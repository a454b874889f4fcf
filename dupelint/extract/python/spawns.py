"""Calls that start another program: `subprocess.Popen([…])`, `os.system("…")`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dupelint.extract.python.reader import Place, Reader
from dupelint.extract.python.source import argument_nodes, span_of
from dupelint.extract.spawned import HOLE, processes, written
from dupelint.model.value import Value

if TYPE_CHECKING:
    from tree_sitter import Node

SPAWN_WORDS = (b"Popen(", b"subprocess.", b"os.system(", b"os.popen(", b"create_subprocess_")
_LINES = frozenset({"system", "popen", "create_subprocess_shell", "getoutput"})  # for a shell
_LISTS = frozenset({"Popen", "run", "call", "check_call", "check_output"})
_SPREAD = "create_subprocess_exec"
_BESIDE = frozenset({"Popen", "popen", "create_subprocess_exec", "create_subprocess_shell"})
_MODULES = frozenset({"subprocess", "os", "asyncio"})


def own_words(reader: Reader) -> list[bytes]:
    """What only this file calls the functions of `subprocess`."""
    names = reader.imports.names.values()
    found = [bound for bound in names if bound.module == "subprocess"]
    return [
        bound.name.encode() + (b"(" if bound.symbol else b".")
        for bound in found
        if bound.name not in ("subprocess", "Popen")
    ]


def read_spawn(reader: Reader, call: Node, path: list[Node]) -> None:
    """The Process facts of a call, none where its program is not known."""
    callee = call.child_by_field_name("function")
    if callee is None:
        return
    text = reader.source.text(callee)
    head, _, last = text.rpartition(".")
    bound = reader.imports.names.get(text if not head else head.partition(".")[0])
    if bound is None or bound.module.partition(".")[0] not in _MODULES:
        return
    name = last if head else bound.symbol or last
    place = reader.place(call, path)
    if place.scope.is_test:
        return
    positional, keywords, _ = argument_nodes(reader.source, call)
    first = positional[0] if positional else keywords.get("args")
    if first is None:
        return
    value = _value(reader, place, first)
    if name == _SPREAD:
        words = [_word(reader, place, node) for node in positional]
        shell = False
    elif name in _LINES or (name in _LISTS and value[0] != "list"):
        words, shell = [written(value)], True
    elif name in _LISTS:
        nodes = first.named_children if first.type in ("list", "tuple") else []
        words = [_word(reader, place, node) for node in nodes] or list(map(written, value[1:]))
        shell = False
    else:
        return
    folder = ""
    if "cwd" in keywords:
        given = written(reader.values.of(keywords["cwd"], place.overlay))
        folder = "?" if HOLE in given or given.startswith("/") else given
    file = reader.source.unit.path.rpartition("/")[2]
    for fact in processes(
        words, shell, file, folder, name in _BESIDE, place.arms, span_of(call)
    ):  # fmt: skip
        reader.add(fact, place)


def _value(reader: Reader, place: Place, node: Node) -> Value:
    return reader.values.of(node, place.overlay)


def _word(reader: Reader, place: Place, node: Node) -> str:
    if reader.source.raw(node) == b"sys.executable":
        return "python"
    return written(_value(reader, place, node))
