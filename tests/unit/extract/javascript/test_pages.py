"""The paths of pages, as elements and in lists of objects."""

from __future__ import annotations

from typing import Any

import pytest

from dupelint.model.facts import ClientRoute

A = '["global","A"]'
IMPORT = "import { A } from './pages'\n"
NONE = '["null"]'
ELEMENTS: list[tuple[str, list[tuple[str, str]]]] = [
    ("<Routes><Route path='/a' element={<A />} /></Routes>", [("/a", A)]),
    ("<Routes><Route path='a' element={<A />} /></Routes>", [("/a", A)]),
    ("<Routes><Route path='/a'><Route path='b' component={A} /></Route></Routes>", [("/a/b", A)]),
    ("<Routes><Route index element={<A />} /></Routes>", []),
    ("<Routes><Route path={p} element={<A />} /></Routes>", []),
]
LISTS: list[tuple[str, list[tuple[str, str]]]] = [
    ("createBrowserRouter([{ path: '/a', element: <A /> }])", [("/a", A)]),
    ("createHashRouter([{ path: 'a', Component: A }])", [("/a", A)]),
    ("createMemoryRouter([{ path: 'a', lazy: () => import('./a') }], {})", [("/a", NONE)]),
    ("useRoutes([{ path: 'a', element: <A b={1}>c</A> }])", [("/a", NONE)]),
    ("new VueRouter({ routes: [{ path: '/a', component: A }] })", [("/a", A)]),
    ("new Router({ mode: 'history', routes: [{ path: '/a', component: A }] })", [("/a", A)]),
    ("createRouter({ history, routes })\nconst routes = [{ path: '/a', component: A }]",
     [("/a", A)]),
    ("createRouter<R>({ routes: r })\nconst r: R[] = [{ path: '/a' }] as const", [("/a", NONE)]),
    ("createRouter(o)\nconst o = { routes: [{ path: '/a' }] }", [("/a", NONE)]),
    ("useRoutes([{ path: '/a', children: [{ index: true }, { path: 'b' }, { path: '/c' }] }])",
     [("/a/b", NONE), ("/c", NONE)]),
    ("useRoutes([{ element: <A />, children: [{ path: '' }, { path: 'b' }] }])",
     [("/", NONE), ("/b", NONE)]),
    ("const r = [{ path: '/a' }]\nuseRoutes(r)\ncreateHashRouter(r)", [("/a", NONE)]),
    ("useRoutes([...more, on && { path: '/a' }, f({ path: '/b' })])", []),
    ("useRoutes([{ path: p, children: [{ path: 'b' }] }])", []),
    ("let r = [{ path: '/a' }]\nuseRoutes(r)", []),
    ("import { r } from './r'\nuseRoutes(r)", []),
    ("createRouter({ routeTree })", []),
    ("createRouter()", []),
    ("createStore({ routes: [{ path: '/a' }] })", []),
    ("new Router()", []),
]  # fmt: skip


@pytest.mark.parametrize(("source", "found"), ELEMENTS + LISTS)
def test_the_pages_of_a_file(read: Any, source: str, found: list[tuple[str, str]]) -> None:
    assert sorted(read(IMPORT + source, ClientRoute, "path component", "app.tsx")) == found


def test_a_list_is_one_group(read: Any) -> None:
    source = "useRoutes([{ path: 'a' }, { path: 'b' }]); createHashRouter([{ path: 'c' }])"
    (first, _), (second, _), (third, at) = read(source, ClientRoute, "group at", "app.tsx")
    assert first == second != third
    assert at == "{ path: 'c' }"
