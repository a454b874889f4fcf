from __future__ import annotations

import tomllib
from typing import Any

import jsonschema
import msgspec
import pytest

from dupelint.config.document import Document, Lint
from dupelint.model.config import Config

SCHEMA: dict[str, Any] = msgspec.json.schema(Document)


@pytest.mark.parametrize(
    ("text", "valid"),
    [
        ("", True),
        ("legacy-ports = [3001]", True),
        ("legacy-ports = { 3001 = 3300 }", True),
        ("legacy-ports = [70000]", False),
        ('fail-on = "never"', True),
        ('fail-on = "none"', False),
        ("unknown = 1", False),
        ('[lint]\nselect = ["DUP"]', True),
        ("[lint]\nunknown = 1", False),
        ('[[overrides]]\npaths = ["a"]', True),
        ("[[overrides]]\nignore = []", False),
    ],
)
def test_the_schema_accepts_what_we_accept(text: str, valid: bool) -> None:
    assert jsonschema.Draft202012Validator(SCHEMA).is_valid(tomllib.loads(text)) is valid


def test_every_field_of_the_configuration_has_a_key() -> None:
    keys = {name.replace("-", "_") for name in Document.__struct_encode_fields__}
    keys |= {name.replace("-", "_") for name in Lint.__struct_encode_fields__}
    derived = {"legacy_port_map", "required_settings", "cache", "origin", "path"}
    assert set(Config._fields) == (keys - {"lint"}) | derived
