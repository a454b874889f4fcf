"""The environment and runner files that every snapshot keeps."""

from __future__ import annotations

import os
from fnmatch import fnmatch
from pathlib import Path

from dupelint.discovery import language_of
from dupelint.model.config import Config
from dupelint.model.source import Language

_LANGUAGES = frozenset({Language.DOTENV, Language.PROCFILE})
_NAMES = (
    ".replit", "compose*.yml", "compose*.yaml", "docker-compose*.yml", "docker-compose*.yaml",
    ".gitlab-ci.yml", "ecosystem.config.*", "fly.toml", "render.yaml", "supervisord.conf",
)  # fmt: skip
_WORKFLOWS = ".github/workflows"


def kept_files(root: Path, config: Config) -> list[str]:
    """Their paths, relative to the root; also those that git ignores, as `.env` should be."""
    passed = {name for name in config.exclude if not set(name) & set("*?[/!")} | {".dupelint"}
    found = []
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if name not in passed)
        relative = Path(folder).relative_to(root).as_posix()
        for name in sorted(names):
            path = name if relative == "." else f"{relative}/{name}"
            if _is_kept(relative, name, path) and _readable(root / path, config.max_file_size):
                found.append(path)
    return found


def _is_kept(folder: str, name: str, path: str) -> bool:
    if folder.endswith(_WORKFLOWS):
        return name.endswith((".yml", ".yaml"))
    return language_of(path) in _LANGUAGES or any(fnmatch(name, each) for each in _NAMES)


def _readable(path: Path, limit: int) -> bool:
    try:
        return path.is_file() and not path.is_symlink() and path.stat().st_size <= limit
    except OSError:
        return False
