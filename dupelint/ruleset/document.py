"""The strict loader of one rule document."""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import StrEnum
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeVar

from dupelint.model.edit import Applicability, Fixer
from dupelint.model.errors import RuleError, closest, did_you_mean
from dupelint.model.finding import Severity
from dupelint.model.pattern import lazy
from dupelint.ruleset.rule import ENGINES, PLACEHOLDER, Evidence, Rule
from dupelint.ruleset.scanner import Document, Fence, Heading, Raw, front_matter, marks, read

EXAMPLES = "Examples"
SECTIONS = ("What it finds", "Why it matters", "What it leaves alone", "Query", EXAMPLES)

E = TypeVar("E", bound=StrEnum)

_CODE = lazy(r"[A-Z]+[0-9]{3}")
_ALMOST_PLACEHOLDER = lazy(r"\{\s*\w[\w.!:]*\s*\}")
_ORDER = "the sections are, in order: "
EXAMPLES_LINE = lazy(rf"\n## +{EXAMPLES} *(?=\n|\Z)")


def load(path: Path) -> Rule:
    """The rule that stands in `path`, without looking at its examples or running its query."""
    document = read(path)
    keys, body = front_matter(document)
    values = _checked(document, keys)
    if values["id"] != path.stem:
        line = keys["id"][0]
        advice = f"name the file {values['id']}.md or write `id: {path.stem}`"
        raise document.error(line, f"id '{values['id']}' is not the file's name", advice)
    engine = values.get("engine", "")
    title, query = _body(document, body, engine)
    return Rule(
        id=values["id"],
        code=values["code"],
        title=title,
        severities=values["severity"],
        evidence=values["evidence"],
        message=values["message"],
        advice=values["advice"],
        yields_to=values.get("yields-to", ()),
        places=values.get("places", 1),
        engine=engine,
        fixer=values.get("fix"),
        applicabilities=values.get("applicability", ()),
        uncovers=values.get("uncovers", ()),
        query=query.content if query else "",
        query_line=document.line(query.content_start) if query else 0,
        path=path,
        text=document.text,
    )


# --- front matter --------------------------------------------------------------------------------


