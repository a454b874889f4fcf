"""JSON files: which schema a file follows, read accordingly."""

from __future__ import annotations

from dupelint.extract.settings import generic, package_json, tsconfig
from dupelint.extract.settings.credentials import credentials
from dupelint.extract.settings.json_tree import read
from dupelint.extract.settings.sheet import Sheet
from dupelint.extract.settings.tree import Mapping
from dupelint.model.pattern import lazy

MAX_SIZE = 100_000  # bytes; larger JSON is data
_WORTH = lazy(r"(?i)port|://|localhost|127\.0\.0\.1|0\.0\.0\.0|command|script|env|exec")


def extract(sheet: Sheet) -> None:
    """Facts of the document; discovery gives only JSON that configures a program."""
    name = sheet.unit.path.lower().rpartition("/")[2]
    if name == "package.json":
        package_json.extract(sheet, read(sheet.text))
    elif name.startswith(("tsconfig", "jsconfig")):
        tsconfig.extract(sheet, read(sheet.text))
    elif credentials(sheet, name):
        return
    elif len(sheet.text) <= MAX_SIZE and _WORTH.search(sheet.text):
        root = read(sheet.text)
        if isinstance(root, Mapping):
            generic.extract(sheet, root, env_origin="json")
