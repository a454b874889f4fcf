"""nginx configuration: what it listens on, where it passes requests."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dupelint.extract.commandline import Word
from dupelint.extract.ports import authority_ports
from dupelint.extract.settings.sheet import Sheet

_TOKEN = re.compile(
    r"""(?P<comment>\#[^\n]*)|(?P<space>\s+)|(?P<end>[;{}])
    |(?P<quoted>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')
    |(?P<word>(?:\$\{[^}\s]*\}|\\.|[^\s;{}"'])+)|(?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)
_PASSES = frozenset({"fastcgi_pass", "uwsgi_pass", "grpc_pass", "scgi_pass", "memcached_pass"})
_LISTEN = re.compile(r"(?:.*:)?(?:\$\{\w+:?-)?([0-9]{1,5})\}?\Z")
_MEMBER = re.compile(r"([\w.$-]+|\$\{\w+\}|\[[0-9a-fA-F:]+\]):([0-9]{1,5})\Z")


def directives(text: str) -> Iterator[list[Word]]:
    """Every directive: its name with its arguments, quotes removed."""
    words: list[Word] = []
    for found in _TOKEN.finditer(text):
        start, end = found.span()
        if found.lastgroup == "word":
            words.append(Word(text[start:end], range(start, end)))
        elif found.lastgroup == "quoted":
            words.append(Word(text[start + 1 : end - 1], range(start + 1, end - 1)))
        elif found.lastgroup == "end":
            if words:
                yield words
            words = []
    if words:
        yield words


def extract(sheet: Sheet) -> None:
    """Ports with the directive that makes them ports."""
    for words in directives(sheet.text):
        name = words[0].text
        arguments = words[1:]
        if name == "listen" and arguments and not arguments[0].text.startswith("unix:"):
            if found := _LISTEN.match(arguments[0].text):
                sheet.number(arguments[0], *found.span(1), "nginx", "listen")
        elif (name == "server" or name in _PASSES) and arguments:
            _member(sheet, arguments[0], name)
        for word in arguments:
            for hit in authority_ports(word.text):
                place = word.place(hit.start, hit.end)
                if place is not None:
                    sheet.port(hit._replace(start=place[0], end=place[1]), "nginx", name)


def _member(sheet: Sheet, word: Word, name: str) -> None:
    found = _MEMBER.match(word.text)
    if found:
        for hit in authority_ports(word.text, frozenset({found[1]})):
            if (place := word.place(hit.start, hit.end)) is not None:
                sheet.port(hit._replace(start=place[0], end=place[1]), "nginx", name)
        sheet.number(word, *found.span(2), "nginx", name)
