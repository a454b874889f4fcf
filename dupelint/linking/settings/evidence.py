"""What could read or set a variable without saying so: the reasons to withhold a claim."""

from __future__ import annotations

from collections.abc import Collection

from dupelint.linking.files import Files, join, parent
from dupelint.linking.symbols.names import Names
from dupelint.linking.symbols.reach import Reach
from dupelint.model.facts import EnvFile, Gap
from dupelint.model.source import MARKUP, SCRIPTS, Language
from dupelint.store import Store

_CODE = SCRIPTS | MARKUP | {Language.PYTHON}
# They read variables by names that are put together: fields of a class, keys of a schema.
_READERS = frozenset(
    {"pydantic_settings", "decouple", "environs", "environ", "dynaconf", "starlette.config",
     "envparse", "prettyconf", "goodconf", "typed_settings", "omegaconf", "hydra", "configclasses",
     "envalid", "env-var", "convict", "nconf", "config", "@nestjs/config", "znv", "envsafe",
     "@t3-oss/env-core", "@t3-oss/env-nextjs", "node-config-ts", "cosmiconfig", "getenv", "rc"}
)  # fmt: skip
_READING_SYMBOLS = frozenset({"BaseSettings", "from_prefixed_env"})
_UNREAD = frozenset({"decode", "timeout", "parse", "deep"})


class Evidence:
    """Asked once for each claim; "" means that nothing speaks against it."""

    def __init__(self, store: Store, files: Files, names: Names, reach: Reach) -> None:
        self._files = files
        self._reach = reach
        self._reasons: dict[int, str] = {}  # code file → how it reads what cannot be named
        self.defining = ""  # what may set any variable
        unfound = {file for file, fact in reach.unfound}
        for file in unfound:
            self._reasons[file] = f"{files.path(file)} imports what was not found"
        for file, imports in names.imports.items():
            for fact in imports:
                module = fact.module.partition("/")[0] if fact.module[:1] != "@" else fact.module
                if module in _READERS or fact.symbol in _READING_SYMBOLS:
                    self._reasons[file] = f"{files.path(file)} reads variables with {fact.module}"
        for file, gap in store.facts(Gap):
            path = files.path(file)
            if files.language(file) in _CODE:
                if gap.reason == "dynamic" and gap.subject == "env_definition":
                    self.defining = self.defining or f"{path} sets variables by computed names"
                elif gap.reason == "dynamic" and gap.subject in (
                    "env_read",
                    "environment variable",
                ):
                    self._reasons.setdefault(file, f"{path} reads variables by computed names")
                elif gap.reason in _UNREAD:
                    self._reasons.setdefault(file, f"{path} could not be read")
            elif gap.reason in _UNREAD and files.in_force(file):
                self.defining = self.defining or f"{path} could not be read"
        self._absent = _absent(store, files)
        self._loads = _unseen(store, files)
        self._of_entry: dict[int, str] = {}

    def reading(self, entry: int) -> str:
        """What of the program that starts in this file may read any variable."""
        if entry not in self._of_entry:
            closure = self._reach.closure(entry)
            found = (self._reasons[file] for file in closure if file in self._reasons)
            self._of_entry[entry] = next(found, "")
        return self._of_entry[entry]

    def absent(self, file: int) -> str:
        """A dotenv file that this file loads and the project does not hold."""
        return self._absent.get(file, "")

    def loads_unseen(self, file: int, groups: Collection[str]) -> bool:
        """Whether a dotenv file that is not in the project is loaded there for one of these."""
        return any((file, group) in self._loads for group in groups)

    @property
    def any_absent(self) -> str:
        """One of them, whoever loads it."""
        return next(iter(self._absent.values()), "")


def _absent(store: Store, files: Files) -> dict[int, str]:
    """file → what it loads that is not there; `.env` itself never is, an example stands for it."""
    found: dict[int, str] = {}
    for file, fact in store.facts(EnvFile):
        name = fact.path.rpartition("/")[2] or ".env"
        if name == ".env" or not files.in_force(file):
            continue
        path = join(parent(files.path(file)), fact.path)
        if path not in files.ids and fact.path not in files.ids:
            found[file] = f"{fact.path} is not in the project"
    return found


def _unseen(store: Store, files: Files) -> set[tuple[int, str]]:
    """(file, service) of each load of a file that is not there, `.env` among them."""
    return {
        (file, fact.group)
        for file, fact in store.facts(EnvFile)
        if join(parent(files.path(file)), fact.path or ".env") not in files.ids
    }
