"""The language of a file, told by its path."""

from __future__ import annotations

import re

from dupelint.model.pattern import lazy
from dupelint.model.source import Language

_ENDINGS = {
    "py": Language.PYTHON, "pyi": Language.PYTHON,
    "js": Language.JAVASCRIPT, "mjs": Language.JAVASCRIPT, "cjs": Language.JAVASCRIPT,
    "jsx": Language.JAVASCRIPT,
    "ts": Language.TYPESCRIPT, "mts": Language.TYPESCRIPT, "cts": Language.TYPESCRIPT,
    "tsx": Language.TSX,
    "sh": Language.SHELL, "bash": Language.SHELL,
    "yml": Language.YAML, "yaml": Language.YAML,
    "toml": Language.TOML,
    "jsonc": Language.JSON,
    "env": Language.DOTENV,
    "dockerfile": Language.DOCKERFILE,
    "md": Language.MARKDOWN,
    "service": Language.UNIT,
    "mk": Language.MAKEFILE,
    "vue": Language.VUE, "svelte": Language.SVELTE, "html": Language.HTML, "htm": Language.HTML,
}  # fmt: skip
_NAMES = {
    "Procfile": Language.PROCFILE, "Dockerfile": Language.DOCKERFILE,
    "Containerfile": Language.DOCKERFILE, ".flaskenv": Language.DOTENV, ".env": Language.DOTENV,
    ".replit": Language.TOML, "nginx.conf": Language.NGINX,
    "Makefile": Language.MAKEFILE, "makefile": Language.MAKEFILE, "GNUmakefile": Language.MAKEFILE,
}  # fmt: skip
_TEMPLATES = ("j2", "jinja", "jinja2")
_PREFIXES = (
    ("Procfile.", Language.PROCFILE), ("Dockerfile.", Language.DOCKERFILE),
    ("Dockerfile-", Language.DOCKERFILE), (".env.", Language.DOTENV),
)  # fmt: skip
_STARTS = tuple(prefix for prefix, _ in _PREFIXES)

# JSON that configures a program; any other JSON is data.
_JSON = lazy(
    r"package\.json|vercel\.json|now\.json|nodemon\.json|pm2\.json|firebase\.json|angular\.json"
    r"|turbo\.json|lerna\.json|rush\.json|project\.json|workspace\.json|app\.json|netlify\.json"
    r"|devcontainer\.json|\.devcontainer\.json|launch\.json|tasks\.json"
    r"|[tj]sconfig(?:[.-][\w.-]+)?\.json"
    r"|[\w.-]*\.(?:config|conf)\.json|proxy[\w.-]*\.json"
    # what may hold a secret
    r"|[\w.-]*(?:service[_-]?[aA]ccount|[cC]redentials?|adminsdk|client[_-]?secret)[\w.-]*\.json"
    r"|creds\.json|[\w-]*[kK]ey\.json"
)
_REQUIREMENTS = lazy(r"(?:^|/)(?:[\w.-]*requirements[\w.-]*|requirements/[\w.-]+)\.txt$")
_NGINX = lazy(
    r"(?:^|/)sites-(?:available|enabled)/[^/]+$"
    r"|(?:^|/)nginx/.*\.conf$|nginx[^/]*\.conf$|\.nginx$|(?:^|/)nginx/.*\.conf\.\w+$",
    re.IGNORECASE,
)

_SUPERVISOR = lazy(
    r"(?:^|/)supervisord?[\w.-]*\.(?:conf|ini)$|(?:^|/)supervisord?(?:\.d)?/(?:[^/]+/)*[^/]+\.(?:conf|ini)$"
    r"|\.supervisor\.(?:conf|ini)$"
)


def language_of(path: str) -> Language | None:
    """What to read the file as, None for a file dupelint does not read."""
    name = path.rpartition("/")[2]
    if found := _NAMES.get(name):
        return found
    if name.startswith(_STARTS):
        (language,) = (found for prefix, found in _PREFIXES if name.startswith(prefix))
        return None if name.endswith(".dockerignore") else language
    ending = name.rpartition(".")[2]
    if ending != name and (found := _ENDINGS.get(ending)):
        return found
    if ending in _TEMPLATES and name.endswith(f".html.{ending}"):
        return Language.HTML
    if ending == "json":
        return Language.JSON if _JSON.fullmatch(name) else None
    if ending == "txt":
        return Language.REQUIREMENTS if _REQUIREMENTS.search(path) else None
    if _SUPERVISOR.search(path):
        return Language.UNIT
    return Language.NGINX if _NGINX.search(path) else None
