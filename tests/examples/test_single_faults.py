"""What `dupelint` says in the code about single faults, which `dupelint go` names on the app."""

import shutil
from pathlib import Path

import pytest

from .faults import (
    BRIDGE_PAGE,
    HTML_PAGE,
    NO_BRIDGE,
    NO_CONTENT,
    OTHER_SECRET,
    OWN_PORT,
    OWN_SECRET,
    SERVER_NO_CONTENT,
    UNCAUGHT,
    WRONG_KEY,
    Fault,
)
from .running import EXAMPLE
from .test_findings import report

ROUTES = "server/routes_whatsapp.py"
PAGE = "it can answer a page or plain text with 502, not JSON"


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        pytest.param(
            NO_CONTENT,
            [(38, "DUP405", "GET /whatsapp/:tenantId/qr: it can answer 204, which is none of"
              " 200, 404")],
            id="QR answers 204",
        ),
        pytest.param(
            WRONG_KEY,
            [(39, "DUP405", "GET /whatsapp/:tenantId/qr: the server reads 'dataUrl' of it,"
              " and it holds qr")],
            id="wrong key",
        ),
        pytest.param(
            HTML_PAGE,
            [
                (17, "DUP405", f"POST /api/whatsapp/start: {PAGE}"),
                (26, "DUP405", f"GET /api/whatsapp/status: {PAGE}"),
                (43, "DUP405", f"GET /api/whatsapp/qr: {PAGE}"),
            ],
            id="HTML error page",
        ),
        pytest.param(UNCAUGHT, [], id="an exception, which no code states"),
        pytest.param(
            SERVER_NO_CONTENT,
            [(41, "DUP405", "GET /api/whatsapp/qr: it can answer 204, not 200")],
            id="the server answers 204",
        ),
        pytest.param(
            BRIDGE_PAGE,
            [(38, "DUP405", "GET /whatsapp/:tenantId/qr: it can answer a page or plain text, not"
              " JSON")],
            id="HTML error page of the bridge",
        ),
        # What is started, and by whom, the code leaves to whoever starts it: another launcher, the
        # platform. So a bridge that is down is for `dupelint go` alone to see.
        pytest.param(NO_BRIDGE, [], id="bridge down: nothing starts it"),
        pytest.param(
            OWN_PORT,
            [(2, "DUP501", "BAILEYS_PORT is 4000 here, [settings] says 3300")],
            id="bridge down: on another port",
        ),
        pytest.param(
            OWN_SECRET,
            [(2, "DUP503", "INTERNAL_SECRET is written into a launcher's file (25 characters)")],
            id="wrong secret of one process",
        ),
        pytest.param(
            OTHER_SECRET,
            [(8, "DUP503", "INTERNAL_SECRET is a constant in code (25 characters)")],
            id="wrong secret",
        ),
    ],
)  # fmt: skip
def test_a_fault_is_told_where_the_code_shows_it(
    fault: Fault, told: list[tuple[int, str, str]], tmp_path: Path
) -> None:
    path, change = fault
    copy = tmp_path / "project"
    unread = shutil.ignore_patterns("node_modules", "dist", ".dupelint")
    shutil.copytree(EXAMPLE / "fixed", copy, ignore=unread)
    text = (copy / path).read_text()
    assert change(text) != text
    (copy / path).write_text(change(text))
    found = [
        (one["path"], one["line"], one["code"], one["message"])
        for one in report(str(copy))["findings"]
    ]
    assert found == [(path, *one) for one in told]
