from __future__ import annotations

from collections.abc import Callable

import pytest

from dupelint.model.source import Language

Apply = Callable[..., str]
THROW = "throw new Error(`HTTP ${r.status}`)"


def body(text: str) -> str:
    return f"async function f() {{\n  const r = await fetch(u);\n  {text}\n}}\n"


@pytest.mark.parametrize(
    ("text", "after"),
    [
        # a statement of its own
        ("const b: X = await «r.json()»;", f"if (r.status !== 200) {THROW};\n  const b: X = await r.json();"),
        ("return «r.clone().json()»;", f"if (r.status !== 200) {THROW};\n  return r.clone().json();"),
        ("for (const x of await «r.json()») g(x);",
         f"if (r.status !== 200) {THROW};\n  for (const x of await r.json()) g(x);"),
        ("if (a) return «r.json()»; else g();",
         f"if (a) {{\n    if (r.status !== 200) {THROW};\n    return r.json();\n  }} else g();"),
        ("const t = await r.text();\n  return «JSON.parse(t)»;",
         f"const t = await r.text();\n  if (r.status !== 200) {THROW};\n  return JSON.parse(t);"),
        ("switch (a) {\n    case 1:\n      return «r.json()»;\n  }",
         f"switch (a) {{\n    case 1:\n      if (r.status !== 200) {THROW};\n      return r.json();\n  }}"),
        # a check that says less
        ("if (!r.ok) throw new Bad(r.status);\n  return «r.json()»;",
         "if (r.status !== 200) throw new Bad(r.status);\n  return r.json();"),
        ("if (!r.ok) {\n    setError(await r.text());\n    return;\n  }\n  return «r.json()»;",
         "if (r.status !== 200) {\n    setError(await r.text());\n    return;\n  }\n  return r.json();"),
        ("if (a || r.status >= 400) return null;\n  return «r.json()»;",
         "if (a || r.status !== 200) return null;\n  return r.json();"),
        ("if (r.ok && a) {\n    set(await «r.json()»);\n  } else {\n    setError(r.status);\n  }",
         "if (r.status === 200 && a) {\n    set(await r.json());\n  } else {\n    setError(r.status);\n  }"),
        ("return r.ok ? «r.json()» : null;", "return r.status === 200 ? r.json() : null;"),
        ("return r.ok && «r.json()»;", "return r.status === 200 && r.json();"),
        # what it does otherwise wants the body: a check of its own
        ("if (!r.ok) throw new Bad(await r.json());\n  return «r.json()»;",
         f"if (!r.ok) throw new Bad(await r.json());\n  if (r.status !== 200) {THROW};\n  return r.json();"),
        ("if (!r.ok) throw await bad(r);\n  return «r.json()»;",
         f"if (!r.ok) throw await bad(r);\n  if (r.status !== 200) {THROW};\n  return r.json();"),
        ("return r.ok ? «r.json()» : Promise.reject(r);",
         "return r.ok && r.status === 200 ? r.json() : Promise.reject(r);"),
        ("if (!r.ok) log(r.status);\n  return «r.json()»;",
         f"if (!r.ok) log(r.status);\n  if (r.status !== 200) {THROW};\n  return r.json();"),
        # a condition within the statement
        ("return r.status !== 204 ? await «r.json()» : null;",
         "return r.status !== 204 && r.status === 200 ? await r.json() : null;"),
        ("return a || b ? await «r.json()» : null;",
         "return (a || b) && r.status === 200 ? await r.json() : null;"),
        ("return r.status === 204 ? null : await «r.json()»;",
         "return r.status === 204 || r.status !== 200 ? null : await r.json();"),
        ("return g(r) && «r.json()»;", "return g(r) && r.status === 200 && r.json();"),
        # done
        ("if (r.status !== 200) return null;\n  return «r.json()»;", None),
        ("if (r.status != 200 || a) { b(); return; }\n  return «r.json()»;", None),
        ("return r.status === 200 ? «r.json()» : null;", None),
        ("if (a && r.status === 200) {\n    set(await «r.json()»);\n  }", None),
    ],
)  # fmt: skip
def test_a_response_with_a_name(apply: Apply, text: str, after: str | None) -> None:
    expected = "done" if after is None else body(after)

    assert apply("guard_response", body(text), Language.TYPESCRIPT) == expected


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("export const f = () => fetch(u).then((r) => «r.json()»);\n",
         f"export const f = () => fetch(u).then((r) => {{\n  if (r.status !== 200) {THROW};\n"
         "  return r.json();\n});\n"),
        ("const f = () => fetch(u)\r\n\t.then(r => «r.json()»)\r\n\t.then(g)",
         f"const f = () => fetch(u)\r\n\t.then(r => {{\r\n\t\tif (r.status !== 200) {THROW}\r\n"
         "\t\treturn r.json()\r\n\t})\r\n\t.then(g)"),
        ("fetch(u).then(async (r) => ({ ok: true, x: await «r.json()» }));\n",
         f"fetch(u).then(async (r) => {{\n  if (r.status !== 200) {THROW};\n"
         "  return ({ ok: true, x: await r.json() });\n});\n"),
        ("fetch(u).then(function (r) { return «r.json()»; });\n",
         f"fetch(u).then(function (r) {{ if (r.status !== 200) {THROW}; return r.json(); }});\n"),
        ("fetch(u).then((r) => r.ok ? «r.json()» : null);\n",
         "fetch(u).then((r) => r.status === 200 ? r.json() : null);\n"),
        ("fetch(u).then((r) =>\n  «r.json()» as Promise<é>, g);\n",
         f"fetch(u).then((r) => {{\n  if (r.status !== 200) {THROW};\n"
         "  return r.json() as Promise<é>;\n}, g);\n"),
    ],
)  # fmt: skip
def test_a_response_in_a_chain(apply: Apply, text: str, after: str) -> None:
    assert apply("guard_response", text, Language.TYPESCRIPT) == after


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("async function f() {\n  return «(await fetch(u)).json()»;\n}\n",
         "async function f() {\n  const response = await fetch(u);\n"
         "  if (response.status !== 200) throw new Error(`HTTP ${response.status}`);\n"
         "  return response.json();\n}\n"),
        ("const f = async () =>\n  «(await fetch(u)).json()»;\n",
         "const f = async () => {\n  const response = await fetch(u);\n"
         "  if (response.status !== 200) throw new Error(`HTTP ${response.status}`);\n"
         "  return response.json();\n};\n"),
        ("const b = 1\nasync function f(response) {\n\tconst { a } = await «(await fetch(u, {\n\t\tb\n\t})).json()»\n}\n",
         "const b = 1\nasync function f(response) {\n\tconst res = await fetch(u, {\n\t\tb\n\t})\n"
         "\tif (res.status !== 200) throw new Error(`HTTP ${res.status}`)\n"
         "\tconst { a } = await res.json()\n}\n"),
        ("async function f() {\n  set(«await (await fetch(u)).json()»);\n}\n",
         "async function f() {\n  const response = await fetch(u);\n"
         "  if (response.status !== 200) throw new Error(`HTTP ${response.status}`);\n"
         "  set(await response.json());\n}\n"),
        ("async function f() {\n  «(await fetch(u)).json()».then(g);\n}\n",
         "async function f() {\n  const response = await fetch(u);\n"
         "  if (response.status !== 200) throw new Error(`HTTP ${response.status}`);\n"
         "  response.json().then(g);\n}\n"),
        ("async function f() {\n  set(«JSON.parse(await (await fetch(u)).text())»);\n}\n",
         "async function f() {\n  const response = await fetch(u);\n"
         "  if (response.status !== 200) throw new Error(`HTTP ${response.status}`);\n"
         "  set(JSON.parse(await response.text()));\n}\n"),
    ],
)  # fmt: skip
def test_a_response_without_a_name_gets_one(apply: Apply, text: str, after: str) -> None:
    assert apply("guard_response", text, Language.JAVASCRIPT) == after


