"""JSON files: which schema a file follows, read accordingly."""

from __future__ import annotations

import re

from dupelint.extract.settings import generic, package_json, tsconfig
from dupelint.extract.settings.json_tree import read
from dupelint.extract.settings.sheet import Sheet
from dupelint.extract.settings.tree import Mapping

MAX_SIZE = 100_000  # bytes; larger JSON is data
# Words of names that say "settings"; other JSON is data.
_CONFIG = re.compile(
    r"(?:^|[/._-])(?:config|conf|configuration|settings|appsettings|env|environment|proxy|server"
    r"|launch|tasks|devcontainer|nodemon|vercel|now|firebase|app|ecosystem|process|pm2|angular"
    r"|project|workspace|turbo|nx|cypress|playwright|karma|default|development|production|local"
    r"|staging|docker|compose|mcp|captain-definition|manifest|railway|nixpacks|serverless|apprunner"
    r"|task-definition|wrangler|newman|postman)(?:[._-][\w.-]*)?\.json[c5]?\Z"
    r"|rc(?:\.json)?\Z|(?:^|/)(?:config|conf|settings|\.vscode|\.devcontainer)/[^/]+\.json[c5]?\Z"
)
_DATA = re.compile(r"(?:^|/)(?:locales?|i18n|lang|languages|translations|fixtures?|data|assets)/")
_WORTH = re.compile(r"(?i)port|://|localhost|127\.0\.0\.1|0\.0\.0\.0|command|script|env|exec")


def extract(sheet: Sheet) -> None:
    """Facts of the document."""
    path = sheet.unit.path.lower()
    name = path.rpartition("/")[2]
    if name == "package.json":
        package_json.extract(sheet, read(sheet.text))
    elif name.startswith(("tsconfig", "jsconfig")):
        tsconfig.extract(sheet, read(sheet.text))
    elif (
        len(sheet.text) <= MAX_SIZE
        and _CONFIG.search(path)
        and not _DATA.search(path)
        and _WORTH.search(sheet.text)
    ):
        root = read(sheet.text)
        if isinstance(root, Mapping):
            generic.extract(sheet, root, env_origin="json")
