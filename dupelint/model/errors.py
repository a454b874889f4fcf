"""Errors that a user can cause, each with what happened and what to do about it."""

from __future__ import annotations

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
