"""Regular expressions that are compiled when they are first used.

There are some three hundred of them, and to compile one takes 0.1 ms; a run uses a part.
"""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast


def lazy(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """What `re.compile` gives, at a module's import for nothing."""
    return cast("re.Pattern[AnyStr]", _Lazy(pattern, flags))


class _Lazy:
    """Becomes the pattern method by method: the second `.match` is the pattern's own."""

    def __init__(self, pattern: Any, flags: int) -> None:
        self._given = pattern, flags

    def __getattr__(self, name: str) -> Any:
        compiled: Any = self.__dict__.get("_compiled")
        if compiled is None:
            compiled = self._compiled = re.compile(*self._given)
        found = getattr(compiled, name)
        setattr(self, name, found)
        return found
