"""Runs one fixer on a text in which « and » mark the place."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

import pytest

from dupelint.fixing.patch import patched
from dupelint.fixing.task import RefusalError, Task
from dupelint.model.source import Language

Apply = Callable[..., str]


def _apply(
    fixer: str,
    text: str | bytes,
    language: Language,
    *,
    path: str = "a",
    stays: str = "",
    **columns: object,
) -> str:
    """The text after the fix, "refused: why", or "done" where nothing is left to do."""
    marked = text if isinstance(text, bytes) else text.encode()
    opening, closing = ("«".encode(), "»".encode()) if isinstance(text, str) else (b"\xab", b"\xbb")
    start = marked.index(opening)
    source = marked.replace(opening, b"", 1)
    end = source.index(closing)
    source = source.replace(closing, b"", 1)
    fix = import_module(f"dupelint.fixing.fixers.{fixer}").fix
    try:
        change = fix(Task("DUP101", path, language, source, start, end, stays, columns))
    except RefusalError as error:
        return f"refused: {error}"
    if not change.edits:
        return "done"
    assert change.title
    after = patched(source, change.edits)
    return after.decode("utf-8" if isinstance(text, str) else "latin-1")


@pytest.fixture
def apply() -> Apply:
    return _apply
