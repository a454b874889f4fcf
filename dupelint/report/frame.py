"""The lines of code around a place, with the place marked."""

from __future__ import annotations

from collections.abc import Collection

from dupelint.model.secrecy import masked
from dupelint.report.text import paint, source_line, width
from dupelint.report.view import Spot
from dupelint.syntax.position import Lines

CONTEXT = 1  # lines shown above the marked one
WIDEST = 160  # characters of a line that are shown
LEAD = 20  # characters kept before the marked part of a line that is cut


def frame(
    spot: Spot,
    lines: Lines,
    gutter: int,
    mark: str,
    style: str,
    color: bool,
    secrets: Collection[str] = (),
) -> list[str]:
    """Lines of a report that show the place; `gutter` is the width of line numbers.

    Of a place over several lines the first one is marked to its end. Values of secrets are not
    shown: those of variables in `secrets`, and of all that are named like one.
    """
    dotenv = ".env" in spot.path.name or spot.path.suffix == ".env"
    bar = paint("|", "frame", color)
    out = [f"{'':{gutter}} {bar}"]
    for number in range(max(1, spot.line - CONTEXT), spot.line + 1):
        text = masked(lines.text(number), secrets, dotenv=dotenv)
        if number == spot.line:
            before, marked, text = _cut(spot, text)
        elif not text.strip():
            continue
        else:
            text = _clip(source_line(text))
        label = paint(f"{number:>{gutter}}", "frame", color)
        out.append(f"{label} {bar} {text}".rstrip())
    arrow = " " * before + paint((mark * marked + f" {spot.message}").rstrip(), style, color)
    out.append(f"{'':{gutter}} {bar} {arrow}")
    return out


def _cut(spot: Spot, text: str) -> tuple[int, int, str]:
    """Columns before the mark, columns of the mark, the line as shown."""
    end = spot.end_column - 1 if spot.end_line == spot.line else len(text.rstrip())
    start = min(spot.column - 1, len(text))
    head, body, tail = text[:start], text[start:end], text[end:]
    if spot.hidden:
        body = "*" * len(body)
    head, body, tail = source_line(head), source_line(body), source_line(tail)
    if len(head) + len(body) + len(tail) > WIDEST:
        if len(head) > LEAD:
            head = "…" + head[-LEAD:]
        body = _clip(body)
        tail = tail[: max(0, WIDEST - len(head) - len(body))]
        tail += "…" if tail else ""
    return width(head), max(1, width(body)), head + body + tail


def _clip(text: str) -> str:
    return text if len(text) <= WIDEST else text[: WIDEST - 1] + "…"
