"""Shell scripts: what they start, define, wait for, stop."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from dupelint.extract.commandline import ASSIGNMENT, Word, commands, program
from dupelint.extract.ports import PortInText, flag_ports, is_port_name, text_ports
from dupelint.extract.settings.branches import Branches, ended_by
from dupelint.extract.settings.commands import add_inline
from dupelint.extract.settings.entry_files import change_folder, join
from dupelint.extract.settings.script import read_whole
from dupelint.extract.settings.sheet import Sheet
from dupelint.extract.settings.steps import UNKNOWN, below, changed, steps
from dupelint.model.facts import Gap, span
from dupelint.model.pattern import lazy
from dupelint.model.source import Language
from dupelint.syntax.grammar import query

if TYPE_CHECKING:
    from tree_sitter import Node, Tree

# Chains and brackets cost the grammar the square of their number, and it cannot be stopped then.
_NESTING = (b"|", b"&", b"(", b"{", b"[", b"<", b"`")
MAX_MARKS = 8_000

_QUERY = """
(comment) @comment
(command) @command
(declaration_command) @declaration
(variable_assignment) @any_assignment
(heredoc_body) @heredoc
(subshell) @block
(function_definition) @block
(if_statement) @branch
(elif_clause) @branch
(else_clause) @branch
(case_statement) @branch
(case_item) @branch
"""
_TEST = lazy(
    r"\$\{?(\w+)\}?[\"']?\s+(?:-eq|-ne|-gt|-lt|==?|!=)\s+[\"']?([0-9]{1,5})(?![\w.])", re.ASCII
)
_LOOP = lazy(r"\bfor\s+(\w+)\s+in((?:\s+[0-9]{1,5})+)\s*(?:;|\n|$)", re.ASCII)
_WRITTEN = lazy(r"^\s*(?:export\s+)?([A-Za-z_]\w*)=([\"']?)([0-9]{1,5})\2\s*$", re.ASCII | re.M)
_UPPER = lazy(r"[A-Z_][A-Z0-9_]*\Z")


def extract(sheet: Sheet) -> Tree | None:
    """Facts of a script; the tree for who reads comments."""
    from tree_sitter import QueryCursor

    data = sheet.unit.data
    if any(data.count(mark) > MAX_MARKS for mark in _NESTING):
        sheet.facts.append(Gap("timeout", "settings", span(0, len(data))))
        return None
    tree = sheet.parsed(Language.SHELL, data)
    if tree is None:
        return None
    found = QueryCursor(query(Language.SHELL, _QUERY)).captures(tree.root_node)
    comments = sorted((node.start_byte, node.end_byte) for node in found.get("comment", ()))
    owned: set[int] = set()
    for node in _in_order(found, "declaration"):
        owned.update(_declaration(sheet, node))
    owned.update(_commands(sheet, found))
    for node in _in_order(found, "any_assignment"):
        if node.start_byte not in owned:
            _assignment(sheet, _word(sheet, node), exported=False)
    for node in _in_order(found, "heredoc"):
        for hit in _WRITTEN.finditer(sheet.text, node.start_byte, node.end_byte):
            if is_port_name(hit[1]):
                _number(sheet, hit.span(3), "variable", hit[1])
    _whole_text(sheet, comments)
    read_whole(sheet, found.get("command", ()))
    return tree


def _in_order(found: dict[str, list[Node]], name: str) -> list[Node]:
    return sorted(found.get(name, ()), key=lambda node: (node.start_byte, -node.end_byte))


def _word(sheet: Sheet, node: Node) -> Word:
    return sheet.word(node.start_byte, node.end_byte)


def _declaration(sheet: Sheet, node: Node) -> Iterator[int]:
    """`export X=v`, `readonly X=v`; a `local` is no environment."""
    kind = node.children[0].type if node.children else ""
    for child in node.children:
        if child.type == "variable_assignment":
            yield child.start_byte
            if kind != "local":
                # Alone it is the whole statement.
                whole = _word(sheet, node) if len(node.children) == 2 else None
                exported = kind in ("export", "declare")
                _assignment(sheet, _word(sheet, child), exported=exported, statement=whole)


def _assignment(sheet: Sheet, word: Word, *, exported: bool, statement: Word | None = None) -> None:
    """Lower-case names that are not exported are the script's own business."""
    head = ASSIGNMENT.match(word.text)
    if head is None:
        return
    places = (statement or word).places
    at = (places[0], places[-1] + 1)
    value = _unquoted(word.cut(head.end()))
    if exported or _UPPER.match(head[1]):
        sheet.env(head[1], value, "shell", "", at)
    else:
        sheet.named_value(head[1], value, "variable")
    sheet.reads(value)


