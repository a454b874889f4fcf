"""One port found in a piece of text."""

from __future__ import annotations

from typing import NamedTuple

MAX_PORT = 65_535


class PortInText(NamedTuple):
    """A port in a piece of text."""

    port: int
    host: str  # of a URL or host:port, "" otherwise; holes as written: `${HOST}`
    start: int  # the digits, half-open
    end: int
    context: str  # a `PortMention.context`
    detail: str = ""  # what makes it a port: `localhost:3001`, `--port`


def port_number(digits: str) -> int:
    """The port these digits write, 0 if they write none (`0`, `08`, `70000`)."""
    if not digits.isascii() or not digits.isdigit() or len(digits) > 5 or digits[0] == "0":
        return 0
    number = int(digits)
    return number if number <= MAX_PORT else 0
