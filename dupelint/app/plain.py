"""Values of the model as JSON holds them, there and back, led by the types of their fields."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import is_dataclass
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

Turn = Callable[[Any], Any]

_SCALARS = frozenset({str, int, float, bool, NoneType})


@cache
def plain(kind: Any) -> Turn:
    """What turns a value of a type into lists, texts and numbers; TypeError for another value."""
    origin, parts = get_origin(kind), get_args(kind)
    if _is_record(kind):
        names = [name for name, _ in _fields(kind)]
        turn = _each([plain(part) for _, part in _fields(kind)])
        return lambda value: turn([getattr(value, name) for name in names])
    if kind is bytes:
        return lambda value: value.decode("latin-1")
    if isinstance(kind, type) and issubclass(kind, Enum):
        return lambda value: value.value
    if origin in (Union, UnionType):
        step = plain(_only(parts))
        return lambda value: None if value is None else step(value)
    if origin in (list, tuple) and (origin is list or parts[1:] == (...,)):
        step = plain(parts[0])
        return lambda value: [step(item) for item in value]
    if origin is tuple:
        return _each([plain(part) for part in parts])
    if origin in (dict, Mapping):
        key, item = plain(parts[0]), plain(parts[1])
        return lambda value: [[key(name), item(one)] for name, one in value.items()]
    if kind in _SCALARS or kind is object:
        return _scalar
    raise TypeError(f"no form for {kind}")


@cache
def restored(kind: Any) -> Turn:
    """The reverse of `plain`."""
    origin, parts = get_origin(kind), get_args(kind)
    if _is_record(kind):
        make: Any = kind
        turn = _each([restored(part) for _, part in _fields(kind)])
        return lambda data: make(*turn(data))
    if kind is bytes:
        return lambda data: data.encode("latin-1")
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind
    if origin in (Union, UnionType):
        step = restored(_only(parts))
        return lambda data: None if data is None else step(data)
    if origin in (list, tuple) and (origin is list or parts[1:] == (...,)):
        step = restored(parts[0])
        return lambda data: origin([step(item) for item in data])
    if origin is tuple:
        items = _each([restored(part) for part in parts])
        return lambda data: tuple(items(data))
    if origin in (dict, Mapping):
        key, item = restored(parts[0]), restored(parts[1])
        return lambda data: {key(name): item(one) for name, one in data}
    return _scalar


def _each(turns: Sequence[Turn]) -> Turn:
    """What turns each of so many values; most are scalars, and a verdict holds very many."""
    deep = [(index, turn) for index, turn in enumerate(turns) if turn is not _scalar]
    plain_ones = [index for index, turn in enumerate(turns) if turn is _scalar]
    count = len(turns)

    def turned(values: Any) -> list[Any]:
        found = [*values]
        if len(found) != count:
            raise ValueError(f"{count} values expected, not {len(found)}")
        for index in plain_ones:
            if type(found[index]) not in _SCALARS:
                raise TypeError(f"no form for {found[index]!r}")
        for index, turn in deep:
            found[index] = turn(found[index])
        return found

    return turned


def _scalar(value: Any) -> Any:
    if type(value) in _SCALARS:
        return value
    raise TypeError(f"no form for {value!r}")


def _only(parts: tuple[Any, ...]) -> Any:
    """The type beside None."""
    (part,) = (part for part in parts if part is not NoneType)
    return part


def _is_record(kind: Any) -> bool:
    return is_dataclass(kind) or hasattr(kind, "_fields")


def _fields(kind: Any) -> list[tuple[str, Any]]:
    """(name, type) in the order in which the type takes them."""
    return list(get_type_hints(kind).items())