def _unquoted(value: Word) -> Word:
    text = value.text
    if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'" and text[0] not in text[1:-1]:
        return value.cut(1, len(text) - 1)
    if len(text) > 1 and text[0] == "(" and text[-1] == ")":
        return value.cut(1, len(text) - 1)
    return value


def _commands(sheet: Sheet, found: dict[str, list[Node]]) -> Iterator[int]:
    """All commands in order, each in the folder that `cd` has led to."""
    folder = ""
    blocks = [(node.start_byte, node.end_byte) for node in _in_order(found, "block")]
    branches = Branches(sheet.text, _in_order(found, "branch"))
    opened: list[tuple[int, str]] = []  # end of the block, the folder behind it
    for node in _in_order(found, "command"):
        while opened and opened[-1][0] <= node.start_byte:
            folder = opened.pop()[1]
        while blocks and blocks[0][0] <= node.start_byte:
            end = blocks.pop(0)[1]
            if end > node.start_byte:
                opened.append((end, folder))
        words = node.children
        # `node.text` would read the file from its start each time
        if len(words) > 1 and sheet.text[words[0].start_byte : words[0].end_byte] == "cd":
            target = _unquoted(_word(sheet, words[1])).text
            to_script = _to_script(target)
            folder = changed(folder, target) if to_script is None else to_script
        inner = opened[-1][0] if opened else 0
        yield from _command(sheet, node, folder, branches, inner)


def _to_script(target: str) -> str | None:
    """`cd "$(dirname "$0")/.."` leads on from where the script itself is."""
    if "dirname" not in target or ("$0" not in target and "BASH_SOURCE" not in target):
        return None
    return change_folder("", target.rpartition(")")[2].strip('/"'))


def _command(
    sheet: Sheet, node: Node, folder: str, branches: Branches, block_end: int
) -> Iterator[int]:
    """A simple command, quoted ones inside it included; yields the assignments that it owns."""
    line = _word(sheet, node)
    found = list(commands(line))
    if not found:
        return
    name, _ = program(found[0].words)
    known = "" if folder == UNKNOWN else folder
    started = list(steps(found))
    group = name
    if started and started[0].entry:
        group = join(known, started[0].entry)
    for child in node.children:
        if child.type == "variable_assignment":
            yield child.start_byte
    if name == ":":
        _defaults(sheet, line)
    for command in found:
        add_inline(sheet, command.words, "shell", group)
        sheet.ports(flag_ports(command.words))
    at = (node.start_byte, node.end_byte)
    behind = ended_by(sheet.text, node.end_byte)
    if behind == ")" and block_end:
        behind = ended_by(sheet.text, block_end)
    for step in started:
        if step.entry.startswith("/") or step.callee.startswith("/"):
            continue
        moved = step._replace(
            entry=step.entry and join(known, step.entry),
            folder=below(folder, step.folder),
            parallel=step.parallel or behind == "&",
        )
        guard, arms = branches.of(node.start_byte)
        script = sheet.unit.path.rpartition("/")[2]
        sheet.step("shell", script, line.text, moved, at, (), guard, arms)


_DEFAULT = lazy(r"\$\{([A-Za-z_]\w*):?=([^{}]*)\}", re.ASCII)


def _defaults(sheet: Sheet, line: Word) -> None:
    """`: "${PORT:=8000}"` gives the variable a value where it has none."""
    for found in _DEFAULT.finditer(line.text):
        at = line.place(*found.span())
        if at is not None:
            if is_port_name(found[1]):
                sheet.number(line, *found.span(2), "env-default", found[1])
            sheet.env(found[1], line.cut(*found.span(2)), "shell", "", at)


def _whole_text(sheet: Sheet, comments: list[tuple[int, int]]) -> None:
    """What needs no command: URLs, defaults, tests of a port variable, loops over ports."""
    pieces: list[str] = []
    position = 0
    for start, end in comments:
        pieces += [sheet.text[position:start], " " * (end - start)]
        position = end
    text = "".join([*pieces, sheet.text[position:]])
    whole = Word(text, range(len(text)))
    sheet.ports(text_ports(whole))
    sheet.reads(whole)
    for hit in _TEST.finditer(text):
        if is_port_name(hit[1]):
            _number(sheet, hit.span(2), "variable", hit[1])
    for hit in _LOOP.finditer(text):
        if is_port_name(hit[1]):
            sheet.numbers(whole.cut(*hit.span(2)), "variable", hit[1])


def _number(sheet: Sheet, place: tuple[int, int], context: str, detail: str) -> None:
    digits = sheet.text[slice(*place)]
    sheet.ports([PortInText(int(digits), "", *place, context, detail)] if digits.isdigit() else [])
