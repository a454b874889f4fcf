"""Classes whose objects hold routes."""

from __future__ import annotations

import pytest

from dupelint.model.facts import AppPass, ClassShape, Route

from .conftest import Read

HEAD = "import express, { Router } from 'express'\n"


@pytest.mark.parametrize(
    ("code", "shapes"),
    [
        (
            "class A { path = '/a'; router = Router(); constructor(private name: string) {} }",
            [("A", ("null",), '["null"]', '{path:"/a"}{router:new}{name:given name}', 0, 0)],
        ),
        (
            "class A { constructor(path) { this.path = path; this.router = Router() } }",
            [("A", ("null",), '["null"]', "{path:given path}{router:new}", 0, 0)],
        ),
        (
            "class A { #r = Router(); get router() { return this.#r }\nother() { return 1 } }",
            [("A", ("null",), '["null"]', "{r:new}{router:new}", 0, 0)],
        ),
        (
            "import B from './b'\nclass ARoutes extends B { constructor(p) { super(p, '/x') } }\n"
            "class CRoutes extends B<string> {}\nclass D extends B {}",
            [],
        ),
        (
            "import { BaseRoutes } from './b'\n"
            "class A extends BaseRoutes { constructor(p) { super(p, '/x'); this.q = this.path } }",
            [("A", ("global", "BaseRoutes"), '["list",["param","p"],["str","/x"]]',
              "{q:this path}", 1, 0)],
        ),
        (
            "abstract class A { constructor(app) { this.app = app; this.routes() }\n"
            " abstract routes(): void }",
            [("A", ("null",), '["null"]', "{app:given app}", 1, 1)],
        ),
        (  # only what extends it can define `routes`
            "class A { constructor(app) { this.app = app; this.routes() } }",
            [("A", ("null",), '["null"]', "{app:given app}", 0, 0)],
        ),
        # look-alikes
        ("class A { constructor(app) { this.app = app; this.show() }\nshow() {} }", []),
        ("class A implements B { constructor() { this.f = () => 1; this.f() } }", []),
    ],
)  # fmt: skip
def test_shapes(read: Read, code: str, shapes: list[tuple[object, ...]]) -> None:
    found = read(HEAD + code, ClassShape, "scope base above fields is_open is_abstract")
    assert [(*row[:3], _short(row[3]), *row[4:]) for row in found] == shapes


def _short(fields: str) -> str:
    from dupelint.model.value import load

    def held(value: tuple[object, ...]) -> str:
        match value:
            case ("new", _):
                return "new"
            case ("param", str(name)):
                return f"given {name.removeprefix('new ')}"
            case ("member", ("param", "this"), str(name)):
                return f"this {name}"
        return f'"{value[1]}"'

    return "".join("{" + f"{name}:{held(value)}" + "}" for name, value in load(fields)[1:])


@pytest.mark.parametrize(
    ("code", "passes"),
    [
        ("new App([new UserRoute()])",
         [('["global","App"]', '["list",["list",["call",["global","UserRoute"],[],[]]]]'),
          ('["global","UserRoute"]', '["list"]')]),
        ("class A extends B { constructor() { super(); this.routes() } r = Router() }",
         [('["member",["param","this"],"routes"]', '["list"]')]),
        # look-alikes
        ("new http.Server(app)", []),
        ("new Date()", []),
        ("new Apps([])", []),
        ("const s = 'new App('", []),
        ("class A { r = Router(); constructor() { this.f() } f() {} }", []),
    ],
)  # fmt: skip
def test_what_is_made_and_called(read: Read, code: str, passes: list[tuple[str, str]]) -> None:
    head = HEAD + "import { App, UserRoute, B } from '@own/x'\n"
    assert read(head + code, AppPass, "callee args") == passes


@pytest.mark.parametrize(
    ("code", "routes"),
    [
        ("class A { router = Router(); a() { this.router.get('/x', this.show) }\nshow(req, res) {} }",
         [("new", '["global","A.show"]')]),
        ("class A { router = Router(); u = new U(); a() { this.router.get('/x', this.u.show) } }",
         [("new", '["member",["call",["global","U"],[],[]],"show"]')]),
        ("class A extends B { a() { this.router.get('/x', this.show.bind(this)) } }",
         [("member", '["member",["param","this"],"show"]')]),
        ("class A extends B { a() { this.router.get(this.at('x'), f) } }",
         [("member", '["null"]')]),
        # look-alikes
        ("class A { a() { this.api.get('/x', params) } }", []),
        ("class A extends B { a() { this.api.get('/x', params) } }", []),
        ("class A { a() { this.cache.get('/x', this.show) } }", []),
    ],
)  # fmt: skip
def test_routes_of_objects(read: Read, code: str, routes: list[tuple[str, str]]) -> None:
    found = read(HEAD + "import { B, U } from './x'\n" + code, Route, "receiver target")
    assert [(receiver[0], target) for receiver, target in found] == routes
