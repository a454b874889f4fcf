"""Small projects as rows of the wiring tables."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dupelint.app import linked

Files = dict[str, str]
Ask = Callable[[Files, str], list[tuple[Any, ...]]]


@pytest.fixture
def ask(tmp_path: Path) -> Ask:
    """`ask({path: text}, query)`: what the query answers in a project of these files."""

    def answer(files: Files, query: str) -> list[tuple[Any, ...]]:
        for name, text in {"dupelint.toml": "", **files}.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode("utf-8", "surrogateescape"))
        with linked(tmp_path) as project:
            return list(project.store.connection.execute(query))

    return answer
