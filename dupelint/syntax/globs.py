"""Compiles gitignore patterns, but none that could take for ever to match."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from dupelint.model.errors import ConfigError

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

# Patterns become regular expressions that try every way to share a name among their stars: with
# four, a name of 255 letters takes seconds at worst; each more multiplies that by fifty.
MAX_STARS = 4  # in one name
MAX_DEEP = 4  # `**` in one pattern


def compile_globs(patterns: Iterable[str]) -> GitIgnoreSpec:
    """One test for all patterns, gitignore syntax. ConfigError for what is none."""
    from pathspec import GitIgnoreSpec

    given = list(patterns)
    for pattern in given:
        if not bounded(pattern):
            raise ConfigError(
                f"the glob `{pattern}` has too many stars",
                f"at most {MAX_STARS} in a name, and {MAX_DEEP} times `**`",
            )
    try:
        return GitIgnoreSpec.from_lines(given)
    except ValueError as error:
        raise ConfigError(f"not a glob: {error}", "globs are written as in .gitignore") from error


def bounded(pattern: str) -> bool:
    """Whether matching it takes bounded time."""
    if pattern.count("*") <= MAX_STARS:
        return True
    parts = pattern.split("/")
    deep = sum(part == "**" for part in parts)
    return deep <= MAX_DEEP and all(part == "**" or part.count("*") <= MAX_STARS for part in parts)
