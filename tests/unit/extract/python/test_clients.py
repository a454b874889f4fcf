"""Requests of requests, httpx, aiohttp and urllib, with their terms."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from dupelint.model.facts import CallTerms, HttpCall
from dupelint.model.value import load

Facts = Callable[[str], list[Any]]


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('import requests\nrequests.get("/a")', [("requests", "GET", "/a")]),
        ('import requests as r\nr.post(url="/a")', [("requests", "POST", "/a")]),
        ('from requests import put\nput("/a")', [("requests", "PUT", "/a")]),
        ('import requests\nrequests.request("delete", "/a")', [("requests", "DELETE", "/a")]),
        ('import requests\nrequests.request(m, "/a")', [("requests", "", "/a")]),
        ('import requests\ns = requests.Session()\ns.get("/a")', [("requests", "GET", "/a")]),
        ('import requests\nrequests.Session().get("/a")', [("requests", "GET", "/a")]),
        (
            "import requests\nclass C:\n    def __init__(self):\n"
            '        self.http = requests.session()\n    def f(self):\n        self.http.get("/a")',
            [("requests", "GET", "/a")],
        ),
        (
            "import httpx\nasync def f():\n    async with httpx.AsyncClient() as c:\n"
            '        await c.patch("/a")',
            [("httpx", "PATCH", "/a")],
        ),
        (
            "import aiohttp\nasync def f():\n    async with aiohttp.ClientSession() as s:\n"
            '        async with s.get("/a") as r:\n            await r.json()',
            [("aiohttp", "GET", "/a")],
        ),
        ('import urllib.request\nurllib.request.urlopen("/a")', [("urllib", "GET", "/a")]),
        (
            'from urllib.request import urlopen\nurlopen("/a", data=d)',
            [("urllib", "POST", "/a")],
        ),
        ('def f():\n    import requests\n    requests.get("/a")', [("requests", "GET", "/a")]),
        ('import requests\nmapping.get("/a")', []),
        ('import requests\ncache = {}\ncache.get("/a")', []),
        ('import requests\n# requests.get("/a")', []),
        ("import requests\nrequests.get()", []),
        ('from flask import request\nrequest.get("/a")', []),
        ('import requests_mock as requests\nrequests.get("/a")', []),
    ],
)
def test_requests(facts: Facts, source: str, found: list[tuple[str, str, str]]) -> None:
    calls = [fact for fact in facts(source) if isinstance(fact, HttpCall)]
    assert [(one.client, one.method, load(one.url)[1]) for one in calls] == found


@pytest.mark.parametrize(
    ("body", "terms"),
    [  # headers, inherited, timeout, caught, checked
        ("requests.get(u)", ("null", "", 0, 0, 1)),
        ("requests.get(u, timeout=5)", ("null", "", 1, 0, 1)),
        ("requests.get(u, timeout=None)", ("null", "", 0, 0, 1)),
        ("requests.get(u, **options)", ("unresolved", "", -1, 0, 1)),
        ('requests.get(u, headers={"X-A": "1"})', ("object", "", 0, 0, 1)),
        ("return requests.get(u).json()", ("null", "", 0, 0, 0)),
        ("r = requests.get(u)\n    return r.json()", ("null", "", 0, 0, 0)),
        (
            "r = requests.get(u)\n    if r.status_code == 200:\n        return r.json()",
            ("null", "", 0, 0, 1),
        ),
        (
            "r = requests.get(u)\n    r.raise_for_status()\n    return r.json()",
            ("null", "", 0, 0, 1),
        ),
        (
            "try:\n        return requests.get(u).json()\n    except requests.RequestException:\n"
            "        return None",
            ("null", "", 0, 1, 1),
        ),
        (
            "try:\n        r = requests.get(u)\n    except Exception:\n        return None\n"
            "    return r.json()",
            ("null", "", 0, 1, 0),
        ),
        (
            "try:\n        r = requests.get(u)\n    except OSError as e:\n        raise Down from e",
            ("null", "", 0, -1, 1),
        ),
        (
            "try:\n        r = requests.get(u)\n    except KeyError:\n        return None",
            ("null", "", 0, 0, 1),
        ),
        ("with suppress(OSError):\n        requests.get(u)", ("null", "", 0, 1, 1)),
        ("S.get(u)", ("null", "x-secret", 0, 0, 1)),
        ("T.get(u)", ("null", "*", 0, 0, 1)),
        ("httpx.get(u)", ("null", "", 1, 0, 1)),
    ],
)
def test_terms(facts: Facts, body: str, terms: tuple[Any, ...]) -> None:
    source = (
        "import requests\nimport httpx\nS = requests.Session()\n"
        'S.headers.update({"X-Secret": "1"})\nT = requests.Session()\nT.headers = HEADERS\n\n\n'
        f"def f(u):\n    {body}\n"
    )
    found = [fact for fact in facts(source) if isinstance(fact, CallTerms)]
    assert [
        (load(one.headers)[0], one.inherited, one.timeout, one.caught, one.checked) for one in found
    ] == [terms]
