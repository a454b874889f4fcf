"""Fixes on the examples of the rules, mutated: what holds for every file.

Many by hand: `python tests/properties/fix_mutations.py 5000 [SEED]`.
"""

from __future__ import annotations

import random
import re
import sys
import warnings
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from dupelint.app import CheckRequest
from dupelint.app.fixing import Fixed, FixRequest, fix, undo_fixes
from dupelint.app.folder import FOLDER
from dupelint.discovery import language_of
from dupelint.fixing.parses import still_parses
from dupelint.ruleset.examples import examples
from dupelint.ruleset.registry import load_rules

Files = dict[str, bytes]
BOM = b"\xef\xbb\xbf"


def seeds() -> list[Files]:
    """The files of every example that shows what a fix makes of it."""
    return [
        example.files
        for rule in load_rules()
        if rule.fixer
        for example in examples(rule)
        if example.fixed
    ]


def crlf(data: bytes, _chance: random.Random) -> bytes:
    return data.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


def mark(data: bytes, _chance: random.Random) -> bytes:
    return data if data.startswith((BOM, b"#!")) else BOM + data


def unended(data: bytes, _chance: random.Random) -> bytes:
    return data.rstrip(b"\r\n")


def tabs(data: bytes, _chance: random.Random) -> bytes:
    return re.sub(rb"^( {4}|  )+", lambda match: b"\t" * (len(match[0]) // 2), data, flags=re.M)


def foreign(data: bytes, chance: random.Random) -> bytes:
    """A comment's words in another script, where a comment is."""
    return _line(data, chance, rb"(#|//)(?= )", "\\1 \u00e9\u4e2d\U0001f600".encode())


def cookie(data: bytes, _chance: random.Random) -> bytes:
    """Latin-1, in a file that is Python for sure; elsewhere it is read as half UTF-8."""
    if not data.isascii() or not re.search(rb"^(from|import) \w+", data, re.M):
        return data
    return b"# -*- coding: latin-1 -*-\n# caf\xe9\n" + data


def without(data: bytes, chance: random.Random) -> bytes:
    """A line less."""
    lines = data.splitlines(keepends=True)
    if len(lines) > 1:
        del lines[chance.randrange(len(lines))]
    return b"".join(lines)


def twice(data: bytes, chance: random.Random) -> bytes:
    """A line twice."""
    lines = data.splitlines(keepends=True)
    if lines:
        number = chance.randrange(len(lines))
        lines.insert(number, lines[number])
    return b"".join(lines)


def swapped(data: bytes, chance: random.Random) -> bytes:
    """Two lines that follow each other in the other order."""
    lines = data.splitlines(keepends=True)
    if len(lines) > 2:
        number = chance.randrange(len(lines) - 1)
        lines[number : number + 2] = reversed(lines[number : number + 2])
    return b"".join(lines)


def cut(data: bytes, chance: random.Random) -> bytes:
    """A file that somebody is writing."""
    return data[: chance.randrange(len(data) + 1)]


def semicolon(data: bytes, chance: random.Random) -> bytes:
    """Two statements on a line."""
    return _line(data, chance, rb"\)\r?\n(?=\w)", b"); ")


def nested(data: bytes, _chance: random.Random) -> bytes:
    """All of it one level deeper, in Python."""
    if not re.search(rb"^(from|import) \w+", data, re.M) or b'"""' in data:
        return data
    return b"if True:\n" + re.sub(rb"^(?=.)", b"    ", data, flags=re.M)


def spaced(data: bytes, chance: random.Random) -> bytes:
    """Blanks at the end of a line."""
    return _line(data, chance, rb"(?<=\S)(?=\r?\n)", b"  \t")


def _line(data: bytes, chance: random.Random, pattern: bytes, new: bytes) -> bytes:
    places = list(re.finditer(pattern, data))
    if not places:
        return data
    place = chance.choice(places)
    return data[: place.start()] + place.expand(new) + data[place.end() :]


MUTATIONS: list[Callable[[bytes, random.Random], bytes]] = [
    crlf, mark, unended, tabs, foreign, cookie, without, twice, swapped, cut, semicolon, nested,
    spaced,
]  # fmt: skip


def mutated(files: Files, chance: random.Random) -> Files:
    """The same files after one to four mutations each; the configuration stays."""
    found = {}
    for path, data in files.items():
        if path != "dupelint.toml":
            for _ in range(chance.randrange(4)):
                data = chance.choice(MUTATIONS)(data, chance)
        found[path] = data
    return found


def check(files: Files) -> tuple[int, list[str]]:
    """How many fixes there were, and what does not hold."""
    with TemporaryDirectory() as folder:
        root = _written(files, Path(folder))
        first = _fixed(root)
        wrong = [f"{path}: no file of the project" for path in first.after if path not in files]
        wrong += [
            f"{path}: {trouble}"
            for path, data in first.after.items()
            if (trouble := _trouble(path, files[path], data))
        ]
        for path, data in first.after.items():
            (root / path).write_bytes(data)
        second = _fixed(root)
        wrong += [f"{path}: changed again by a second run" for path in second.after]
        return len(first.outcome.fixed), wrong


def changed(files: Files) -> Files:
    """The files that all fixes together change, as they are then."""
    with TemporaryDirectory() as folder:
        return dict(_fixed(_written(files, Path(folder))).after)


def _written(files: Files, folder: Path) -> Path:
    root = folder.resolve()
    for path, data in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)
    return root


def written_and_undone(files: Files) -> tuple[int, Files, Files]:
    """How many fixes there were; what is on the disk after them, and after undoing them."""
    with TemporaryDirectory() as folder:
        root = _written(files, Path(folder))
        count = len(_fixed(root, write=True).outcome.fixed)
        after = _on_disk(root)
        if count:
            undo_fixes(root)
        return count, after, _on_disk(root)


def _on_disk(root: Path) -> Files:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and FOLDER not in path.relative_to(root).parts
    }


