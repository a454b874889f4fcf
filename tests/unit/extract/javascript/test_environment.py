"""Environment variables read or set."""

from __future__ import annotations

from typing import Any

import pytest

from dupelint.model.facts import EnvChoice, EnvDefinition, EnvRead, Gap

NULL = ("null",)

READS: list[tuple[str, list[tuple[Any, ...]]]] = [
    ("a = process.env.X", [("X", NULL, 0, "process.env.X")]),
    ("a = process.env?.X", [("X", NULL, 0, "process.env?.X")]),
    ("a = process?.env?.X", [("X", NULL, 0, "process?.env?.X")]),
    ("a = process.env['X']", [("X", NULL, 0, "process.env['X']")]),
    ("a = import.meta.env.VITE_X", [("VITE_X", NULL, 0, "import.meta.env.VITE_X")]),
    ("a = import.meta.env.DEV", []),
    ("a = process.env.X || 'd'", [("X", ("str", "d"), 0, "process.env.X")]),
    ("a = process.env.X ?? 1", [("X", ("num", 1), 0, "process.env.X")]),
    ("a = Number(process.env.X) || 3000", [("X", ("num", 3000), 0, "process.env.X")]),
    ("a = parseInt(process.env.X ?? '1', 10)", [("X", ("str", "1"), 0, "process.env.X")]),
    ("a = process.env.A || process.env.B || 1",
     [("A", ("env", "B", NULL), 0, "process.env.A"), ("B", ("num", 1), 0, "process.env.B")]),
    ("a = process.env.X!", [("X", NULL, 1, "process.env.X")]),
    ("connect(process.env.X)", [("X", NULL, 1, "process.env.X")]),
    ("a = `${process.env.X}/y`", [("X", NULL, 1, "process.env.X")]),
    ("if (process.env.X === 'a') b()", [("X", NULL, 0, "process.env.X")]),
    ("console.log(`at ${process.env.X || 'unset'}`)", [("X", NULL, 0, "process.env.X")]),
    ("if (!process.env.X) b()", [("X", NULL, 0, "process.env.X")]),
    ("const { X, Y: y = 'd', ...z } = process.env",
     [("X", NULL, 0, "{ X, Y: y = 'd', ...z }"), ("Y", ("str", "d"), 0,
      "{ X, Y: y = 'd', ...z }")]),
    ("const env = process.env; a(env.X); function f(env) { env.Y }", [("X", NULL, 1, "env.X")]),
    ("a = Deno.env.get('X') ?? 'd'", [("X", ("str", "d"), 0, "Deno.env.get('X')")]),
    ("a = Bun.env.X", [("X", NULL, 0, "Bun.env.X")]),
    ("a = config.env.X", []),
    ("function f(process) { process.env.X }", []),
    ("delete process.env.X", []),
    ("// process.env.X", []),
]  # fmt: skip


@pytest.mark.parametrize(("source", "expected"), READS)
def test_reads(read: Any, source: str, expected: list[tuple[Any, ...]]) -> None:
    assert read(source, EnvRead, "name default hard at") == expected


DEFAULTS = [
    ("a = process.env.X || 'v'", "v"),
    ("a = Number(process.env.X ?? 3000)", "3000"),
    ("a = process.env.X || `v`", "v"),
    ("const { X = 'v' } = process.env", "v"),
    ("a = process.env.X || ''", ""),
    ("a = process.env.X || `v${y}`", ""),
    ("a = process.env.X || y", ""),
    ("a = process.env.X", ""),
]


@pytest.mark.parametrize(("source", "literal"), DEFAULTS)
def test_the_bytes_of_a_default(read: Any, source: str, literal: str) -> None:
    assert read(source, EnvRead, "default_at") == [(literal,)]


CHOICES: list[tuple[str, list[tuple[Any, ...]]]] = [
    ("a = process.env.A || process.env.B || 1", [("A", "", "process.env.B")]),
    ("a = (process.env.A ?? process.env.B) ?? process.env.C ?? 1",
     [("A", "", "process.env.B"), ("A", "", "process.env.C")]),
    ("a = b || process.env.X || 1", []),
    ("a = { production: { port: process.env.X || 1 } }",
     [("", "production:port", "process.env.X")]),
    ("a = { db: { 'test': { file: process.env.X || 'f' } } }",
     [("", "test:db.file", "process.env.X")]),
    ("a = { production: process.env.X || 1 }", []),
    ("a = { server: { port: process.env.X || 1 } }", []),
    ("a = { production: { port: process.env.X } }", []),
    ("a = { production: { port() { return process.env.X || 1; } } }", []),
]  # fmt: skip


@pytest.mark.parametrize(("source", "expected"), CHOICES)
def test_what_a_default_is_one_of_several_for(
    read: Any, source: str, expected: list[tuple[Any, ...]]
) -> None:
    assert read(source, EnvChoice, "behind variant at") == expected


WHOLE = [
    ("run(process.env)", "environment variable", "process.env"),
    ("run({ env: process.env })", "environment variable", "process.env"),
    ("a = { ...process.env, A: 1 }", "environment variable", "process.env"),
    ("for (const key in process.env) go(key)", "environment variable", "process.env"),
    ("Object.assign(process.env, x)", "env_definition", "Object.assign(process.env, x)"),
    ("Object.assign(x, process.env)", "environment variable", "process.env"),
]


@pytest.mark.parametrize(("source", "subject", "at"), WHOLE)
def test_the_whole_environment_is_a_gap(read: Any, source: str, subject: str, at: str) -> None:
    assert read(source, Gap, "reason subject at") == [("dynamic", subject, at)]


@pytest.mark.parametrize("source", ["if (process.env) go()", "const { X } = process.env"])
def test_what_hands_on_nothing_is_no_gap(read: Any, source: str) -> None:
    assert read(source, Gap, "reason subject at") == []


def test_a_computed_name_is_a_gap(read: Any) -> None:
    assert read("a = process.env[name]", Gap, "reason subject at") == [
        ("dynamic", "environment variable", "process.env[name]")
    ]


SETS: list[tuple[str, list[tuple[Any, ...]]]] = [
    ("process.env.X = 'v';", [("X", "v", "code", "v", "process.env.X = 'v';")]),
    ("process.env['X'] = 3000", [("X", "3000", "code", "3000", "process.env['X'] = 3000")]),
    ("process.env.X = y", [("X", "", "code", "", "process.env.X = y")]),
    ("process.env.X == 'v'", []),
]


@pytest.mark.parametrize(("source", "expected"), SETS)
def test_definitions(read: Any, source: str, expected: list[tuple[Any, ...]]) -> None:
    assert read(source, EnvDefinition, "name value origin value_at at") == expected
