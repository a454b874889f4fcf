"""Calls that are given a path, told by their text: of a helper that requests it, perhaps."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dupelint.model.pattern import lazy

# A string that starts with a slash: fewer than parentheses, and found by a literal start.
_ROOTED = lazy(rb"/(?<=[\"']/)(?=[\w{])")
# `"POST",`: all methods have a T, which code has seldom.
_METHOD = lazy(
    rb"T(?:(?<=[\"']GET)|(?<=[\"']POST)|(?<=[\"']PUT)|(?<=[\"']PAT)CH|(?<=[\"']DELET)E)[\"']\s*,"
)
# What stands between a parenthesis and the path, or the method.
_BEFORE_PATH = lazy(rb"\s{0,40}(?:[\"'][A-Za-z]{3,7}[\"']\s*,\s*)?f?[\"']")
_BEFORE_METHOD = lazy(rb"\s{0,40}[\"'][A-Z]+")
# `ask(`, `self._request(`, `bridge.ask(`: what is called.
_CALLEE = lazy(rb"(?:(?<![\w.@])(?P<owner>[A-Za-z_]\w*)\.)?(?<![\w@])(?P<name>[A-Za-z_]\w*)\Z")
_REACH = 100  # bytes before the path, and before the parenthesis
_NO_HELPERS = frozenset(
    {b"redirect", b"url_for", b"open", b"print", b"join", b"Path", b"route", b"get", b"post",
     b"put", b"patch", b"delete", b"websocket", b"startswith", b"endswith", b"Blueprint",
     b"Flask", b"APIRouter", b"FastAPI", b"send_file", b"render_template", b"add_url_rule",
     b"path", b"re_path", b"Mount", b"Route"}
)  # fmt: skip
_VERBS = frozenset({b"get", b"post", b"put", b"patch", b"delete"})  # of an object, perhaps
_NO_CLIENTS = lazy(
    rb"(?:app|application|api|router|bp|blueprint|routes|requests|httpx|session|cache|redis|ns|web"
    rb"|namespace|args|headers|form|environ|os|request)\Z"
)


def handed_paths(data: bytes) -> Iterator[tuple[int, bytes]]:
    """(where the name of the function stands, the name that it or its owner is bound to)"""
    for match in _ROOTED.finditer(data):
        yield from _called(data, match.start(), _BEFORE_PATH)
    for match in _METHOD.finditer(data):  # it says as much as a path does
        yield from _called(data, match.start(), _BEFORE_METHOD)


def _called(data: bytes, at: int, before: re.Pattern[bytes]) -> Iterator[tuple[int, bytes]]:
    """The call whose argument starts at `at`, with no more than `before` says in front."""
    opening = data.rfind(b"(", max(0, at - _REACH), at)
    if opening < 0 or before.fullmatch(data, opening + 1, at) is None:
        return
    call = _CALLEE.search(data, max(0, opening - _REACH), opening)
    if call is not None and _may_send(call["name"], call["owner"]):
        yield call.start("name"), call["owner"] or call["name"]


def _may_send(name: bytes, owner: bytes | None) -> bool:
    if name in _VERBS:
        return owner is not None and _NO_CLIENTS.search(owner) is None
    return name not in _NO_HELPERS
