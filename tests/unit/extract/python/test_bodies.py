"""Parses of answers in Python; what the real clients say of them is a differential test."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from dupelint.model.facts import BodyRead
from dupelint.model.value import load

Facts = Callable[[str], list[Any]]

HEAD = """import json
import aiohttp
import httpx
import requests
from json import loads
from requests import get
S = requests.Session()
GOOD = (200, 201)
DOWN = (requests.ConnectionError, ValueError)


"""


def reads(facts: Facts, body: str) -> list[BodyRead]:
    lines = "".join(f"    {line}\n" for line in body.split("\n"))
    found = facts(f"{HEAD}async def ask(u):\n{lines}")
    return [fact for fact in found if isinstance(fact, BodyRead)]


@pytest.mark.parametrize(
    ("body", "reach"),  # of the five responses in their order: reached, blocked, unknown
    [
        # Which answers aiohttp takes for JSON: seen on aiohttp 3.13.
        ("async with aiohttp.ClientSession() as s:\n    r = await s.get(u)\n    return await r.json()", "rbrrr"),
        ("async with aiohttp.ClientSession() as s:\n    async with s.get(u) as r:\n        return await r.json()", "rbrrr"),
        ("async with aiohttp.ClientSession() as s:\n    async with s.get(u) as r:\n        return await r.json(content_type=None)", "bbbrr"),
        ("async with aiohttp.ClientSession() as s:\n    async with s.get(u) as r:\n        if r.status == 200:\n            return await r.json()", "bbrrb"),
        ("async with aiohttp.ClientSession() as s:\n    async with s.get(u) as r:\n        r.raise_for_status()\n        return await r.json()", "rbrrb"),
        ("async with aiohttp.ClientSession() as s:\n    async with s.get(u) as r:\n        if r.content_type == 'application/json':\n            return await r.json()", "bbbbb"),
        ("async with aiohttp.ClientSession() as s:\n    async with s.get(u) as r:\n        text = await r.text()\n        return json.loads(text) if text else None", "bbbrr"),
        # Names of the file, and what they are bound to.
        ("return get(u).json()", "rrrrr"),
        # What no text and no number can do.
        ("r = get(u)\nif r.text.decode('utf-8') == '':\n    return None\nreturn r.json()", "uuuuu"),
        ("r = get(u)\nif r.content.encode() == '':\n    return None\nreturn r.json()", "uuuuu"),
        (f"r = get(u)\nif {'9' * 400} / r.status_code > 3:\n    return None\nreturn r.json()", "uuuuu"),
        ("return loads(get(u).text)", "rrrrr"),
        ("r = S.get(u)\nif r.status_code in GOOD:\n    return r.json()", "bbrrb"),
        ("if (r := get(u)):\n    if r.status_code == 200:\n        return r.json()", "bbrrb"),
        ("r = get(u)\nr = get(u + '/x')\nreturn r.json()", "rrrrr"),
        ("r = get(u)\nif r.status_code == 200:\n    return 1\nr = get(u + '/x')\nreturn r.json()", "rrrrr"),
        ("r = None\ntry:\n    r = get(u)\nexcept OSError:\n    pass\nreturn r.json()", "rrrrr"),
        # What is not known of a guard is not decided.
        ("r = get(u)\ncheck(r)\nreturn r.json()", "uuuuu"),
        ("r = get(u)\nif is_good(r):\n    return r.json()", "uuuuu"),
        ("r = get(u)\nif r.status_code == wanted:\n    return r.json()", "uuuuu"),
        ("r = get(u)\nif strict:\n    if r.status_code != 200:\n        return None\nreturn r.json()", "uurru"),
        ("r = get(u)\nmatch r.status_code:\n    case code if good(code):\n        return None\nreturn r.json()", "uuuuu"),
        ("r = get(u)\ntext = fix(r.text)\nreturn json.loads(text)", ""),
        # What has nothing to do with the response may go either way.
        ("r = get(u)\nif not u:\n    return None\nreturn r.json()", "rrrrr"),
        ("r = get(u)\nprint(r.status_code)\nlog.info('%s', r.text)\nreturn r.json()", "rrrrr"),
        ("r = get(u)\nif r.status_code == 204:\n    print('none')\nreturn r.json()", "rrrrr"),
        ("while True:\n    r = get(u)\n    if r.status_code == 200:\n        break\nreturn r.json()", "bbrrb"),
        ("r = get(u)\nwhile r.status_code == 202:\n    sleep(1)\nreturn r.json()", "rrrrr"),
        # The first of two parses is the one that fails.
        ("r = get(u)\nprint(r.json())\nreturn r.json()", "rrrrrbbbbb"),
    ],
)  # fmt: skip
def test_what_reaches_a_parse(facts: Facts, body: str, reach: str) -> None:
    found = reads(facts, body)
    columns = [(f.s204, f.s204_json, f.s200_empty, f.s200_html, f.s500_html) for f in found]
    assert "".join(column[0] for columns_of in columns for column in columns_of) == reach


@pytest.mark.parametrize(
    "body",
    [
        "return request.json()",  # Flask's own
        "return model.json()",
        "return json.load(open(u))",
        "return json.loads(u)",
        "r = get(u)\nr = wrap(r)\nreturn r.json()",
        "if u:\n    r = get(u)\nelse:\n    r = get('/b')\nreturn r.json()",  # whose answer?
        "r = S\nreturn r.json()",
        "r = get(u)\nreturn [r.json() for r in u]",
        "r = get(u)\nreturn lambda: r.json()",
        "r = get(u)\nreturn r.json(indent=2, default=str)['a'] if 0 else u.json()",
        "r = get(u)\ndef inner():\n    return r.json()\nreturn inner",
        "r = get(u)\nreturn r.json",
    ],
)
def test_what_is_no_parse_of_a_known_answer(facts: Facts, body: str) -> None:
    if "indent" in body:
        assert len(reads(facts, body)) == 1  # requests hands the options on
    else:
        assert reads(facts, body) == []


@pytest.mark.parametrize(
    ("body", "handling"),
    [
        ("try:\n    return get(u).json()\nexcept DOWN:\n    return None", "handled"),
        ("with suppress(ValueError):\n    return get(u).json()", "handled"),
        ("r = get(u)\ntry:\n    return r.json()\nexcept Exception as e:\n    raise Bad from e", "handled"),
        ("try:\n    return get(u).json()\nexcept Exception as e:\n    raise Bad from e", "misreported"),
        ("try:\n    r = get(u)\nexcept Exception:\n    return None\nreturn r.json()", "unhandled"),
        ("try:\n    pass\nexcept Exception:\n    return get(u).json()", "unhandled"),
        ("try:\n    return get(u).json()\nfinally:\n    done()", "unhandled"),
        ("try:\n    async with aiohttp.ClientSession() as s:\n        return await (await s.get(u)).json()\nexcept aiohttp.ClientError:\n    return None", "misreported"),
        ("try:\n    async with aiohttp.ClientSession() as s:\n        return await (await s.get(u)).json()\nexcept aiohttp.ContentTypeError:\n    return None", "handled"),
        ("try:\n    async with aiohttp.ClientSession() as s:\n        return await (await s.get(u)).json()\nexcept ValueError:\n    return None", "unhandled"),
    ],
)  # fmt: skip
def test_what_becomes_of_a_failure(facts: Facts, body: str, handling: str) -> None:
    assert [fact.handling for fact in reads(facts, body)] == [handling]


def test_a_choice_of_many(facts: Facts) -> None:
    others = "".join(f"elif u == {number}:\n    a = {number}\n" for number in range(2_000))
    ends = "elif r.status_code != 200:\n    return None\n"
    [read] = reads(facts, f"r = get(u)\nif u == 'a':\n    a = 1\n{others}{ends}return r.json()")
    assert (read.s204, read.s200_html) == ("unknown", "reached")


def test_the_request_and_the_kind_of_guard(facts: Facts) -> None:
    body = (
        "r = requests.post('/a', timeout=5)\nif r.ok:\n    return r.json()\n"
        "q = httpx.get('/b')\nif q.is_error:\n    raise Bad(q.json())\n"
        "if q.status_code != 200:\n    return None\nreturn q.json()"
    )
    assert [
        (fact.origin, fact.method, load(fact.url), fact.guarded, fact.error_branch)
        for fact in reads(facts, body)
    ] == [
        ("requests", "POST", ("str", "/a"), "ok", 0),
        ("httpx", "GET", ("str", "/b"), "status", 1),
        ("httpx", "GET", ("str", "/b"), "status", 0),
    ]
