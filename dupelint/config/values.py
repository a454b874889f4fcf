"""Reads the `[settings]` table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dupelint.config.layer import Layer
from dupelint.model.errors import ConfigError

REQUIRED = "required"


def read_settings(layer: Layer, table: Mapping[str, Any]) -> tuple[dict[str, str], tuple[str, ...]]:
    """(variable → value, variables that are required); ConfigError names the line of a mistake."""
    values: dict[str, str] = {}
    required: tuple[str, ...] = ()
    for name, value in table.items():
        if name == REQUIRED:
            if not isinstance(value, list):
                raise ConfigError(
                    f"{layer.where(('settings', name))}: `settings.required` is not a list",
                    'write it as required = ["NAME", "OTHER"]',
                )
            required = tuple(value)
        elif isinstance(value, list):
            raise ConfigError(
                f"{layer.where(('settings', name))}: `settings.{name}` has more than one value",
                "a list stands under `required` only",
            )
        else:
            values[name] = str(value)
    return values, required


def reject_secrets(values: Mapping[str, str], secret: tuple[str, ...], where: str) -> None:
    """A secret's value has no place in a file that is committed."""
    for name in values:
        if name in secret:
            raise ConfigError(
                f"{where}: `settings.{name}` would hold a secret",
                "name it under `required`: a secret's length and equality are checked without it",
            )
