"""One source of configuration, checked: a file, a `--config 'key = value'`, an option."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, NoReturn, get_args

from dupelint.model.config import GLOB, FailOn, JsonGuard, OutputFormat
from dupelint.model.contract import Credentials, Method
from dupelint.model.errors import ConfigError
from dupelint.model.finding import Severity
from dupelint.model.pattern import lazy

if TYPE_CHECKING:
    from dupelint.config.document import Document
    from dupelint.config.locate import KeyPath

_PLACE = lazy(r"^(?P<text>.*?)(?: - at (?:`key` in )?`\$(?P<path>[^`]*)`)?$", re.DOTALL)
_STEP = lazy(r"\.(?P<name>[^.\[]+)|\[(?P<index>\d+)\]")
_CHOICES: dict[str, tuple[str, ...]] = {
    "fail-on": get_args(FailOn),
    "output-format": get_args(OutputFormat),
    "json-guard": get_args(JsonGuard),
    "severity": tuple(Severity),
    "jobs": ("auto", "a number from 1 on"),
    "method": get_args(Method),
    "credentials": get_args(Credentials),
}
# What msgspec calls a type, in backticks, and what TOML does.
_TYPES = {
    "object": "table", "array": "list", "str": "string", "int": "integer", "bool": "boolean",
}  # fmt: skip
_WORDS = lazy(rf"(?<=[`| ])(?:{'|'.join(_TYPES)})(?=[`| ])")
_PATTERNS = {  # a pattern of the document → what is wrong, and what to do
    "^/": ("not a path", "write it with a slash in front"),
    "^[A-Za-z_][A-Za-z0-9_]*$": ("not the name of a variable", "letters, digits and `_`"),
    r"^\d+(\.\d+)? ?([kM]i?B|B)?$": (
        "not a size", 'write it as "500kB", "1.5MB" or a number of bytes',
    ),
    GLOB: (
        "a backslash before a letter is no separator",
        "write paths with forward slashes, on Windows too",
    ),
}  # fmt: skip


class Layer:
    """A plain document with the means to say where a key of it stands.

    `origin` is what a user would call it; `data` the TOML text, empty where there is none;
    `prefix` the table in it that is ours; `by_hand` says that an option or the environment set it.
    """

    def __init__(
        self,
        values: Mapping[str, Any],
        origin: str,
        data: bytes = b"",
        prefix: KeyPath = (),
        *,
        by_hand: bool = False,
    ) -> None:
        self.values = values
        self.origin = origin
        self.by_hand = by_hand
        self._data = data
        self._prefix = prefix

    def document(self) -> Document:
        """The values as the document they claim to be."""
        import msgspec

        from dupelint.config.document import Document

        self._reject_unknown(Document, self.values, ())
        try:
            return msgspec.convert(self.values, Document, str_keys=True)
        except msgspec.ValidationError as error:
            self._reject_value(str(error))

    def _faulty(self, path: KeyPath) -> KeyPath:
        """The path with the key of a table whose value is the fault, or which is it."""
        import msgspec

        from dupelint.config.document import Document

        table: Any = self.values
        for step in path:
            table = table[step]
        for key, value in table.items():
            document: Any = {key: value}
            for step in reversed(path):  # tables in a list need each what is missing here
                document = {step: document} if isinstance(step, str) else [document]
            try:
                msgspec.convert(document, Document, str_keys=True)
            except msgspec.ValidationError as error:
                if "[...]" in str(error) or "key` in" in str(error):
                    return (*path, key)
        return path

    def where(self, path: KeyPath) -> str:
        """`dupelint.toml:12`, or the option."""
        if not self._data:
            return self.origin
        from dupelint.config.locate import line_of

        return f"{self.origin}:{line_of(self._data, (*self._prefix, *path))}"

    def _reject_unknown(self, shape: Any, values: Any, path: KeyPath) -> None:
        from dupelint.config.document import (
            ContractTable,
            Document,
            GoTable,
            Lint,
            OverrideTable,
            UpstreamTable,
        )

        if not isinstance(values, Mapping):
            return  # a wrong type: told when it is decoded
        known = set(shape.__struct_encode_fields__)
        for key in values:
            if key not in known:
                elsewhere = {Document: Lint, Lint: Document}.get(shape)
                moved = elsewhere is not None and key in elsewhere.__struct_encode_fields__
                table = "under [lint]" if shape is Document else "at the top level"
                advice = f"`{key}` stands {table}" if moved else suggest(key, known)
                raise ConfigError(f"{self.where((*path, key))}: unknown key `{key}`", advice)
        if shape is Document:
            self._reject_unknown(Lint, values.get("lint"), ("lint",))
            self._reject_unknown(GoTable, values.get("go"), ("go",))
            for name, inner in (("overrides", OverrideTable), ("contract", ContractTable)):
                tables = values.get(name)
                for index, table in enumerate(tables if isinstance(tables, list) else ()):
                    self._reject_unknown(inner, table, (name, index))
        elif shape is ContractTable:
            self._reject_unknown(UpstreamTable, values.get("upstream"), (*path, "upstream"))

    def _reject_value(self, message: str) -> NoReturn:
        match = _PLACE.match(message)
        text, written = (match["text"], match["path"] or "") if match else (message, "")
        path = _steps(written)
        key = written.lstrip(".").partition("[...]")[0]
        if "[...]" in written or " - at `key` in" in message:
            path = self._faulty(_steps(key))
            key += f".{path[-1]}" if len(path) > len(_steps(key)) else ""
        text = _WORDS.sub(lambda found: _TYPES[found[0]], text[:1].lower() + text[1:])
        subject = f"`{key}`: " if key else ""
        advice = ""
        for name, choices in _CHOICES.items():
            if name in path and "enum" in text:
                advice = "one of " + ", ".join(choices)
        for regex, said in _PATTERNS.items():
            if text.endswith(f"regex {regex!r}"):
                text, advice = said
        raise ConfigError(f"{self.where(path)}: {subject}{text}", advice)


def _steps(written: str) -> KeyPath:
    return tuple(
        int(step["index"]) if step["index"] else step["name"]
        for step in _STEP.finditer(f".{written.lstrip('.')}")
    )


def suggest(word: str, known: Iterable[str]) -> str:
    """Which of `known` was meant, or all of them."""
    import difflib

    known = sorted(known)
    near = difflib.get_close_matches(word, known, n=1, cutoff=0.6)
    return f"did you mean `{near[0]}`?" if near else "known are " + ", ".join(known)


def set_fields(table: Any) -> Iterator[tuple[str, Any]]:
    """(key as written, value) of what a decoded table sets."""
    import msgspec

    for attribute, key in zip(table.__struct_fields__, table.__struct_encode_fields__, strict=True):
        value = getattr(table, attribute)
        if value is not msgspec.UNSET:
            yield key, value
