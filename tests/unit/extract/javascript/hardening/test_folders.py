"""Calls of `fs` that make a folder."""

from __future__ import annotations

from typing import Any

import pytest

from dupelint.model.facts import MadeFolder

FS = "const fs = require('node:fs');\n"


@pytest.mark.parametrize(
    ("source", "form", "recursive"),
    [
        (FS + "fs.mkdirSync('a/b')", "fs.mkdirSync", 0),
        (FS + "fs.mkdirSync('a/b', 0o755)", "fs.mkdirSync", 0),
        (FS + "fs.mkdirSync('a/b', { mode: 0o755 })", "fs.mkdirSync", 0),
        (FS + "fs.mkdirSync('a/b', { recursive: true })", "fs.mkdirSync", 1),
        (FS + "fs.mkdirSync('a/b', { recursive: false })", "fs.mkdirSync", 0),
        (FS + "fs.mkdirSync('a/b', options)", "fs.mkdirSync", -1),
        (FS + "fs.mkdir('a/b', (error) => {})", "fs.mkdir", 0),
        (FS + "fs.mkdir('a/b', { recursive: true }, done)", "fs.mkdir", 1),
        (FS + "await fs.promises.mkdir('a/b')", "fs.promises.mkdir", 0),
        ("import fs from 'fs/promises'\nfs.mkdir('a/b')", "fs.promises.mkdir", 0),
        ("import { promises as fs } from 'fs'\nfs.mkdir('a/b')", "fs.promises.mkdir", 0),
        ("import { mkdir } from 'fs/promises'\nmkdir('a/b')", "fs.promises.mkdir", 0),
        ("import { mkdirSync as m, mkdirSync } from 'fs'\nmkdirSync('a/b')", "fs.mkdirSync", 0),
        ("import * as fse from 'fs-extra'\nfse.mkdirSync('a/b')", "fs.mkdirSync", 0),
    ],
)
def test_forms(read: Any, source: str, form: str, recursive: int) -> None:
    assert read(source, MadeFolder, "form recursive") == [(form, recursive)]


@pytest.mark.parametrize(
    "source",
    [
        FS + "fs.mkdirSync()",
        FS + "fs.mkdirSync(...parts)",
        FS + "const make = fs.mkdirSync",
        FS + "// fs.mkdirSync('a/b')",
        FS + "log('fs.mkdirSync(')",
        "sftp.mkdir('a/b')",
        "const { mkdir } = require('shelljs')\nmkdir('a/b')",
        "mkdirSync('a/b')",
    ],
)
def test_what_makes_none(read: Any, source: str) -> None:
    assert read(source, MadeFolder, "form") == []
