"""Servers whose routes are not read leave open what they serve."""

from __future__ import annotations

import pytest

from ..conftest import Ask

FLASK = """from flask import Flask
app = Flask(__name__)

@app.get("/api/users")
def users():
    return {}
"""
CLIENT = "fetch('/api/users')\nfetch('/api/nobody')\n"


@pytest.mark.parametrize(
    ("server", "withheld"),
    [
        ("const app = require('polka')()", "polka"),
        ("const restify = require('restify')\nrestify.createServer()", "restify"),
        ("const Hapi = require('@hapi/hapi')\nHapi.server({ port: 1 })", "hapi"),
        ("const { Hono } = require('hono')\nconst app = new Hono()", "hono"),
        ("const app = require('express')()", ""),
    ],
)
def test_what_withholds_a_claim(ask: Ask, server: str, withheld: str) -> None:
    files = {"web.py": FLASK, "client.js": CLIENT, "other/server.js": server}
    reason = f"the project has a server of another kind ({withheld})" if withheld else ""

    assert ask(files, "SELECT path, withheld FROM unserved_call") == [("/api/nobody", reason)]
