"""A shell-like command line as simple commands of words, each character with its place.

Not a shell: good enough for npm scripts, Procfile lines, `CMD`, compose commands. Quoted text that
is a command itself (`sh -c "…"`, `concurrently "…"`, `$(…)`) is read as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from dupelint.model.pattern import lazy

MAX_NESTING = 4  # quoted commands inside quoted commands


class Word(NamedTuple):
    """One argument, quotes removed."""

    text: str
    places: Sequence[int]  # of each character in the source; as long as `text`

    def cut(self, start: int, end: int | None = None) -> Word:
        """Part of the word."""
        return Word(self.text[start:end], self.places[start:end])

    def place(self, start: int, end: int) -> tuple[int, int] | None:
        """The source's range of [start, end), None where it is not in one piece."""
        if start >= end or end > len(self.places):
            return None
        first, last = self.places[start], self.places[end - 1]
        return (first, last + 1) if last - first == end - 1 - start else None


class Command(NamedTuple):
    """Words up to an operator."""

    words: list[Word]
    ended_by: str  # `&&`, `||`, `|`, `;`, `&`, `)`, newline or "" at the end
    nesting: int  # 0: written directly; more: inside a quoted command
    line: int  # the place where the line that it belongs to starts


_TOKEN = lazy(
    r"""(?P<space>[ \t\f\v]+|\\\r?\n)
    |(?P<end>&&|\|\|?|;;?|&(?!>)|\r?\n|[()`])
    |(?P<redirect>(?:[0-9]*|&)(?:>>?|<{1,3})(?:&[0-9-]?)?)
    |(?P<single>'[^']*')
    |(?P<double>"(?:[^"\\]|\\.)*")
    |(?P<brace>\$\{[^}\n]*\}|\{\{[^}\n]*\}\})
    |(?P<sub>\$\()
    |(?P<escape>\\.)
    |(?P<comment>(?:(?<=\s)|\A)\#[^\n]*)
    |(?P<plain>[^\s&|;()`<>'"$\\\#{]+|.)""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPED = lazy(r"\\([\"\\$`])")
# Programs whose quoted arguments are prose, not commands.
_PROSE = frozenset({"echo", "printf", "git", "gh", "grep", "egrep", "sed", "awk", "jq", "log"})


def words_at(text: str, start: int = 0) -> Word:
    """`text` as one word that stands at `start` as it is."""
    return Word(text, range(start, start + len(text)))


def commands(line: Word, nesting: int = 0) -> Iterator[Command]:
    """The simple commands of a command line, then those quoted inside them."""
    words: list[Word] = []
    parts: list[Word] = []
    quoted: list[Word] = []
    skip_next = False  # the target of a redirection is no argument
    start_of_line = line.places[0] if line.places else -1

    def close_word() -> None:
        nonlocal skip_next
        if parts:
            word = parts[0] if len(parts) == 1 else _join(parts)
            parts.clear()
            if skip_next:
                skip_next = False
            else:
                words.append(word)

    for found in _TOKEN.finditer(line.text):
        kind = found.lastgroup
        start, end = found.span()
        if kind in ("plain", "brace"):
            parts.append(line.cut(start, end))
        elif kind == "single":
            parts.append(line.cut(start + 1, end - 1))
        elif kind == "double":
            parts.append(_unescaped(line.cut(start + 1, end - 1)))
        elif kind == "escape":
            parts.append(line.cut(start + 1, end))
        elif kind == "redirect":
            close_word()
            skip_next = "&" not in found[0][1:] or found[0].endswith("&")
        elif kind in ("end", "sub"):
            close_word()
            if words:
                yield Command(words, found[0].strip("\r\n") or "\n", nesting, start_of_line)
                quoted.extend(_inner(words))
            words, skip_next = [], False
        else:
            close_word()
    close_word()
    if words:
        yield Command(words, "", nesting, start_of_line)
        quoted.extend(_inner(words))
    if nesting < MAX_NESTING:
        for inner in quoted:
            yield from commands(inner, nesting + 1)


def commands_of_words(words: Sequence[Word]) -> Iterator[Command]:
    """An exec form, `["sh", "-c", "…"]`, with what is quoted inside it."""
    if words:
        yield Command(list(words), "", 0, -1)
        for inner in _inner(list(words)):
            yield from commands(inner, 1)


def _inner(words: list[Word]) -> Iterator[Word]:
    prose = program_name(words[0].text) in _PROSE
    for word in words:
        if "$(" in word.text:
            yield word.cut(word.text.index("$(") + 2)
        elif not prose and (" " in word.text or "\n" in word.text):
            yield word


def _join(parts: list[Word]) -> Word:
    return Word("".join(p.text for p in parts), [place for p in parts for place in p.places])


def _unescaped(word: Word) -> Word:
    if "\\" not in word.text:
        return word
    parts = []
    position = 0
    for found in _ESCAPED.finditer(word.text):
        parts += [word.cut(position, found.start()), word.cut(*found.span(1))]
        position = found.end()
    return _join([*parts, word.cut(position)])


ASSIGNMENT = lazy(r"([A-Za-z_][A-Za-z0-9_]*)=")
# Words in front of a program that are not the program.
_WRAPPERS = frozenset(
    {"sudo", "env", "exec", "nohup", "time", "npx", "pnpx", "bunx", "cross-env", "cross-env-shell",
     "dotenv", "dotenvx", "dumb-init", "tini", "command", "builtin", "nice", "stdbuf", "winpty",
     "xargs", "caffeinate", "do", "then", "else", "if", "while", "until", "!", "{", "start", "call",
     "catchsegv", "ddtrace-run", "newrelic-admin", "with-contenv", "gosu", "su-exec", "timeout",
     "set", "export"}
)  # fmt: skip
# `poetry run X`, `yarn exec X`, …
_RUNNERS = {
    "poetry": {"run"}, "pipenv": {"run"}, "uv": {"run"}, "hatch": {"run"}, "pdm": {"run"},
    "rye": {"run"}, "bundle": {"exec"}, "npm": {"exec", "x"}, "pnpm": {"exec", "dlx"},
    "yarn": {"exec", "dlx"}, "bun": {"x"}, "doppler": {"run"}, "infisical": {"run"},
    "op": {"run"}, "coverage": {"run"}, "pixi": {"run"}, "micromamba": {"run"},
}  # fmt: skip
_TAKES_VALUE = frozenset(
    {"-e", "-f", "-u", "-n", "-s", "-g", "-o", "-p", "-c", "-k", "--package", "--env-file",
     "--signal", "--kill-after", "--extra", "--group", "--with", "--env", "--project"}
)  # fmt: skip


def program_name(word: str) -> str:
    """`/usr/bin/node` → `node`, `node.exe` → `node`, `./node_modules/.bin/next` → `next`."""
    name = word.replace("\\", "/").rpartition("/")[2]
    return name.removesuffix(".exe").removesuffix(".cmd")


def program(words: Sequence[Word]) -> tuple[str, int]:
    """The program a simple command runs, with the index of its word; ("", len) if there is none.

    Assignments and wrappers (`sudo`, `cross-env X=1`, `npx`, `poetry run`) are stepped over, and
    `python -m X` is X.
    """
    index = 0
    count = len(words)
    while index < count:
        text = words[index].text
        name = program_name(text)
        if ASSIGNMENT.match(text):
            index += 1
        elif name in _WRAPPERS:
            index = _past_options(words, index + 1)
            if name in ("timeout", "gosu", "su-exec") and index < count:
                index += 1
        elif name in _RUNNERS and index + 1 < count and words[index + 1].text in _RUNNERS[name]:
            index = _past_options(words, index + 2)
        elif name.startswith("python") or name in ("py", "pypy3"):
            option = _past_interpreter_options(words, index + 1)
            if option + 1 < count and words[option].text == "-m":
                return words[option + 1].text, option + 1
            return "python", index
        else:
            return name, index
    return "", count


def _past_options(words: Sequence[Word], index: int) -> int:
    while index < len(words) and words[index].text.startswith("-"):
        text = words[index].text
        index += 1
        if text == "--":
            break
        if text in _TAKES_VALUE and index < len(words):
            index += 1
    return index


def _past_interpreter_options(words: Sequence[Word], index: int) -> int:
    while index < len(words) and re.match(r"-(?!m$)", words[index].text):
        index += 2 if words[index].text in ("-X", "-W") else 1
    return index
