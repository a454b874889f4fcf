"""Which project each path belongs to, and which findings are reported for it."""

from __future__ import annotations

import os
from collections.abc import Callable, Container, Sequence
from pathlib import Path

from dupelint.discovery import ensure_readable, find_root
from dupelint.model.finding import Finding
from dupelint.model.root import CONFIG_NAMES, PYPROJECT


def by_root(paths: Sequence[Path], unsaved: Container[str] = ()) -> dict[Path, tuple[str, ...]]:
    """Root → the paths below it, relative; `""` is the whole project."""
    found: dict[Path, list[str]] = {}
    for path in paths:
        if str(path) not in unsaved:
            ensure_readable(path)
        whole = Path(os.path.abspath(path))  # noqa: PTH100  resolve() would follow links
        root = find_root(whole)
        relative = whole.relative_to(root).as_posix()
        found.setdefault(root, []).append("" if relative == "." else relative)
    return {root: tuple(names) for root, names in found.items()}


def in_scope(paths: Sequence[str], scope: tuple[str, ...]) -> bool:
    if _whole(scope):
        return bool(paths)
    return any(inside(path, scope) for path in paths)


def _whole(scope: tuple[str, ...]) -> bool:
    """Whether everything is reported: the root was named, or a configuration changed."""
    names = {*CONFIG_NAMES, PYPROJECT}
    return not scope or "" in scope or any(path in names for path in scope)


def inside(path: str, scope: tuple[str, ...]) -> bool:
    return any(path == one or path.startswith(one + "/") for one in scope)


def reported(scope: tuple[str, ...]) -> Callable[[Finding], bool]:
    if _whole(scope):
        return lambda _finding: True
    names = frozenset(scope)

    def wanted(finding: Finding) -> bool:
        return any(place.path in names or inside(place.path, scope) for place in finding.places)

    return wanted
