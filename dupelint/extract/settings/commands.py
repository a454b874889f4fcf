"""Facts of command lines: npm scripts, Procfile lines, `CMD`, compose."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from dupelint.extract.commandline import (
    ASSIGNMENT,
    Command,
    Word,
    commands,
    commands_of_words,
    program_name,
)
from dupelint.extract.ports import flag_ports, text_ports
from dupelint.extract.settings.branches import asked_for
from dupelint.extract.settings.entry_files import join
from dupelint.extract.settings.sheet import Sheet
from dupelint.extract.settings.steps import UNKNOWN, below, steps


class CommandLine(NamedTuple):
    """A command as written, taken apart."""

    text: str
    words: list[Word]  # pieces of the source that hold all of it
    found: list[Command]


def shell_line(line: Word) -> CommandLine:
    """A command line for a shell."""
    return CommandLine(line.text, [line], list(commands(line)))


def exec_line(words: list[Word]) -> CommandLine:
    """An exec form: `["node", "server.js"]`."""
    text = " ".join(word.text for word in words)
    return CommandLine(text, words, list(commands_of_words(words)))


def add_command(
    sheet: Sheet,
    line: CommandLine,
    *,
    origin: str,
    name: str,
    at: tuple[int, int],
    env_origin: str = "",
    folder: str = "",
    workdir: str = "",
    roots: Sequence[str] = (),
    group: str = "",
    parallel: bool = False,
    only_known: bool = False,
) -> None:
    """All facts of a command line: what it starts, its ports, `NAME=value` in front.

    `folder`: where it runs, relative to the file; `workdir`: the absolute path that means it in a
    container; `roots`: more folders that may hold what it runs. A line that starts nothing that is
    known is one process all the same, unless `only_known`.
    """
    started = False
    asked = asked_for(line.text)
    for step in steps(line.found):
        if workdir:
            step = step._replace(
                entry=step.entry.removeprefix(workdir.rstrip("/") + "/"),
                callee=step.callee.removeprefix(workdir.rstrip("/") + "/"),
            )
        if step.entry.startswith("/") or step.callee.startswith("/"):
            continue
        started = True
        if folder and step.folder != UNKNOWN:
            step = step._replace(
                entry=step.entry and join(folder, step.entry),
                folder=below(folder, step.folder),
            )
        step = step._replace(group=step.group or group, parallel=step.parallel or parallel)
        guard = "file" if (step.callee or step.entry).rpartition("/")[2] in asked else ""
        sheet.step(origin, name, line.text, step, at, roots, guard)
    if not started and not only_known:
        sheet.process(origin, name, line.text, "", at)
    add_parts(sheet, line, env_origin or origin, name)


def add_parts(sheet: Sheet, line: CommandLine, origin: str, group: str) -> None:
    """Ports and inline definitions of a command line."""
    for command in line.found:
        add_inline(sheet, command.words, origin, group)
        sheet.ports(flag_ports(command.words))
    for word in line.words:
        sheet.ports(text_ports(word, sheet.services))
        sheet.reads(word)


_DEFINERS = frozenset({"env", "cross-env", "cross-env-shell", "export", "set"})


def add_inline(sheet: Sheet, words: Sequence[Word], origin: str, group: str) -> None:
    """`PORT=3001 node x`, `cross-env PORT=3001 node x`, `export PORT=3001`."""
    for word in words:
        found = ASSIGNMENT.match(word.text)
        if found:
            value = word.cut(found.end())
            whole = word.place(0, len(word.text))
            start = word.places[0]
            end = whole[1] if whole else word.places[-1] + 1
            if not sheet.is_defined(start):
                sheet.env(found[1], value, origin, group, (start, end))
        elif program_name(word.text) not in _DEFINERS and not word.text.startswith("-"):
            return
