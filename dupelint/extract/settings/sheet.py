"""The facts of one settings file as they are collected, each port once.

A file's text is its bytes decoded as ASCII with `surrogateescape`: one character per byte, so an
index into it is a byte offset, whatever the encoding of the file is.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING

from dupelint.extract.commandline import Word
from dupelint.extract.ports import PortInText, is_port_name, leading_port, port_number, text_ports
from dupelint.extract.unit import Fact, Unit
from dupelint.model.facts import (
    NO_ARMS,
    NO_SPAN,
    Arms,
    EnvDefinition,
    EnvRead,
    Gap,
    PortMention,
    Process,
    ValueText,
    span,
)
from dupelint.model.pattern import lazy
from dupelint.model.source import Language
from dupelint.model.value import NULL, dump
from dupelint.syntax.grammar import UnparsedError, parse

if TYPE_CHECKING:
    from tree_sitter import Node, Tree

    from dupelint.extract.settings.steps import Step

MAX_PROCESSES = 1_000  # of one file
MAX_COMMAND = 2_000  # characters of a command that each of its processes keeps
_NUMBERS = lazy(r"[\s\"']*[0-9]{1,5}(?:[\s,]+[0-9]{1,5})*[\s\"']*\Z")
_NUMBER = lazy(r"[0-9]+")
_REFERENCE = lazy(r"(?<!\$)\$\{([A-Za-z_]\w*)(?::?([-=?+])([^{}]*))?\}")
_VARIABLE = lazy(r"[A-Za-z_][A-Za-z0-9_]*\Z")
_BIND_NAME = lazy(r"(?i)(?:^|_)(?:listen|bind|addr|address|http_addr)(?:_|$)")


def as_text(data: bytes) -> str:
    """Bytes as text of the same length."""
    return data.decode("ascii", "surrogateescape")


def plain(text: str) -> str:
    """Text for people: bytes that `as_text` kept are UTF-8, what is not becomes U+FFFD."""
    if text.isascii():
        return text
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _broken_bytes(root: Node) -> int:
    if root.type == "ERROR":
        return root.end_byte - root.start_byte
    return sum(n.end_byte - n.start_byte for n in root.children if n.type == "ERROR")


class Sheet:
    """Collects facts. Offsets are byte offsets of the file."""

    def __init__(self, unit: Unit) -> None:
        self.unit = unit
        self.text = as_text(unit.data)
        self.services: frozenset[str] = frozenset()  # host names that the file itself defines
        self.facts: list[Fact] = []
        self._ports: set[int] = set()
        self._reads: set[int] = set()
        self._defined: set[int] = set()
        self._processes = 0

    def parsed(self, language: Language, data: bytes, *, told: bool = True) -> Tree | None:
        """The syntax tree of the file's bytes, or of others of the same length.

        A gap says where there is none, or little of it can be used; not `told` of the latter, it is
        a file that need not hold what its name may promise.
        """
        try:
            tree = parse(data, language)
        except UnparsedError as error:
            self.facts.append(Gap(error.reason, "settings", span(0, len(data))))
            return None
        if told and tree.root_node.has_error and _broken_bytes(tree.root_node) * 2 > len(data):
            self.facts.append(Gap("parse", "settings", span(0, len(data))))
        return tree

    def word(self, start: int, end: int) -> Word:
        """A piece of the file."""
        return Word(self.text[start:end], range(start, end))

    def port(self, hit: PortInText, context: str = "", detail: str = "") -> None:
        """A port whose offsets are the file's; the first context given for a place stays."""
        if hit.start in self._ports:
            return
        self._ports.add(hit.start)
        self.facts.append(
            PortMention(
                hit.port,
                context or hit.context,
                plain(detail or hit.detail),
                plain(hit.host),
                span(hit.start, hit.end),
            )
        )

    def ports(self, hits: Iterable[PortInText], context: str = "", detail: str = "") -> None:
        """Several of them."""
        for hit in hits:
            self.port(hit, context, detail)

    def number(self, word: Word, start: int, end: int, context: str, detail: str) -> None:
        """The digits at [start, end) of a word, if they write a port."""
        port = port_number(word.text[start:end])
        place = word.place(start, end)
        if port and place is not None:
            self.port(PortInText(port, "", *place, context, detail))

    def numbers(self, word: Word, context: str, detail: str) -> bool:
        """Every number of a word that holds nothing else; whether it is such a word."""
        if not _NUMBERS.match(word.text):
            return False
        for found in _NUMBER.finditer(word.text):
            self.number(word, *found.span(), context, detail)
        return True

    def named_value(self, name: str, value: Word, context: str) -> None:
        """The ports of a value that a name is given: by the name, else by what the value says."""
        if is_port_name(name) and self.numbers(value, context, name):
            return
        self.ports(text_ports(value, self.services))
        if _BIND_NAME.search(name) and (hit := leading_port(value.text)):
            place = value.place(hit.start, hit.end)
            if place is not None:
                self.port(hit._replace(start=place[0], end=place[1]), "", name)

    def env(
        self,
        name: str,
        value: Word,
        origin: str,
        group: str,
        at: tuple[int, int],
        text: str | None = None,
    ) -> None:
        """A definition of an environment variable; `text` where it differs from the source's.

        One place may define for several groups: a mapping that compose services merge in.
        """
        self._defined.add(at[0])
        place = value.place(0, len(value.text))
        self.facts.append(
            EnvDefinition(
                plain(name),
                plain(value.text if text is None else text),
                origin,
                plain(group),
                NO_SPAN if place is None else span(*place),
                span(*at),
            )
        )
        self.named_value(name, value, "variable")

    def is_defined(self, start: int) -> bool:
        """Whether a definition that starts there was told already."""
        return start in self._defined

    def reads(self, value: Word) -> None:
        """The variables that `${NAME}` and `${NAME:-default}` read."""
        if "${" not in value.text:
            return
        for found in _REFERENCE.finditer(value.text):
            place = value.place(*found.span())
            if place is not None and place[0] not in self._reads:
                self._reads.add(place[0])
                default = ("str", plain(found[3])) if found[2] in ("-", "=") else NULL
                hard = int(found[2] == "?")
                held = value.place(*found.span(3)) if default != NULL and found[3] else None
                default_at = NO_SPAN if held is None else span(*held)
                text = ValueText(dump(default))
                self.facts.append(EnvRead(found[1], text, hard, "", default_at, span(*place)))

    def handed_on(self, name: str, start: int, end: int) -> None:
        """`- NAME`: the variable of whoever starts it, as it is."""
        if _VARIABLE.match(name) and start not in self._reads:
            self._reads.add(start)
            self.facts.append(
                EnvRead(name, ValueText(dump(NULL)), 0, "", NO_SPAN, span(start, end))
            )

    def process(
        self, origin: str, name: str, command: str, entry: str, at: tuple[int, int]
    ) -> None:
        """A command line that starts a program of which only the file is known, or nothing."""
        self._process(Process(
            origin, name, command, entry, "", "", "", "", "", "{}", "", "", "", "[]", "", 0, "",
            NO_ARMS, span(*at),
        ))  # fmt: skip

    def image(self, service: str, dockerfile: str, context: str, at: tuple[int, int]) -> None:
        """A compose service whose image is built here."""
        self._process(Process(
            "compose", service, "", "", "docker", "", "", "", "", "{}", "image", dockerfile,
            context, "[]", service, 1, "", NO_ARMS, span(*at),
        ))  # fmt: skip

    def step(
        self,
        origin: str,
        name: str,
        command: str,
        step: Step,
        at: tuple[int, int],
        roots: Iterable[str] = (),
        guard: str = "",
        arms: Arms = NO_ARMS,
    ) -> None:
        """A program or launcher that a command line starts."""
        variables = {plain(key): plain(value) for key, value in step.variables}
        within = json.dumps([plain(root) for root in roots], ensure_ascii=False)
        self._process(Process(
            origin, name, command, step.entry, step.program, step.target, step.port, step.workers,
            step.worker_class, json.dumps(variables, ensure_ascii=False), step.calls, step.callee,
            step.folder, within, step.group, int(step.parallel), guard, arms, span(*at),
        ))  # fmt: skip

    def _process(self, fact: Process) -> None:
        self._processes += 1
        if self._processes > MAX_PROCESSES:
            return
        fact = fact._replace(command=fact.command[:MAX_COMMAND])
        self.facts.append(
            Process._make(plain(part) if isinstance(part, str) else part for part in fact)
        )
