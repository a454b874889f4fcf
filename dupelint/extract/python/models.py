"""Classes of pydantic, whose fields are the keys of the JSON that is made of them.

Read from the text, line by line: they stand in large files that hold nothing else to be parsed for.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from dupelint.extract.python.source import said
from dupelint.model.facts import DataModel, span
from dupelint.model.pattern import lazy
from dupelint.model.value import Value

MOST = 500  # of one file; one with more is data
MARKS = frozenset({b"SQLModel", b"pydantic"})  # where one may stand
_TEXT = lazy(
    rb'(?P<long>"""[^"\\]*+(?:(?:\\.|"(?!""))[^"\\]*+)*+"""'
    rb"|'''[^'\\]*+(?:(?:\\.|'(?!''))[^'\\]*+)*+''')"
    rb"|\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|(?P<comment>#[^\n]*)",
    re.DOTALL,
)
_CLASS = lazy(
    rb"class(?<=\nclass)[ \t]+(?P<name>[A-Za-z_]\w*)\((?P<bases>[^()]*)\)[ \t]*:"
    rb"(?P<body>(?:[^\n]*\n(?=[ \t#\n\r]|\Z))*[^\n]*)"
)
_LINE = lazy(
    rb"^(?P<indent>[ \t]+)(?P<word>[A-Za-z_@\x80-\xff][\w\x80-\xff]*)"
    rb"[ \t]*(?P<sign>[:=]?)",
    re.MULTILINE,
)
_NAME = lazy(rb"\s*[A-Za-z_][\w.]*\s*\Z")
_NO_FIELD = lazy(rb"[ \t]*(?:[\w.]+\.)?ClassVar\b")
# What gives the JSON other keys than the fields' names, or some of them only.
_OTHERWISE = lazy(
    rb"alias|\bextra\b|serializ|computed_field|\bexclude\b|Relationship\(|__root__|RootModel"
    rb"|def (?:dict|json|model_dump\w*)\("
)
_CONDITIONS = frozenset({b"if", b"for", b"try", b"with", b"while", b"match"})


def data_models(data: bytes) -> Iterator[DataModel]:
    """Every class of a module that has bases, as if it were a model: linking knows which are."""
    text = _TEXT.sub(_plain, data)
    for count, match in enumerate(_CLASS.finditer(text)):
        if count >= MOST:
            return
        bases = [base for base in match["bases"].split(b",") if base.strip()]
        fields, plain = _fields(match["body"])
        plain = plain and all(_NAME.match(base) for base in bases)
        values = tuple(_value(base.decode("utf-8", "replace").strip()) for base in bases)
        yield DataModel(
            match["name"].decode(), said(("list", *values)), json.dumps(fields),
            int(not plain or _OTHERWISE.search(match["body"]) is not None),
            span(match.start(), match.end("bases") + 1),
        )  # fmt: skip


def _fields(body: bytes) -> tuple[list[str], bool]:
    """(the annotated names of a class body, whether nothing else may be a field)."""
    found: list[str] = []
    plain = True
    first = _LINE.search(body)
    for match in _LINE.finditer(body):
        if first is None or match["indent"] != first["indent"]:
            continue
        name = match["word"]
        if name in _CONDITIONS:
            plain = False
        elif match["sign"] == b":" and not name.startswith(b"_"):
            if not name.isascii():
                plain = False  # the encoding of the file is not known here
            elif not _NO_FIELD.match(body, match.end()):
                found.append(name.decode())
        elif match["sign"] == b"=" and name != b"model_config":
            plain = False
    return list(dict.fromkeys(found)), plain


def _value(dotted: str) -> Value:
    head, *rest = dotted.split(".")
    value: Value = ("global", head)
    for name in rest:
        value = ("member", value, name)
    return value


def _plain(text: re.Match[bytes]) -> bytes:
    """As long as a text or comment; a long one without lines, a comment without words."""
    if text["comment"] is not None:
        return b" " * len(text[0])
    return b'""' + b" " * (len(text[0]) - 2) if text["long"] is not None else text[0]
