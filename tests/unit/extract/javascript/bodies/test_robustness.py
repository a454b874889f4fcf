"""Whatever a file holds, reading it raises nothing and says only what stands in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dupelint.model.facts import LENGTH_BITS, NO_SPAN, BodyRead

Facts = Callable[..., list[Any]]
_PIECES = [
    "await ", "fetch(u)", ".json()", "(", ")", "{", "}", "[", "]", ";", "=>", "?.", " ? ", " : ",
    "if (", "else ", "!r.ok", "r", "r.status", " === 204", " && ", " || ", "return ", "throw ",
    "const r = ", "let ", "try ", "catch ", "finally ", ".then(", ".catch(", "async ", "function f",
    "switch (r.status) { case 200: ", "`${", "`", "...", "/a+/.test(", "new Promise((", "class A ",
    "\n", "JSON.parse(", "r.text()", "r = r", ", ", "é", "\x00", "Promise.all([",
]  # fmt: skip


def _check(found: list[Any], data: bytes) -> None:
    for fact in found:
        places = [fact.at]
        if isinstance(fact, BodyRead):
            places += [fact.statement, fact.response]
        for place in places:
            if place != NO_SPAN:
                start, length = place >> LENGTH_BITS, place & ((1 << LENGTH_BITS) - 1)
                assert 0 <= start < start + length <= len(data)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(pieces=st.lists(st.sampled_from(_PIECES), max_size=60), typed=st.booleans())
def test_fragments_in_any_order(facts: Facts, pieces: list[str], typed: bool) -> None:
    source = "".join(pieces)
    _check(facts(source, "app.tsx" if typed else "app.js"), source.encode())


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_forms_cut_and_joined(facts: Facts, forms: list[tuple[str, str]], data: Any) -> None:
    sources = [source.encode() for _row, source in forms]
    one, two = data.draw(st.sampled_from(sources)), data.draw(st.sampled_from(sources))
    start = data.draw(st.integers(0, len(one)))
    end = data.draw(st.integers(0, len(two)))
    joined = one[:start] + two[end:]
    _check(facts(joined), joined)


@pytest.mark.parametrize(
    "source",
    [
        "const r = await fetch(u);" + "if (!r.ok) {" * 3_000 + "r.json()" + "}" * 3_000,
        "fetch(u)" + ".then(r => r)" * 3_000 + ".then(r => r.json())",
        "const r = " + "(await " * 3_000 + "fetch(u)" + ")" * 3_000 + "; r.json();",
        "const r = await fetch(u); if (" + "!" * 5_000 + "r.ok) throw 1; r.json();",
        "const r = await fetch(u); if (" + "r.ok && " * 5_000 + "r.ok) r.json();",
        "const r = await fetch(u); const t = " + "r.ok ? 1 : " * 3_000 + "2; if (t) r.json();",
        "function a(r) { return b(r); } function b(r) { return a(r); }\n"
        "async function run(u) { const r = await fetch(u); if (a(r)) return; return r.json(); }",
        "let r = r; r.json(); const x = y, y = x; if (x) fetch(x).then(x => x.json());",
        "const r = await fetch(u);\n" + "if (r.status === 204) f(r);\n" * 3_000 + "r.json();",
        "const f0 = r => r.ok;\n"
        + "".join(f"const f{i} = r => f{i - 1}(r) && f{i - 1}(r);\n" for i in range(1, 40))
        + "async function run(u) { const r = await fetch(u); if (f39(r)) return r.json(); }",
        "const r = await fetch(u); if (/(a|aa)+$|(.*)*x/.test(await r.text())) r.json()",
        "const r = await fetch(u); if ('a'['"
        + "9" * 9_000
        + "'] || parseInt('"
        + "9" * 9_000
        + "') > r.status || Number('1e999999') > r.status) r.json()",
        "const r = await fetch(u); if (1 / 0 > r.status % 0 || r.status << 2) r.json()",
        "const r = await fetch(u); "
        + "if (r.ok) {" * 3_000
        + "throw 1"
        + "}" * 3_000
        + "; r.json()",
        "const r = await fetch(u); try { await r.json() } catch (e) "
        + "{" * 3_000
        + "throw e"
        + "}" * 3_000,
        "const r = await fetch(u); check(" + "f(" * 3_000 + "r" + ")" * 3_000 + "); r.json()",
        "const r = await fetch(u); r.json()" + ".catch(e => { throw e })" * 300,
        "async function f(u) { await f(u); await f(u); return (await fetch(u)).json(); }" * 50,
        "e" + ".json()" * 4_000,
        "fetch(u)" + ".json()" * 4_000,
    ],
    ids=range(20),
)
def test_deep_and_circular_code_ends_in_time(facts: Facts, source: str) -> None:
    _check(facts(source), source.encode())
