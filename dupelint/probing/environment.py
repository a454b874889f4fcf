"""The environment that the app is started in: is everything set, and does it agree?

Values of secrets are compared and measured, never told.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from dupelint.model.pattern import lazy
from dupelint.probing.address import port_of

_BASE = lazy(r"(?P<stem>[A-Z][A-Z0-9_]*?)_(?:BASE_)?URL")
_PRIVATE = lazy(r"SECRET|TOKEN|PASSW|KEY|CREDENTIAL|DSN|AUTH")
_VARIABLE = lazy(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")


@dataclass(frozen=True, slots=True)
class Source:
    """One place that sets variables."""

    name: str  # `the environment`, `.env`
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Environment:
    """Every place that sets variables, the one that wins first."""

    sources: Sequence[Source]
    canonical: Mapping[str, str] = field(default_factory=dict)  # what the project has agreed on
    required: Sequence[str] = ()
    secrets: Sequence[str] = ()  # names whose values are never told
    min_secret: int = 20  # characters

    def value(self, name: str) -> str | None:
        """The value in force; what the project has agreed on where nothing sets it."""
        for source in self.sources:
            if source.values.get(name):
                return source.values[name]
        return self.canonical.get(name)

    def expanded(self, text: str) -> str | None:
        """The text with the values of its `${NAME}`; None where one is not set."""
        missing = [name for name in _VARIABLE.findall(text) if self.value(name) is None]
        return None if missing else _VARIABLE.sub(lambda match: self.value(match[1]) or "", text)

    def names(self) -> list[str]:
        """Every name that has to be set, in order."""
        return list(dict.fromkeys((*self.required, *self.secrets, *self.canonical)))

    def secret_values(self) -> list[str]:
        """Values that must not be told, the longest first."""
        found = {
            source.values[name]
            for source in self.sources
            for name in self.secrets
            if source.values.get(name)
        }
        return sorted(found, key=len, reverse=True)


def variables_in(text: str) -> list[str]:
    """Names in `${NAME}`."""
    return _VARIABLE.findall(text)


def problems(environment: Environment, answers: Callable[[str], bool]) -> list[str]:
    """What is wrong; `answers` says whether something listens at a base URL."""
    found = []
    for name in environment.names():
        found += _of_one(environment, name)
    for name in environment.names():
        base = _BASE.fullmatch(name)
        value = environment.value(name)
        if not base or not value or not port_of(value):
            continue
        port = environment.value(f"{base['stem']}_PORT")
        if port and port != str(port_of(value)):
            found.append(f"{name} says port {port_of(value)}, {base['stem']}_PORT says {port}")
        elif not answers(value):
            found.append(f"nothing answers on port {port_of(value)}, which {name} names")
    return found


def _of_one(environment: Environment, name: str) -> list[str]:
    setting = [source for source in environment.sources if source.values.get(name)]
    if not setting:
        return [f"{name} is {_listed(environment.sources)}"]
    first, *others = setting
    for other in others:
        if not _equal(first.values[name], other.values[name]):
            here, there = (_shown(name, one.values[name]) for one in (first, other))
            values = f": {here}, there {there}" if here and there else ""
            return [f"{name} differs between {first.name} and {other.name}{values}"]
    value = first.values[name]
    if name in environment.secrets:
        if len(value) < environment.min_secret:
            return [f"{name} has {len(value)} characters, fewer than {environment.min_secret}"]
        if value.startswith("<") and value.endswith(">"):
            return [f"{name} is still the placeholder of the example file"]
    wanted = environment.canonical.get(name)
    if wanted is not None and value != wanted:
        told = _shown(name, value) or "another value"
        return [f"{name} is {told}, the project has agreed on {wanted!r}"]
    return []


def _shown(name: str, value: str) -> str:
    """The value as a message may tell it; "" where it may hold a secret."""
    return "" if _PRIVATE.search(name) or "@" in value else repr(value)


def seen(environment: Environment) -> str:
    """What is right, in a sentence."""
    names = environment.names()
    lengths = [
        f"{name} has {len(environment.value(name) or '')} characters"
        for name in environment.secrets
    ]
    return ", ".join([f"{len(names)} variable{'s' * (len(names) != 1)} set", *lengths])


def _equal(first: str, second: str) -> bool:
    return hmac.compare_digest(first.encode(), second.encode())


def _listed(sources: Sequence[Source]) -> str:
    """Where it is not."""
    names = [source.name for source in sources]
    return (
        f"not set in {names[0]}" if len(names) == 1 else f"set neither in {' nor in '.join(names)}"
    )
