"""Reads `[[contract]]` and `[go]` tables."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from dupelint.config.layer import Layer, set_fields
from dupelint.model.config import Go
from dupelint.model.contract import Endpoint, Upstream, shape
from dupelint.model.errors import ConfigError

if TYPE_CHECKING:
    from dupelint.config.locate import KeyPath


def contract(layer: Layer, tables: Sequence[Any]) -> tuple[Endpoint, ...]:
    """The endpoints; ConfigError names the line of what cannot be one."""
    found: dict[str, Endpoint] = {}
    for index, table in enumerate(tables):
        where: KeyPath = ("contract", index)
        endpoint = _endpoint(dict(set_fields(table)))
        for part in ("body", "before", "after"):
            _check_shapes(layer, (*where, part), getattr(endpoint, part) or {})
        if endpoint.body is not None:
            for part in ("before", "after"):
                _check_keys(layer, (*where, part), endpoint, getattr(endpoint, part))
        if endpoint.name in found:
            raise ConfigError(
                f"{layer.where((*where, 'path'))}: `{endpoint.name}` is declared twice",
                "one table says all there is to say of an endpoint",
            )
        found[endpoint.name] = endpoint
    return tuple(found.values())


def go(layer: Layer, table: Any, origin: dict[str, str]) -> Go:
    """Where the running app is asked."""
    values = dict(set_fields(table))
    origin.update((f"go.{key}", layer.origin) for key in values)
    if "message" in values:
        try:
            re.compile(values["message"])
        except re.error as error:
            raise ConfigError(
                f"{layer.where(('go', 'message'))}: `go.message`: no regular expression: {error}"
            ) from error
    if "health" in values:
        values["health"] = tuple(values["health"])
    return Go(**{key.replace("-", "_"): value for key, value in values.items()})


def _endpoint(values: dict[str, Any]) -> Endpoint:
    if "upstream" in values:
        upstream = dict(set_fields(values["upstream"]))
        statuses = tuple(upstream.get("status", (200,)))
        values["upstream"] = Upstream(upstream["path"], statuses)
    return Endpoint(**values)


def _check_shapes(layer: Layer, where: KeyPath, shapes: Mapping[str, object]) -> None:
    for key, text in shapes.items():
        if isinstance(text, str):
            try:
                shape(text)
            except ValueError as error:
                place = layer.where((*where, key))
                raise ConfigError(f"{place}: `contract.{where[-1]}`: {error}") from error


def _check_keys(
    layer: Layer, where: KeyPath, endpoint: Endpoint, phase: Mapping[str, object]
) -> None:
    for key in phase:
        if key not in endpoint.keys:
            raise ConfigError(
                f"{layer.where((*where, key))}: `contract.{where[-1]}`: "
                f"the body of {endpoint.name} has no key `{key}`",
                "known are " + ", ".join(endpoint.keys),
            )
