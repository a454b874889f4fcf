from __future__ import annotations

from dupelint.extract import extract
from dupelint.extract.unit import Unit, Words
from dupelint.model.facts import App
from dupelint.model.source import Kind, Language

HALF = b"""\
import express from 'express';
const app = express();
for (const name of readdirSync('./routes')) {
  const { default: router } = await%n import(`./routes/${name}`);
  app.use(router);
}
app. {
  const { default: router } = await import(`./routes/${name}`);
  app.use(router);
}
"""


def test_an_import_that_is_not_whole_binds_nothing() -> None:
    unit = Unit(
        "server.mjs", Language.JAVASCRIPT, Kind.SOURCE, HALF, Words(frozenset(), include_docs=False)
    )
    kinds = {type(fact) for fact in extract(unit)}
    assert App in kinds
