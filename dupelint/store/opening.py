"""Opens a store."""

from __future__ import annotations

from pathlib import Path

from dupelint.cache import open_cache
from dupelint.store.store import Store
from dupelint.store.tables import fact_tables


def open_store(path: Path | None, version: str) -> tuple[Store, str]:
    """Open the store at `path` (None: in memory) and say in one line what was wrong with it."""
    cache, note = open_cache(path, version, fact_tables)
    return Store.over(cache), note
