"""Containers that one process alone knows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from dupelint.model.facts import MemoryStore

Facts = Callable[[str], list[Any]]


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("SESSIONS = {}\n", ["SESSIONS"]),
        ("user_sessions: dict[str, int] = {}  # by user\n", ["user_sessions"]),
        ("INBOX: deque[str] = deque(maxlen=100)\n", ["INBOX"]),
        ("clients_by_room = defaultdict(set)\n", ["clients_by_room"]),
        ("a = 1\r\nrooms = set()\r\n", ["rooms"]),
        ("SETTINGS = {}\n", []),
        ("SESSIONS = {'a': 1}\n", []),
        ("SESSIONS = {}", []),
        ("a = SESSIONS = {}\n", []),
        ("    SESSIONS = {}\n", []),
        ("def f():\n    sessions = {}\n", []),
        ("obsessions = {}\n", []),
        ("# sessions = {}\n", []),
    ],
)
def test_containers(facts: Facts, code: str, names: list[str]) -> None:
    """By name, empty, at module level."""
    found = [one for one in facts(code) if isinstance(one, MemoryStore)]
    assert [one.name for one in found] == names
