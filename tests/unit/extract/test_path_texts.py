"""Texts that read like paths, in files that may serve."""

from __future__ import annotations

import pytest

from dupelint.extract.path_texts import javascript_paths, python_paths
from dupelint.extract.unit import Unit, Words
from dupelint.model.facts import PathText, span
from dupelint.model.source import Kind, Language

WORDS = Words(frozenset(), False)


def unit(code: str, kind: Kind = Kind.SOURCE) -> Unit:
    return Unit("server.py", Language.PYTHON, kind, code.encode(), WORDS)


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("add('/a/<int:b>')", ["/a/<int:b>"]),
        ('["/a", "/b/{c}"]', ["/a", "/b/{c}"]),
        ("`/a/${b}`", ["/a/${b}"]),
        ("'/a'  # '/b'", ["/a", "/b"]),
        ("'/'", []),
        ("'//host/a'", []),
        ("'a/b' / c", []),
        ("'/a b'", []),
        ("'/open", []),
    ],
)
def test_what_reads_like_a_path(code: str, found: list[str]) -> None:
    assert [fact.text for fact in python_paths(unit(code), code.encode())] == found


def test_the_place_is_the_text_without_its_quotes() -> None:
    assert list(python_paths(unit("x = '/ab'"), b"x = '/ab'")) == [PathText("/ab", span(5, 8))]


@pytest.mark.parametrize(
    ("code", "kind", "found"),
    [
        ("app.add('/a')", Kind.SOURCE, ["/a"]),
        ("router('/a')", Kind.SOURCE, ["/a"]),
        ("page('/a')", Kind.SOURCE, []),  # nothing a server says
        ("app.add('/a')", Kind.TEST, []),
    ],
)
def test_a_script_has_to_look_like_a_server(code: str, kind: Kind, found: list[str]) -> None:
    assert [fact.text for fact in javascript_paths(unit(code, kind))] == found
