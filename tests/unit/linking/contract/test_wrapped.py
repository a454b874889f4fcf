"""What comes out of a route whose handler is what a function makes of another one."""

from __future__ import annotations

import pytest

from tests.unit.linking.conftest import Ask

PACKAGE = '{"dependencies": {"next": "15.0.0"}}'
QUERY = (
    "SELECT kind, status, keys FROM route_answer JOIN live_route ON live_route.id = route"
    " WHERE live_route.path = '/x' ORDER BY status, kind, keys"
)
Row = tuple[str, int, str]
OWN = ("json", 200, '["a"]')
UNKNOWN = ("unknown", 0, "")
REFUSED = ("json", 401, '["error"]')

NEXT = {
    "passes on": ("(h) => async (req, ctx) => { log(req); return h(req, ctx) }", [OWN]),
    "in a variable": (
        "(h) => async (req) => { const res = await h(req); res.headers.set('a', 'b'); return res }",
        [OWN],
    ),
    "by other parameters": ("(h, o) => async (...args) => { return await h(...args) }", [OWN]),
    "refuses": (
        "(h) => async (req) => {"
        " if (!req.user) return Response.json({ error: 1 }, { status: 401 }); return h(req) }",
        [OWN, REFUSED],
    ),
    "by a function of another file": (
        "(h) => async (req) => { try { return await h(req) } catch (e) { return refuse(e) } }",
        [OWN, REFUSED],
    ),
    "by a function that is not known": (
        "(h) => async (req) => { try { return await h(req) } catch (e) { return other(e) } }",
        [UNKNOWN, OWN],
    ),
    "makes the response itself": (
        "(h) => async (req) => { const data = await h(req); return Response.json({ data }) }",
        [("json", 200, '["data"]')],
    ),
    "changes the response": (
        "(h) => async (req) => { const r = await h(req); return new Response(r.body, r) }",
        [("unknown", 0, "")],
    ),
    "is put around by another one": ("(h) => outer(async (req) => h(req))", [OWN]),
    "is put around by a package": ("(h) => withAxiom(async (req) => h(req))", [OWN]),
    "is put around by what a package makes": (
        "(h) => axiom(async (req) => { return await h(req) })",
        [OWN],
    ),
    "is put around by a package that is not known": (
        "(h) => external(async (req) => h(req))",
        [UNKNOWN],
    ),
    "calls another parameter": ("(o, h) => async (req) => h(req)", [UNKNOWN]),
    "calls nothing": ("(h) => h", [UNKNOWN]),
}
WRAPPER = """\
import {{ withAxiom }} from 'next-axiom'
import {{ createAxiomRouteHandler }} from '@axiomhq/nextjs'
import {{ external, logger }} from 'elsewhere'
import {{ refuse }} from './refuse'
const axiom = createAxiomRouteHandler(logger, {{ onSuccess: () => 1 }})
const outer = (h) => async (request, context) => {{ return h(request, context) }}
export const wrap = {wrapper}
"""
REFUSE = """\
export function refuse(error) {
  return Response.json({ error }, { status: 401 })
}
"""


@pytest.mark.parametrize(("wrapper", "rows"), NEXT.values(), ids=NEXT)
def test_of_a_route_file(ask: Ask, wrapper: str, rows: list[Row]) -> None:
    files = {
        "package.json": PACKAGE,
        "lib/wrap.ts": WRAPPER.format(wrapper=wrapper),
        "lib/refuse.ts": REFUSE,
        "app/x/route.ts": "import { wrap } from '../../lib/wrap'\n"
        "export const GET = wrap(async (req) => Response.json({ a: 1 }), { some: 'option' })\n",
    }
    assert ask(files, QUERY) == rows


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (
            "async function h() { return Response.json({ a: 1 }) }\nexport const GET = wrap(h)",
            [OWN],
        ),
        ("const h = async () => Response.json({ a: 1 })\nexport const GET = wrap(wrap(h))", [OWN]),
        ("export const GET = wrap(() => Response.json({ a: 1 }), () => 1)", [UNKNOWN]),
        ("import { h } from './h'\nexport const GET = wrap(h)", [UNKNOWN]),
    ],
)
def test_what_a_route_file_hands_to_a_wrapper(ask: Ask, text: str, rows: list[Row]) -> None:
    files = {
        "package.json": PACKAGE,
        "lib/wrap.ts": WRAPPER.format(wrapper=NEXT["passes on"][0]),
        "app/x/route.ts": f"import {{ wrap }} from '../../lib/wrap'\n{text}\n",
    }
    assert ask(files, QUERY) == rows


def test_of_an_api_route_by_method(ask: Ask) -> None:
    files = {
        "package.json": PACKAGE,
        "lib/wrap.ts": "export const wrap = (h) => async (req, res) => {\n"
        "  if (!req.user) return res.status(401).json({ error: 1 })\n  return h(req, res)\n}\n",
        "pages/api/x.ts": "import { wrap } from '../../lib/wrap'\n"
        "export default wrap(async function handler(req, res) {\n"
        "  if (req.method === 'DELETE') return res.status(204).end()\n"
        "  if (req.method === 'GET') return res.status(200).json({ a: 1 })\n"
        "  return res.status(405).end()\n})\n",
    }
    query = (
        "SELECT methods, kind, status FROM route_answer JOIN live_route ON live_route.id = route"
        " ORDER BY methods, status"
    )
    assert ask(files, query) == [
        ("DELETE", "empty", 204),
        ("DELETE", "json", 401),
        ("GET", "json", 200),
        ("GET", "json", 401),
    ]


