"""Calls of the project's own functions with a path among their arguments."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from dupelint.model.facts import HttpCall
from dupelint.model.value import load

Facts = Callable[[str], list[Any]]

HEAD = (
    "import bridge\nfrom server.http import ask\nfrom flask import Flask, redirect, request\n\n\n"
)


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('ask("/a")', [("", [("str", "/a")])]),
        ('ask("GET", "/a")', [("GET", [("str", "GET"), ("str", "/a")])]),
        ("ask('post', f'/a/{x}')", [("POST", [("str", "post"), ("concat", ("str", "/a/"), ("global", "x"))])]),
        ('bridge.ask(\n    "PUT",\n    "/a",\n)', [("PUT", [("str", "PUT"), ("str", "/a")])]),
        ('def own(path):\n    pass\n\nown("/a")', [("", [("str", "/a")])]),
        ('ask(path="/a")', []),  # named, which is rare
        ('ask("GET", "a")', [("GET", [("str", "GET"), ("str", "a")])]),
        ('ask("get", "a")', []),
        ('bridge.get("/a")', [("", [("str", "/a")])]),
        ('class Own:\n    def put(self, path):\n        pass\n\nown = Own()\nown.put("/a")',
         [("", [("str", "/a")])]),
        ('class Own:\n    def _ask(self, how, what):\n        pass\n\n    def state(self):\n'
         '        return self._ask("GET", "state")', [("GET", [("str", "GET"), ("str", "state")])]),
        ('made = dict(a=1)\nmade.get("/a")', []),
        ('request.get("/a")', []),
        ('ask("a")', []),
        ('ask("//host/a")', []),
        ('unknown("/a")', []),
        ('redirect("/a")', []),
        ('other.ask("/a")', []),
        ('@bridge.route("/a")\ndef view():\n    return {}', []),
        ('# ask("/a")', []),
    ],
)  # fmt: skip
def test_what_is_given_a_path(facts: Facts, source: str, found: Any) -> None:
    calls = [fact for fact in facts(HEAD + source) if isinstance(fact, HttpCall)]
    assert [(one.client, one.method, list(load(one.url)[2])) for one in calls] == [
        ("helper", method, given) for method, given in found
    ]


@pytest.mark.parametrize("size", [0, 9_000])
def test_a_file_of_nothing_else_is_read(facts: Facts, size: int) -> None:
    text = f'from server.http import ask\n\n\ndef show(x):\n    ask("GET", "/a")\n# {"x" * size}\n'
    (call,) = [fact for fact in facts(text) if isinstance(fact, HttpCall)]
    assert (call.client, call.method, call.scope) == ("helper", "GET", "show")
    other = text.replace('"GET", "/a"', '"a"')
    assert [fact for fact in facts(other) if isinstance(fact, HttpCall)] == []
