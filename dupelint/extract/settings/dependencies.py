"""Declared packages: requirements files, pyproject.toml, package.json."""

from __future__ import annotations

import re

from dupelint.extract.settings.sheet import Sheet, plain
from dupelint.extract.settings.tree import Mapping, Scalar, scalars
from dupelint.model.facts import Dependency, span
from dupelint.model.pattern import lazy

_REQUIREMENT = lazy(
    r"^\s*(?P<name>[A-Za-z0-9][\w.-]*)\s*(?:\[[^\]]*\])?\s*(?P<constraint>[^;#]*?)\s*(?:[;#].*)?$"
)
_LINE = lazy(rb"[^\r\n]+")
_SECTIONS = ("dependencies", "devDependencies", "peerDependencies", "optionalDependencies")


def requirements(sheet: Sheet) -> None:
    """One package a line; options, URLs and included files are left aside."""
    for line in _LINE.finditer(sheet.unit.data):
        text = line[0].decode("utf-8", "replace")
        if not text.lstrip("\ufeff \t").startswith(("-", "#")):
            _requirement(sheet, text, line.start(), line.end())


def pyproject(sheet: Sheet, document: Mapping) -> None:
    """`project.dependencies` and Poetry's table."""
    project = document.mapping("project")
    for scalar in scalars(project.get("dependencies")):
        _requirement(sheet, scalar.text, scalar.start, scalar.end)
    poetry = document.mapping("tool").mapping("poetry").mapping("dependencies")
    for pair in poetry.pairs:
        if isinstance(pair.value, Scalar):
            _add(sheet, pair.key.text, pair.value.text, "pypi", pair.start, pair.end)


def package_json(sheet: Sheet, root: Mapping) -> None:
    """Every section that installs packages."""
    for section in _SECTIONS:
        for pair in root.mapping(section).pairs:
            if isinstance(pair.value, Scalar):
                _add(sheet, pair.key.text, pair.value.text, "npm", pair.start, pair.end)


def _requirement(sheet: Sheet, text: str, start: int, end: int) -> None:
    match = _REQUIREMENT.match(text.lstrip("\ufeff"))
    if match and "://" not in text:
        _add(sheet, match["name"], match["constraint"], "pypi", start, end)


def _add(sheet: Sheet, name: str, constraint: str, ecosystem: str, start: int, end: int) -> None:
    if ecosystem == "pypi":
        name = re.sub(r"[-_.]+", "-", name).lower()
    sheet.facts.append(Dependency(plain(name), plain(constraint), ecosystem, span(start, end)))
