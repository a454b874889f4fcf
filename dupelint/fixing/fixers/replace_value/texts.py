"""Texts between quotes, or without any, in settings files as well as in code."""

from __future__ import annotations

import re

from dupelint.fixing.task import Change, RefusalError, Task
from dupelint.model.edit import Edit
from dupelint.model.pattern import lazy
from dupelint.model.source import SCRIPTS, Language

# Means itself in every language, with quotes of any kind around it or with none.
_PLAIN = lazy(r"[A-Za-z0-9_./:@%+,=~*?&-]+\Z")
_SHELL_WORDS = "*?&~"  # … but these only between quotes
_QUOTES = (b'"""', b"'''", b'"', b"'", b"`")
_PREFIX = lazy(rb"[A-Za-z]{1,2}(?=[\"'])")
_CODE = SCRIPTS | {Language.PYTHON}
_TYPED = _CODE | {Language.TOML, Language.JSON}
# What YAML reads as something else than a text where no quotes stand around it.
_NO_YAML_TEXT = lazy(
    r"(?:[-+.]?[0-9][0-9_.:e+-]*|0x[0-9a-f_]+|0o[0-7]+|~|[-+]?\.(?:inf|nan)"
    r"|null|true|false|yes|no|on|off|[yn])\Z",
    re.IGNORECASE,
)
_NO_YAML_START = "-?:,=@%&*.~+"


def replace_text(task: Task, new: str) -> Change:
    """Another text in the place of a whole value, between its quotes."""
    source, start, end = task.source, task.start, task.end
    if task.language is Language.PYTHON and (prefix := _PREFIX.match(source, start, end)):
        start = prefix.end()
    quote = next((mark for mark in _QUOTES if _quoted(source[start:end], mark)), b"")
    if quote:  # the place is the literal with its quotes
        start, end = start + len(quote), end - len(quote)
    else:
        quote = next((mark for mark in _QUOTES if _stands_between(source, start, end, mark)), b"")
    old = source[start:end]
    title = f"Replace the value by '{new}'"
    if old == new.encode():
        return Change(title, ())
    if not _PLAIN.match(new) or (not quote and any(char in _SHELL_WORDS for char in new)):
        raise RefusalError(f"'{new}' would have to be written another way here")
    if b"\n" in old or b"\r" in old:
        raise RefusalError("the value takes several lines")
    if b"$" in old or (task.language is Language.PYTHON and b"{" in old):
        raise RefusalError("other values are part of it")
    if task.language in _CODE and not quote:
        raise RefusalError("the value is no plain literal")
    if task.language is Language.UNIT and "%" in new:
        raise RefusalError("systemd reads '%' as something else")
    written = new if quote else _bare(task.language, old.decode("utf-8", "replace"), new)
    return Change(title, (Edit(task.path, start, end, written.encode(), old),))


def _quoted(text: bytes, mark: bytes) -> bool:
    inner = text[len(mark) : -len(mark)]
    return (
        len(text) >= 2 * len(mark)
        and text.startswith(mark)
        and text.endswith(mark)
        and mark not in inner
    )


def _stands_between(source: bytes, start: int, end: int, mark: bytes) -> bool:
    return source[:start].endswith(mark) and source.startswith(mark, end)


def _bare(language: Language, old: str, new: str) -> str:
    """The text as it is written without quotes, of the type that the old one has."""
    if language in _TYPED:
        if not (old.isdigit() and new.isdigit()):
            raise RefusalError(f"'{new}' is no value of the same type")
    elif language is Language.YAML:
        is_text = not _NO_YAML_TEXT.match(old)
        if is_text and (_NO_YAML_TEXT.match(new) or new[0] in _NO_YAML_START or new[-1] == ":"):
            return f'"{new}"'
        if not is_text and old.isdigit() != new.isdigit():
            raise RefusalError(f"'{new}' is no value of the same type")
    return new
