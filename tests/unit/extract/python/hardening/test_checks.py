"""Headers that are read, signatures that are checked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from dupelint.model.facts import HeaderCheck

HEAD = 'import os\nSECRET = os.environ.get("S")\nHARD = os.environ["S"]\nREQUIRED = True\n\n\n'


@pytest.mark.parametrize(
    ("body", "found"),
    [  # kind, header, passes_unset, skippable
        ('request.headers.get("X-Secret")', [("header", "x-secret", 0, 0)]),
        ('request.headers["X-Secret"]', [("header", "x-secret", 0, 0)]),
        ('return request.headers.get("X-Secret") == SECRET', [("header", "x-secret", 1, 0)]),
        (
            'return request.headers.get("X-Secret") != os.getenv("S")',
            [("header", "x-secret", 1, 0)],
        ),
        (
            'return request.headers.get("X-Secret") == os.getenv("S", "x")',
            [("header", "x-secret", 0, 0)],
        ),
        ('return request.headers.get("X-Secret") == HARD', [("header", "x-secret", 0, 0)]),
        ('return request.headers.get("X-Secret") == "x"', [("header", "x-secret", 0, 0)]),
        (
            'if not SECRET:\n        return False\n    return request.headers.get("X-A") == SECRET',
            [("header", "x-a", 0, 0)],
        ),
        (
            'if REQUIRED:\n        request.headers["X-Secret"]',
            [("header", "x-secret", 0, 1)],
        ),
        (
            'if not REQUIRED:\n        return True\n    request.headers["X-Secret"]',
            [("header", "x-secret", 0, 1)],
        ),
        (
            'if not REQUIRED:\n        return "no", 401\n    request.headers["X-Secret"]',
            [("header", "x-secret", 0, 0)],
        ),
        ("RequestValidator(token).validate(a, b, c)", [("twilio", "", 0, 0)]),
        ('response.headers["X-Secret"] = "x"', [("header", "x-secret", 0, 0)]),
        ('requests.get(u, headers={"X-Secret": "1"})', []),
        ('d.get("X-Secret")', []),
        ('# request.headers.get("X-Secret")', []),
    ],
)
def test_checks(facts: Callable[[str], list[Any]], body: str, found: list[tuple[Any, ...]]) -> None:
    source = f"{HEAD}def f():\n    pass\n    {body}\n"
    checks = [fact for fact in facts(source) if isinstance(fact, HeaderCheck)]
    assert [(one.kind, one.header, one.passes_unset, one.skippable) for one in checks] == found
