"""WSGI and ASGI callables that answer some paths before the application they wrap.

`def application(environ, start_response): if environ["PATH_INFO"] == "/healthz": …`, the same as
`__call__` of a class, as an ASGI callable; `DispatcherMiddleware(app, {"/metrics": other})`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from dupelint.extract.python.bindings import parameters
from dupelint.extract.python.literals import plain_text
from dupelint.extract.python.reader import Reader
from dupelint.extract.python.scope import Scope
from dupelint.extract.python.source import argument_nodes, said, span_of
from dupelint.model.facts import EarlyAnswer, span
from dupelint.model.pattern import lazy
from dupelint.model.value import NULL, Value

if TYPE_CHECKING:
    from tree_sitter import Node

WRAPPER_WORDS = {b"PATH_INFO": 2, b'scope["path"]': 8, b"scope['path']": 8}
DISPATCHER = b"DispatcherMiddleware("
_TEXT = r"""(?:"[^"\\\n]*"|'[^'\\\n]*')"""
_TEXTS = lazy(_TEXT)
_ONE = rf"(?P<one>{_TEXT})"
_SEVERAL = rf"[(\[{{]\s*(?P<several>{_TEXT}(?:\s*,\s*{_TEXT})*)\s*,?\s*[)\]}}]"
_REWRITTEN = lazy(rb"""ath["']\]\s*=(?!=)""")  # behind `scope["p`
_ANSWERS = 40  # of one callable


class _Names(NamedTuple):
    """What the parameters of one callable are called."""

    request: str  # environ, scope
    reply: str  # start_response, send
    path: re.Pattern[str]  # every way to say the path
    method: re.Pattern[str]
    kind: re.Pattern[str]  # `scope["type"] == "http"`


def read_wrapper(reader: Reader, offset: int, seen: set[int]) -> None:
    """The paths that the callable around `offset` answers itself."""
    rewritten = _REWRITTEN.match(reader.source.data, offset)
    if rewritten is not None:
        start = offset - WRAPPER_WORDS[b'scope["path"]']
        reader.gap("it rewrites paths", "app", span(start, rewritten.end()))
    scope, _ = reader.source.locate(offset)
    node = scope.node
    if node is None or node.type != "function_definition" or node.id in seen or scope.is_test:
        return
    seen.add(node.id)
    names = _names(reader, node)
    body = node.child_by_field_name("body")
    if names is None or body is None:
        return
    main = _delegate(reader, node, names)
    wraps: Value = NULL
    if main is not None:
        wraps = reader.values.of(main)
    maker = _maker(scope)
    text = reader.source.text(main) if main is not None else ""
    for count, (path, prefix, methods, at) in enumerate(_answers(reader, body, names, text)):
        if count >= _ANSWERS:
            return
        reader.add(
            EarlyAnswer(
                scope.path.partition(".__call__")[0].rpartition(".")[2], path, prefix, methods,
                said(wraps), said(NULL), maker, span_of(at),
            )
        )  # fmt: skip
    reader.scopes.setdefault(scope.path, scope)


def read_dispatcher(reader: Reader, call: Node, path: list[Node]) -> None:
    """`DispatcherMiddleware(app.wsgi_app, {"/metrics": other})`"""
    place = reader.place(call, path)
    positional, keywords, _ = argument_nodes(reader.source, call)
    app = positional[0] if positional else keywords.get("app")
    mounts = positional[1] if len(positional) > 1 else keywords.get("mounts")
    if app is None or mounts is None or mounts.type != "dictionary":
        return
    wraps = said(reader.values.of(app, place.overlay))
    for pair in mounts.named_children:
        key, value = pair.child_by_field_name("key"), pair.child_by_field_name("value")
        text = plain_text(reader.source, key) if pair.type == "pair" else None
        if text and text.startswith("/") and value is not None:
            mounted = said(reader.values.of(value, place.overlay))
            reader.add(
                EarlyAnswer(
                    "DispatcherMiddleware", text.rstrip("/"), 1, "", wraps, mounted, "",
                    span_of(pair),
                ),
                place,
            )  # fmt: skip


def _names(reader: Reader, node: Node) -> _Names | None:
    """None for a function that is no WSGI or ASGI callable."""
    given = [one.name for one in parameters(reader.source, node)]
    if given[:1] == ["self"]:
        given = given[1:]
    asgi = reader.source.raw(node).startswith(b"async")
    if len(given) != (3 if asgi else 2) or any(name.startswith("*") for name in given):
        return None
    request, reply = given[0], given[-1]
    word = re.escape(request)
    keys = ("path", "method") if asgi else ("PATH_INFO", "REQUEST_METHOD")
    text = reader.source.text(node)
    ways = [_way(word, key, text) for key in keys]
    kind = re.compile(rf"""{word}(?:\[|\.get\()["']type["'][\])]\s*==\s*["']http["']""")
    return _Names(request, reply, ways[0], ways[1], kind)