def _fixed(root: Path, write: bool = False) -> Fixed:
    request = CheckRequest((root,), {"cache": False, "jobs": 1})
    (fixed,) = fix(FixRequest(request, unsafe=True, write=write))
    return fixed


def _trouble(path: str, before: bytes, after: bytes) -> str:
    language = language_of(path)
    if language is None or not still_parses(language, before, after):
        return "does not parse any more"
    if path.endswith(".py") and _compiles(before) and not _compiles(after):
        return "does not compile any more"
    if before.startswith(BOM) != after.startswith(BOM):
        return "the byte order mark"
    lone, ends = re.compile(rb"(?<!\r)\n"), before.count(b"\r\n")
    if ends and not lone.search(before) and lone.search(after):
        return "another line end"
    if not ends and b"\r\n" in after:
        return "another line end"
    if _foreign(before) - _foreign(after):
        return "lost what is not ASCII"
    return ""


def _foreign(data: bytes) -> Counter[int]:
    return Counter(byte for byte in data if byte > 127)


def _compiles(data: bytes) -> bool:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            compile(data, "x", "exec", dont_inherit=True)
        except (SyntaxError, ValueError):
            return False
    return True


def main() -> int:
    """Run as many cases as the command line says; 1 if one of them fails."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 5_000
    first = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    pool = seeds()
    fixed = failed = 0
    for number in range(first, first + count):
        chance = random.Random(number)
        files = mutated(chance.choice(pool), chance)
        try:
            fixes, wrong = check(files)
        except Exception as error:
            fixes, wrong = 0, [f"{type(error).__name__}: {error}"]
        fixed += fixes
        if wrong:
            failed += 1
            sys.stdout.write(f"seed {number}: {wrong}\n")
            sys.stdout.flush()
    sys.stdout.write(f"{count} cases, {fixed} fixes, {failed} failed\n")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
