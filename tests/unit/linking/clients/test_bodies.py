"""Parses of responses with what functions of other files say."""

from __future__ import annotations

import pytest

from ..conftest import Make

RISKS = "SELECT risk, through, url, same_origin FROM parse_risk ORDER BY at"
HELPERS = """\
export async function anyResponse(url) { return fetch(url); }
export async function okResponse(url) {
  const r = await fetch(url);
  if (!r.ok) throw new Error(r.status);
  return r;
}
export async function fullResponse(url) {
  const r = await fetch(url);
  if (r.status !== 200) throw new Error(r.status);
  return r;
}
export function checkOk(r) { if (!r.ok) throw new Error(r.status); }
export function stop(m: string): never { throw new Error(m); }
export async function readError(r) { throw new Error(await r.json()); }
export function tell(r) { if (r.status === 418) throw new Error('tea'); }
export function checkFull(r) { if (r.status !== 200) throw new Error(r.status); }
"""


@pytest.mark.parametrize(
    ("body", "risk", "through"),
    [
        ("const r = await fetch(u); return await r.json();", "unguarded", ""),
        ("const r = await fetch(u); if (!r.ok) throw 1; return await r.json();", "ok-only", ""),
        ("const r = await fetch(u); if (r.status !== 200) throw 1; return await r.json();",
         "none", ""),
        ("const r = await h.anyResponse(u); return await r.json();", "unguarded", ""),
        ("const r = await h.okResponse(u); return await r.json();", "ok-only", "okResponse"),
        ("const r = await h.fullResponse(u); return await r.json();", "none", "fullResponse"),
        ("const r = await h.unknown(u); return await r.json();", "unknown", ""),
        ("const r = await fetch(u); h.checkOk(r); return await r.json();", "ok-only", "checkOk"),
        ("const r = await fetch(u); h.checkFull(r); return await r.json();", "none",
         "checkFull"),
        ("const r = await fetch(u); h.checkOk(r); h.checkFull(r); return await r.json();", "none",
         "checkFull"),
        ("const r = await fetch(u); if (!r.ok) h.stop('no'); return await r.json();", "ok-only",
         "stop"),
        ("const r = await fetch(u); if (r.status !== 200) h.stop('no'); return await r.json();",
         "none", "stop"),
        ("const r = await fetch(u); if (!r.ok) await h.readError(r); return await r.json();",
         "ok-only", "readError"),
        ("const r = await fetch(u); if (!r.ok) h.readError(r); return await r.json();",
         "unguarded", ""),
        ("const r = await fetch(u); if (!r.ok) h.tell(r); return await r.json();", "unknown", ""),
        ("const r = await fetch(u); if (!r.ok) h.show('no'); return await r.json();", "unguarded",
         ""),
        ("const r = await fetch(u); if (!r.ok) h.throwError('no'); return await r.json();",
         "unknown", ""),
        ("const r = await fetch(u); h.log(r); return await r.json();", "unknown", ""),
    ],
)  # fmt: skip
def test_helpers(project: Make, body: str, risk: str, through: str) -> None:
    text = f"import * as h from './h';\nexport async function f(u) {{ {body} }}\n"
    made = project({"client/a.js": text, "client/h.ts": HELPERS})

    rows = made.rows("SELECT risk, through FROM parse_risk WHERE path(at >> 42) = 'client/a.js'")
    assert rows == [(risk, through)]


BASE = """\
export class Base {
  constructor(root) { this.root = root; }
  async fetch(path) {
    const r = await fetch(this.root + path);
    if (!r.ok) throw new Error(r.status);
    return r;
  }
  async open(path) { return await fetch(this.root + path); }
}
export class Middle extends Base {}
export class Full extends Base {
  async fetch(path) {
    const r = await fetch(path);
    if (r.status !== 200) throw new Error(r.status);
    return r;
  }
}
"""


@pytest.mark.parametrize(
    ("above", "call", "risk", "through"),
    [
        ("Base", "this.fetch('/x')", "ok-only", "Base.fetch"),
        ("Middle", "this.fetch('/x')", "ok-only", "Base.fetch"),
        ("Full", "this.fetch('/x')", "none", "Full.fetch"),
        ("Full", "super.fetch('/x')", "none", "Full.fetch"),
        ("Other", "this.fetch('/x')", "unknown", ""),
    ],
)
def test_a_method_of_a_class_that_is_extended(
    project: Make, above: str, call: str, risk: str, through: str
) -> None:
    text = (
        "import { Base, Middle, Full, Other } from './base';\n"
        f"class Api extends {above} {{ async f() {{ const r = await {call};"
        " return await r.json(); } }\n"
    )
    made = project({"client/a.js": text, "client/base.js": BASE})
    rows = made.rows("SELECT risk, through FROM parse_risk WHERE path(at >> 42) = 'client/a.js'")
    assert rows == [(risk, through)]


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("'/api/a'", ("/api/a", 1)),
        ("'api/a'", ("api/a", 1)),
        ("`/api/${id}`", ("/api/{id}", 1)),
        ("'https://api.example.com/a'", ("https://api.example.com/a", 0)),
        ("'//cdn.example.com/a'", ("//cdn.example.com/a", 0)),
        ("'http://localhost:3000/a'", ("http://localhost:3000/a", -1)),
        ("`http://${host}/a`", ("http://{}/a", -1)),
        ("`${q()}/a`", ("{}/a", -1)),
    ],
)
def test_address(project: Make, url: str, expected: tuple[str, int]) -> None:
    text = f"async function f(id) {{ const r = await fetch({url}); return await r.json(); }}\n"
    made = project({"client/a.js": text})

    assert made.rows("SELECT url, same_origin FROM parse_risk") == [expected]
