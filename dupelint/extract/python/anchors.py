"""Where in a file a fact may start, told by words; the walk to each."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from dupelint.extract.descent import MAX_DEPTH, descend
from dupelint.extract.python.apps import is_handed_an_app, read_construction, read_registration
from dupelint.extract.python.clients import read_request, request_places
from dupelint.extract.python.constructors import CONSTRUCTOR_WORDS
from dupelint.extract.python.environment import ENVIRONMENT_WORDS, read_variable
from dupelint.extract.python.gate import Marks
from dupelint.extract.python.hardening import folders
from dupelint.extract.python.hardening.checks import check_places, read_check
from dupelint.extract.python.hardening.csrf import csrf_places, read_csrf
from dupelint.extract.python.hardening.error_handlers import error_places, read_error_handler
from dupelint.extract.python.hardening.view_bodies import hook_places, read_hook, read_view
from dupelint.extract.python.keyless import keyless_places, read_keyless
from dupelint.extract.python.listeners import read_server_call
from dupelint.extract.python.mounts import read_mount
from dupelint.extract.python.options import option_places, read_option
from dupelint.extract.python.passes import mark_handed, read_pass
from dupelint.extract.python.port_mentions import port_anchors, read_port
from dupelint.extract.python.reader import Reader
from dupelint.extract.python.rest import MOUNTING, read_api, read_api_mount, read_resource
from dupelint.extract.python.route_forms import CALLS, DECORATORS
from dupelint.extract.python.routes import read_decorator, read_rule
from dupelint.extract.python.spawns import SPAWN_WORDS, read_spawn
from dupelint.extract.python.spawns import own_words as spawn_words
from dupelint.extract.python.starlette import read_listed
from dupelint.extract.python.wrappers import (
    DISPATCHER,
    WRAPPER_WORDS,
    read_dispatcher,
    read_wrapper,
)
from dupelint.model.facts import span

if TYPE_CHECKING:
    from tree_sitter import Node

Anchor = tuple[int, int, int]  # offset, kind, port
CALL, CONSTRUCTOR, VARIABLE, DECORATOR, HANDED, PORT, REQUEST, CSRF, SPAWN, WRAPPER = range(10)
CHECK, HOOK, ERROR, OPTION, KEYLESS = range(10, 15)

# Word → byte of it that lies in the name, what it may be.
_WORDS = {
    **dict.fromkeys(
        (b"register_blueprint(", b"include_router(", *(name.encode() + b"(" for name in CALLS),
         b"run_simple(", b"run_app(", b"TCPSite(", b"serve(", b"server(", b"serve_forever(",
         b"mkdir(", b"makedirs(", b"_resource(", b"add_namespace(", b"init_app("),
        (0, CALL),
    ),
    b".run(": (1, CALL), b".listen(": (1, CALL), b".mount(": (1, CALL),
    b"(app": (3, HANDED), b", app": (4, HANDED), b"bp)": (1, HANDED), b"(router": (6, HANDED),
    **dict.fromkeys(ENVIRONMENT_WORDS, (0, VARIABLE)),
    **dict.fromkeys(CONSTRUCTOR_WORDS, (0, CONSTRUCTOR)),
    **dict.fromkeys(SPAWN_WORDS, (0, SPAWN)),
    **{word: (shift, WRAPPER) for word, shift in WRAPPER_WORDS.items()},
    DISPATCHER: (0, CALL),
}  # fmt: skip
_REGISTRATIONS = frozenset({"register_blueprint", "include_router"})
_SERVERS = frozenset(
    {"run", "listen", "serve", "server", "serve_forever", "run_simple", "make_server",
     "start_server", "run_app", "TCPSite"}
)  # fmt: skip
_VERBS = frozenset(name.encode() for name in DECORATORS)
_PLACES = (
    (CSRF, csrf_places), (CHECK, check_places), (HOOK, hook_places), (ERROR, error_places),
    (OPTION, option_places), (KEYLESS, keyless_places),
)  # fmt: skip


def told_anchors(data: bytes, marks: Marks) -> set[Anchor]:
    """Those that the text tells by itself."""
    found = {(at, PORT, port) for at, port in port_anchors(data, marks)}
    tests = b"def test_" in data
    for offset, word in marks.places:
        if word not in _WORDS:
            continue
        shift, kind = _WORDS[word]
        if kind != HANDED or not tests or not _in_test(data, offset):
            found.add((offset + shift, kind, 0))
    found.update((offset, DECORATOR, 0) for offset in _decorators(data))
    for kind, places in _PLACES:
        found.update((offset, kind, 0) for offset in islice(places(data, marks.words), _MOST))
    return found


def find_anchors(reader: Reader, told: set[Anchor]) -> list[Anchor]:
    """These, and those by names that this file alone knows, in order."""
    data = reader.source.data
    found = told
    if not reader.constructors.relevant:
        found = {anchor for anchor in told if anchor[1] != CONSTRUCTOR}
    for kind, words in (
        (CONSTRUCTOR, reader.constructors.own_words()),
        (VARIABLE, reader.environment.own_words()),
        (SPAWN, spawn_words(reader)),
    ):
        found.update((offset, kind, 0) for word in words for offset in _all(data, word))
    found.update((offset, REQUEST, 0) for offset in request_places(reader))
    return sorted(found)


def read_anchors(reader: Reader, anchors: list[Anchor]) -> None:
    """Meet every anchor in order."""
    broken = reader.source.tree.root_node.has_error
    walk = descend(reader.source.tree, [anchor[0] for anchor in anchors])
    seen_calls: set[int] = set()
    for (offset, path), (_, kind, port) in zip(walk, anchors, strict=True):
        if len(path) >= MAX_DEPTH:
            reader.gap("deep", _NAMES[kind], span(offset, offset + 1))
        elif broken and any(node.type == "ERROR" for node in path):
            if path[-1].type not in ("comment", "string_content"):
                reader.gap("syntax error", _NAMES[kind], span(offset, offset + 1))
        elif kind == VARIABLE:
            read_variable(reader, path)
        elif kind == DECORATOR:
            read_decorator(reader, path)
            read_view(reader, path)
        elif kind == CSRF:
            read_csrf(reader, path, offset)
        elif kind == CHECK:
            read_check(reader, path)
        elif kind == ERROR:
            read_error_handler(reader, path)
        elif kind == OPTION:
            read_option(reader, path, offset)
        elif kind == KEYLESS:
            read_keyless(reader, path)
        elif kind == HOOK:
            read_hook(reader, path)
        elif kind == PORT:
            read_port(reader, path, offset, port)
        elif kind == WRAPPER:
            if path[-1].type != "comment":
                read_wrapper(reader, offset, seen_calls)
        elif path[-1].type == "identifier":
            _read_call(reader, path, kind, seen_calls)


_MOST = 500  # statements of one kind that are looked at in a file; one with more is data
_NAMES = (
    "call", "app", "env_read", "route", "app_pass", "port_mention", "http_call",
    "csrf_statement", "process", "early_answer",
    "header_check", "request_guard", "error_handler", "extension_option", "keyless_client",
)  # fmt: skip


def _read_call(reader: Reader, path: list[Node], kind: int, seen: set[int]) -> None:
    index = len(path) - 1
    if kind == HANDED:
        _read_handed(reader, path, seen)
        return
    node = path[index]
    name = reader.source.text(node)
    if path[index - 1].type == "attribute":
        index -= 1
    call = path[index - 1]
    if call.type != "call" or call.start_byte != path[index].start_byte or call.id in seen:
        return
    outer = path[: index - 1]
    if name in MOUNTING:  # a call that hands an app on, too
        if kind == CALL:
            read_api_mount(reader, call, outer, name)
        return
    seen.add(call.id)
    if kind == REQUEST:
        read_request(reader, call, outer, name)
    elif kind == SPAWN:
        read_spawn(reader, call, outer)
    elif kind == CONSTRUCTOR:
        if not read_api(reader, call, outer):
            read_construction(reader, call, outer)
            read_listed(reader, call, outer)
    elif name.endswith("_resource"):
        read_resource(reader, call, outer, name)
    elif name in _REGISTRATIONS:
        read_registration(reader, call, outer)
    elif name in CALLS:
        read_rule(reader, call, outer)
    elif name == "mount":
        read_mount(reader, call, outer)
    elif name == "DispatcherMiddleware":
        read_dispatcher(reader, call, outer)
    elif name in folders.NAMES:
        folders.read_folder(reader, call, outer, name)
    elif name in _SERVERS:
        read_server_call(reader, call, outer, name)


def _read_handed(reader: Reader, path: list[Node], seen: set[int]) -> None:
    """An argument or parameter that is named like an app."""
    for index in range(len(path) - 1, 0, -1):
        kind = path[index].type
        if kind == "argument_list":
            call = path[index - 1]
            if call.type == "call" and call.id not in seen:
                seen.add(call.id)
                reader.waiting.append(call)
            return
        if kind == "parameters":
            function = path[index - 1]
            body = function.child_by_field_name("body")
            if body is not None and is_handed_an_app(reader, function):
                mark_handed(reader, reader.source.locate(body.start_byte)[0])
            return
        if kind in ("block", "call", "lambda_parameters"):
            return


def _in_test(data: bytes, offset: int) -> bool:
    """Whether the nearest `def` above begins a test, which wires an app of its own."""
    start = data.rfind(b"def ", 0, offset)
    if start < 0 or not data.startswith(b"test_", start + 4):
        return False
    line = data.rfind(b"\n", 0, offset) + 1
    return data[line : line + 1] in (b" ", b"\t") and line > start


def read_waiting(reader: Reader) -> None:
    """Calls with an app-like argument that stand in no scope known to have an app."""
    for call in reader.waiting:
        scope = reader.source.locate(call.start_byte)[0]
        if scope.path not in reader.app_scopes:
            read_pass(reader, call, [], inside=False)


def _all(data: bytes, word: bytes) -> Iterator[int]:
    offset = data.find(word)
    while offset >= 0:
        yield offset
        offset = data.find(word, offset + len(word))


def _decorators(data: bytes) -> list[int]:
    """Where `@x.route(…)` and its kin stand."""
    found = []
    for offset in _all(data, b"@"):
        before = data[offset - 1 : offset]
        if before not in (b"", b"\n", b" ", b"\t", b"\r"):
            continue
        name = data[offset + 1 : offset + 200].partition(b"(")[0]
        owner, dot, verb = name.rpartition(b".")
        if dot and verb.strip() in _VERBS and b"\n" not in owner:
            found.append(offset)
    return found
