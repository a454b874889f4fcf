from __future__ import annotations

import pytest

from dupelint.model.source import Language
from dupelint.syntax.grammar import UnparsedError, parse
from dupelint.syntax.yaml_depth import too_deep


def steps(count: int, line: str) -> bytes:
    return "".join(" " * number + line for number in range(count)).encode()


@pytest.mark.parametrize(
    "data",
    [
        b"a:\n  " + b": " * 253,
        b"- " * 254,
        b"? " * 254,
        b"-\t" * 254,
        steps(254, "a:\n"),
        steps(254, "-\r\n"),
        steps(100, "a:\n") + b" " * 100 + b"- " * 60,
    ],
)
def test_what_the_grammar_cannot_hold_is_not_parsed(data: bytes) -> None:
    with pytest.raises(UnparsedError) as caught:
        parse(data, Language.YAML)
    assert caught.value.reason == "deep"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"services:\n  web:\n    ports:\n      - 3300:3300\n",
        b"[" * 3000,
        b"run: |\n" + b" " * 200 + b"indented: text\n",
        b'text: "' + b"a: b, " * 40 + b'"',
        steps(90, "a:\n"),
        b"a:\n  - b: c\n" * 1000,
    ],
)
def test_what_it_can_is(data: bytes) -> None:
    assert not too_deep(data)
    assert parse(data, Language.YAML).root_node.end_byte == len(data)
