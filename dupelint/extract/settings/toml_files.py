"""TOML files, `.replit` among them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dupelint.extract.settings import dependencies, generic
from dupelint.extract.settings.commands import CommandLine, add_command, exec_line, shell_line
from dupelint.extract.settings.published import add_published
from dupelint.extract.settings.sheet import Sheet
from dupelint.extract.settings.toml_tree import read
from dupelint.extract.settings.tree import Items, Mapping, Node, Scalar, items, scalars
from dupelint.model.pattern import lazy
from dupelint.model.source import Language

if TYPE_CHECKING:
    from tree_sitter import Tree

_WORTH = lazy(
    rb"(?i)port|://|localhost|127\.0\.0\.1|0\.0\.0\.0|env|run|depend|command|listen|bind|addr"
)


def extract(sheet: Sheet) -> Tree | None:
    """Facts of the document; the tree for who reads comments."""
    data = sheet.unit.data
    if not _WORTH.search(data) and b"dupelint:" not in data:
        return None
    tree = sheet.parsed(Language.TOML, data)
    if tree is None:
        return None
    document = read(tree, sheet.text)
    name = sheet.unit.path.lower().rpartition("/")[2]
    if name in ("dupelint.toml", ".dupelint.toml"):
        return tree  # what this tool is told about ports is no wiring
    if name == "pyproject.toml":
        tools = document.mapping("tool")
        tools.pairs = [pair for pair in tools.pairs if pair.key.text != "dupelint"]
    if name.startswith(".replit"):
        _replit(sheet, document)
        generic.extract(sheet, document, context="replit", env_origin="replit")
    else:
        dependencies.pyproject(sheet, document)
        generic.extract(sheet, document, env_origin="toml")
    return tree


def _replit(sheet: Sheet, document: Mapping) -> None:
    """`run`, deployment, workflow tasks; `externalPort` is the platform's, not the program's."""
    for pair in list(document.pairs):
        if pair.key.text == "ports":
            for port in items(pair.value):
                if isinstance(port, Mapping):
                    inside = port.get("localPort")
                    if isinstance(inside, Scalar):
                        written = f"{port.scalar('externalPort')}:{inside.text}"
                        place = (inside.start, inside.end)
                        add_published(sheet, "replit", "", written, place)
                    port.pairs = [p for p in port.pairs if p.key.text != "externalPort"]
    _start(sheet, document.get("run"), "run")
    for name in ("deployment", "run", "interpreter"):
        table = document.mapping(name)
        _start(sheet, table.get("run") or table.get("command"), name)
    for flow in items(document.mapping("workflows").get("workflow")):
        if isinstance(flow, Mapping):
            name = flow.scalar("name") or "workflow"
            for task in items(flow.get("tasks")):
                if isinstance(task, Mapping) and task.scalar("task") != "workflow.run":
                    _start(sheet, task.get("args"), name)
                    waits = task.get("waitForPort")
                    if isinstance(waits, Scalar):
                        place = (waits.start, waits.end)
                        add_published(sheet, "replit", name, waits.text, place)


def _start(sheet: Sheet, node: Node | None, name: str) -> None:
    line: CommandLine | None = None
    if isinstance(node, Scalar) and node.text:
        line = shell_line(node.word)
    elif isinstance(node, Items) and node.nodes:
        line = exec_line([scalar.word for scalar in scalars(node)])
    if line is not None and isinstance(node, (Scalar, Items)):
        add_command(sheet, line, origin="replit", name=name, at=(node.start, node.end))
