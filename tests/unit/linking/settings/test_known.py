"""Variables known outside the project; what a file or a value is for, by its looks."""

from __future__ import annotations

import pytest

from dupelint.linking.settings.known import is_blank, is_known, is_stand_in, purpose
from dupelint.linking.settings.unread import _alike

PURPOSES = [
    (".env", ""),
    (".env.shared", ""),
    (".env.production", ""),
    ("contest.env", ""),
    (".env.example", "example"),
    ("config/sample.env", "example"),
    (".env.production.template", "example"),
    (".env.test", "test"),
    ("docker-compose.ci.yml", "test"),
    ("tests/.env", ""),
]


@pytest.mark.parametrize(("path", "expected"), PURPOSES)
def test_purpose(path: str, expected: str) -> None:
    assert purpose(path) == expected


VALUES = [
    ("", True, True),
    ("<your-secret>", True, True),
    ("{{ secret }}", True, True),
    ("xxxx", True, True),
    ("changeme", False, True),
    ("your-secret-here", False, True),
    ("https://example.com", False, True),
    ("3000", False, False),
    ("http://127.0.0.1:3000", False, False),
    ("0", False, False),
]


@pytest.mark.parametrize(("value", "blank", "stand_in"), VALUES)
def test_stand_ins(value: str, blank: bool, stand_in: bool) -> None:
    assert (is_blank(value), is_stand_in(value)) == (blank, stand_in)


@pytest.mark.parametrize("name", ["PATH", "NODE_ENV", "npm_package_name", "POSTGRES_DB", "PGHOST"])
def test_known(name: str) -> None:
    assert is_known(name)


@pytest.mark.parametrize("name", ["BAILEYS_PORT", "INTERNAL_SECRET", "PATHS", "SECRET_KEY"])
def test_not_known(name: str) -> None:
    assert not is_known(name)


ALIKE = [
    ("PORT", "BRIDGE_PORT"),
    ("SECRET_KEY", "FLASK_SECRET_KEY"),
    ("FLASK_SECRET_KEY", "SECRET_KEY"),
    ("DBNAME", "DB_NAME"),
]
UNLIKE = [
    ("PORT", "PORT"),
    ("PORT", "SUPPORT"),
    ("PORT", "PORT_RANGE"),
    ("DB_NAME", "DB_USER"),
    ("DB_PASSWORD", "DB_PASSWORD_FILE"),
]


@pytest.mark.parametrize(("name", "other"), ALIKE)
def test_alike(name: str, other: str) -> None:
    assert _alike(name, other)


@pytest.mark.parametrize(("name", "other"), UNLIKE)
def test_unlike(name: str, other: str) -> None:
    assert not _alike(name, other)
