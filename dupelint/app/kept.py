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
    waiting = [""]  # a loop: folders stand deeper in each other than calls may
    while waiting:
        prefix = waiting.pop()
        below = []
        for entry in _entries(f"{root}/{prefix}"):
            path = prefix + entry.name
            if entry.is_dir(follow_symlinks=False):
                if entry.name not in passed:
                    below.append(f"{path}/")
            elif _is_kept(prefix, entry.name, path) and _readable(entry, config.max_file_size):
                found.append(path)
        waiting += reversed(below)
    return found


def _entries(folder: str) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return sorted(entries, key=lambda entry: entry.name)
    except OSError:
        return []


def _is_kept(folder: str, name: str, path: str) -> bool:
    if folder.endswith(f"{_WORKFLOWS}/"):
        return name.endswith((".yml", ".yaml"))
    return language_of(path) in _LANGUAGES or any(fnmatch(name, each) for each in _NAMES)


def _readable(entry: os.DirEntry[str], limit: int) -> bool:
    try:
        return entry.is_file(follow_symlinks=False) and entry.stat().st_size <= limit
    except OSError:
        return False
