"""Handlers of what nothing else catches."""

from __future__ import annotations

from typing import Any

import pytest

from dupelint.model.facts import CrashHandler


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("process.on('uncaughtException', log)", [("uncaughtException", 0)]),
        ("process.once('uncaughtException', (e) => log(e))", [("uncaughtException", 0)]),
        ('process.addListener("unhandledRejection", () => {})', [("unhandledRejection", 1)]),
        ("process.on('unhandledRejection', () => { /* no */ })", [("unhandledRejection", 1)]),
        ("process.on('unhandledRejection', () => { return; })", [("unhandledRejection", 1)]),
        ("process.on('unhandledRejection', () => undefined)", [("unhandledRejection", 1)]),
        (
            "function quiet() {}\nprocess.on('unhandledRejection', quiet)",
            [("unhandledRejection", 1)],
        ),
        (
            "['unhandledRejection', 'uncaughtException'].forEach((e) => process.on(e, log))",
            [("unhandledRejection", 0), ("uncaughtException", 0)],
        ),
        ("process.off('uncaughtException', log)", []),
        ("process.emit('uncaughtException', error)", []),
        ("window.on('unhandledRejection', log)", []),
        ("const names = ['uncaughtException']", []),
        ("process.on('exit', () => log('uncaughtException'))", []),
        ("// process.on('uncaughtException', log)", []),
    ],
)
def test_handlers(read: Any, source: str, found: list[tuple[str, int]]) -> None:
    assert read(source, CrashHandler, "event empty") == found
