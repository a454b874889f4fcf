"""Options of Flask extensions, by their prefix."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from dupelint.model.facts import ExtensionOption


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("app.config['SEASURF_A'] = 1", [("SEASURF_A", "set")]),
        ("app.config.update(SEASURF_A=1)", [("SEASURF_A", "set")]),
        ("app.config.update({'SEASURF_A': 1})", [("SEASURF_A", "set")]),
        ("app.config.setdefault('SEASURF_A', 1)", [("SEASURF_A", "set")]),
        ("class Config:\n    WTF_CSRF_A = 1", [("WTF_CSRF_A", "set")]),
        ("settings.WTF_CSRF_A = 1", [("WTF_CSRF_A", "set")]),
        (
            "app.config['SEASURF_A'] = os.environ.get('SEASURF_A')",
            [("SEASURF_A", "set"), ("SEASURF_A", "environment")],
        ),
        ("x = os.environ['SEASURF_A']", [("SEASURF_A", "environment")]),
        ("x = app.config['SEASURF_A']", [("SEASURF_A", "read")]),
        ("x = app.config.get('SEASURF_A')", [("SEASURF_A", "read")]),
        ("x = settings.SEASURF_A", [("SEASURF_A", "read")]),
        ("x = app.config['SEASURF_' + name]", [("SEASURF_", "part")]),
        ("x = app.config[f'SEASURF_{name}']", [("SEASURF_", "part")]),
        ("# SEASURF_A = 1", []),
        ('"""Set SEASURF_A."""', []),
        ("x = 'SEASURF_A is old'", []),
        ("MY_SEASURF_A = 1", []),
    ],
)
def test_options(facts: Callable[[str], list[Any]], code: str, found: list[Any]) -> None:
    """What is done with a name; texts that only speak of one say nothing."""
    seen = [one for one in facts(code + "\n") if isinstance(one, ExtensionOption)]
    assert [(one.name, one.form) for one in seen] == found
