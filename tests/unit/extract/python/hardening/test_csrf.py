"""Statements about protection against forged requests."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from dupelint.model.facts import CsrfStatement


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("csrf = CSRFProtect()", [("protect", "CSRFProtect", "")]),
        ("csrf = flask_wtf.CSRFProtect(app)", [("protect", "CSRFProtect", "")]),
        ("csrf = SeaSurf(app)", [("protect", "SeaSurf", "")]),
        ("csrf.exempt(bp)", [("exempt", "exempt", "")]),
        ("self.csrf.exempt(bp)", [("exempt", "exempt", "")]),
        ("@csrf.exempt\ndef view(): pass", [("exempt", "exempt", "")]),
        ('csrf.exempt_urls(("/a",))', [("exempt-urls", "exempt_urls", "")]),
        ("csrf.protect()", [("by-hand", "protect", "")]),
        ("csrf._exempt_views.add(x)", [("unknown", "_exempt_views", "")]),
        ("WTF_CSRF_ENABLED = False", [("off", "WTF_CSRF_ENABLED = False", "")]),
        ('app.config["WTF_CSRF_ENABLED"] = False', [("off", "WTF_CSRF_ENABLED = False", "")]),
        ("app.config.update(WTF_CSRF_ENABLED=False)", [("off", "WTF_CSRF_ENABLED = False", "")]),
        ('C = {"WTF_CSRF_ENABLED": False}', [("off", "WTF_CSRF_ENABLED = False", "")]),
        ("CSRF_DISABLE = True", [("off", "CSRF_DISABLE = True", "")]),
        (
            "WTF_CSRF_CHECK_DEFAULT = False",
            [("unchecked", "WTF_CSRF_CHECK_DEFAULT = False", "")],
        ),
        (
            "class TestConfig:\n    WTF_CSRF_ENABLED = False",
            [("off", "WTF_CSRF_ENABLED = False", "test")],
        ),
        (
            "class DevConfig:\n    WTF_CSRF_ENABLED = False",
            [("off", "WTF_CSRF_ENABLED = False", "development")],
        ),
        (
            "if app.testing:\n    app.config['WTF_CSRF_ENABLED'] = False",
            [("off", "WTF_CSRF_ENABLED = False", "test")],
        ),
        ("WTF_CSRF_ENABLED = env.bool('C')", [("unknown", "WTF_CSRF_ENABLED = ?", "")]),
        ("WTF_CSRF_ENABLED = True", []),
        ("if WTF_CSRF_ENABLED == False: pass", []),
        ("# WTF_CSRF_ENABLED = False", []),
        ("limiter.exempt(bp)", []),
        ("csrf.exempt", []),
        ("from flask_wtf import CSRFProtect", []),
    ],
)
def test_statements(
    facts: Callable[[str], list[Any]], source: str, found: list[tuple[str, str, str]]
) -> None:
    read = [fact for fact in facts(source + "\n") if isinstance(fact, CsrfStatement)]
    assert [(one.form, one.detail, one.standing) for one in read] == found