EXPRESS = {
    "passes on": (
        "(fn) => (req, res, next) => Promise.resolve(fn(req, res, next)).catch(next)",
        [OWN],
    ),
    "as a statement": ("(fn) => (req, res, next) => { fn(req, res, next).catch(next) }", [OWN]),
    "all arguments": ("(fn) => (...args) => Promise.resolve(fn(...args)).catch(args[2])", [OWN]),
    "as a function": (
        "function (fn) { return async function (req, res, next) {"
        " try { await fn(req, res) } catch (e) { next(e) } } }",
        [OWN],
    ),
    "refuses": (
        "(fn) => async (req, res, next) => {"
        " if (!req.user) return res.status(401).json({ error: 1 }); await fn(req, res) }",
        [OWN, REFUSED],
    ),
    "hands the response on": (
        "(fn) => (req, res, next) => { audit(res).json({}); fn(req, res, next) }",
        [UNKNOWN, OWN],
    ),
    "answers itself": (
        "(fn) => async (req, res) => { const data = await fn(req); res.json({ data }) }",
        [("json", 200, '["data"]')],
    ),
    "calls nothing": ("(fn) => (req, res, next) => next()", [UNKNOWN]),
}
USES = {
    "at the route": (
        "app.get('/x', wrap(async (req, res) => { res.json({ a: 1 }) }))\n",
        "",
    ),
    "a constant": (
        "app.get('/x', c.list)\n",
        "export const list = wrap(async (req, res) => { res.json({ a: 1 }) })\n",
    ),
    "twice": (
        "app.get('/x', wrap(c.list))\n",
        "export const list = async (req, res) => { res.json({ a: 1 }) }\n",
    ),
}


@pytest.mark.parametrize(("uses", "defines"), USES.values(), ids=USES)
@pytest.mark.parametrize(("wrapper", "rows"), EXPRESS.values(), ids=EXPRESS)
def test_of_express(ask: Ask, wrapper: str, rows: list[Row], uses: str, defines: str) -> None:
    files = {
        "wrap.js": f"import {{ audit }} from './audit'\nexport const wrap = {wrapper}\n",
        "c.js": f"import {{ wrap }} from './wrap'\n{defines}",
        "app.js": "import express from 'express'\nimport { wrap } from './wrap'\n"
        f"import * as c from './c'\nconst app = express()\n{uses}app.listen(3000)\n",
    }
    assert ask(files, QUERY) == rows


@pytest.mark.parametrize(
    ("wraps", "rows"),
    [
        ("import wrap from 'express-async-handler'", [OWN]),
        ("const wrap = require('express-async-handler')", [OWN]),
        ("import wrap from 'some-handler'", [UNKNOWN]),
        ("import { wrap } from './missing'", [UNKNOWN]),
    ],
)
def test_of_a_package(ask: Ask, wraps: str, rows: list[Row]) -> None:
    text = (
        f"const express = require('express')\n{wraps}\nconst app = express()\n"
        "app.get('/x', wrap(async (req, res) => { res.json({ a: 1 }) }))\napp.listen(3000)\n"
    )
    assert ask({"app.js": text}, QUERY) == rows


@pytest.mark.parametrize(
    "names",
    [
        "exports.list = wrap(async (req, res) => { res.json({ a: 1 }) })",
        "const list = wrap(async (req, res) => { res.json({ a: 1 }) })\nmodule.exports = { list }",
    ],
)
def test_a_handler_that_common_js_gives_out(ask: Ask, names: str) -> None:
    files = {
        "c.js": f"const wrap = require('express-async-handler')\n{names}\n",
        "app.js": "const express = require('express')\nconst { list } = require('./c')\n"
        "const app = express()\napp.get('/x', list)\napp.listen(3000)\n",
    }
    assert ask(files, QUERY) == [OWN]


@pytest.mark.parametrize(
    ("before", "row"),
    [
        ("res.status(404);", ("json", 0, '["a"]')),
        ("res.statusCode = 404;", ("json", 0, '["a"]')),
        ("if (res.statusCode === 404) log();", OWN),
        ("if (!x) return res.status(404).end();", OWN),
        ("res\n.status(404)\n;", ("json", 0, '["a"]')),
        ("if (!x) { res.status(404); throw new Error() }", OWN),
        ("if (!x) { res.status(404)\n  throw new Error() }", OWN),
    ],
)
def test_a_status_that_is_set_before(ask: Ask, before: str, row: Row) -> None:
    text = (
        "const express = require('express')\nconst app = express()\n"
        f"app.get('/x', (req, res) => {{ {before} res.json({{ a: 1 }}) }})\napp.listen(3000)\n"
    )
    assert ask({"app.js": text}, f"SELECT * FROM ({QUERY}) WHERE kind = 'json'") == [row]