def test_a_line_without_semicolon_is_kept_apart(apply: Apply) -> None:
    text = "async function f(r) {\n  const a = 1\n  const b = 2\n\n  (await «r.json()»).map(g)\n}\n"
    text = text.replace("  (await", "  ;[await").replace(").map", "].map")

    assert apply("guard_response", text, Language.JAVASCRIPT) == (
        "async function f(r) {\n  const a = 1\n  const b = 2\n\n"
        f"  ;if (r.status !== 200) {THROW}; [await r.json()].map(g)\n}}\n"
    )


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (body("return a || «r.json()»;"), "it stands behind something that takes its place"),
        (body("const b = await «r.json()»;\n  if (!r.ok) throw new Error(b.message);"),
         "the status is looked at behind the parse"),
        ("f().then(async (r) => ({ ok: r.ok, x: await «r.json()» }));\n",
         "the status is looked at behind the parse"),
        (body("while (await «r.json()») g();"), "it stands in the head of a loop"),
        (body("for (const a = await «r.json()»;;) g();"), "it stands in the head of a loop"),
        (body("if (a) g();\n  else if (await «r.json()») h();"), "no list of statements holds it"),
        (body("if (a) // why\n    return «r.json()»;"), "something stands between it and its condition"),
        ("const r = await fetch(u), b = await «r.json()»;\n", "the response is made in the same statement"),
        ("set(a(), await «(await fetch(u)).json()»);\n", "other parts of its statement run before the request"),
        ("set(a ? await «(await fetch(u)).json()» : b);\n", "other parts of its statement run before the request"),
        ("class A { b = «this.r.json()»; }\n", "no statement holds it"),
        ("function f(a = «r.json()») {}\n", "no statement holds it"),
        ("«fetch(u).json()»;\n", "the response has no name, and is not awaited"),
        ("«make().r.json()»;\n", "the response has no name, and is not awaited"),
        ("«JSON.parse(text)»;\n", "where its text comes from is not seen"),
    ],
)  # fmt: skip
def test_what_a_check_would_decide_too_much_about_is_refused(
    apply: Apply, text: str, why: str
) -> None:
    assert apply("guard_response", text, Language.TYPESCRIPT) == f"refused: {why}"


