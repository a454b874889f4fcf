"""Calls that are given a path, told by their text: of a helper that requests it, perhaps."""

from __future__ import annotations

from collections.abc import Iterator

from dupelint.model.pattern import lazy

# A string that starts with a slash: fewer than parentheses, and found by a literal start.
_ROOTED = lazy(rb"/(?<=[\"']/)(?=[\w{])")
# `ask("/a"`, `ask("GET", f"/a/{x}"`, `bridge.ask(…`: what stands before the path.
_CALL = lazy(
    rb"(?:(?<![\w.@])(?P<owner>[A-Za-z_]\w*)\.)?(?<![\w@])(?P<name>[A-Za-z_]\w*)\(\s{0,40}"
    rb"(?:[\"'][A-Za-z]{3,7}[\"']\s*,\s*)?f?[\"']\Z"
)
# `self._request("POST", action)`: the method says as much as a path does.
_ASKED = lazy(
    rb"(?:(?<![\w.@])(?P<owner>[A-Za-z_]\w*)\.)?(?<![\w@])(?P<name>[A-Za-z_]\w*)\(\s{0,40}"
    rb"[\"'](?:GET|POST|PUT|PATCH|DELETE)[\"']\s*,"
)
_REACH = 160  # bytes before the path
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
_METHODS = (b'"GET"', b"'GET'", b'"POST"', b"'POST'", b'"DELETE"', b"'DELETE'", b'"PUT"', b"'PUT'",
            b'"PATCH"', b"'PATCH'")  # fmt: skip


def handed_paths(data: bytes) -> Iterator[tuple[int, bytes]]:
    """(where the name of the function stands, the name that it or its owner is bound to)"""
    for match in _ROOTED.finditer(data):
        at = match.start()
        call = _CALL.search(data, max(0, at - _REACH), at)
        if call is not None and _may_send(call["name"], call["owner"]):
            yield call.start("name"), call["owner"] or call["name"]
    if any(method in data for method in _METHODS):
        for call in _ASKED.finditer(data):
            if _may_send(call["name"], call["owner"]):
                yield call.start("name"), call["owner"] or call["name"]


def _may_send(name: bytes, owner: bytes | None) -> bool:
    if name in _VERBS:
        return owner is not None and _NO_CLIENTS.search(owner) is None
    return name not in _NO_HELPERS
