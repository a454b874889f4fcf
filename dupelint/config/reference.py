"""The configuration keys with their documentation, and the values in force."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any, NamedTuple

from dupelint.model.config import Config


class Key(NamedTuple):
    """One key as a user may write it."""

    name: str  # `lint.select`
    type: str
    default: str  # TOML, "" for none
    description: str


class Setting(NamedTuple):
    """A key with the value in force."""

    name: str
    value: Any  # plain: what JSON can hold
    origin: str  # the file or option it came from, `default` if none


def schema() -> dict[str, Any]:
    """The JSON Schema of a configuration file."""
    import msgspec

    from dupelint.config.document import Document

    found = msgspec.json.schema(Document)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **found}


def keys() -> list[Key]:
    """Every key, in the order of the document."""
    whole = schema()
    return list(_keys(whole["$defs"]["Document"], whole["$defs"], ""))


def settings(config: Config) -> list[Setting]:
    """Every key with its value, in the order of the document."""
    return [
        Setting(key.name, _value(config, key.name), config.origin.get(key.name, "default"))
        for key in keys()
    ]


def toml(value: Any) -> str:
    """A plain value as TOML writes it on one line."""
    if isinstance(value, dict):
        inner = ", ".join(f"{_toml_key(key)} = {toml(item)}" for key, item in value.items())
        return f"{{ {inner} }}" if inner else "{}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(toml(item) for item in value)}]"
    return json.dumps(value, ensure_ascii=False)


def _keys(table: dict[str, Any], parts: dict[str, Any], prefix: str) -> Iterator[Key]:
    for name, shape in table["properties"].items():
        nested = _reference(shape)
        if nested and not prefix and "properties" in parts[nested]:
            yield from _keys(parts[nested], parts, f"{name}.")
            continue
        key = f"{prefix}{name}"
        yield Key(
            key, _type(shape, parts), toml(_value(Config(), key)), shape.get("description", "")
        )


def _reference(shape: dict[str, Any]) -> str:
    return str(shape.get("$ref", "")).rpartition("/")[2]


def _type(shape: dict[str, Any], parts: dict[str, Any]) -> str:
    if nested := _reference(shape):
        inner = parts[nested]
        return _type(inner, parts) if "enum" in inner else "table"
    if "enum" in shape:
        return " | ".join(json.dumps(word) for word in shape["enum"])
    if "anyOf" in shape:
        return " | ".join(_type(one, parts) for one in shape["anyOf"])
    if shape.get("type") == "array":
        return f"list of {_type(shape['items'], parts)}"
    if shape.get("type") == "object":
        return f"table of {_type(shape['additionalProperties'], parts)}"
    return str(shape.get("type", "any"))


def _value(config: Config, key: str) -> Any:
    name = key.removeprefix("lint.").replace("-", "_")
    if key.startswith("go."):
        return _plain(getattr(config.go, key.removeprefix("go.").replace("-", "_")))
    match key:
        case "settings":
            required = list(config.required_settings)
            return {**config.settings, **({"required": required} if required else {})}
        case "contract":
            return [given(asdict(endpoint)) for endpoint in config.contract]
        case "legacy-ports" if config.legacy_port_map:
            return {str(old): new for old, new in config.legacy_port_map.items()}
        case "jobs":
            return config.jobs or "auto"
        case "lint.per-file-ignores":
            return {glob: list(codes) for glob, codes in config.per_file_ignores}
        case "overrides":
            return [
                {"paths": list(one.paths), "ignore": list(one.ignore), "severity": one.severity}
                for one in config.overrides
            ]
    return _plain(getattr(config, name))


def given(table: dict[str, Any]) -> dict[str, Any]:
    """A table without what it leaves out."""
    return {
        key: given(value) if isinstance(value, dict) else _plain(value)
        for key, value in table.items()
        if value not in (None, {})
    }


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _toml_key(key: str) -> str:
    bare = key.replace("-", "").replace("_", "")
    return key if bare.isascii() and bare.isalnum() else json.dumps(key, ensure_ascii=False)
