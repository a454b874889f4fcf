"""A parsed file: from its anchors to its facts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import tee
from typing import TYPE_CHECKING

from dupelint.extract.descent import MAX_DEPTH, descend
from dupelint.extract.directives import from_tree
from dupelint.extract.javascript import addresses, clients, environment, hints, listeners
from dupelint.extract.javascript.aliases import may_state_aliases, read_aliases
from dupelint.extract.javascript.anchors import Anchor, Topic, anchors, places
from dupelint.extract.javascript.answers import read_answers
from dupelint.extract.javascript.bodies import ANCHORS, read_bodies
from dupelint.extract.javascript.client_routes import read_client_routes
from dupelint.extract.javascript.computed_methods import read_computed
from dupelint.extract.javascript.config_calls import read_config_call
from dupelint.extract.javascript.creations import MODULES
from dupelint.extract.javascript.dependencies import may_load
from dupelint.extract.javascript.dev_proxy import read_dev_proxy
from dupelint.extract.javascript.ecosystem import read_ecosystem
from dupelint.extract.javascript.functions import emit_functions
from dupelint.extract.javascript.handlers import read_handler
from dupelint.extract.javascript.hardening.checks import read_header, read_twilio
from dupelint.extract.javascript.hardening.connections import read_connection
from dupelint.extract.javascript.hardening.crashes import read_crash
from dupelint.extract.javascript.hardening.folders import read_folder
from dupelint.extract.javascript.imports import read_load
from dupelint.extract.javascript.instances import LIBRARIES, METHODS_ONLY, may_hold_clients
from dupelint.extract.javascript.key_reads import read_keys
from dupelint.extract.javascript.keyless import read_keyless
from dupelint.extract.javascript.module_calls import read_module_calls
from dupelint.extract.javascript.next import read_next
from dupelint.extract.javascript.null_uses import read_null_uses
from dupelint.extract.javascript.parsed_bodies import parsed_bodies
from dupelint.extract.javascript.port_mentions import read_port
from dupelint.extract.javascript.reading import Reading
from dupelint.extract.javascript.route_tables import read_route_tables
from dupelint.extract.javascript.routes import read_route
from dupelint.extract.javascript.rtk import read_rtk
from dupelint.extract.javascript.scanned_imports import scan_imports
from dupelint.extract.javascript.shapes import read_shapes
from dupelint.extract.javascript.spawns import read_spawn
from dupelint.extract.javascript.toplevel import read_module
from dupelint.extract.javascript.walks import read_local_calls, read_made, read_pass
from dupelint.extract.key_files import key_files
from dupelint.extract.path_texts import javascript_paths
from dupelint.extract.unit import Fact, Unit
from dupelint.model.facts import Gap, Import, span
from dupelint.model.pattern import lazy
from dupelint.model.source import Language
from dupelint.syntax.grammar import UnparsedError, parse

if TYPE_CHECKING:
    from tree_sitter import Node, Tree

_ONCE: dict[Topic, Callable[[Reading, Sequence[Node]], bool]] = {  # until one says it has found
    Topic.BROWSER: hints.read_browser,
    Topic.NODE: hints.read_node,
}
_READERS: dict[Topic, Callable[[Reading, Sequence[Node]], None]] = {
    Topic.LISTEN: listeners.read_listen,
    Topic.SERVE: listeners.read_serve,
    Topic.APP: listeners.read_app,
    Topic.CALL: clients.read_call,
    Topic.METHOD: clients.read_method,
    Topic.ROOTED: clients.read_rooted,
    Topic.CONSTANT: clients.read_constant,
    Topic.BASE: addresses.read_base,
    Topic.ATTRIBUTE: addresses.read_attribute,
    Topic.SOURCE: addresses.read_source,
    Topic.QUERY: addresses.read_query_key,
    Topic.CONFIG: read_config_call,
    Topic.LOAD: read_load,
    Topic.ENV: environment.read_environment,
    Topic.ALIAS: read_aliases,
    Topic.ROUTE: read_route,
    Topic.PASS: read_pass,
    Topic.MADE: read_made,
    Topic.HANDLER: read_handler,
    Topic.SPAWN: read_spawn,
    Topic.FOLDER: read_folder,
    Topic.TWILIO: read_twilio,
    Topic.KEYLESS: read_keyless,
}
_QUOTED: dict[Topic, Callable[[Reading, Sequence[Node]], None]] = {  # an anchor in a string
    Topic.ROOTED: clients.read_rooted,
    Topic.CRASH: read_crash,
    Topic.CONNECTION: read_connection,
    Topic.HEADER: read_header,
}
_NAMES = frozenset(
    {
        "identifier", "property_identifier", "shorthand_property_identifier", "import",
        "shorthand_property_identifier_pattern",
    }
)  # fmt: skip
_TEXTS = frozenset({"number", "string", "string_fragment", "template_string"})
# Valid JSX that the grammar does not know: a bare `&` in text or an attribute, and `<Page / >`.
_AMPERSAND = lazy(rb"(?<!&)&(?!&|#?\w+;)")
_SPACED, _CLOSED = b"/ >", b" />"
_MAX_BROKEN = 2  # a file is not read where error nodes cover more than one in this many bytes


def read_file(unit: Unit) -> Iterator[Fact]:
    """Parse, then read the module's statements and what each anchor is the start of."""
    whole = span(0, len(unit.data))
    try:
        tree = _parsed(unit)
    except UnparsedError:
        yield Gap("timeout", "file", whole)
        yield from scan_imports(unit.data)
        return
    if not _decodes(unit.data):
        yield Gap("decode", "file", whole)
    reading = Reading(unit, tree)
    read_module(reading)
    read_module_calls(reading)
    read_dev_proxy(reading)
    read_ecosystem(reading)
    makers = may_hold_clients((tree.root_node,), unit.data)
    found = anchors(unit.data, unit.words.ports, _own_names(reading), _hopeless(reading), makers)
    if reading.broken and found and _broken_bytes(tree.root_node) * _MAX_BROKEN > len(unit.data):
        yield Gap("parse", "file", whole)
        yield from scan_imports(unit.data)
        return
    _read_anchors(reading, found)
    read_local_calls(reading)
    read_shapes(reading)
    read_computed(reading)
    hints.read_markup(reading)
    read_answers(reading)
    read_next(reading)
    read_rtk(reading)
    read_client_routes(reading)
    read_route_tables(reading)
    offsets = sorted(
        place for word in ANCHORS if word in unit.data for place in places(unit.data, word)
    )
    bodies = list(read_bodies(unit, tree, offsets))
    parsed = parsed_bodies(reading, bodies)
    read_keys(reading, parsed)
    read_null_uses(reading, parsed)
    emit_functions(reading)
    yield from reading.facts
    yield from bodies
    yield from javascript_paths(unit)
    yield from key_files(unit.data)
    yield from from_tree(unit, tree)


