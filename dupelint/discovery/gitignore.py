"""One `.gitignore` file, asked about one entry at a time on the way down.

Unlike pathspec, a pattern matches the entry itself and never what lies below it: a walk that prunes
ignored folders needs exactly that, and a negated folder must not bring back its files. The grammar:
https://git-scm.com/docs/gitignore; a test compares with git.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import NamedTuple

from dupelint.model.pattern import lazy
from dupelint.syntax.globs import bounded

_TRAILING_SPACE = lazy(r"(?<!\\)((?:\\\\)*) +$")
_TOKEN = lazy(
    r"(?P<any>/\*{2,}(?=/)|^\*{2,}/)|(?P<below>/\*{2,}$)|(?P<all>^\*{2,}$)|(?P<stars>\*+)|(?P<one>\?)"
    r"|(?P<set>\[[!^]?\]?(?:\\.|[^\]\\])*\])|\\(?P<quoted>.)|(?P<plain>.)",
    re.DOTALL,
)


class Pattern(NamedTuple):
    """One line that says something."""

    regex: re.Pattern[str]  # over the path below the file's folder
    negated: bool
    folders_only: bool


class Rules:
    """The patterns of one file, the last that fits decides."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._patterns = [*_patterns(lines)][::-1]

    def verdict(self, path: str, is_folder: bool) -> bool | None:
        """Whether the entry is ignored; None where no pattern speaks of it."""
        for pattern in self._patterns:
            if (is_folder or not pattern.folders_only) and pattern.regex.fullmatch(path):
                return not pattern.negated
        return None


def would_ignore(path: str, present: Collection[str], read: Callable[[str], bytes]) -> bool:
    """Whether git would ignore a file of this path; `present`: what the project holds.

    A folder that is ignored takes all below it along; within one `.gitignore` the last word counts,
    and that of the deepest one.
    """
    rules: list[tuple[str, Rules]] = []
    *folders, name = path.split("/")
    prefix = ""
    for part in [*folders, name]:
        if f"{prefix}.gitignore" in present:
            try:
                text = read(f"{prefix}.gitignore").decode("utf-8", "replace")
            except OSError:
                text = ""
            rules.append((prefix, Rules(text.split("\n"))))
        entry = prefix + part
        is_folder = entry != path
        for folder, one in reversed(rules):
            verdict = one.verdict(entry[len(folder) :], is_folder)
            if verdict:
                return True
            if verdict is not None:
                break
        prefix = f"{entry}/"
    return False


def _patterns(lines: Iterable[str]) -> Iterator[Pattern]:
    for line in lines:
        text = _TRAILING_SPACE.sub(r"\1", line.rstrip("\r\n"))
        if not text or text.startswith("#"):
            continue
        negated = text.startswith("!")
        text = text[1:] if negated else text
        folders_only = text.endswith("/")
        text = text[:-1] if folders_only else text
        anchored = "/" in text
        text = text.removeprefix("/")
        if not text or not bounded(text):
            continue
        try:
            regex = re.compile(("" if anchored else "(?:.*/)?") + _translated(text), re.DOTALL)
        except re.error:
            continue  # a malformed [set] matches nothing
        yield Pattern(regex, negated, folders_only)


def _translated(text: str) -> str:
    return "".join(_token(match) for match in _TOKEN.finditer(text))


def _token(match: re.Match[str]) -> str:
    match match.lastgroup:
        case "any":
            return "(?:.*/)?" if match.start() == 0 else "(?:/.*)?"
        case "below":
            return "/.+"
        case "all":
            return ".+"
        case "stars":
            return "[^/]*"
        case "one":
            return "[^/]"
        case "set":
            inner = match[0][1:-1]
            negated = inner[:1] in {"!", "^"}
            inner = inner[1:] if negated else inner
            inner = inner.replace("[", "\\[").replace("&&", "&\\&").replace("||", "|\\|")
            if inner.startswith("]"):
                inner = "\\" + inner
            return f"(?!/)[{'^' if negated else ''}{inner}]"
        case "quoted":
            return re.escape(match["quoted"])
    return re.escape(match[0])
