"""Commands about rules: read them, test them."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from dupelint.ruleset.rule import Rule

_FORMATS = click.Choice(["text", "markdown", "json"])


@click.command("rule")
@click.argument("names", nargs=-1, metavar="[CODE|NAME]...")
@click.option("--all", "every", is_flag=True, help="Show every rule's page.")
@click.option("--output-format", type=_FORMATS, default="text", show_default=True)
def rule(names: tuple[str, ...], every: bool, output_format: str) -> None:
    """Explain rules: what each finds, why it matters, what it leaves alone.

    A rule is named by its code (DUP101), its name (duplicate-blueprint) or the start of its code
    (DUP1). Without names, the rules are listed.
    """
    from dupelint import app

    if every and names:
        raise click.UsageError("--all shows every rule: it takes no names.")
    rules = app.rules(Path.cwd())
    chosen = [found for name in names for found in rules.matching(name)]
    if every or not names:
        chosen = list(rules)
    _print(list(dict.fromkeys(chosen)), output_format, whole=every or bool(names))


def _print(rules: Sequence[Rule], output_format: str, whole: bool) -> None:
    from dupelint.ruleset import pages

    if output_format == "json":
        click.echo(json.dumps([pages.plain(each) for each in rules], indent=2, ensure_ascii=False))
    elif not whole:
        lines = pages.text_list if output_format == "text" else pages.markdown_list
        click.echo(lines(rules), nl=False)
    else:
        text = "\n---\n\n".join(pages.markdown(each) for each in rules)
        if output_format == "text" and sys.stdout.isatty():
            from rich.console import Console
            from rich.markdown import Markdown

            Console().print(Markdown(text))
        else:
            click.echo(text, nl=False)


@click.command("test")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
def test(paths: tuple[Path, ...]) -> None:
    """Lint the examples in rule documents and compare the findings with their markers.

    PATHS are rule documents; without them, dupelint's own rules are tested, with those that the
    configuration names. Exit code 1 if an example differs.
    """
    from dupelint.app.examples import test_rules

    count = failed = 0
    for tested, example, differences in test_rules(paths, Path.cwd()):
        count += 1
        if differences:
            failed += 1
            click.echo(f"{tested.where(example.line)}: {tested.id}: {example.title}")
            for line in differences:
                click.echo(f"  {line}")
    click.echo(
        f"{count} examples, {failed} differ" if failed else f"{count} examples, all as marked"
    )
    if failed:
        raise click.exceptions.Exit(1)


explain = click.Command(
    "explain",
    params=rule.params,
    callback=rule.callback,
    help=f"The same as `rule`.\n\n{rule.help}",
    short_help="The same as `rule`.",
)

commands: list[click.Command] = [rule, explain, test]
