"""Which file a JavaScript or TypeScript import means."""

from __future__ import annotations

import pytest

from ..conftest import Make

TSCONFIG = '{"compilerOptions": {"baseUrl": ".", "paths": {"@/*": ["src/*"], "one": ["src/a.ts"]}}}'
VITE = """\
import { defineConfig } from "vite";
export default defineConfig({ resolve: { alias: { "@": "./src", "lib": "./shared" } } });
"""
WORKSPACE = {
    "package.json": '{"name": "root", "workspaces": ["packages/*"]}',
    "packages/shared/package.json": '{"name": "@org/shared", "exports": {".": "./src/main.ts", '
    '"./client": "./src/client.ts", "./built": "./dist/built.js"}}',
    "packages/shared/src/main.ts": "",
    "packages/shared/src/client.ts": "",
    "packages/shared/src/other.ts": "",
    "packages/plain/package.json": '{"name": "plain"}',
    "packages/plain/index.js": "",
    "packages/web/package.json": '{"name": "web"}',
    "packages/web/src/a.ts": "",
}


@pytest.mark.parametrize(
    ("files", "importer", "specifier", "found"),
    [
        pytest.param({"a.js": "", "b.js": ""}, "a.js", "./b.js", "b.js", id="as written"),
        pytest.param({"a.js": "", "b.ts": ""}, "a.js", "./b", "b.ts", id="extension left out"),
        pytest.param({"a.ts": "", "b.ts": ""}, "a.ts", "./b.js", "b.ts", id="js means ts"),
        pytest.param({"a.ts": "", "b.tsx": ""}, "a.ts", "./b.jsx", "b.tsx", id="jsx means tsx"),
        pytest.param({"a.js": "", "b.vue": ""}, "a.js", "./b", "b.vue", id="component"),
        pytest.param({"c/src/a.vue": "", "c/src/d/b.js": ""}, "c/src/a.vue", "@/d/b",
                     "c/src/d/b.js", id="src without an alias"),
        pytest.param({"a.mts": "", "b.mts": ""}, "a.mts", "./b.mjs", "b.mts", id="mjs means mts"),
        pytest.param({"a.ts": "", "b.js": "", "b.ts": ""}, "a.ts", "./b.js", "b.js",
                     id="what is written goes first"),
        pytest.param({"a.js": "", "b/index.js": ""}, "a.js", "./b", "b/index.js", id="index"),
        pytest.param({"c/a.js": "", "index.ts": ""}, "c/a.js", "..", "index.ts",
                     id="index of the root"),
        pytest.param({"a.js": "", "b.test.ts": ""}, "a.js", "./b.test", "b.test.ts",
                     id="a dot in the name"),
        pytest.param({"a.js": "", "b.js": ""}, "a.js", "./b.js?raw", "b.js", id="a query"),
        pytest.param({"c/a.js": "", "b.js": ""}, "c/a.js", "../../b.js", None, id="outside"),
        pytest.param({"a.js": "", "b.js": ""}, "a.js", "b", None, id="installed"),
        pytest.param({"web/tsconfig.json": TSCONFIG, "web/src/x/a.ts": "", "web/src/b.ts": ""},
                     "web/src/x/a.ts", "@/b", "web/src/b.ts", id="tsconfig paths"),
        pytest.param({"tsconfig.json": TSCONFIG, "src/a.ts": "", "src/b.ts": ""}, "src/b.ts",
                     "one", "src/a.ts", id="tsconfig path without a star"),
        pytest.param({"tsconfig.json": TSCONFIG, "src/a.ts": "", "lib/b.ts": ""}, "src/a.ts",
                     "lib/b", "lib/b.ts", id="baseUrl"),
        pytest.param({"tsconfig.json": TSCONFIG, "src/a.ts": ""}, "src/a.ts", "@/gone", None,
                     id="not there"),
        pytest.param({"jsconfig.json": '{"compilerOptions": {"paths": {"~/*": ["./*"]}}}',
                      "x/a.js": "", "b.js": ""}, "x/a.js", "~/b", "b.js", id="jsconfig"),
        pytest.param({"tsconfig.base.json": TSCONFIG, "src/b.ts": "", "src/a.ts": "",
                      "tsconfig.json": '{"extends": "./tsconfig.base"}'}, "src/a.ts", "@/b",
                     "src/b.ts", id="extends"),
        pytest.param({"tsconfig.json": '{"extends": "./tsconfig.json"}', "a.ts": ""}, "a.ts",
                     "@/b", None, id="extends itself"),
        pytest.param({"vite.config.ts": VITE, "src/a.ts": "", "src/b/c.ts": ""}, "src/a.ts",
                     "@/b/c", "src/b/c.ts", id="vite alias"),
        pytest.param({"vite.config.ts": VITE, "src/a.ts": "", "shared/index.ts": ""}, "src/a.ts",
                     "lib", "shared/index.ts", id="vite alias alone"),
        pytest.param({"vite.config.ts": VITE, "src/a.ts": "", "shared/x.ts": ""}, "src/a.ts",
                     "library/x", None, id="an alias is no prefix of a word"),
        pytest.param(WORKSPACE, "packages/web/src/a.ts", "@org/shared",
                     "packages/shared/src/main.ts", id="package"),
        pytest.param(WORKSPACE, "packages/web/src/a.ts", "@org/shared/client",
                     "packages/shared/src/client.ts", id="package export"),
        pytest.param(WORKSPACE, "packages/web/src/a.ts", "@org/shared/other",
                     "packages/shared/src/other.ts", id="package subpath below src"),
        pytest.param(WORKSPACE, "packages/web/src/a.ts", "@org/shared/built", None,
                     id="an export that is not built"),
        pytest.param(WORKSPACE, "packages/web/src/a.ts", "plain", "packages/plain/index.js",
                     id="package without exports"),
    ],
)  # fmt: skip
def test_find(
    project: Make, files: dict[str, str], importer: str, specifier: str, found: str | None
) -> None:
    made = project(files)

    file = made.names.javascript.find(importer, specifier)

    assert (file and made.files.path(file)) == found


@pytest.mark.parametrize(
    ("specifier", "internal"),
    [
        ("./gone", True), ("@/gone", True), ("~/gone", True), ("./a.css", False),
        ("./a.svg?react", False), ("react", False), ("@org/gone", False),
    ],
)  # fmt: skip
def test_what_looks_internal(project: Make, specifier: str, internal: bool) -> None:
    made = project({"a.js": ""})

    assert made.names.javascript.looks_internal(specifier) is internal


def test_imports_that_lead_nowhere_are_noted(project: Make) -> None:
    made = project(
        {
            "a.ts": "import './b'\nimport x from './gone'\nimport 'react'\n"
            "import type { T } from './types'\nexport * from './lost'\n",
            "b.ts": "",
        }
    )

    found = made.reach.edges[made.files.ids["a.ts"]]

    assert [made.files.path(file) for file in found] == ["b.ts"]
    assert {fact.module for _, fact in made.reach.unfound} == {"./gone", "./lost"}
