"""Calls that load dotenv files."""

from __future__ import annotations

import pytest

from dupelint.extract.dotenv_calls import env_files

PYTHON = b"""\
# load_dotenv(".env.comment")
load_dotenv()
    dotenv.load_dotenv(".env.shared", override=True)
load_dotenv(dotenv_path=BASE / ".env.base")
load_dotenv(os.path.join(here, ".env.join"))
load_dotenv(find_dotenv())
load_dotenv(path)
print("load_dotenv()")
"""
NODE = b"""\
import 'dotenv/config';
require("dotenv").config();
require('dotenv').config({ path: path.resolve(__dirname, '../.env.local'), override: true });
const made = dotenv.config({
  path: `.env`,
});
dotenv.config(options);
// dotenv.config();
"""


@pytest.mark.parametrize(
    ("source", "python", "expected"),
    [
        (PYTHON, True, [("", 0), (".env.shared", 1), (".env.base", 0), (".env.join", 0), ("", 0)]),
        (NODE, False, [("", 0), ("", 0), ("../.env.local", 1), (".env", 0)]),
        (b"x = 1\n", True, []),
    ],
)
def test_calls(source: bytes, python: bool, expected: list[tuple[str, int]]) -> None:
    found = list(env_files(source, python))
    assert [(fact.path, fact.override) for fact in found] == expected
    assert {(fact.form, fact.group) for fact in found} <= {("code", "")}
