"""The command `map`: the wiring of a project, drawn."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from dupelint.model.errors import PathError

FORMATS = ("text", "mermaid", "dot", "json", "html")  # as report.map knows them


@click.command("map", context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--output-format",
    type=click.Choice(FORMATS),
    help="How to draw it.  [default: by the ending of FILE, else text]",
)
@click.option(
    "-o", "--output-file", metavar="FILE", type=click.Path(path_type=Path),
    help="Where to put it instead of the standard output.",
)  # fmt: skip
def map_(paths: tuple[Path, ...], output_format: str | None, output_file: Path | None) -> None:
    """Draw what starts, listens, serves and calls in the project that PATHS lie in.

    Launchers start services, which open ports and serve routes, which requests call. Duplicates and
    broken wires are marked. Of a part of the project, what is wired to it is drawn, too.
    """
    from dupelint.app.mapping import wiring
    from dupelint.report.map import draw

    chosen = output_format or _by_ending(output_file)
    graph = wiring(paths or (Path(),))
    plain = output_file is None and not _unicode()
    text = draw(graph, chosen, ascii_only=chosen == "text" and plain)
    if output_file is None:
        sys.stdout.buffer.write(text.encode())
        sys.stdout.buffer.flush()
        return
    try:
        output_file.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise PathError(
            f"cannot write the map {output_file}: {error.strerror}",
            "name a file that can be written",
        ) from error


def _by_ending(path: Path | None) -> str:
    endings = {".html": "html", ".htm": "html", ".json": "json", ".dot": "dot", ".gv": "dot"}
    endings |= {".mmd": "mermaid", ".mermaid": "mermaid"}
    ending = path.suffix.lower() if path else ""
    if ending in {".svg", ".png", ".pdf", ".gif", ".jpg", ".jpeg", ".webp"}:
        raise click.UsageError(
            f"There is no format for {ending} files:"
            f" `dupelint map --output-format dot | dot -T{ending[1:]} -o {path}` draws one."
        )
    return endings.get(ending, "text")


def _unicode() -> bool:
    encoding = (sys.stdout.encoding or "ascii").lower().replace("-", "").replace("_", "")
    return encoding.startswith("utf")
