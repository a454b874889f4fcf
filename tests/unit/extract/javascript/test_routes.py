"""Routes and routers of Express, beside what only looks like them."""

from __future__ import annotations

import pytest

from dupelint.model.facts import AppPass, Blueprint, Handler, Mount, Route

from .conftest import Read

HEAD = "import express, { Router } from 'express'\nconst app = express()\n"


@pytest.mark.parametrize(
    ("code", "routes"),
    [
        ("app.get('/x', (req, res) => res.json({}))", [("GET", '["str","/x"]', 0)]),
        ("app.all('*', handler)", [("ALL", '["str","*"]', -1)]),
        ("app.put(['/a', '/b'], check, ctrl.save)",
         [("PUT", '["list",["str","/a"],["str","/b"]]', -1)]),
        ("app.get('/x', (req, res, next) => next())", [("GET", '["str","/x"]', 1)]),
        ("app.get('/x', (req, res, next) => next(error))", [("GET", '["str","/x"]', 0)]),
        ("app.get('/x', (req, res, next) => run(req).catch(next))", [("GET", '["str","/x"]', 0)]),
        ("app.get('/x', (req, res, next) => next('route'), show)", [("GET", '["str","/x"]', 1)]),
        ("app.get('/x', wrap(async (req, res) => {}))", [("GET", '["str","/x"]', 0)]),
        ("app.get('/x', ctrl.get.bind(ctrl))", [("GET", '["str","/x"]', -1)]),
        ("app.get('/x', make('y'))", [("GET", '["str","/x"]', 1)]),
        ("app.route('/x').get(a).post(b)",
         [("GET", '["str","/x"]', -1), ("POST", '["str","/x"]', -1)]),
        ("app.get('/a', a).get('/b', b)",
         [("GET", '["str","/a"]', -1), ("GET", '["str","/b"]', -1)]),
        ("const users = Router()\nusers.delete('/:id', f)", [("DELETE", '["str","/:id"]', -1)]),
        ("export default (server: Express) => { server.patch('/x', f) }",
         [("PATCH", '["str","/x"]', -1)]),
        # look-alikes
        ("app.get('view engine')", []),
        ("request(app).get('/x')", []),
        ("const api = axios.create()\nclient.post('/x', body)", []),
        ("app.post('/x', { data: 1 })", []),
        ("new Map().get('/x', f)", []),
        ("cache.get('/x', f)", []),
        ("// app.get('/x', f)", []),
    ],
)  # fmt: skip
def test_routes(read: Read, code: str, routes: list[tuple[str, str, int]]) -> None:
    assert read(HEAD + code, Route, "methods path hands_on") == routes


@pytest.mark.parametrize(
    ("code", "mounts"),
    [
        ("app.use('/api', router)", [('["str","/api"]', '["global","router"]', -1)]),
        ("const r = Router()\napp.use(r)", [('["str","/"]', '["global","r"]', -1)]),
        ("app.use('/api', require('./api'))", [('["str","/api"]', '["import","./api",""]', -1)]),
        ("app.use((req, res) => res.end())", [('["str","/"]', '["str","<72>"]', 0)]),
        ("const all = [Router()]\nall.forEach((r) => app.use('/x', r))",
         [('["str","/x"]', '["each",["global","all"]]', -1)]),
        ("app.use(express.json())",
         [('["str","/"]', '["call",["member",["global","express"],"json"],[],[]]', -1)]),
        ("app.use((error, req, res, next) => res.end())", []),  # an error handler
    ],
)  # fmt: skip
def test_mounts(read: Read, code: str, mounts: list[tuple[str, str, int]]) -> None:
    code = HEAD + code if "router" not in code else HEAD + "const router = Router()\n" + code
    assert read(code, Mount, "path target hands_on") == mounts


def test_routers(read: Read) -> None:
    code = HEAD + (
        "const a = Router()\nconst b = new express.Router({ strict: true })\n"
        "const { Router: Other } = require('vue-router')\nconst c = Other()\n"
    )
    assert read(code, Blueprint, "framework variable class_name") == [
        ("express", "a", "Router"),
        ("express", "b", "express.Router"),
    ]


def test_handlers_of_other_files(read: Read) -> None:
    code = (
        "export const list = (req, res) => res.json([])\n"
        "export function check(req, res, next) { if (req.user) next() }\n"
        "export const load = async (req: Request, res: Response) => { await read(req) }\n"
        "const sum = (a, b) => a + b\n"
        "call((req, res) => res.end())\n"
    )
    assert read(code, Handler, "scope hands_on") == [("list", 0), ("check", 1), ("load", 0)]


def test_calls_that_lead_to_routes(read: Read) -> None:
    code = HEAD + (
        "setup(app)\nrequire('./more')(app)\nstart()\nother()\napp.listen(app)\n"
        "function start() { app.get('/x', f) }\nfunction other() {}\n"
    )
    assert sorted(row[0] for row in read(code, AppPass, "callee")) == [
        '["global","start"]',
        '["import","./more",""]',
    ]


def test_routers_that_are_handed_on_by_names_of_their_own(read: Read) -> None:
    code = (
        "import express, { Router } from 'express';\nimport { a, b, c } from './rooms';\n"
        "const api = express.Router();\nlet v1: Router = Router({ mergeParams: true });\n"
        "a(api);\nb(v1, 1);\nc(apis);\n"
    )
    assert read(code, AppPass, "callee") == [('["global","a"]',), ('["global","b"]',)]


def test_scopes(read: Read) -> None:
    code = HEAD + (
        "connect().then(() => { app.get('/a', f) })\n"
        "class Server { constructor() { this.app = express(); this.app.get('/b', f);\n"
        "  this.more() }\n  more() { this.app.get('/c', f) } }\n"
    )
    assert read(code, Route, "scope path") == [
        ("", '["str","/a"]'),
        ("Server", '["str","/b"]'),
        ("Server.more", '["str","/c"]'),
    ]
    assert read(code, AppPass, "callee scope") == [('["global","Server.more"]', "Server")]
