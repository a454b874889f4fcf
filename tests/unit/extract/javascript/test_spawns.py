"""Programs that code starts."""

from __future__ import annotations

import pytest

from dupelint.extract.javascript import extract
from dupelint.model.facts import Process

from .conftest import unit

HEAD = (
    "import { spawn, fork, exec, execSync } from 'node:child_process';\n"
    "import cp from 'child_process';\nimport { execa } from 'execa';\nimport path from 'path';\n"
)


def started(code: str) -> list[tuple[object, ...]]:
    """(entry, program, port, calls, callee, folder, parallel) of each process."""
    found = extract(unit(HEAD + code, "web/main.js", frozenset()))
    return [
        (one.entry, one.program, one.port, one.calls, one.callee, one.folder, one.parallel)
        for one in found
        if isinstance(one, Process)
    ]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("spawn('node', ['a.js'])", ("a.js", "node", "", "", "", "", 1)),
        ("cp.spawn('node', ['a.js', '--x'])", ("a.js", "node", "", "", "", "", 1)),
        ("require('child_process').exec('node a.js')", ("a.js", "node", "", "", "", "", 1)),
        ("fork('./a.js')", ("a.js", "node", "", "", "", "", 1)),
        ("fork(path.join(__dirname, 'b', 'a.js'))", ("b/a.js", "node", "", "", "", "", 1)),
        ("spawn(process.execPath, ['a.js'])", ("a.js", "node", "", "", "", "", 1)),
        ("exec('cd b && npm start')", ("", "npm", "", "npm", "start", "b", 1)),
        ("execSync('node a.js')", ("a.js", "node", "", "", "", "", 0)),
        ("spawn('npm run dev', { shell: true })", ("", "npm", "", "npm", "dev", "", 1)),
        ("spawn('npm', ['run', 'dev'], { cwd: path.join(__dirname, '..') })",
         ("", "npm", "", "npm", "dev", "..", 1)),
        ("spawn('node', ['a.js'], { cwd: __dirname })", ("a.js", "node", "", "", "", "", 1)),
        ("spawn('node', ['a.js'], { cwd: home() })", ("a.js", "node", "", "", "", "?", 1)),
        ("execa('python', ['-m', 'http.server', '8000'])",
         ("", "http.server", "8000", "", "", "", 1)),
    ],
)  # fmt: skip
def test_started(code: str, expected: tuple[object, ...]) -> None:
    """Each call is one command."""
    assert started(code) == ([expected] if expected[0] or expected[3] else [])


@pytest.mark.parametrize(
    "code",
    [
        "/x/.exec('node a.js')",
        "spawn('git', ['status'])",
        "spawn('node', [name])",
        "function f(spawn) { spawn('node', ['a.js']) }",
        "other.fork('a.js')",
        "// fork('a.js')",
        "const s = \"fork('a.js')\"",
        "fork()",
    ],
)
def test_nothing_of_the_project(code: str) -> None:
    """Another program, one that is not known, no call at all."""
    assert started(code) == []
