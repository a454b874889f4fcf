"""Which application a WSGI or ASGI callable answers for, and what it keeps from it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from dupelint.linking.apps.events import Events
from dupelint.linking.files import Files
from dupelint.linking.processes.entries import entry_file
from dupelint.linking.routing.served import Served
from dupelint.linking.symbols.names import Names
from dupelint.linking.symbols.where import Where
from dupelint.model.facts import NO_ARMS, NO_SPAN, AppPass, EarlyAnswer, Process
from dupelint.model.value import NULL, Value, dump, load
from dupelint.store import Store

METHODS = frozenset({"DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"})
NULL_TEXT = dump(NULL)
MAX_WRAPPERS = 8  # of wrappers that wrap wrappers
_HOOKS = ("wsgi_app", "asgi_app")
Key = tuple[int, int]  # file and offset of the call that makes an application


class Wrapping:
    """The answers that come before an application, and the prefix that it is mounted below."""

    def __init__(self, store: Store, files: Files, names: Names, events: Events) -> None:
        self._names = names
        self._events = events
        self._answers: dict[Key, list[tuple[int, EarlyAnswer]]] = defaultdict(list)
        self._mounted: dict[Key, list[str]] = defaultdict(list)
        self._targets = 0  # commands that name what a server loads
        found = [one for one in store.facts(EarlyAnswer) if files.in_force(one[0])]
        if not found:
            return
        run = self._run(store, files)
        handed = self._handed(store, files, {(file, fact.maker) for file, fact in found}, run)
        for file, fact in found:
            keys = handed[file, fact.maker] if fact.maker else set()
            if not fact.maker and self._is_served(file, fact, run):
                keys = self._apps(file, load(fact.wraps))
            for key in sorted(keys):
                self._answers[key].append((file, fact))
            if fact.mounted != NULL_TEXT:
                for key in self._apps(file, load(fact.mounted)):
                    self._mounted[key].append(fact.path)

    def prefix(self, key: Key) -> str:
        """Where another application has this one mounted; "" if nowhere, or at several places."""
        paths = set(self._mounted.get(key, ()))
        return paths.pop() if len(paths) == 1 else ""

    def before(self, key: Key, number: int, name: str, framework: str) -> list[Served]:
        """What is answered before the application is asked, as routes of it."""
        found: list[Served] = []
        for _, fact in self._answers.get(key, ()):
            methods = frozenset(fact.methods.split(",")) if fact.methods else METHODS
            declared = methods if fact.methods else frozenset({"ALL"})
            path = fact.path.rstrip("/") + "/<path:rest>" if fact.prefix else fact.path
            found.append(
                Served(
                    number, name, framework, "", path, fact.path, declared, methods, "",
                    f"wrapper {fact.at}", fact.name, True, "wrapper", False, bool(fact.prefix), (),
                    NO_SPAN, fact.at,
                )
            )  # fmt: skip
        return found

    def _run(self, store: Store, files: Files) -> set[tuple[int, str]]:
        """(file, function or class) of what servers are told to load: `wsgi:application`."""
        found: set[tuple[int, str]] = set()
        for file, fact in store.facts(Process):
            _, colon, attribute = fact.target.partition(":")
            entry = entry_file(files, file, fact) if colon else None
            if entry is None:
                continue
            self._targets += 1
            here = self._names.follow(Where(entry, ("global", attribute.partition("(")[0])))
            for _ in range(MAX_WRAPPERS):
                if here.form == "function":
                    found.add((here.file, str(here.value[1])))
                if here.form != "call":
                    break
                made = self._names.follow(here.part(here.value[1]))
                if made.form == "function":
                    found.add((made.file, str(made.value[1])))
                here = self._names.follow(here.part(here.value[2][0])) if here.value[2] else made
        return found

    def _is_served(self, file: int, fact: EarlyAnswer, run: set[tuple[int, str]]) -> bool:
        """Whether a callable that stands by itself is what a server loads; `application` is
        what servers load where nothing else is said."""
        if fact.mounted != NULL_TEXT:
            return "wsgi_app" in fact.wraps
        return (file, fact.name) in run or (not self._targets and fact.name == "application")

    def _handed(
        self,
        store: Store,
        files: Files,
        makers: set[tuple[int, str]],
        run: set[tuple[int, str]],
    ) -> dict[tuple[int, str], set[Key]]:
        """(file, class or function) that makes a callable → the applications it is given, always
        and in such a way that a server asks it first."""
        found: dict[tuple[int, str], set[Key]] = defaultdict(set)
        for file, fact in store.facts(AppPass):
            if not files.in_force(file) or fact.arms != NO_ARMS:
                continue
            callee = load(fact.callee)
            if callee[0] == "member" and callee[2] == "__init__":
                callee = callee[1]
            made = self._names.follow(Where(file, callee))
            maker = (made.file, str(made.value[1])) if made.form == "function" else (0, "")
            if maker in makers:
                given = [*load(fact.args)[1:], *(value for _, value in load(fact.keywords)[1:])]
                for value in given:
                    if maker in run or (value[0] == "member" and value[2] in _HOOKS):
                        found[maker] |= self._apps(file, value)
        return found

    def _apps(self, file: int, value: Value) -> set[Key]:
        """The application that a value stands for, through `.wsgi_app` and other wrappers."""
        found = self._names.follow(Where(file, value))
        for _ in range(MAX_WRAPPERS):
            if found.form in ("property", "member") and found.value[2] in _HOOKS:
                found = self._names.follow(found.part(found.value[1]))
            elif found.form == "call" and found.value[2]:
                found = self._names.follow(found.part(found.value[2][0]))
            else:
                break
        if found.form != "new":
            return set()
        key = (found.file, int(found.value[1]))
        return {key} if key in self._events.apps else set()


def answered_before(path: str, method: str, wrappers: Sequence[Served]) -> int:
    """Index of the first wrapper that answers a path, -1 if none does."""
    for index, one in enumerate(wrappers):
        begins = path.startswith(one.written) if one.below else path == one.written
        below = one.below and one.view_name == "DispatcherMiddleware"
        if below:  # by segments: `/metrics` is not `/metrics2`
            begins = path == one.written or path.startswith(f"{one.written}/")
        if begins and method in one.answered:
            return index
    return -1