def _checked(document: Document, keys: dict[str, tuple[int, Raw]]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for key, (line, raw) in keys.items():
        if key not in _KEYS:
            raise document.error(line, f"unknown key '{key}'", did_you_mean(key, _KEYS))
        try:
            values[key] = _KEYS[key][0](raw)
        except RuleError as error:
            raise document.error(line, f"{key}: {error.message}", error.advice) from None
    for key, (_, required) in _KEYS.items():
        if required and key not in keys:
            raise document.error(1, f"key '{key}' is missing", "add it to the front matter")
    for key, needed in _TOGETHER:
        if key in keys and needed not in keys:
            advice = f"add '{needed}' to the front matter"
            raise document.error(keys[key][0], f"'{key}' stands without '{needed}'", advice)
    return values


def _id(raw: Raw) -> str:
    if isinstance(raw, str) and re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", raw):
        return raw
    raise RuleError("is words in small letters joined by `-`", "for example: duplicate-blueprint")


def _code(raw: Raw) -> str:
    if isinstance(raw, str) and _CODE.fullmatch(raw):
        return raw
    raise RuleError("is capital letters with three digits", "for example: DUP101")


def _severities(raw: Raw) -> tuple[Severity, ...]:
    return _members(Severity, raw, "[error, warning]")


def _applicabilities(raw: Raw) -> tuple[Applicability, ...]:
    return _members(Applicability, raw, "[safe, unsafe]")


def _fixer(raw: Raw) -> Fixer:
    return _member(Fixer, raw)


def _evidence(raw: Raw) -> Evidence:
    return _member(Evidence, raw)


def _engine(raw: Raw) -> str:
    if isinstance(raw, str) and raw in ENGINES:
        return raw
    raise RuleError(f"is one of: {', '.join(ENGINES)}", "leave the key out and write a query")


def _ids(raw: Raw) -> tuple[str, ...]:
    if isinstance(raw, tuple):
        return tuple(_id(name) for name in raw)
    raise RuleError("is a list of rule ids", "for example: [duplicate-blueprint]")


def _places(raw: Raw) -> int:
    if isinstance(raw, str) and raw in {"1", "2"}:
        return int(raw)
    raise RuleError("is 1 or 2", "2 where a finding ends when one place is left")


def _template(raw: Raw) -> str:
    if not isinstance(raw, str) or not raw.strip():
        raise RuleError("is text", "write one sentence in double quotes")
    if stray := _ALMOST_PLACEHOLDER.search(PLACEHOLDER.sub("", raw)):
        raise RuleError(
            f"'{stray[0]}' is no placeholder",
            "a placeholder is {name}: a column of the query, in small letters",
        )
    return raw


def _members(kind: type[E], raw: Raw, example: str) -> tuple[E, ...]:
    if not isinstance(raw, tuple) or not raw:
        raise RuleError("is a list, the usual one first", f"for example: {example}")
    return tuple(_member(kind, name) for name in raw)


def _member(kind: type[E], raw: Raw) -> E:
    names = [str(member) for member in kind]
    if isinstance(raw, str) and raw in names:
        return kind(raw)
    hint = did_you_mean(raw, names) if isinstance(raw, str) else ""
    raise RuleError(f"unknown value '{raw}'", hint or f"one of: {', '.join(names)}")


# What may stand in the front matter: how a value is read, and whether it must be there.
_KEYS: dict[str, tuple[Callable[[Raw], Any], bool]] = {
    "id": (_id, True),
    "code": (_code, True),
    "severity": (_severities, True),
    "evidence": (_evidence, True),
    "message": (_template, True),
    "advice": (_template, True),
    "yields-to": (_ids, False),
    "places": (_places, False),
    "engine": (_engine, False),
    "fix": (_fixer, False),
    "applicability": (_applicabilities, False),
    "uncovers": (_ids, False),
}

# A key that means nothing without another.
_TOGETHER = (("fix", "applicability"), ("applicability", "fix"), ("uncovers", "fix"))


# --- body ----------------------------------------------------------------------------------------


def _body(document: Document, start: int, engine: str) -> tuple[str, Fence | None]:
    """The title and the query. Behind the line `## Examples` nothing is looked at."""
    last = EXAMPLES_LINE.search(document.text, start)
    end = last.end() if last else len(document.text)
    found = list(marks(document, start, end))
    headings = [mark for mark in found if isinstance(mark, Heading) and mark.level < 3]
    if not headings or headings[0].level != 1:
        raise document.error(document.line(start), "the title is missing", "add a line `# …`")
    wanted = [name for name in SECTIONS if not (engine and name == "Query")]
    for heading in headings[1:]:
        if heading.level == 1:
            line = document.line(heading.start)
            raise document.error(line, "a second title", "make it a `##` heading")
    _in_order(document, headings[1:], wanted)
    for heading, following in pairwise(headings):
        if heading.level == 2 and not document.text[heading.end : following.start].strip():
            line = document.line(heading.start)
            raise document.error(line, f"nothing stands under '## {heading.text}'", "fill it in")
    return headings[0].text, None if engine else _query(document, found)


def _in_order(document: Document, headings: list[Heading], wanted: list[str]) -> None:
    names = [heading.text for heading in headings]
    previous = -1
    for name in wanted:
        if name not in names:
            stray = closest(name, [other for other in names if other not in wanted])
            line = document.line(headings[names.index(stray)].start) if stray else 1
            advice = f"'## {stray}' stands here" if stray else _ORDER + ", ".join(wanted)
            raise document.error(line, f"the heading '## {name}' is missing", advice)
        position = names.index(name)
        if name in names[position + 1 :]:
            line = document.line(headings[names.index(name, position + 1)].start)
            raise document.error(line, f"a second '## {name}'", "keep one of them")
        if position < previous:
            line = document.line(headings[position].start)
            advice = _ORDER + ", ".join(wanted)
            raise document.error(line, f"'## {name}' stands too early", advice)
        previous = position


def _query(document: Document, found: list[Heading | Fence]) -> Fence:
    section = ""
    query: Fence | None = None
    for mark in found:
        if isinstance(mark, Heading):
            section = mark.text if mark.level == 2 else section
        elif section == "Query" and mark.info == "sql":
            if query is not None:
                line = document.line(mark.start)
                raise document.error(line, "a second query", "a rule has one ```sql block")
            query = mark
    if query is None or not query.content.strip():
        heading = next(mark for mark in found if isinstance(mark, Heading) and mark.text == "Query")
        line = document.line(heading.start)
        raise document.error(line, "no query", "write one ```sql block under '## Query'")
    return query
