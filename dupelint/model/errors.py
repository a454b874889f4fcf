"""Errors that a user can cause, each with what happened and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable

EXIT_CLEAN = 0
EXIT_FINDINGS = 1
EXIT_ERROR = 2
EXIT_INTERRUPTED = 130


class UserError(Exception):
    """Something the user can mend; shown as `error: message` and `help: advice`, exit code 2."""

    def __init__(self, message: str, advice: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.advice = advice


class ConfigError(UserError):
    """A configuration file or value that cannot be used."""


class RuleError(UserError):
    """A rule document or query that cannot be used."""


class PathError(UserError):
    """A path given on the command line that cannot be used."""


class WriteError(UserError):
    """Files that cannot be changed, or put back; those that were are as before."""


def closest(word: str, options: Iterable[str]) -> str:
    """The option that `word` was probably meant to be, "" if none is near."""
    from difflib import get_close_matches  # only on the way to an error

    folded = {option.casefold(): option for option in options}
    found = get_close_matches(word.casefold(), folded, n=1, cutoff=0.6)
    return folded[found[0]] if found else ""


def did_you_mean(word: str, options: Iterable[str]) -> str:
    """Advice that names the nearest option, "" if none is near."""
    found = closest(word, options)
    return f"did you mean '{found}'?" if found else ""
