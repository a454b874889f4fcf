"""Settings files to mutate, and whether what a program reads of them is sound."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import tomllib
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from dotenv.parser import parse_stream

from dupelint.discovery import language_of
from dupelint.extract.settings.nginx import directives
from dupelint.model.source import Language
from dupelint.ruleset.document import load
from dupelint.ruleset.examples import examples
from dupelint.ruleset.registry import builtin_folder

ROOT = Path(__file__).parents[2]
SETTINGS = frozenset(
    {
        Language.SHELL, Language.YAML, Language.TOML, Language.JSON, Language.DOTENV,
        Language.PROCFILE, Language.DOCKERFILE, Language.NGINX, Language.UNIT, Language.MAKEFILE,
    }
)  # fmt: skip
MAX_SIZE = 20_000  # bytes
EXTRA = """\
server {
    listen 3001 default_server;  # one
    location /whatsapp/ {
        proxy_pass http://127.0.0.1:3310/;
        add_header X-Text "a; b }";
    }
    location / { proxy_pass http://localhost:5000; }
}
"""


@cache
def settings_files() -> list[tuple[str, Language, bytes]]:
    """Path, language, content; of the folders in DUPELINT_CORPUS, else of this repository."""
    found = {("nginx.conf", Language.NGINX, EXTRA.encode())}
    folders = os.environ.get("DUPELINT_CORPUS", "")
    if folders:
        for folder in folders.split(os.pathsep):
            found.update(_in_folder(Path(folder)))
    else:
        found.update(_in_folder(ROOT / "examples"))
        for path in builtin_folder().glob("*.md"):
            for example in examples(load(path)):
                found.update(
                    (name, language, data)
                    for name, data in example.files.items()
                    if (language := language_of(name)) in SETTINGS
                )
    return sorted(found)


def _in_folder(folder: Path) -> Iterator[tuple[str, Language, bytes]]:
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name not in (".git", "node_modules")]
        for name in names:
            path = Path(parent, name)
            language = language_of(str(path.relative_to(folder)))
            if language in SETTINGS and path.is_file() and path.stat().st_size < MAX_SIZE:
                yield str(path.relative_to(folder)), language, path.read_bytes()


def sound(language: Language, data: bytes) -> bool:
    """Whether the program that reads the file takes it."""
    if language is Language.SHELL:
        return not subprocess.run(["bash", "-n"], input=data, capture_output=True).returncode
    try:
        return reading(language, data) is not None
    except (ValueError, yaml.YAMLError, UnicodeDecodeError, RecursionError):
        return False


def reading(language: Language, data: bytes) -> Any:
    """What a program reads, None where it takes nothing."""
    return _READERS.get(language, lambda text: text)(data.decode("utf-8-sig"))


def leaves(tree: Any, path: tuple[object, ...] = ()) -> Iterator[tuple[tuple[object, ...], Any]]:
    """Each single value with its path."""
    if isinstance(tree, dict):
        for key, value in tree.items():
            yield from leaves(value, (*path, key))
    elif isinstance(tree, list):
        for number, value in enumerate(tree):
            yield from leaves(value, (*path, number))
    else:
        yield path, tree


def _yaml(text: str) -> Any:
    """Nodes, so that what is written twice stays twice."""

    def plain(node: yaml.Node, depth: int = 0) -> Any:
        if depth > 40:
            raise ValueError("too deep")
        if isinstance(node, yaml.MappingNode):
            pairs = [[plain(key, depth + 1), plain(value, depth + 1)] for key, value in node.value]
            return {"mapping": pairs}
        if isinstance(node, yaml.SequenceNode):
            return [plain(item, depth + 1) for item in node.value]
        return f"{node.tag} {node.value}"

    return [plain(node) for node in yaml.compose_all(text, yaml.SafeLoader) if node is not None]


def _dotenv(text: str) -> Any:
    bindings = list(parse_stream(io.StringIO(text, newline="")))
    if any(binding.error for binding in bindings):
        return None
    return [[binding.key, binding.value] for binding in bindings if binding.key]


def _procfile(text: str) -> Any:
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    found = [re.match(r"\ufeff?([A-Za-z0-9_-]+):\s*(.+)$", line) for line in lines]
    return None if None in found else [list(match.groups()) for match in found if match]


def _nginx(text: str) -> Any:
    bare = re.sub(r'#[^\n]*|"(?:[^"\\]|\\.)*"|\'(?:[^\'\\]|\\.)*\'', "", text)
    if bare.count("{") != bare.count("}") or bare.rstrip()[-1:] not in ("", ";", "}"):
        return None
    return [[word.text for word in words] for words in directives(text)]


def _json(text: str) -> Any:
    return json.loads(text, object_pairs_hook=lambda pairs: [list(pair) for pair in pairs])


_READERS: dict[Language, Callable[[str], Any]] = {
    Language.YAML: _yaml,
    Language.TOML: tomllib.loads,
    Language.JSON: _json,
    Language.DOTENV: _dotenv,
    Language.PROCFILE: _procfile,
    Language.NGINX: _nginx,
}
