"""One module per fixer: a task → its edits."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

from dupelint.fixing.task import FixerFunction
from dupelint.model.edit import Fixer


def fixer(name: Fixer) -> FixerFunction | None:
    """The function `fix` of the module `comment_out` for `comment-out`; None if there is none."""
    module = f"{__name__}.{name.value.replace('-', '_')}"
    if find_spec(module) is None:
        return None
    function: FixerFunction = import_module(module).fix
    return function
