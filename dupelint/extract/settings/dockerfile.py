"""Dockerfiles: environment, exposed ports, what the image runs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from dupelint.extract.commandline import Word
from dupelint.extract.settings import generic
from dupelint.extract.settings.commands import (
    CommandLine,
    add_command,
    add_parts,
    exec_line,
    shell_line,
)
from dupelint.extract.settings.escapes import unescaped
from dupelint.extract.settings.published import add_checked, add_published
from dupelint.extract.settings.sheet import Sheet
from dupelint.model.pattern import lazy


class Instruction(NamedTuple):
    """One instruction, continuation lines joined."""

    name: str  # upper case
    arguments: Word
    start: int
    end: int


_LINE = lazy(r"([^\r\n]*)(\r\n|\n|\r|\Z)")
_ESCAPE = lazy(r"(?:\s*#[^\n]*\n)*?\s*#\s*escape\s*=\s*([\\`])", re.IGNORECASE)
_HEREDOC = lazy(r"<<-?([\"']?)([A-Za-z_]\w*)\1")
MAX_ENDLESS = 100  # heredocs that nothing ends; a file with more of them is no Dockerfile
_INSTRUCTION = lazy(r"\s*([A-Za-z]+)(?:\s+|\Z)")
_FLAGS = lazy(r"(?:--[\w-]+(?:=\S*)?\s+)*")
_PAIR = lazy(r"""(?<!\w)([A-Za-z_]\w*)=("(?:[^"\\]|\\.)*"|'[^']*'|(?:[^\s"'\\]|\\.)*)""", re.DOTALL)
_STRING = lazy(r'"((?:[^"\\]|\\.)*)"', re.DOTALL)
_FROM = lazy(r".*\bas\s+(\S+)\s*\Z", re.IGNORECASE)


def instructions(text: str) -> Iterator[Instruction]:
    """The instructions of a Dockerfile; heredoc bodies belong to theirs and are left out."""
    position = 3 if text.startswith("\udcef\udcbb\udcbf") else 0
    directive = _ESCAPE.match(text, position)
    mark = directive[1] if directive else "\\"
    parts: list[Word] = []
    endless: set[str] = set()
    start = position
    while position < len(text):
        found = _LINE.match(text, position)
        if found is None:  # cannot be: every text has a line
            return
        line, begin = found[1], position
        position = max(found.end(), position + 1)
        stripped = line.strip()
        if stripped.startswith("#") or (not stripped and not parts):
            continue
        if not parts:
            start = begin + len(line) - len(line.lstrip())
        body = line.rstrip()
        continued = body.endswith(mark)
        if continued:
            body = body[:-1]
        parts.append(Word(body, range(begin, begin + len(body))))
        if continued:
            parts.append(Word(" ", range(begin + len(body), begin + len(body) + 1)))
            if position < len(text):
                continue
        instruction = _instruction(parts, start)
        parts = []
        if instruction is not None:
            yield instruction
            if instruction.name in ("RUN", "COPY", "ADD"):
                position = _past_heredocs(text, position, instruction.arguments.text, endless)
    if parts and (instruction := _instruction(parts, start)) is not None:
        yield instruction


def _instruction(parts: list[Word], start: int) -> Instruction | None:
    line = parts[0]
    if len(parts) > 1:
        places = [place for part in parts for place in part.places]
        line = Word("".join(part.text for part in parts), places)
    head = _INSTRUCTION.match(line.text)
    if head is None:
        return None
    arguments = line.cut(head.end(), len(line.text.rstrip()))
    return Instruction(head[1].upper(), arguments, start, line.places[-1] + 1)


def _past_heredocs(text: str, position: int, arguments: str, endless: set[str]) -> int:
    """Where the text goes on; `endless` gathers words that no line ends."""
    for found in _HEREDOC.finditer(arguments):
        if found[2] in endless or len(endless) > MAX_ENDLESS:
            continue
        end = re.compile(rf"^\t*{re.escape(found[2])}[ \t]*\r?$", re.M).search(text, position)
        if end is not None:
            position = end.end() + 1
        else:
            endless.add(found[2])
    return position


