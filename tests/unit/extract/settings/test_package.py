"""package.json → facts."""

# one fact, one line

from __future__ import annotations

from collections.abc import Callable

import pytest

from dupelint.model.source import Language

Tell = Callable[..., list[str]]

LINES = """\
{"name": "x", "main": "./index.js", "bin": {"a": "./bin/a.js"}, "proxy": "http://localhost:3001",
"scripts": {"start": "cross-env PORT=3001 node server.js", "dev": "concurrently \\"nodemon api/index.ts\\" \\"vite --port 5173\\"",
"t": "jest", "n": "next dev -p 3002", "r": "npm run dev"}, "version": "1.3001.0"}\
"""
EXPORTS = """\
{"name": "@a/b", "main": "x.js", "exports": {".": {"types": "./x.d.ts", "import": "./src/i.ts"}, "./c": "./c.js"}}\
"""
CASES = [
    pytest.param(
        LINES,
        "package.json",
        [
            'Resolver package-name|x|. @ "name": "x"',
            'Process package.json main|main|./index.js|index.js @ "main": "./index.js"',
            'Resolver package-export|.|./index.js @ "main": "./index.js"',
            'Process package.json bin|a|./bin/a.js|bin/a.js @ "a": "./bin/a.js"',
            'Proxy package.json||http://localhost:3001 @ "http://localhost:3001"',
            "PortMention 3001|dev-proxy|localhost:3001|localhost @ 3001",
            'Process package.json script|start|cross-env PORT=3001 node server.js|server.js program=node variables={"PORT": "3001"} @ "start": "cross-env PORT=3001 node server.js"',
            "EnvDefinition PORT|3001|package.json|start|3001 @ PORT=3001",
            "PortMention 3001|variable|PORT| @ 3001",
            'Process package.json script|dev|concurrently "nodemon api/index.ts" "vite --port 5173"|api/index.ts program=nodemon group=concurrently parallel=1 @ "dev": "concurrently \\"nodemon api/index.ts\\" \\"vite --port 5173\\""',
            'Process package.json script|dev|concurrently "nodemon api/index.ts" "vite --port 5173"| program=vite port=5173 group=concurrently parallel=1 @ "dev": "concurrently \\"nodemon api/index.ts\\" \\"vite --port 5173\\""',
            "PortMention 5173|flag|--port| @ 5173",
            'Process package.json script|t|jest| @ "t": "jest"',
            'Process package.json script|n|next dev -p 3002| program=next port=3002 @ "n": "next dev -p 3002"',
            "PortMention 3002|flag|-p| @ 3002",
            'Process package.json script|r|npm run dev| program=npm calls=npm callee=dev @ "r": "npm run dev"',
        ],
        id="lines",
    ),
    pytest.param(
        EXPORTS,
        "package.json",
        [
            'Resolver package-name|@a/b|. @ "name": "@a/b"',
            'Process package.json main|main|x.js|x.js @ "main": "x.js"',
            'Resolver package-export|.|./src/i.ts @ ".": {"types": "./x.d.ts", "import": "./src/i.ts"}',
            'Resolver package-export|./c|./c.js @ "./c": "./c.js"',
        ],
        id="exports",
    ),
]


@pytest.mark.parametrize(("source", "path", "expected"), CASES)
def test_every_fact(tell: Tell, source: str | bytes, path: str, expected: list[str]) -> None:
    assert tell(Language.JSON, source, path) == expected
