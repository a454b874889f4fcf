"""Finds, decodes and merges the sources of a project's configuration."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from dupelint.config.contract import contract, go
from dupelint.config.layer import Layer, set_fields
from dupelint.config.values import read_settings, reject_secrets
from dupelint.model.config import MAX_FILE_SIZE, Config, Override
from dupelint.model.errors import ConfigError
from dupelint.model.root import PYPROJECT, config_file

# Options of a type that lets no other value through: to check it again costs an import.
_CHECKED = ("output-format", "fail-on", "force-exclude", "include-docs")
_UNITS = {"": 1, "B": 1, "kB": 1_000, "MB": 1_000_000, "kiB": 1_024, "MiB": 1_048_576}


def load(
    root: Path,
    overrides: Mapping[str, object] | None = None,
    config_args: Sequence[str] = (),
    isolated: bool = False,
) -> Config:
    """The configuration of the project at `root`.

    `overrides` come from options and win: a key as in the file (`lint.select`) → its value, with
    `cache`, and `origins`: key → what a user calls the option. `config_args` are values of
    `--config`: a file (instead of the project's own) or `key = value`. `isolated` reads no file of
    the project.
    """
    files = [argument for argument in config_args if _names_file(argument)]
    own = None if isolated or files else config_file(root)
    paths = [own] if own else [Path(name) for name in files]
    if not paths and not overrides and not config_args:
        return Config()
    layers = [_from_file(path, root) for path in paths]
    layers += [_from_text(argument) for argument in config_args if argument not in files]
    fields: dict[str, Any] = {"path": str(paths[-1].absolute()) if paths else ""}
    origin: dict[str, str] = {}
    options = dict(overrides or {})
    if "cache" in options:
        fields["cache"] = options.pop("cache")
    origins: Any = options.pop("origins", {})
    checked = {key: options.pop(key) for key in _CHECKED if key in options}
    for layer in [*layers, *_from_options(options, origins)]:
        _apply(layer, fields, origin)
    for key, value in checked.items():
        fields[key.replace("-", "_")], origin[key] = value, origins.get(key, f"--{key}")
    config = Config(**fields, origin=origin)
    reject_secrets(config.settings, config.secret_variables, origin.get("settings", ""))
    return config


def _names_file(argument: str) -> bool:
    return "=" not in argument or os.path.isfile(argument)  # noqa: PTH113 – raises for no name


def _from_file(path: Path, root: Path) -> Layer:
    import tomllib

    try:
        name = Path(os.path.normpath(path.absolute())).relative_to(root.absolute()).as_posix()
    except ValueError:
        name = str(path)
    try:
        data = path.read_bytes()
        values = tomllib.loads(data.decode("utf-8-sig"))
    except OSError as error:
        raise ConfigError(
            f"cannot read the configuration {path}: {error.strerror}",
            "--config takes a file or `key = value`",
        ) from error
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ConfigError(f"{name}:{line}: not UTF-8", "TOML files are UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise _syntax_error(name, data, error) from error
    except RecursionError as error:
        raise ConfigError(f"{name}:1: not TOML: values stand too deep in each other") from error
    except ValueError as error:  # what `int` says to thousands of digits
        raise ConfigError(f"{name}:1: a number is too long", "64 bits is what TOML has") from error
    if path.name != PYPROJECT:
        return Layer(values, name, data)
    table = values.get("tool", {}).get("dupelint", {})
    return Layer(_table(table, name), name, data, ("tool", "dupelint"))


def _from_text(text: str) -> Layer:
    import tomllib

    try:
        return Layer(tomllib.loads(text), f"--config '{text}'")
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(
            f"--config '{text}': not TOML: {error}", "write it as --config 'key = \"value\"'"
        ) from error
    except RecursionError as error:
        raise ConfigError("--config: not TOML: values stand too deep in each other") from error
    except ValueError as error:  # what `int` says to thousands of digits
        raise ConfigError("--config: a number is too long", "64 bits is what TOML has") from error


def _from_options(options: Mapping[str, object], origins: Mapping[str, str]) -> Iterator[Layer]:
    for key, value in options.items():
        table, _, name = key.rpartition(".")
        values = {table: {name: value}} if table else {name: value}
        yield Layer(values, origins.get(key, f"--{name}"), by_hand=True)


def _table(value: Any, name: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise ConfigError(f"{name}: `tool.dupelint` is not a table", "write [tool.dupelint]")
    return value


def _syntax_error(name: str, data: bytes, error: Exception) -> ConfigError:
    text = str(error)
    line = re.search(r"at line (\d+)", text)
    number = line[1] if line else len(data.splitlines())
    return ConfigError(f"{name}:{number}: not TOML: {text}")


def _apply(layer: Layer, fields: dict[str, Any], origin: dict[str, str]) -> None:
    """Put what a layer sets over what was set before."""
    document = layer.document()
    for key, value in set_fields(document):
        if key == "lint":
            for name, part in set_fields(value):
                _apply_lint(layer, name, part, fields, origin)
            continue
        origin[key] = layer.origin
        if key == "legacy-ports":
            fields["legacy_ports"] = tuple(value)
            fields["legacy_port_map"] = dict(value) if isinstance(value, dict) else {}
        elif key == "max-file-size":
            fields["max_file_size"] = _size(layer, value)
        elif key == "jobs":
            fields["jobs"] = 0 if value == "auto" else value
        elif key == "settings":
            fields["settings"], fields["required_settings"] = read_settings(layer, value)
        elif key == "contract":
            fields["contract"] = contract(layer, value)
        elif key == "go":
            fields["go"] = go(layer, value, origin)
        elif key == "overrides":
            fields["overrides"] = tuple(_override(table) for table in value)
        else:
            fields[key.replace("-", "_")] = tuple(value) if isinstance(value, list) else value


def _apply_lint(
    layer: Layer, name: str, value: Any, fields: dict[str, Any], origin: dict[str, str]
) -> None:
    origin[f"lint.{name}"] = layer.origin
    if name == "per-file-ignores":
        fields["per_file_ignores"] = tuple((glob, tuple(codes)) for glob, codes in value.items())
    elif name == "severity":
        fields["severity"] = dict(value)
    elif name == "ignore" and layer.by_hand:
        fields["ignore"] = (*fields.get("ignore", ()), *value)
    else:
        fields[name.replace("-", "_")] = tuple(value)
    if name == "select" and layer.by_hand:
        fields["ignore"] = ()  # what is asked for by hand runs


def _override(table: Any) -> Override:
    values = dict(set_fields(table))
    paths, ignore = (tuple(values.get(key, ())) for key in ("paths", "ignore"))
    return Override(paths, ignore, dict(values.get("severity", {})))


def _size(layer: Layer, value: str | int) -> int:
    size = value if isinstance(value, int) else _bytes(value)
    if not 1 <= size <= MAX_FILE_SIZE:
        raise ConfigError(
            f"{layer.where(('max-file-size',))}: `max-file-size` is out of range: {value}",
            "at most 2MB: larger files are not written by hand",
        )
    return size


def _bytes(text: str) -> int:
    number = text.rstrip("kMiB ")
    return int(float(number) * _UNITS[text[len(number) :].strip()])
