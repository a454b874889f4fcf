"""pm2's ecosystem files: the apps it starts."""

from __future__ import annotations

from typing import Any

from dupelint.extract.javascript.objects import Path, items, members, pairs_under
from dupelint.extract.javascript.reading import Reading, span_of
from dupelint.model.facts import NO_ARMS, NO_SPAN, EnvDefinition, Process, span
from dupelint.model.pattern import lazy

_FILE = lazy(r"(?:ecosystem|pm2)[\w.-]*\.[cm]?js\Z")
_SCRIPT = lazy(r"[\w@./-]+\.(?:[cm]?js|ts|py|sh)\Z")


def read_ecosystem(reading: Reading) -> None:
    """A process for each member of `apps`, with its `env`."""
    if not _FILE.match(reading.unit.path.rpartition("/")[2]):
        return
    for path in pairs_under(reading.tree.root_node, "apps", reading.data):
        for item in items(path):
            _app(reading, item)


def _app(reading: Reading, path: Path) -> None:
    held = dict(members(path, reading.data))
    texts: dict[str, Any] = {}
    for key in ("name", "script", "cwd", "interpreter", "args", "instances", "exec_mode"):
        if key in held:
            known = reading.value(held[key][-1], held[key][:-1])
            texts[key] = known[1] if known[0] in ("str", "num") else None
    script = texts.get("script")
    if not isinstance(script, str):
        return
    name = texts.get("name") if isinstance(texts.get("name"), str) else script
    cwd = texts["cwd"] if isinstance(texts.get("cwd"), str) else ""
    folder = "?" if "cwd" in held and (not cwd or cwd.startswith("/")) else _plain(cwd)
    for key, value in members(held["env"], reading.data) if "env" in held else ():
        _variable(reading, str(name), key, value)
    entry, calls, callee, program = "", "", "", "node"
    args = texts.get("args")
    if script in ("npm", "yarn", "pnpm") and isinstance(args, str):
        words = args.split()
        program, calls = script, "npm"
        callee = words[1] if words[:1] == ["run"] and len(words) > 1 else (words or [""])[0]
    elif _SCRIPT.match(script) and not script.startswith("/"):
        entry = _plain(f"{folder}/{script}" if folder not in ("", "?") else script)
        program = "python" if script.endswith(".py") else "node"
    instances = texts.get("instances")
    reading.add(
        Process(
            "pm2", str(name), f"{script} {args or ''}".strip(), entry, program, "", "",
            "" if instances is None else str(instances), "", "{}", calls, callee, folder, "[]",
            str(name), 1, "", NO_ARMS, span_of(path[-1]),
        ),
        path,
    )  # fmt: skip


def _plain(path: str) -> str:
    parts = [part for part in path.split("/") if part not in ("", ".")]
    return "/".join(parts)


def _variable(reading: Reading, group: str, name: str, path: Path) -> None:
    known = reading.value(path[-1], path[:-1])
    node = path[-1]
    if known[0] in ("str", "num"):
        inner = (1, 1) if node.type == "string" else (0, 0)
        at = span(node.start_byte + inner[0], node.end_byte - inner[1])
        value = str(known[1])
    else:
        at, value = NO_SPAN, "${_}"
    pair = path[-2]
    reading.add(EnvDefinition(name, value, "pm2", group, at, span_of(pair)), path)
