"""pm2's ecosystem files, development proxies, calls at module level."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dupelint.model.facts import EnvDefinition, ModuleCall, Process, Proxy

Read = Callable[..., list[tuple[Any, ...]]]

ECOSYSTEM = """
module.exports = {
  apps: [
    { name: 'web', script: './server/index.js', cwd: 'backend', instances: 2,
      env: { PORT: 3001, KEY: process.env.KEY, 'B': 'x' } },
    { name: 'client', script: 'npm', args: 'run start' },
    { name: 'far', script: 'dist/a.js', cwd: '/var/www/app' },
    { script: pick() },
  ],
};
"""


def test_an_ecosystem(read: Read) -> None:
    fields = "name entry program workers calls callee folder"
    assert read(ECOSYSTEM, Process, fields, "ecosystem.config.js") == [
        ("web", "backend/server/index.js", "node", "2", "", "", "backend"),
        ("client", "", "npm", "", "npm", "start", ""),
        ("far", "dist/a.js", "node", "", "", "", "?"),
    ]
    assert read(ECOSYSTEM, EnvDefinition, "name value group value_at", "ecosystem.config.js") == [
        ("PORT", "3001", "web", "3001"),
        ("KEY", "${_}", "web", ""),
        ("B", "x", "web", "x"),
    ]
    assert read(ECOSYSTEM, Process, fields, "apps.js") == []


def test_a_development_proxy(read: Read) -> None:
    source = """
    export default defineConfig({
      server: {
        proxy: {
          '/api': 'http://127.0.0.1:5000',
          '/ws': { target: process.env.BRIDGE || 'http://localhost:3001', ws: true },
          '/far': elsewhere,
        },
      },
    });
    """
    expected = [
        ("vite", "/api", "http://127.0.0.1:5000", "'http://127.0.0.1:5000'"),
        ("vite", "/ws", "http://localhost:3001", "process.env.BRIDGE || 'http://localhost:3001'"),
    ]
    assert read(source, Proxy, "form prefix target at", "vite.config.ts") == expected
    assert read(source, Proxy, "form prefix target at", "server.ts") == []


def test_a_list_of_development_proxies(read: Read) -> None:
    source = """
    module.exports = {
      devServer: {
        proxy: [
          { context: ['/api', '/ws'], target: 'http://localhost:5000' },
          { context: '/auth', target: process.env.AUTH || 'http://localhost:5001' },
          { context: (path) => path.startsWith('/x'), target: 'http://localhost:5002' },
        ],
      },
    };
    """
    assert read(source, Proxy, "form prefix target", "webpack.config.js") == [
        ("webpack", "/api", "http://localhost:5000"),
        ("webpack", "/ws", "http://localhost:5000"),
        ("webpack", "/auth", "http://localhost:5001"),
    ]


def test_the_proxies_that_a_file_sets_up(read: Read) -> None:
    source = """
    const { createProxyMiddleware } = require('http-proxy-middleware');
    module.exports = function (app) {
      app.use('/api', createProxyMiddleware({ target: 'http://localhost:5000' }));
      app.use(['/a', '/b'], createProxyMiddleware({ target: 'http://localhost:5001' }));
      app.use(createProxyMiddleware('/old', { target: 'http://localhost:5002' }));
      app.use(createProxyMiddleware({ target: 'http://localhost:5003', pathFilter: '/new' }));
      app.use(createProxyMiddleware({ target: 'http://localhost:5004' }));
      app.use(createProxyMiddleware({ target: 'http://localhost:5005', pathFilter: matches }));
    };
    """
    assert read(source, Proxy, "form prefix target", "src/setupProxy.js") == [
        ("setupProxy", "/api", "http://localhost:5000"),
        ("setupProxy", "/a", "http://localhost:5001"),
        ("setupProxy", "/b", "http://localhost:5001"),
        ("setupProxy", "/old", "http://localhost:5002"),
        ("setupProxy", "/new", "http://localhost:5003"),
        ("setupProxy", "", "http://localhost:5004"),
    ]
    assert read(source, Proxy, "form prefix target", "src/server.js") == []


def test_calls_at_module_level(read: Read) -> None:
    source = """
    const express = require('express');
    const app = express();
    const server = makeServer(app);
    app.get('/x', (req, res) => inner());
    main().catch(fail);
    new Bot(1, 2);
    (async () => { await inner(); })();
    if (require.main === module) start();
    function start() { inner(); }
    const later = () => inner();
    """
    assert read(source, ModuleCall, "written given is_new guard", "a.js") == [
        ("makeServer", 1, 0, ""),
        ("app.get", 2, 0, ""),
        ("main", 0, 0, ""),
        ("Bot", 2, 1, ""),
        ("(…)", 0, 0, ""),
        ("start", 0, 0, "main"),
    ]
