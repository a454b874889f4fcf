"""Expressions as known text with holes, and as ports."""

from __future__ import annotations

from typing import NamedTuple

from dupelint.linking.symbols.names import Names
from dupelint.linking.symbols.where import Steps, Where
from dupelint.model.pattern import lazy
from dupelint.model.value import NULL, Value

MAX_ALTERNATIVES = 6
MAX_DEPTH = 25
MAX_PARTS = 200  # expressions looked at for one question: alternatives of alternatives multiply
MAX_TEXT = 5_000  # characters
# `configService.get('PORT')`: Nest's ConfigService asks the environment, as its likes do.
_VARIABLE = lazy(r"[A-Z][A-Z\d_]+\Z")
_CONFIGURED = lazy(r"(?i)config_?service\Z")


class Text(NamedTuple):
    """One text an expression can have; what is not known is a hole `{name}`."""

    text: str
    steps: Steps = ()
    variables: tuple[str, ...] = ()  # environment variables whose default was taken
    window: bool = False  # the page's own address is part of it


class Port(NamedTuple):
    """A port expression: 0 = not known, "" = not from the environment."""

    number: int
    variable: str


class Effort:
    """How much of one question is left to look at."""

    __slots__ = ("left",)

    def __init__(self) -> None:
        self.left = MAX_PARTS

    def is_spent(self, depth: int) -> bool:
        """Whether to give up; counts one expression."""
        self.left -= 1
        return self.left < 0 or depth > MAX_DEPTH


def texts(names: Names, where: Where) -> list[Text]:
    """Every text an expression can have, at most MAX_ALTERNATIVES."""
    if where.value[0] == "str":
        return [Text(where.value[1], where.steps)]
    return _texts(names, where, 0, Effort())


def _texts(names: Names, where: Where, depth: int, effort: Effort) -> list[Text]:
    if effort.is_spent(depth):
        return [Text("{}", where.steps)]
    here = names.follow(where)
    match here.value:
        case ("str", str(text)):
            return [Text(text, here.steps)]
        case ("num", number):
            return [Text(str(number), here.steps)]
        case ("env", str(name), default):
            if default == NULL:
                return [Text("{" + name + "}", here.steps, (name,))]
            return _with_variable(names, here.part(default), name, depth, effort)
        case ("concat", *parts):
            found = [Text("", here.steps)]
            for part in parts:
                pieces = _texts(names, here.part(part)._replace(steps=()), depth + 1, effort)
                found = [_joined(left, right) for left in found for right in pieces]
                found = [text for text in found if len(text.text) < MAX_TEXT][:MAX_ALTERNATIVES]
            return found
        case ("or", first, second):
            left = names.follow(here.part(first))
            if left.form == "env" and left.value[2] == NULL:
                return _with_variable(names, here.part(second), str(left.value[1]), depth, effort)
            known = _texts(names, left, depth + 1, effort)
            if all("{" not in text.text and text.text for text in known):
                return known
            return (known + _texts(names, here.part(second), depth + 1, effort))[:MAX_ALTERNATIVES]
        case ("cond", first, second):
            both = _texts(names, here.part(first), depth + 1, effort)
            return (both + _texts(names, here.part(second), depth + 1, effort))[:MAX_ALTERNATIVES]
        case ("window", str(name)):
            return [Text("{location." + name + "}", here.steps, (), True)]
        case ("param", str(name)):
            return [Text("{" + name.removeprefix("new ") + "}", here.steps)]
    return [Text("{}", here.steps)]


def _with_variable(names: Names, where: Where, name: str, depth: int, effort: Effort) -> list[Text]:
    return [
        text._replace(variables=(name, *text.variables))
        for text in _texts(names, where, depth + 1, effort)
    ]


def _joined(left: Text, right: Text) -> Text:
    return Text(
        left.text + right.text,
        left.steps + right.steps,
        left.variables + right.variables,
        left.window or right.window,
    )


def port(names: Names, where: Where) -> Port:
    """The port an expression stands for, with the variable that may override it."""
    return _port(names, where, 0, Effort())


def _port(names: Names, where: Where, depth: int, effort: Effort) -> Port:
    if effort.is_spent(depth):
        return Port(0, "")
    here = names.follow(where)
    match here.value:
        case ("num", int(number)):
            return Port(number, "") if 0 < number < 65536 else Port(0, "")
        case ("str", str(text)):
            return Port(int(text), "") if text.isdecimal() and len(text) < 6 else Port(0, "")
        case ("env", str(name), default):
            return Port(_port(names, here.part(default), depth + 1, effort).number, name)
        case ("or", first, second):
            left = _port(names, here.part(first), depth + 1, effort)
            if left.number:
                return left
            right = _port(names, here.part(second), depth + 1, effort)
            return Port(right.number, left.variable or right.variable)
        case ("cond", first, second):
            left, right = (
                _port(names, here.part(part), depth + 1, effort) for part in (first, second)
            )
            return left if left == right else Port(0, "")
        case ("call", ("member", base, "get" | "getOrThrow"), (("str", str(name)), *given), _):
            if _VARIABLE.match(name) and _is_configuration(base):
                default = here.part(given[0] if given else NULL)
                return Port(_port(names, default, depth + 1, effort).number, name)
    return Port(0, "")


def _is_configuration(value: Value) -> bool:
    """`this.configService`, `app.get(ConfigService)`, `new ConfigService()`."""
    if value[0] == "call":
        return any(_CONFIGURED.search(str(one[-1])) for one in (value[1], *value[2]))
    return _CONFIGURED.search(str(value[-1])) is not None


def name_of(names: Names, where: Where) -> str | None:
    """A text that is fully known, else None."""
    if where.value[0] == "str":
        return literal(where.value) if "{" not in where.value[1] else None
    found = texts(names, where)
    if len(found) == 1 and "{" not in found[0].text:
        return found[0].text
    return None


def path_text(names: Names, where: Where, depth: int = 0) -> str | None:
    """A path that is fully known; in one that is written out, braces are its own."""
    if where.value[0] == "str":
        return literal(where.value)
    found = names.follow(where)
    if found.form == "concat" and depth < MAX_DEPTH:
        parts = [path_text(names, found.part(part), depth + 1) for part in found.value[1:]]
        return None if None in parts else "".join(part for part in parts if part is not None)
    return str(found.value[1]) if found.form == "str" else name_of(names, found)


def literal(value: Value) -> str | None:
    """The text of a plain string value."""
    return str(value[1]) if value[0] == "str" else None