def _way(request: str, key: str, text: str) -> re.Pattern[str]:
    """The expression itself, or a variable that it is bound to once."""
    written = rf"""{request}(?:\[\s*["']{key}["']\s*\]|\.get\(\s*["']{key}["'][^()]*\))"""
    trimmed = rf"""{written}(?:\.(?:rstrip|lower|upper)\([^()]*\)|\s+or\s+["']/["'])*"""
    bound = re.findall(rf"^[ \t]+(\w+)\s*=\s*\(?{trimmed}\)?[ \t]*$", text, re.MULTILINE)
    names = [n for n in bound if len(re.findall(rf"(?<![\w.]){n}\s*=(?!=)", text)) == 1]
    return re.compile("|".join([rf"(?<![\w.\"']){name}(?!\w)" for name in names] + [trimmed]))


def _delegate(reader: Reader, node: Node, names: _Names) -> Node | None:
    """What is called with the request at the end: the wrapped application."""
    handed = re.escape(names.request).encode() + rb"\s*,(?:[^()]*,)?\s*"
    call = rb"([A-Za-z_][\w.]*)\(\s*" + handed + re.escape(names.reply).encode() + rb"\s*\)"
    found = list(re.finditer(call, reader.source.raw(node)))
    if not found:
        return None
    start, end = (node.start_byte + at for at in found[-1].span(1))
    return reader.source.tree.root_node.named_descendant_for_byte_range(start, end)


def _maker(scope: Scope) -> str:
    """What is called to make the callable: its class, the function around it; "" if none."""
    outer = scope.parent
    return outer.path if outer is not None else ""


def _answers(
    reader: Reader, body: Node, names: _Names, main: str
) -> Iterator[tuple[str, int, str, Node]]:
    """(path, whether it is a prefix, methods, the condition) of each branch that answers."""
    for statement in body.named_children:
        if statement.type != "if_statement":
            continue
        arms = [statement, *(c for c in statement.named_children if c.type == "elif_clause")]
        for arm in arms:
            condition = arm.child_by_field_name("condition")
            inside = arm.child_by_field_name("consequence")
            if condition is None or inside is None:
                break
            text = reader.source.text(condition)
            if names.kind.fullmatch(text.strip()):
                yield from _answers(reader, inside, names, main)
                continue
            found = _paths(text, names)
            if found is not None and _is_answer(reader.source.text(inside), names, main):
                methods, exact, prefixes = found
                for path in exact:
                    yield path, 0, methods, condition
                for path in prefixes:
                    yield path, 1, methods, condition


def _paths(condition: str, names: _Names) -> tuple[str, list[str], list[str]] | None:
    """(methods, exact paths, prefixes) that a condition asks for, None if it asks for more."""
    methods = ""
    exact: list[str] = []
    prefixes: list[str] = []
    way, verb = names.path.pattern, names.method.pattern
    for part in re.split(r"\s+and\s+", condition.strip()):
        either = re.split(r"\s+or\s+", _bare(part))
        asked = [_asked(_bare(one), way) for one in either]
        if all(one is not None for one in asked) and not exact and not prefixes:
            for one in asked:
                if one is not None:
                    (prefixes if one[1] else exact).extend(one[0])
            continue
        found = re.fullmatch(rf"(?:{verb})\s*(?:==\s*{_ONE}|in\s+{_SEVERAL})", part.strip())
        if found is not None and not methods:
            methods = ",".join(sorted(text.upper() for text in _literals(found)))
        elif not names.kind.fullmatch(part.strip()):
            return None
    known = [*exact, *prefixes]
    return (methods, exact, prefixes) if known and all(p[:1] == "/" for p in known) else None


def _asked(text: str, way: str) -> tuple[list[str], bool] | None:
    """(paths, whether they are prefixes) of `path == "/x"`, `path in (…)`, `path.startswith(…)`."""
    equal = re.fullmatch(rf"(?:{way})\s*(?:==\s*{_ONE}|in\s+{_SEVERAL})", text)
    if equal is None:
        equal = re.fullmatch(rf"{_ONE}\s*==\s*(?:{way})", text)
    if equal is not None:
        return _literals(equal), False
    begins = re.fullmatch(rf"(?:{way})\.startswith\(\s*(?:{_ONE}|{_SEVERAL})\s*\)", text)
    return (_literals(begins), True) if begins is not None else None


def _bare(text: str) -> str:
    """Without parentheses around all of it."""
    text = text.strip()
    return text[1:-1].strip() if text[:1] == "(" and text[-1:] == ")" else text


def _literals(found: re.Match[str]) -> list[str]:
    groups = found.groupdict()
    text = groups.get("one") or groups.get("several") or ""
    return [one[1:-1] for one in _TEXTS.findall(text)]


def _is_answer(body: str, names: _Names, main: str) -> bool:
    """Whether a branch ends here: it replies itself, or hands on to another application."""
    if "return" not in body:
        return False
    if re.search(rf"(?<![\w.]){re.escape(names.reply)}\s*\(", body):
        return True
    handed = rf"\(\s*{re.escape(names.request)}\s*,[^()]*\b{re.escape(names.reply)}\s*\)"
    if re.search(rf"\){handed}", body):  # `Response("ok")(environ, start_response)`
        return True
    called = re.search(rf"([A-Za-z_][\w.]*){handed}", body)
    return called is not None and called[1] != main
