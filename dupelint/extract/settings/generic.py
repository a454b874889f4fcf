"""What a mapping of any settings file says: port keys, environment tables, commands, URLs."""

from __future__ import annotations

import re

from dupelint.extract.commandline import Word
from dupelint.extract.ports import is_port_name, leading_port, text_ports
from dupelint.extract.settings.commands import add_parts, exec_line, shell_line
from dupelint.extract.settings.sheet import Sheet
from dupelint.extract.settings.tree import Alias, Items, Mapping, Node, Pair, Scalar, scalars, walk
from dupelint.model.pattern import lazy

ENVIRONMENTS = frozenset(
    {"env", "environment", "envs", "envvars", "env_vars", "env_variables", "environmentvariables",
     "variables"}
)  # fmt: skip
COMMANDS = frozenset(
    {"command", "commands", "cmd", "run", "script", "scripts", "args", "exec", "entrypoint",
     "start", "startcommand", "buildcommand", "poststartcommand", "postcreatecommand", "test",
     "before_script", "after_script", "healthcheck", "runtimeargs", "shell", "runcmd", "task"}
)  # fmt: skip
# Values under these keys only look like ports.
PROSE = frozenset(
    {"image", "description", "summary", "title", "name", "example", "examples", "user", "version",
     "changelog", "license", "homepage", "bugs", "repository", "author"}
)  # fmt: skip
# `ip:host:container/protocol`, each number may be a range or a `${VAR:-default}`
PUBLISHED = lazy(
    r"(?:(?:[0-9]+(?:\.[0-9]+){3}|\[[0-9a-fA-F:]+\]|\$\{[^{}]*\}|\$\w+|[a-z][\w.-]*):)?"
    r"(?:(?:\$\{\w+:?[-=]([0-9]{1,5})\}|([0-9]{1,5})(?:-([0-9]{1,5}))?|\$\{[^{}]*\}|\$\w+)?:)?"
    r"(?:\$\{\w+:?[-=]([0-9]{1,5})\}|([0-9]{1,5})(?:-([0-9]{1,5}))?)(?:/(?:tcp|udp|sctp))?\Z"
)
_LABEL = lazy(r"([A-Za-z_][\w.-]*)=")
_DEFAULT = lazy(r"\$\{(\w+):?[-=]([0-9]{1,5})\}\Z")


def published(sheet: Sheet, word: Word, context: str, detail: str) -> bool:
    """Both sides of `3001:3000`; whether the word is written like that."""
    found = PUBLISHED.match(word.text)
    if found is None:
        return False
    for group in range(1, 7):
        if found[group]:
            sheet.number(word, *found.span(group), context, detail)
    return True


def extract(sheet: Sheet, root: Node, *, context: str = "key", env_origin: str = "yaml") -> None:
    """Facts of a whole tree; what a schema has told already is not told again."""
    for keys, pair, node in walk(root):
        key = pair.key.text if pair is not None else ""
        if isinstance(node, Mapping):
            if key.lower() in ENVIRONMENTS and pair is not None and pair.value is node:
                add_environment(sheet, node, env_origin, _group(keys), again=True)
        elif isinstance(node, Items):
            lowered = key.lower()
            if lowered in ENVIRONMENTS:
                add_named_items(sheet, node, env_origin, _group(keys), again=True)
            elif lowered in COMMANDS:
                words = [scalar.word for scalar in scalars(node)]
                add_parts(sheet, exec_line(words), env_origin, _group(keys))
        else:
            _scalar(sheet, keys, key, pair, node, context, env_origin)


def _scalar(
    sheet: Sheet,
    keys: tuple[str, ...],
    key: str,
    pair: Pair | None,
    node: Node,
    context: str,
    env_origin: str,
) -> None:
    if not isinstance(node, Scalar) or not node.text:
        return
    lowered = key.lower()
    if lowered in PROSE:
        return
    alone = pair is not None and pair.value is node
    if is_port_name(key):
        if found := _DEFAULT.match(node.text):
            sheet.number(node.word, *found.span(2), "env-default", found[1])
        elif alone:
            sheet.numbers(node.word, context, key)
        else:
            published(sheet, node.word, context, key)
    elif not alone and (found := _LABEL.match(node.text)) and is_port_name(found[1]):
        sheet.numbers(node.word.cut(found.end()), context, found[1])  # proxy.server.port=3001
    elif lowered in ("expose", "targets") and not alone:
        published(sheet, node.word, context, key)
    elif lowered in COMMANDS and alone:
        add_parts(sheet, shell_line(node.word), env_origin, _group(keys))
    elif lowered in ("listen", "bind", "addr", "address", "listen_addr"):
        if hit := leading_port(node.text):
            sheet.number(node.word, hit.start, hit.end, context, key)
        elif lowered == "listen":
            sheet.numbers(node.word, context, key)
    sheet.ports(text_ports(node.word, sheet.services))


def _group(keys: tuple[str, ...]) -> str:
    """The nearest name above a table that is not the table's own key."""
    return keys[-2] if len(keys) > 1 else ""


def add_environment(
    sheet: Sheet, table: Mapping, origin: str, group: str, *, again: bool = False
) -> None:
    """`NAME: value` pairs; `again`: leave out what a schema has told."""
    for pair in table.merged():
        if isinstance(pair.value, Scalar) and not (again and sheet.is_defined(pair.start)):
            sheet.env(pair.key.text, pair.value.word, origin, group, (pair.start, pair.end))
            sheet.reads(pair.value.word)


def add_named_items(
    sheet: Sheet, node: Items, origin: str, group: str, *, again: bool = False
) -> None:
    """`- NAME=value`, and `- name: NAME` with `value:`."""
    for item in node.nodes:
        if again and not isinstance(item, Alias) and sheet.is_defined(item.start):
            continue
        if isinstance(item, Scalar):
            name, equals, _ = item.text.partition("=")
            if equals and re.fullmatch(r"[A-Za-z_]\w*", name):
                value = item.word.cut(len(name) + 1)
                sheet.env(name, value, origin, group, (item.start, item.end))
                sheet.reads(value)
            elif not equals and origin == "compose":
                sheet.handed_on(name, item.start, item.end)
        elif isinstance(item, Mapping):
            name = item.scalar("name") or item.scalar("key")
            found = item.get("value")
            if name and isinstance(found, Scalar):
                sheet.env(name, found.word, origin, group, (item.start, item.end))
