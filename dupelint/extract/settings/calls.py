"""Commands that run another launcher of the project: npm scripts, shell scripts, Procfiles, …"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from dupelint.extract.commandline import Word
from dupelint.model.pattern import lazy


class Call(NamedTuple):
    """A launcher that a command runs."""

    kind: str  # as `process.calls`
    name: str  # script name, path, target; "" = the kind's default
    folder: str = ""  # where it is looked up, relative to where the command runs; "?" = not known
    parallel: bool = False  # started beside others


_MANAGERS = frozenset({"npm", "yarn", "pnpm", "bun"})
_NPM_OWN = frozenset({"start", "test", "stop", "restart"})
# What `yarn X` and `pnpm X` do themselves.
_BUILTINS = frozenset(
    {"add", "install", "i", "ci", "remove", "exec", "dlx", "create", "init", "link", "pack",
     "publish", "upgrade", "why", "config", "cache", "info", "list", "ls", "version", "x",
     "global", "audit", "import", "licenses", "outdated", "set", "node", "workspaces",
     "workspace", "up", "update", "rebuild", "dedupe", "store", "env", "setup", "fetch", "prune",
     "bin", "root", "help", "login", "logout", "npm", "plugin", "unplug", "patch",
     "patch-commit", "deploy", "recursive", "multi", "self-update", "tag", "team", "owner",
     "generate-lock-entry", "policies", "berry", "build", "pm", "upgrade-interactive", "check",
     "autoclean"}
)  # fmt: skip
_WORKSPACE = frozenset(
    {"-w", "--workspace", "--workspaces", "-ws", "--filter", "-F", "-r", "--recursive", "workspace",
     "workspaces", "--include-workspace-root", "-iwr"}
)  # fmt: skip
_FOLDER = frozenset({"--prefix", "-C", "--cwd", "--dir"})
_SHELLS = frozenset({"bash", "sh", "zsh", "dash", "ksh", "source", "."})
_SOURCE = lazy(r"\.[cm]?[jt]sx?\Z")
_SCRIPT = lazy(r"(?!-)[\w./@+-]*[\w@+-]\.(?:sh|bash)\Z")
_FOREMEN = frozenset({"honcho", "foreman", "forego", "overmind", "hivemind", "nf", "goreman"})
_FOREMAN_VALUED = frozenset(
    {"-f", "--procfile", "-e", "--env", "-d", "--app-root", "-p", "--port", "-c", "--concurrency",
     "-m", "--formation", "-l", "-s", "--socket", "-q", "--quiet", "-t", "--timeout", "-x", "-j"}
)  # fmt: skip
_MAKE_VALUED = frozenset({"-f", "--file", "-C", "--directory", "-j"})
_COMPOSE_VALUED = frozenset(
    {"-f", "--file", "-p", "--project-name", "--env-file", "--profile", "--project-directory"}
)
_ECOSYSTEM = lazy(r"[\w./-]*(?:ecosystem|pm2|process)[\w./-]*\.(?:c?js|json|ya?ml)\Z")


def called(name: str, words: Sequence[Word], index: int) -> Iterator[Call]:
    """The launchers that one simple command runs; `index` is that of its program's word."""
    rest = [word.text for word in words[index + 1 :]]
    if name in _MANAGERS:
        yield from _npm(name, rest)
    elif name in ("run-p", "run-s", "npm-run-all"):
        yield from _run_all(name, rest)
    elif name == "concurrently":
        for word in rest:
            if word.startswith(("npm:", "yarn:", "pnpm:", "bun:")) and " " not in word:
                yield Call("npm", word.partition(":")[2], "", True)
    elif name in _SHELLS:
        path = next((word for word in rest if not word.startswith("-")), "")
        if _SCRIPT.match(path):
            yield Call("script", path)
    elif index < len(words) and "/" in words[index].text and _SCRIPT.match(words[index].text):
        yield Call("script", words[index].text)
    elif name in _FOREMEN:
        yield from _foreman(name, rest)
    elif name in ("make", "gmake"):
        yield from _make(rest)
    elif name in ("docker-compose", "docker", "podman", "podman-compose"):
        yield from _compose(name, rest)
    elif name in ("pm2", "pm2-runtime"):
        for word in rest:
            if _ECOSYSTEM.match(word):
                yield Call("pm2", word)
    elif name == "supervisord":
        path = folder_option(rest, frozenset({"-c", "--configuration"}))
        yield Call("supervisor", path)