@pytest.mark.parametrize(
    ("text", "after"),
    [
        # a function that hands the promise on rejects
        ("const f = (r) => «r.json()» as X;\n",
         "const f = (r) => {\n  if (r.status !== 200) return Promise.reject(new Error(`HTTP ${r.status}`));\n"
         "  return r.json() as X;\n};\n"),
        ("function f(r) {\n  return «r.json()».then(g);\n}\n",
         "function f(r) {\n  if (r.status !== 200) return Promise.reject(new Error(`HTTP ${r.status}`));\n"
         "  return r.json().then(g);\n}\n"),
        # one that waits for it throws
        ("function* f(r) {\n  const b = yield «r.json()»;\n}\n",
         f"function* f(r) {{\n  if (r.status !== 200) {THROW};\n  const b = yield r.json();\n}}\n"),
        ("const b = await «r.json()»;\n", f"if (r.status !== 200) {THROW};\nconst b = await r.json();\n"),
        # of others the error would end elsewhere
        ("function f(r) {\n  «r.json()».then(g);\n}\n",
         "refused: an error would not go where that of the parse goes"),
        ("function f(r) {\n  return g(«r.json()»);\n}\n",
         "refused: an error would not go where that of the parse goes"),
        ("f().then((r) => {\n  resolve(«r.json()»);\n});\n",
         "refused: an error would not go where that of the parse goes"),
        ("function f(text, r) {\n  const t = await r.text();\n  g(«JSON.parse(t)»);\n}\n",
         "function f(text, r) {\n  const t = await r.text();\n"
         f"  if (r.status !== 200) {THROW};\n  g(JSON.parse(t));\n}}\n"),
        ("«r.json()».then(g);\n", "refused: an error would not go where that of the parse goes"),
        (body("«r.json()».then(g).catch(h);"), "refused: the parse has a catch of its own"),
        (body("return «r.json()».then(g, h);"), "refused: the parse has a catch of its own"),
    ],
)  # fmt: skip
def test_an_error_goes_where_that_of_the_parse_goes(apply: Apply, text: str, after: str) -> None:
    assert apply("guard_response", text, Language.TYPESCRIPT) == after


@pytest.mark.parametrize(
    ("success", "condition"),
    [
        ("200", "r.status !== 200"),
        ("200,201", "r.status !== 200 && r.status !== 201"),
        ("201, 204", "r.status !== 201"),
        ("204", "refused: no status that the route answers comes with a body"),
        ("2xx", "refused: no status that the route answers comes with a body"),
    ],
)
def test_the_statuses_of_the_route(apply: Apply, success: str, condition: str) -> None:
    text = apply("guard_response", body("return «r.json()»;"), Language.TYPESCRIPT, success=success)

    if condition.startswith("refused"):
        assert text == condition
    else:
        assert text == body(f"if ({condition}) {THROW};\n  return r.json();")


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("if (!r.ok) {\n    const p = await «r.json()»;\n    throw new Error(p.message);\n  }",
         "if (!r.ok) {\n    if (!r.headers.get('content-type')?.includes('application/json')) {\n"
         f"      {THROW};\n    }}\n    const p = await r.json();\n    throw new Error(p.message);\n  }}"),
        ("if (!r.ok) throw new Error((await «r.json()»).message);",
         "if (!r.ok) {\n    if (!r.headers.get('content-type')?.includes('application/json')) {\n"
         f"      {THROW};\n    }}\n    throw new Error((await r.json()).message);\n  }}"),
        ("if (!r.ok && r.headers.get('Content-Type') === 'x') {\n    set(await «r.json()»);\n  }", None),
    ],
)  # fmt: skip
def test_an_error_branch_looks_at_the_type(apply: Apply, text: str, after: str | None) -> None:
    changed = apply("guard_response", body(text), Language.TYPESCRIPT, guard="type")

    assert changed == ("done" if after is None else body(after))
