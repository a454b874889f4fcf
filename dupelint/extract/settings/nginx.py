"""nginx configuration: what it listens on, where it passes requests."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dupelint.extract.commandline import Word
from dupelint.extract.ports import authority_ports
from dupelint.extract.settings.sheet import Sheet, plain
from dupelint.model.facts import Proxy, span
from dupelint.model.pattern import lazy

_TOKEN = lazy(
    r"""(?P<comment>\#[^\n]*)|(?P<space>\s+)|(?P<end>[;{}])
    |(?P<quoted>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')
    |(?P<word>(?:\$\{[^}\s]*\}|\\.|[^\s;{}"'])+)|(?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)
_PASSES = frozenset({"fastcgi_pass", "uwsgi_pass", "grpc_pass", "scgi_pass", "memcached_pass"})
_LISTEN = lazy(r"(?:.*:)?(?:\$\{\w+:?-)?([0-9]{1,5})\}?\Z")
_MEMBER = lazy(r"([\w.$-]+|\$\{\w+\}|\[[0-9a-fA-F:]+\]):([0-9]{1,5})\Z")


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


def _proxies(sheet: Sheet) -> Iterator[Proxy]:
    """Where each `location` passes requests on; an upstream is its first member."""
    stack: list[str] = []
    words: list[Word] = []
    upstreams: dict[str, str] = {}
    passed: list[tuple[str, Word]] = []
    for found in _TOKEN.finditer(sheet.text):
        kind, text = found.lastgroup, found[0]
        if kind == "word":
            words.append(sheet.word(*found.span()))
            continue
        if kind != "end":
            continue
        names = [word.text for word in words]
        if text == "{":
            stack.append(" ".join(names))
        elif text == "}":
            if stack:
                stack.pop()
        elif len(names) > 1 and names[0] == "proxy_pass":
            passed.append((stack[-1] if stack else "", words[1]))
        elif (
            len(names) > 1 and names[0] == "server" and stack and stack[-1].startswith("upstream ")
        ):
            upstreams.setdefault(stack[-1].split()[1], names[1])
        words = []
    for block, target in passed:
        parts = block.split()
        prefix = parts[-1] if parts[:1] == ["location"] and len(parts) > 1 else ""
        scheme, mark, rest = target.text.partition("://")
        host, slash, path = rest.partition("/")
        written = f"{scheme}{mark}{upstreams.get(host, host)}{slash}{path}"
        place = span(target.places[0], target.places[-1] + 1)
        yield Proxy("nginx", plain(prefix), plain(written), place)


def extract(sheet: Sheet) -> None:
    """Ports with the directive that makes them ports; what is passed on."""
    if "proxy_pass" in sheet.text:
        sheet.facts.extend(_proxies(sheet))
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
