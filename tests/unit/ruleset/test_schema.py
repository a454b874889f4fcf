from __future__ import annotations

import pytest

from dupelint.model.errors import RuleError
from dupelint.model.facts import FACTS, table_name
from dupelint.model.wiring import WIRING
from dupelint.ruleset.check import empty_sandbox
from dupelint.ruleset.schema import Column, Table, table, tables


def test_every_table_and_column_is_there() -> None:
    """What is documented can be asked, and what can be asked is documented."""
    documented = tables()

    names = [each.name for each in documented]
    assert names == ["source", *map(table_name, FACTS), *map(table_name, WIRING)]
    with empty_sandbox() as sandbox:
        for each in documented:
            answer = sandbox.run(f"SELECT * FROM {each.name}")
            assert answer.columns == tuple(column.name for column in each.columns), each.name


def test_every_table_and_column_is_described() -> None:
    assert [each.name for each in tables() if not each.doc] == []
    assert [(each.name, c.name) for each in tables() for c in each.columns if not c.doc] == []


def test_a_table_is_documented_by_its_source() -> None:
    assert table("port_mention") == Table(
        "port_mention",
        "facts",
        "A number that is a port, by its context.",
        (
            Column("file", "INTEGER", "the file's id, as in `source`"),
            Column("port", "INTEGER", "the number"),
            Column("context", "TEXT", table("port_mention").columns[2].doc),
            Column(
                "detail",
                "TEXT",
                "what makes it a port, as the reader would name it: "
                "`--port`, `BAILEYS_PORT`, `localhost:3001`",
            ),
            Column("host", "TEXT", 'of a URL or host:port, "" otherwise'),
            Column("at", "SPAN", "the digits"),
        ),
    )


def test_an_unknown_table() -> None:
    with pytest.raises(RuleError) as raised:
        table("port_mentions")

    assert (raised.value.message, raised.value.advice) == (
        "unknown table 'port_mentions'",
        "did you mean 'port_mention'?",
    )
