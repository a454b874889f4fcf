"""Expressions with the place they stand in, and the arguments that are in force there."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from dupelint.model.facts import Function
from dupelint.model.value import Value, load

Steps = tuple[tuple[int, str, int], ...]  # (file, name, span): the bindings a value came through
Env = dict[Any, "Where"]  # parameter, or the ("each", …) of a loop → what it stands for


class Where(NamedTuple):
    """An expression with the file it stands in, the arguments in force and the way it came."""

    file: int
    value: Value
    env: Env | None = None
    steps: Steps = ()

    @property
    def form(self) -> str:
        """First item of the value."""
        form: str = self.value[0]
        return form

    def part(self, value: Value) -> Where:
        """A sub-expression of this one."""
        return Where(self.file, value, self.env, self.steps)

    def alone(self, value: Value) -> Where:
        """What needs no arguments in the place of this one."""
        return Where(self.file, value, None, self.steps)


def bind(file: int, function: Function, here: Where, args: Value, keywords: Value) -> Env:
    """Parameters of a function of `file` → the arguments of one call made at `here`."""
    params = [str(name) for name in json.loads(function.params)]
    starred = [name for name in params if name.startswith(("*", "..."))]
    plain = [name for name in params if name not in starred]
    positional = params[: params.index(starred[0])] if starred else params
    env: Env = {name: Where(file, value) for name, value in load(function.defaults)[1:]}
    for name, value in (*zip(positional, args, strict=False), *keywords):
        env[name] = here.part(value)
    for name in starred:
        if name.startswith("**"):
            others = tuple(pair for pair in keywords if pair[0] not in plain)
            env[name] = here.part(("object", *others))
        else:
            env[name] = here.part(("list", *args[len(positional) :]))
    return env
