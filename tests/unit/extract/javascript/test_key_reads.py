"""Keys that are read of parsed bodies."""

from __future__ import annotations

import pytest

from dupelint.model.facts import KeyRead
from tests.unit.extract.javascript.conftest import Read

AX = "import axios from 'axios'; "


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("const b = await (await fetch('/x')).json(); use(b.one)", ['["one"]']),
        ("const r = await fetch('/x'); const b = await r.json(); use(b?.one.two)", ['["one"]']),
        ("const b = await (await fetch('/x')).json(); const { two } = b; use(b.one ?? two)",
         ['["one", "two"]']),
        ("const b = await (await fetch('/x')).json(); const two = 2; use(b.one ?? two)",
         ['["one"]']),
        ("const r = await fetch('/x'); const { one, two: t } = await r.json()",
         ['["one"]', '["two"]']),
        ("const r = await fetch('/x'); const { one = 1, ...rest } = await r.json()", []),
        ("fetch('/x').then((r) => r.json()).then((b) => use(b.one))", ['["one"]']),
        ("fetch('/x').then((r) => r.json()).then(({ one }) => use(one))", ['["one"]']),
        ("fetch('/x').then((r) => { r.json().then((b) => b.one); })", ['["one"]']),
        ("const b = await (await fetch('/x')).json(); use(b.one || b.two)",
         ['["one", "two"]', '["two", "one"]']),
        ("const b = await (await fetch('/x')).json(); use(b.one && b.two)", ['["one"]', '["two"]']),
        ("const b = await (await fetch('/x')).json(); use(b.one ? 1 : b.two)",
         ['["one", "two"]', '["two", "one"]']),
        ("const b = await (await fetch('/x')).json(); b.one = 1; b.map(f); use(b.length)", []),
        ("let b = await (await fetch('/x')).json(); b = other; use(b.one)", []),
        ("const b = await (await fetch('/x')).json(); const f = (b) => b.one;", []),  # another b
        (AX + "const r = await axios.get('/x'); use(r.data.one, r.status)", ['["one"]']),
        (AX + "const { data } = await axios.get('/x'); use(data.one)", ['["one"]']),
        (AX + "const { data: { one } } = await axios.get('/x')", ['["one"]']),
        (AX + "axios.get('/x').then((r) => use(r.data.one))", ['["one"]']),
        ("const b = JSON.parse(text); use(b.one)", []),
        ("const b = await request.json(); use(b.one)", []),
    ],
)  # fmt: skip
def test_keys(read: Read, code: str, found: list[str]) -> None:
    code = (
        f"async function run() {{ {code} }}"
        if not code.startswith("import")
        else (AX + f"async function run() {{ {code.removeprefix(AX)} }}")
    )
    assert [keys for (keys,) in read(code, KeyRead, "keys", "a.js")] == found


def test_the_place_is_the_key(read: Read) -> None:
    code = "async function f() { const b = await (await fetch('/x')).json(); return b.one; }"
    assert read(code, KeyRead, "at keys", "a.js") == [("one", '["one"]')]
