"""What was said about findings, and what could not be read."""

from typing import NamedTuple

from dupelint.model.facts.column import Span


class CommentDirective(NamedTuple):
    """A `dupelint: …` comment, valid or not. A comment is otherwise never a fact."""

    form: str  # ignore, malformed, misplaced
    codes: str  # comma-separated as written; "" for malformed and misplaced
    reason: str  # free text behind the bracket; for malformed and misplaced: what is wrong, with the right form
    covers: Span  # the lines or statement it speaks for
    codes_at: Span  # the bytes between the brackets
    at: Span  # the comment


class Gap(NamedTuple):
    """Something that could not be read: claims that depend on it are withheld."""

    reason: str  # decode, timeout, parse, deep, dynamic registration, unresolved import, …
    subject: str  # what it hides: a kind of fact, a name, a module
    at: Span
