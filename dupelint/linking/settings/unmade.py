"""Files with credentials that a variable names, where the project neither holds nor makes them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator

from dupelint.linking.files import Files, join, parent
from dupelint.linking.settings.known import is_stand_in, purpose
from dupelint.linking.settings.reads import Reads
from dupelint.linking.symbols.names import Names
from dupelint.model.facts import NO_SPAN, EnvDefinition, EnvRead, KeyFile
from dupelint.model.pattern import lazy
from dupelint.model.wiring import UndefinedSetting
from dupelint.store import Store, locate

_NAMED = lazy(
    r"GOOGLE_APPLICATION_CREDENTIALS\Z"
    r"|(?:GOOGLE|GCP|GCLOUD|FIREBASE|VERTEX|DIALOGFLOW)_(?:\w+_)?(?:CREDENTIALS|KEY|ACCOUNT)"
    r"(?:_FILE|_PATH|_JSON_PATH)\Z"
)
_CLIENTS = ("google.cloud", "google.oauth2", "firebase_admin", "vertexai", "@google-cloud/",
            "firebase-admin", "google-auth-library", "googleapis", "googleapiclient")  # fmt: skip
# Paths of the others are those of a container.
_FILES = frozenset({"dotenv", "shell", "procfile", "package.json", "package.json script",
                    "makefile", "replit", "pm2"})  # fmt: skip
_FILE = lazy(r"(?:\./)?[\w.-]+(?:/[\w.-]+)*\.json\Z")


def unmade_files(
    store: Store,
    files: Files,
    names: Names,
    reads: Reads,
    beside: frozenset[str],
    ignored: Callable[[str], bool],
) -> Iterator[UndefinedSetting]:
    """A row for each definition that names such a file."""
    found = [
        (file, fact)
        for file, fact in store.facts(EnvDefinition)
        if _NAMED.match(fact.name) and fact.origin in _FILES and _FILE.match(fact.value)
        if files.in_force(file) and not purpose(files.path(file)) and not is_stand_in(fact.value)
    ]
    if not found or not _uses(names, files):
        return
    # A launcher that reads the variable writes what it names; code may, too.
    known = {fact.name for file, fact in store.facts(EnvRead) if not _in_code(reads, file, fact)}
    there = {path.rpartition("/")[2] for path in (*files.ids, *beside)}
    mentioned = _mentioned(store)
    for file, fact in found:
        base = fact.value.rpartition("/")[2]
        folder = parent(files.path(file))
        paths = {path for one in ("", folder) if (path := join(one, fact.value))}
        if base in there or {base, f"${fact.name}"} & mentioned or fact.name in known or not paths:
            continue
        if any(ignored(path) or _below(path, beside) for path in paths):
            continue
        reader = next((files.path(one) for one, _ in reads.places.get(fact.name, ())), "")
        withheld = f"{reader} reads {fact.name}, and may make the file" if reader else ""
        why = "which is not in the project, which git does not ignore, and which nothing makes"
        at = fact.value_at if fact.value_at != NO_SPAN else fact.at
        yield UndefinedSetting(
            fact.value, fact.name, why, "warning", withheld, NO_SPAN, "", at
        )  # fmt: skip


def _uses(names: Names, files: Files) -> bool:
    """Whether anything in force imports a client that reads such a file."""
    return any(
        fact.module.startswith(_CLIENTS)
        or (fact.module == "google" and fact.symbol in ("cloud", "oauth2", "auth"))
        for file, imports in names.imports.items()
        if files.in_force(file)
        for fact in imports
    )


def _in_code(reads: Reads, file: int, fact: EnvRead) -> bool:
    return any(one == file for one, _ in reads.places.get(fact.name, ()))


def _below(path: str, beside: frozenset[str]) -> bool:
    """Whether it lies in a folder that was not read."""
    while path := parent(path):
        if path + "/" in beside:
            return True
    return False


def _mentioned(store: Store) -> set[str]:
    """Names of files that something else than a definition of such a variable speaks of."""
    within: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for file, fact in store.facts(EnvDefinition):
        if _NAMED.match(fact.name):
            _, start, end = locate(fact.at)
            within[file].append((start, end))
    found = set()
    for file, mention in store.facts(KeyFile):
        _, start, end = locate(mention.at)
        if not any(begin <= start and end <= last for begin, last in within.get(file, ())):
            found.add(mention.name)
    return found
