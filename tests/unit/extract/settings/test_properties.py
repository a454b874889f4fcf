"""What holds for any settings file whatever is in it."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dupelint.extract.settings import extract
from dupelint.extract.unit import Fact, Unit, Words
from dupelint.model.facts import LENGTH_BITS, NO_SPAN, EnvDefinition, PortMention
from dupelint.model.source import Kind, Language

PATHS = {
    Language.DOTENV: [".env"],
    Language.PROCFILE: ["Procfile"],
    Language.SHELL: ["start.sh"],
    Language.YAML: ["docker-compose.yml", ".github/workflows/ci.yml", "values.yaml"],
    Language.TOML: [".replit", "pyproject.toml"],
    Language.JSON: ["package.json", "tsconfig.json", "app.json"],
    Language.DOCKERFILE: ["Dockerfile"],
    Language.NGINX: ["nginx.conf"],
    Language.UNIT: ["web.service", "supervisord.conf"],
    Language.MAKEFILE: ["Makefile"],
    Language.MARKDOWN: ["README.md"],
}
CASES = [(language, path) for language, paths in PATHS.items() for path in paths]

PIECES = [
    "PORT",
    "port",
    "ports",
    "=",
    ":",
    "3001",
    "33001",
    "http://localhost:3001/x",
    "${PORT:-3001}",
    "\n",
    "\r\n",
    "  ",
    "\t",
    "- ",
    '"',
    "'",
    "{",
    "}",
    "[",
    "]",
    ",",
    "#",
    "$(",
    ")",
    "`",
    "|",
    "&",
    "services",
    "environment",
    "command",
    "image",
    "build",
    "env",
    "jobs",
    "steps",
    "run",
    "<<: *a",
    "&a ",
    "*a",
    "---",
    "|\n",
    ">-\n",
    "export ",
    "lsof -ti:",
    "node x.js ",
    "-p ",
    "--port",
    "EXPOSE ",
    "ENV ",
    "CMD ",
    "FROM x",
    "\\",
    "\\\n",
    "<<EOF\n",
    "EOF\n",
    "listen ",
    "server ",
    "proxy_pass ",
    ";",
    "scripts",
    "start",
    "paths",
    "extends",
    "compilerOptions",
    "[[ports]]",
    "localPort",
    "\0",
    "\ufeff",
    "é",
    "\x85",
    "\xa0",
    "\u2028",
    "{{ x }}",
    "dupelint: ignore[DUP203] x",
    "# ",
    "web: ",
]


def facts(data: bytes, language: Language, path: str) -> list[Fact]:
    unit = Unit(path, language, Kind.SOURCE, data, Words(frozenset(), include_docs=True))
    return list(extract(unit))


def part(data: bytes, span: int) -> bytes:
    start = span >> LENGTH_BITS
    return data[start : start + (span & ((1 << LENGTH_BITS) - 1))]


def check(data: bytes, language: Language, path: str) -> None:
    for fact in facts(data, language, path):
        for value in fact:
            if isinstance(value, str):
                value.encode()  # a store takes nothing else
                assert "\\udc" not in value
        if isinstance(fact, PortMention):
            assert part(data, fact.at) == str(fact.port).encode()
        elif isinstance(fact, EnvDefinition) and fact.value_at != NO_SPAN and fact.value.isascii():
            raw = part(data, fact.value_at).decode("utf-8", "replace")
            assert raw == fact.value or "\\" in raw or "'" in raw or "\n" in raw


@pytest.mark.parametrize(("language", "path"), CASES)
@given(data=st.binary(max_size=200))
@example(data=b"")
@example(data=b"\xef\xbb\xbf")
def test_any_bytes(language: Language, path: str, data: bytes) -> None:
    check(data, language, path)


@pytest.mark.parametrize(("language", "path"), CASES)
@given(pieces=st.lists(st.sampled_from(PIECES), max_size=40))
def test_any_pieces(language: Language, path: str, pieces: list[str]) -> None:
    check("".join(pieces).encode(), language, path)


@pytest.mark.parametrize(("language", "path"), CASES)
@pytest.mark.parametrize(
    "data",
    [
        b"[" * 60_000,
        b"{" * 60_000,
        b'{"a":' * 20_000,
        b"- " * 30_000,
        b"a: " * 20_000,
        b"$(" * 30_000,
        b'"' * 60_001,
        b"\\" * 60_001,
        b"A='" * 20_000,
        b"://" * 20_000,
        b" " * 100_000 + b"x",
        b"A=x" + b" " * 100_000 + b"x",
        b"\n".join(b" " * depth + b"a:" for depth in range(1_500)),
        b"FROM x\nRUN <<EOF " + b"<<EOF " * 5_000,
        b"[Service]\nEnvironment=" + b"a" * 60_000,
        b"#\n" * 30_000,
    ],
    ids=lambda data: repr(data[:12]),
)
def test_hostile_files_end(language: Language, path: str, data: bytes) -> None:
    check(data, language, path)


@pytest.mark.parametrize(
    ("language", "path", "text"),
    [
        (Language.JSON, "package.json", '{"dependencies": {"é": "file:../é"}}'),
        (Language.JSON, "package.json", '{"scripts": {"é": "E=é node é.js --é"}}'),
        (Language.DOCKERFILE, "Dockerfile", "FROM é\nCOPY é é\nEXPOSE 80/é\nCMD node é.js\n"),
        (Language.REQUIREMENTS, "requirements.txt", "é==é\nflask==é\n"),
        (Language.YAML, "compose.yml", "services:\n  é:\n    ports: ['80:80/é']\n    image: é\n"),
    ],
)
def test_what_is_not_ascii_is_told_as_text(language: Language, path: str, text: str) -> None:
    check(text.encode(), language, path)
