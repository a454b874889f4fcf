"""What WSGI and ASGI callables answer themselves."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from dupelint.model.facts import EarlyAnswer

Facts = Callable[[str], list[Any]]
WSGI = """
def application(environ, start_response):
    path = environ.get("PATH_INFO", "") or "/"
    verb = environ["REQUEST_METHOD"]
    if {}:
        start_response("200 OK", [])
        return [b""]
    return app(environ, start_response)
"""
ASGI = """
async def application(scope, receive, send):
    if scope["type"] == "http":
        if {}:
            await send({{"type": "http.response.start", "status": 200}})
            return
    await app(scope, receive, send)
"""


def found(facts: Facts, code: str) -> list[tuple[str, int, str]]:
    """(path, prefix, methods) of each answer."""
    every = (one for one in facts(code) if isinstance(one, EarlyAnswer))
    return [(one.path, one.prefix, one.methods) for one in every]


@pytest.mark.parametrize(
    ("condition", "answers"),
    [
        ('path == "/x"', [("/x", 0, "")]),
        ('"/x" == path', [("/x", 0, "")]),
        ('environ["PATH_INFO"] == "/x"', [("/x", 0, "")]),
        ('path in ("/x", "/y",)', [("/x", 0, ""), ("/y", 0, "")]),
        ('path == "/x" or path == "/y"', [("/x", 0, ""), ("/y", 0, "")]),
        ('path.startswith("/x/")', [("/x/", 1, "")]),
        ('path.startswith(("/x/", "/y/"))', [("/x/", 1, ""), ("/y/", 1, "")]),
        ('path == "/x" and verb == "GET"', [("/x", 0, "GET")]),
        ('verb in ("POST", "GET") and (path == "/x")', [("/x", 0, "GET,POST")]),
        # more is asked, or something else
        ('path == "/x" and is_open()', []),
        ('path != "/x"', []),
        ('not path == "/x"', []),
        ('path == HEALTH', []),
        ('path.endswith("/x")', []),
        ('other == "/x"', []),
        ('path == "x"', []),
    ],
)  # fmt: skip
def test_wsgi(facts: Facts, condition: str, answers: list[tuple[str, int, str]]) -> None:
    """A branch that replies, by its condition."""
    assert found(facts, WSGI.format(condition)) == answers


@pytest.mark.parametrize(
    ("condition", "answers"),
    [
        ('scope["path"] == "/x"', [("/x", 0, "")]),
        ('scope["path"].startswith("/x/") and scope["method"] == "GET"', [("/x/", 1, "GET")]),
        ('scope["path"] == "/x" and ready', []),
    ],
)
def test_asgi(facts: Facts, condition: str, answers: list[tuple[str, int, str]]) -> None:
    """The same inside the test of the scope's type."""
    assert found(facts, ASGI.format(condition)) == answers


@pytest.mark.parametrize(
    "body",
    [
        'environ["x"] = 1',
        "return self.app(environ, start_response)",
        "log(path)\n            return self.app(environ, start_response)",
    ],
)
def test_branches_that_go_on(facts: Facts, body: str) -> None:
    """What is handed to the wrapped application is not answered."""
    code = (
        "class Wrap:\n    def __call__(self, environ, start_response):\n"
        f"        if environ['PATH_INFO'] == '/x':\n            {body}\n"
        "        return self.app(environ, start_response)\n"
    )
    assert found(facts, code) == []


def test_a_dispatcher(facts: Facts) -> None:
    """One answer for each literal prefix."""
    code = "app = DispatcherMiddleware(app, {'/x': one, '/y/': two, PREFIX: three})\n"
    assert found(facts, code) == [("/x", 1, ""), ("/y", 1, "")]
