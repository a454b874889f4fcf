"""What path a file of a Next.js project serves."""

from __future__ import annotations

import pytest

from dupelint.linking.next.paths import of_app, of_pages, of_pattern, rank


@pytest.mark.parametrize(
    ("file", "path", "canonical"),
    [
        ("page.tsx", "/", "/"),
        ("api/users/route.ts", "/api/users", "/api/users"),
        ("api/users/route.jsx", "/api/users", "/api/users"),
        ("api/users/[id]/route.ts", "/api/users/[id]", "/api/users/{}"),
        ("api/[...path]/route.ts", "/api/[...path]", "/api/{**}"),
        ("api/[[...path]]/route.ts", "/api/[[...path]]", "/api/{?{**}}"),
        ("(shop)/cart/page.js", "/cart", "/cart"),
        ("@modal/cart/page.js", "/cart", "/cart"),
        ("%5Finternal/route.ts", "/_internal", "/_internal"),
        ("_lib/route.ts", None, None),  # a private folder
        ("feed/(.)photo/page.tsx", None, None),  # in another page's place
        ("feed/(..)(..)photo/page.tsx", None, None),
        ("api/users/routes.ts", None, None),
        ("api/users/route.test.ts", None, None),
        ("layout.tsx", None, None),
    ],
)
def test_app(file: str, path: str | None, canonical: str | None) -> None:
    found = of_app(file)
    assert (found and found.path, found and found.canonical) == (path, canonical)


@pytest.mark.parametrize(
    ("file", "path", "is_page"),
    [
        ("index.tsx", "/", True),
        ("about.jsx", "/about", True),
        ("blog/[slug].tsx", "/blog/[slug]", True),
        ("api/users/index.ts", "/api/users", False),
        ("api/users/[id].ts", "/api/users/[id]", False),
        ("api/hello.d.ts", None, None),
        ("_app.tsx", None, None),
        ("404.tsx", None, None),
    ],
)
def test_pages(file: str, path: str | None, is_page: bool | None) -> None:
    found = of_pages(file)
    assert (found and found.path, found and found.is_page) == (path, is_page)


def test_the_order_in_which_paths_are_tried() -> None:
    paths = ["/a/{?{**}}", "/a/{**}", "/a/{}", "/a/b", "/{}/b"]
    assert sorted(paths, key=rank) == ["/a/b", "/a/{}", "/a/{**}", "/a/{?{**}}", "/{}/b"]


@pytest.mark.parametrize(
    ("pattern", "canonical"),
    [
        ("/old", "/old"),
        ("/api/:path*", "/api/{**}"),
        ("/blog/:slug", "/blog/{}"),
        ("/post/:id(\\d{1,})", "/post/{}"),
        ("/docs/(.*)", "/docs/{**}"),
        ("/:path*", ""),
        ("/((?!api).*)", ""),
    ],
)
def test_patterns_of_next_config(pattern: str, canonical: str) -> None:
    assert of_pattern(pattern) == canonical
