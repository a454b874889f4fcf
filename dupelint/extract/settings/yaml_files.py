"""YAML files: which schema a file follows, read accordingly."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from dupelint.extract.settings import compose, generic, workflow
from dupelint.extract.settings.sheet import Sheet
from dupelint.extract.settings.tree import Mapping, Node, resolve
from dupelint.extract.settings.yaml_tree import read
from dupelint.model.pattern import lazy
from dupelint.model.source import Language

if TYPE_CHECKING:
    from tree_sitter import Tree

# Something in it could be a fact.
_WORTH = lazy(
    rb"(?i)port|expose|command|env|run:|script|args|://|localhost|127\.0\.0\.1|0\.0\.0\.0|listen|services:"
)
_TEMPLATE = lazy(rb"\{\{[^\n{}]{0,300}\}\}|\{%[^\n{}]{0,300}%\}")
_TEMPLATE_LINE = lazy(rb"^[ \t]*(?:%s)[ \t]*(?=\r?$)" % _TEMPLATE.pattern, re.M)
_SERVICES = lazy(rb"^services\s*:", re.M)
_COMPOSE = lazy(r"(?:docker-)?compose[\w.-]*\.ya?ml\Z|stack\.ya?ml\Z")
_WORKFLOW = lazy(r"(?:^|/)\.(?:github|gitea|forgejo)/workflows/[^/]+\Z")


def extract(sheet: Sheet) -> Tree | None:
    """Facts of the documents; the tree for who reads comments."""
    data = sheet.unit.data
    if not _WORTH.search(data) and b"dupelint:" not in data:
        return None
    path = sheet.unit.path
    compose_file = bool(_COMPOSE.search(path.lower().rpartition("/")[2]))
    # Charts, fragments and descriptions of APIs are YAML only by name, or too much for the grammar.
    told = compose_file or bool(_WORKFLOW.search(path) or _SERVICES.search(data))
    tree = sheet.parsed(Language.YAML, _without_templates(data), told=told)
    if tree is None:
        return None
    documents = read(tree, sheet.text)
    for document in documents:
        if isinstance(document, Mapping):
            if compose_file or _has_services(document):
                compose.extract(sheet, document)
            elif _WORKFLOW.search(path):
                workflow.extract(sheet, document)
        generic.extract(sheet, document)
    return tree


def _without_templates(data: bytes) -> bytes:
    """`{{ … }}` as a plain word, lines of nothing else blank; no byte moves."""
    if b"{{" not in data and b"{%" not in data:
        return data
    data = _TEMPLATE_LINE.sub(lambda found: b" " * len(found[0]), data)
    return _TEMPLATE.sub(lambda found: b"x" * len(found[0]), data)


def _has_services(document: Mapping) -> bool:
    """Whether a file with another name is a compose file: services with an image or a build."""
    services = resolve(document.get("services"))
    if not isinstance(services, Mapping):
        return False
    return any(
        node.get("image") is not None or node.get("build") is not None
        for node in _mappings(services)
    )


def _mappings(table: Mapping) -> Iterator[Mapping]:
    for pair in table.pairs:
        node: Node | None = resolve(pair.value)
        if isinstance(node, Mapping):
            yield node