def read_values(unit: Unit) -> Iterator[Fact]:
    """Parse, then read only what the module's statements bind and give out."""
    try:
        tree = _parsed(unit)
    except UnparsedError:
        yield from read_file(unit)
        return
    reading = Reading(unit, tree)
    read_module(reading)
    emit_functions(reading)
    yield from reading.facts
    yield from javascript_paths(unit)


def _own_names(reading: Reading) -> Iterator[tuple[str, Topic]]:
    """What the file calls the functions of libraries."""
    for fact in reading.facts:
        if type(fact) is Import and fact.name:
            if fact.module in LIBRARIES and fact.module not in METHODS_ONLY:
                yield fact.name, Topic.CALL
            elif fact.module in MODULES:
                yield fact.name, Topic.APP


def _hopeless(reading: Reading) -> frozenset[Topic]:
    """Topics of which the file can state no fact, by its bytes and by what it loads."""
    if reading.broken:  # there the anchors also say whether what is broken matters
        return frozenset()
    found: set[Topic] = set()
    if not may_load(MODULES, (reading.tree.root_node,), reading.data):
        found.add(Topic.APP)
    if hints.may_run_anywhere(reading.data):
        found.add(Topic.BROWSER)
    if not may_state_aliases(reading.unit.path):
        found.add(Topic.ALIAS)
    if reading.unit.language is Language.TYPESCRIPT:  # has no JSX
        found.add(Topic.ATTRIBUTE)
    return frozenset(found)


def _parsed(unit: Unit) -> Tree:
    """The tree; of a file with errors one of bytes that mean the same to the grammar.

    Every `&` becomes `|`, which may stand wherever that may: offsets stay, texts are read from the
    file itself.
    """
    tree = parse(unit.data, unit.language)
    if not tree.root_node.has_error:
        return tree
    plain = _AMPERSAND.sub(b"|", unit.data).replace(_SPACED, _CLOSED)
    return tree if plain == unit.data else parse(plain, unit.language)


def _read_anchors(reading: Reading, found: list[Anchor]) -> None:
    done: set[Topic] = set()
    wanted, again = tee(anchor for anchor in found if anchor[1] not in done)
    offsets = (offset for offset, _topic in again)
    for (offset, topic), (_, path) in zip(wanted, descend(reading.tree, offsets), strict=True):
        if len(path) >= MAX_DEPTH:
            reading.facts.append(Gap("deep", topic.name.lower(), span(offset, offset)))
            continue
        leaf = path[-1]
        if topic is Topic.PORT:
            if leaf.type in _TEXTS:
                read_port(reading, path, offset)
            continue
        quoted = _QUOTED.get(topic)
        if quoted is not None:
            if leaf.type in _TEXTS:
                quoted(reading, path)
            elif topic is Topic.ROOTED and leaf.type == "identifier":
                clients.read_handed_on(reading, path)
            continue
        if leaf.type not in _NAMES:
            continue  # a comment, a string, a regular expression
        once = _ONCE.get(topic)
        if once is not None:
            if once(reading, path):
                done.add(topic)
        else:
            _READERS[topic](reading, path)


def _decodes(data: bytes) -> bool:
    if data.isascii():
        return True
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _broken_bytes(root: Node) -> int:
    """Bytes under the outermost error nodes."""
    total = 0
    pending = [root]
    while pending:
        node = pending.pop()
        if node.type == "ERROR":
            total += node.end_byte - node.start_byte
        elif node.has_error:
            pending += [child for child in node.children if child.has_error]
    return total
