"""The calls that tree-sitter-typescript reads wrongly, in the bytes that it is given."""

from __future__ import annotations

import pytest

from dupelint.model.source import Language
from dupelint.syntax.awaited import with_plain_calls
from dupelint.syntax.grammar import parse


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (b"await api.get<User>('/x')", b"await api.get      ('/x')"),
        (b"await f<{ a: string; b: () => X<Y> }>(u)", b"await f" + b" " * 30 + b"(u)"),
        (b"await a?.b!.c<T[]>(u)", b"await a?.b!.c     (u)"),
        (b"await a\n  .get<A,\n    B>(u)", b"await a\n  .get   \n      (u)"),
        (b"void api.get<User>('/x')", b"void api.get      ('/x')"),
        (b"await f<A>(await g<B>(u))", b"await f   (await g   (u))"),
        (b"await one < two", b"await one < two"),
        (b"await sql<Row>`SELECT 1`", b"await sql<Row>`SELECT 1`"),
        (b"await one<two; three>(four)", b"await one<two; three>(four)"),
        (b"my.await<T>(u)", b"my.await<T>(u)"),
        (b"api.get<User>('/x')", b"api.get<User>('/x')"),
    ],
)
def test_type_arguments_become_blanks(written: bytes, read: bytes) -> None:
    assert with_plain_calls(written) == read


@pytest.mark.parametrize("language", [Language.TYPESCRIPT, Language.TSX])
def test_an_awaited_call_is_what_is_awaited(language: Language) -> None:
    tree = parse(b"const a = await api.get<User>('/x');", language)
    assert str(tree.root_node).count("(await_expression (call_expression function: (member") == 1


def test_javascript_has_no_type_arguments() -> None:
    tree = parse(b"x = await a<b>(c);", Language.JAVASCRIPT)
    assert str(tree.root_node).count("binary_expression") == 2