def extract(sheet: Sheet) -> None:
    """Facts of all stages; a stage's name is the group of what it defines."""
    stage = ""
    workdir = ""
    roots: list[str] = []
    for item in instructions(sheet.text):
        at = (item.start, item.end)
        arguments = item.arguments
        match item.name:
            case "FROM":
                found = _FROM.match(arguments.text)
                stage, workdir = (found[1] if found else ""), ""
                roots = []
            case "COPY" | "ADD":
                roots += [root for root in _sources(arguments) if root not in roots]
            case "WORKDIR":
                workdir = arguments.text.strip("\"'")
            case "ENV":
                _definitions(sheet, arguments, "dockerfile", stage, at)
            case "ARG":
                _definitions(sheet, arguments, "dockerfile-arg", stage, at)
            case "LABEL":
                for found in _PAIR.finditer(arguments.text):
                    sheet.named_value(found[1], _unquoted(arguments.cut(*found.span(2))), "key")
            case "EXPOSE":
                for found in re.finditer(r"\S+", arguments.text):
                    word = arguments.cut(*found.span())
                    generic.published(sheet, word, "expose", "EXPOSE")
                    place = (word.places[0], word.places[-1] + 1)
                    add_published(sheet, "dockerfile", stage, word.text, place)
                sheet.reads(arguments)
            case "CMD" | "ENTRYPOINT":
                add_command(
                    sheet, command_line(arguments), origin="dockerfile", name=stage or "image",
                    at=at, workdir=workdir, roots=roots, group=f"{item.name} {stage}".strip(),
                )  # fmt: skip
            case "HEALTHCHECK" | "RUN" | "ONBUILD":
                flags = _FLAGS.match(arguments.text)
                rest = arguments.cut(flags.end() if flags else 0)
                if item.name == "HEALTHCHECK":
                    rest = rest.cut(3) if rest.text[:3].upper() == "CMD" else rest.cut(0, 0)
                    add_checked(sheet, stage, command_line(rest).words)
                add_parts(sheet, command_line(rest), "dockerfile-run", stage)


def _sources(arguments: Word) -> Iterator[str]:
    """Folders of the build context that `COPY` takes files from."""
    if "--from" in arguments.text:
        return
    flags = _FLAGS.match(arguments.text)
    text = arguments.text[flags.end() if flags else 0 :].strip()
    words = _STRING.findall(text) if text.startswith("[") else text.split()
    for word in words[:-1]:
        path = word.strip("\"'").removeprefix("./").strip("/")
        name = path.rpartition("/")[2]
        if "*" in name or "." in name.lstrip("."):
            path = path.rpartition("/")[0]
        if "$" not in path and "*" not in path:
            yield "" if path == "." else path


def command_line(arguments: Word) -> CommandLine:
    """`["node", "x.js"]` or the shell form."""
    lead = len(arguments.text) - len(arguments.text.lstrip())
    text = arguments.text.strip()
    if text.startswith("[") and text.endswith("]"):
        words = [
            unescaped(arguments.cut(*found.span(1)), "json")
            for found in _STRING.finditer(arguments.text)
        ]
        if words:
            return exec_line(words)
    return shell_line(arguments.cut(lead))


def _definitions(
    sheet: Sheet, arguments: Word, origin: str, group: str, at: tuple[int, int]
) -> None:
    """`K=V K2="v w"`, or the legacy `K the rest`."""
    first = re.match(r"\s*[A-Za-z_]\w*(=?)", arguments.text)
    if first is None:
        return
    if not first[1]:
        value = re.compile(r"\s+(\S.*)", re.DOTALL).match(arguments.text, first.end())
        if value is not None:
            word = _unquoted(arguments.cut(*value.span(1)))
            sheet.env(first[0].strip(), word, origin, group, at)
            sheet.reads(word)
        return
    found = list(_PAIR.finditer(arguments.text))
    for pair in found:
        word = _unquoted(arguments.cut(*pair.span(2)))
        # One definition of several on a line is not the whole instruction.
        alone = arguments.place(*pair.span()) if len(found) > 1 else at
        sheet.env(pair[1], word, origin, group, alone or at)
        sheet.reads(word)


def _unquoted(word: Word) -> Word:
    text = word.text
    return word.cut(1, -1) if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'" else word
