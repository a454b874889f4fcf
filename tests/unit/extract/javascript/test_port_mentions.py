"""Numbers that are ports, and the same digits that are not."""

from __future__ import annotations

from typing import Any

import pytest

from dupelint.model.facts import PortMention

HITS: list[tuple[str, tuple[Any, ...]]] = [
    ("const PORT = 3001", ("variable", "PORT", "")),
    ("let bridgePort: number = 3001", ("variable", "bridgePort", "")),
    ("config.port = 3001", ("variable", "port", "")),
    ("const c = { port: 3001 }", ("key", "port", "")),
    ("const c = { port: '3001' }", ("key", "port", "")),
    ("const c = { ports: [80, 3001] }", ("key", "ports", "")),
    ("const c = { port: x || 3001 }", ("key", "port", "")),
    ("const p = process.env.BAILEYS_PORT || 3001", ("env-default", "BAILEYS_PORT", "")),
    ("const p = Number(process.env.PORT ?? '3001')", ("env-default", "PORT", "")),
    ("const p = process.env.A_PORT || process.env.B_PORT || 3001", ("env-default", "B_PORT", "")),
    ("const { PORT = 3001 } = process.env", ("variable", "PORT", "")),
    ("function start(port = 3001) {}", ("variable", "port", "")),
    ("class K { static port = 3001 }", ("variable", "port", "")),
    ("enum E { PORT = 3001 }", ("variable", "PORT", "")),
    ("app.listen(3001)", ("listen", "app.listen", "")),
    ("net.connect(3001)", ("listen", "net.connect", "")),
    ("if (port === 3001) x()", ("variable", "port", "")),
    ("config.get('port', 3001)", ("key", "port", "")),
    ("z.object({ PORT: z.coerce.number().default(3001) })", ("key", "PORT", "")),
    ("<Server port={3001} />", ("key", "port", "")),
    ("spawn('node', ['--port', '3001'])", ("flag", "--port", "")),
    ("exec('lsof -ti :3001')", ("lsof", "lsof :3001", "")),
    ("const u = 'http://localhost:3001/x'", ("url", "localhost:3001", "localhost")),
    ("const u = '127.0.0.1:3001'", ("host-port", "127.0.0.1:3001", "127.0.0.1")),
    ("const u = `http://${host}:3001/x`", ("url", "${host}:3001", "${host}")),
    ("const u = location.hostname + ':3001'", ("host-port", "location.hostname:3001",
                                               "location.hostname")),
    ("const u = `${window.location.hostname}:3001/x`",
     ("host-port", "window.location.hostname:3001", "window.location.hostname")),
    ("const u = 'http://' + host + ':3001/x'", ("host-port", "host:3001", "host")),
]  # fmt: skip


@pytest.mark.parametrize(("source", "expected"), HITS)
def test_ports(read: Any, source: str, expected: tuple[Any, ...]) -> None:
    path = "a.tsx" if "/>" in source else "a.ts"
    assert read(source, PortMention, "port context detail host at", path) == [
        (3001, *expected, "3001")
    ]


CONFIGS: list[tuple[str, str, str, str]] = [
    ("vite.config.ts", "export default { server: { port: 3001 } }", "dev-server", "port"),
    ("vite.config.ts", "export default { server: { proxy: { '/api': 'http://localhost:3001' } } }",
     "dev-proxy", "localhost:3001"),
    ("webpack.config.js", "module.exports = { devServer: { port: 3001 } }", "dev-server", "port"),
    ("vite.config.ts", "export default { proxy: { '/a': { target: 'http://localhost:3001' } } }",
     "dev-proxy", "localhost:3001"),
    ("playwright.config.ts", "export default { webServer: { port: 3001 } }", "dev-server", "port"),
    ("src/setupProxy.js", "createProxyMiddleware({ target: 'http://localhost:3001' })",
     "dev-proxy", "localhost:3001"),
    ("src/server.ts", "const c = { server: { port: 3001 } }", "key", "port"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "source", "context", "detail"), CONFIGS)
def test_ports_of_build_tools(read: Any, path: str, source: str, context: str, detail: str) -> None:
    assert read(source, PortMention, "context detail", path) == [(context, detail)]


MISSES = [
    "const TIMEOUT = 3001",
    "const c = { viewport: 3001, portTimeout: 3001 }",
    "setTimeout(f, 3001)",
    "// port 3001, http://localhost:3001",
    "/* http://localhost:3001 */",
    "const r = /localhost:3001/",
    "const s = '\\u3001 33001 3001x'",
    "const s = 'see port 3001'",
    "const phone = '966506963001'",
    "const a = [3001]; const b = x + 3001",
    "f(3001)",
    "const u = 'a' + ':3001'",
    "<p>http://localhost:3001</p>",
    "<input placeholder='http://localhost:3001' />",
    "const u = 'http://localhost:33001'",
    "const t = '12:3001'",
]


@pytest.mark.parametrize("source", MISSES)
def test_what_is_no_port(read: Any, source: str) -> None:
    assert read(source, PortMention, "port context detail", "a.tsx") == []


def test_only_the_configured_ports(read: Any) -> None:
    assert read("const PORT = 3001", PortMention, "port", "a.ts", frozenset()) == []
