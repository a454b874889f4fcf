"""Every place in force that gives a variable a value: definitions, defaults in code."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from dupelint.linking.files import Files
from dupelint.linking.settings.known import Purpose, purpose
from dupelint.linking.symbols.names import Names
from dupelint.linking.symbols.values import texts
from dupelint.linking.symbols.where import Where
from dupelint.model.facts import NO_SPAN, EnvChoice, EnvDefinition, EnvRead, Span
from dupelint.model.value import NULL, load
from dupelint.store import Store

CODE = "code"  # origin of a default, and of what code sets


class Place(NamedTuple):
    """One place that says what value a variable has."""

    name: str
    value: str
    origin: str  # as in `env_definition`
    default: bool  # it holds where nothing sets the variable
    purpose: Purpose  # of the file
    file: int
    scope: str  # of a default in code, as in `env_read`
    value_at: Span  # the value's bytes, NO_SPAN if it is not one literal
    whole: Span  # the definition or the read
    behind: str = ""  # of a default in code, as in `env_choice`
    variant: str = ""  # likewise

    @property
    def at(self) -> Span:
        """The value, or what holds it."""
        return self.value_at if self.value_at != NO_SPAN else self.whole


def definitions(store: Store, files: Files) -> Iterator[Place]:
    """What settings files, launchers and code set, where the text is known."""
    seen: set[tuple[Span, str]] = set()
    for file, fact in store.facts(EnvDefinition):
        # One place defines for several services where a mapping is merged in.
        if not files.in_force(file) or (fact.at, fact.name) in seen:
            continue
        seen.add((fact.at, fact.name))
        if "$" not in fact.value and not (fact.origin == CODE and fact.value_at == NO_SPAN):
            yield Place(
                fact.name, fact.value, fact.origin, False, purpose(files.path(file)), file,
                "", fact.value_at, fact.at,
            )  # fmt: skip


def defaults(store: Store, files: Files, names: Names) -> Iterator[Place]:
    """What takes a variable's place where it is unset; `${NAME:-…}` of settings files included."""
    empty = f'["{NULL[0]}"]'
    choices = {(file, fact.at): fact for file, fact in store.facts(EnvChoice)}
    for file, fact in store.facts(EnvRead):
        if fact.default == empty or not files.in_force(file):
            continue
        value = load(fact.default)
        if value[0] == "bool":
            text = "true" if value[1] else "false"
        else:
            found = texts(names, Where(file, value))
            if len(found) != 1 or "{" in found[0].text:
                continue
            text = found[0].text
        if "$" not in text:
            choice = choices.get((file, fact.at))
            yield Place(
                fact.name, text, CODE, True, purpose(files.path(file)), file,
                fact.scope, fact.default_at, fact.at, choice.behind if choice else "",
                choice.variant if choice else "",
            )  # fmt: skip
