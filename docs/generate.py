"""Writes the generated parts of the documentation; with `--check`, names those that are stale."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Mapping
from pathlib import Path

from generator import answers, reference, rule_pages, samples

from dupelint.config.reference import schema
from dupelint.ruleset.registry import load_rules

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "examples" / "whatsapp-bridge" / "broken"
RULE_PAGES = ROOT / "docs" / "rules"  # every file in it is generated


def main() -> int:
    """0; 1 where `--check` found something stale, 2 where a document lacks its markers."""
    check = "--check" in sys.argv[1:]
    try:
        wanted = documents()
    except LookupError as error:
        sys.stderr.write(f"error: {error.args[0]}\n")
        return 2
    stale = [path for path, text in wanted.items() if _content(path) != text]
    for path in stale:
        sys.stdout.write(f"{'stale' if check else 'written'}: {path.relative_to(ROOT)}\n")
        if not check:
            _write(path, wanted[path])
    if check and stale:
        sys.stdout.write("run: python docs/generate.py\n")
    return int(check and bool(stale))


def documents() -> dict[Path, str | None]:
    """Every file with something generated → its whole text, None for one that has to go."""
    rules = list(load_rules())
    found: dict[Path, str | None] = dict.fromkeys(sorted(RULE_PAGES.glob("*")))
    found |= {RULE_PAGES / f"{rule.id}.md": rule_pages.page(rule) for rule in rules}
    found[ROOT / "dupelint.schema.json"] = json.dumps(schema(), indent=2) + "\n"
    blocks: dict[str, Mapping[str, str]] = {
        "README.md": {"rules": rule_pages.index(rules, "docs/rules/")},
        "docs/rules.md": {"rules": rule_pages.index(rules, "rules/")},
        "docs/tables.md": {
            "values": reference.values(),
            "facts": reference.tables("facts"),
            "wiring": reference.tables("wiring"),
        },
        "docs/configuration.md": {
            "keys": reference.keys(),
            "overrides": reference.override_keys(),
        },
        "docs/cli.md": {"commands": reference.commands()},
        "docs/output-formats.md": samples.samples(),
    }
    for name, parts in blocks.items():
        found[ROOT / name] = _filled(name, parts)
    questions = ROOT / "docs" / "queries.md"
    found[questions] = answers.answered(questions.read_text(encoding="utf-8"), EXAMPLE)
    return found


def _filled(name: str, parts: Mapping[str, str]) -> str:
    """The document with the text between each pair of markers replaced."""
    text = _content(ROOT / name)
    if text is None:
        raise LookupError(f"{name} is missing")
    for part, content in parts.items():
        begin, end = f"<!-- {part}:begin -->\n", f"<!-- {part}:end -->\n"
        pattern = re.compile(re.escape(begin) + ".*?" + re.escape(end), re.DOTALL)
        block = f"{begin}\n{content.strip()}\n\n{end}"
        text, count = pattern.subn(block.replace("\\", r"\\"), text)
        if count != 1:
            raise LookupError(f"{name} needs the lines {begin.strip()} and {end.strip()} once")
    return text


def _content(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.is_file() else None


def _write(path: Path, text: str | None) -> None:
    if text is None:
        path.unlink()
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    sys.exit(main())