def folder_option(rest: Sequence[str], names: frozenset[str] = _FOLDER) -> str:
    """The value of one of these options, "" without."""
    for position, word in enumerate(rest):
        option, equals, value = word.partition("=")
        if option in names:
            if not equals:
                value = rest[position + 1] if position + 1 < len(rest) else ""
            return "?" if "$" in value else value
    return ""


def _npm(name: str, rest: Sequence[str]) -> Iterator[Call]:
    folder = folder_option(rest)
    if any(word.partition("=")[0] in _WORKSPACE for word in rest):
        return
    plain: list[str] = []
    position = 0
    while position < len(rest):
        word = rest[position]
        if word == "--":
            break
        if word in _FOLDER:
            position += 2
            continue
        if not word.startswith("-"):
            plain.append(word)
        position += 1
    if not plain:
        return
    verb, script = plain[0], plain[1] if len(plain) > 1 else ""
    if verb in ("run", "run-script", "rum", "urn"):
        if name == "bun" and ("/" in script or _SOURCE.search(script)):
            return
        if script and "$" not in script:  # of the others it may be a program of node_modules
            yield Call("npm", script if name == "npm" else f"{script}?", folder)
    elif verb in _NPM_OWN and (name != "bun" or verb == "start"):
        yield Call("npm", verb, folder)
    elif name != "npm" and verb not in _BUILTINS and re.fullmatch(r"[\w:.-]+", verb):
        yield Call("npm", f"{verb}?", folder)  # or a program of node_modules


def _run_all(name: str, rest: Sequence[str]) -> Iterator[Call]:
    parallel = name == "run-p"
    skip = False
    for word in rest:
        if skip:
            skip = False
        elif word in ("-p", "--parallel"):
            parallel = True
        elif word in ("-s", "--sequential", "--serial"):
            parallel = False
        elif word in ("--max-parallel", "--npm-path"):
            skip = True
        elif word == "--":
            return
        elif not word.startswith("-"):
            yield Call("npm", word.split()[0], "", parallel)


def _foreman(name: str, rest: Sequence[str]) -> Iterator[Call]:
    path, position, started = "", 0, name in ("hivemind", "goreman")
    while position < len(rest):
        word = rest[position]
        option, equals, value = word.partition("=")
        if option in _FOREMAN_VALUED:
            if not equals:
                position += 1
                value = rest[position] if position < len(rest) else ""
            if option in ("-f", "--procfile"):
                path = value
        elif word in ("start", "s", "run"):
            started = word != "run"
        position += 1
    if started and "$" not in path:
        yield Call("procfile", path)


def _make(rest: Sequence[str]) -> Iterator[Call]:
    folder = folder_option(rest, frozenset({"-C", "--directory"}))
    skip = False
    for word in rest:
        if skip:
            skip = False
        elif word in _MAKE_VALUED:
            skip = True
        elif not word.startswith("-") and "=" not in word and "$" not in word:
            yield Call("make", word, folder)


def _compose(name: str, rest: Sequence[str]) -> Iterator[Call]:
    words = list(rest)
    if name in ("docker", "podman"):
        if words[:1] != ["compose"]:
            return
        words = words[1:]
    path, position = "", 0
    while position < len(words):
        word = words[position]
        option, equals, value = word.partition("=")
        if option in _COMPOSE_VALUED:
            if not equals:
                position += 1
                value = words[position] if position < len(words) else ""
            if option in ("-f", "--file") and not path:
                path = value
        elif word in ("up", "start"):
            if "$" not in path:
                yield Call("compose", path)
            return
        elif not word.startswith("-"):
            return
        position += 1
