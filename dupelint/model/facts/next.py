"""What files of a Next.js project say by their contents, beside what their paths say."""

from typing import NamedTuple

from dupelint.model.facts.column import Span, ValueText


class NextSetting(NamedTuple):
    """Something that decides which paths a Next.js project serves."""

    form: str  # base-path, rewrite, redirect (of next.config); open (there, what is not literal); matcher (of a middleware); rewriting (code that answers with another page)
    source: str  # the path pattern as written, "" if none
    target: ValueText  # where a rewrite leads, ("null",) if it does not say
    at: Span


class MethodArm(NamedTuple):
    """A part of a handler that only requests with some methods come to."""

    handler: Span  # the function
    methods: str  # comma-separated, sorted
    refuses: int  # 1: all it does is to say that the method is not allowed
    calls: ValueText  # the one function that the request is handed to, ("null",) if none
    at: Span
