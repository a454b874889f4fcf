"""Folders that may lie in one that is not there."""

from __future__ import annotations

from typing import Any

import pytest

HEAD = """
const fs = require('fs');
const path = require('path');
const BASE = process.env.BASE || path.join(__dirname, 'data', 'base');
const ROOT = './root';
"""


@pytest.mark.parametrize(
    ("argument", "found"),
    [
        ("'a/b'", [("a/b", "a")]),
        ("'./a/b/'", [("a/b", "a")]),
        ("`${BASE}/${name}/auth`", [("{}/auth", "{}")]),
        ("`${ROOT}/${name}`", [("root/{}", "root")]),
        ("path.join(BASE, name, 'auth')", [("{}/auth", "{}")]),
        ("path.join(BASE, 'x', '..', 'y')", []),
        ("path.join(process.cwd(), 'a', 'b')", [("a/b", "a")]),
        ("path.resolve('a', 'b')", [("a/b", "a")]),
        ("'/srv/app/data'", [("app/data", "app")]),
        ("'/srv/app'", []),
        ("'../../up'", []),
        ("'uploads'", []),
        ("BASE", []),
        ("name", []),
        ("name + '.d'", []),
        ("name + '/a/b'", [("a/b", "a")]),
        ("path.join(__dirname, 'lib', 'out')", []),
        ("path.dirname('a/b/c')", []),
    ],
)
def test_paths(project: Any, argument: str, found: list[tuple[str, str]]) -> None:
    source = HEAD + f"module.exports = (name) => fs.mkdirSync({argument});\n"
    made = project({"src/a.js": source, "src/lib/b.js": "module.exports = 1;\n"})
    assert made.rows("SELECT path, parent FROM deep_folder") == found


def test_a_folder_that_the_same_file_makes(project: Any) -> None:
    source = HEAD + "fs.mkdirSync('a'); fs.mkdirSync('a/b'); fs.mkdirSync('c/d');\n"
    made = project({"src/a.js": source})
    assert made.rows("SELECT path FROM deep_folder") == [("c/d",)]
