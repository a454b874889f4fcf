"""nginx configuration → facts."""

# one fact, one line

from __future__ import annotations

from collections.abc import Callable

import pytest

from dupelint.model.source import Language

Tell = Callable[..., list[str]]

SERVERS = """\
upstream app { server 127.0.0.1:3001; server backend:8000 weight=5; }
server { listen 80; listen [::]:443 ssl; # listen 81;
  location / { proxy_pass http://app:3300/; return 301 https://$host:8443$request_uri; }
  fastcgi_pass php:9000; client_max_body_size 3001m; keepalive_timeout 3001;
  listen unix:/run/x.sock; add_header X "a:3001";
"""
CASES = [
    pytest.param(
        SERVERS,
        "nginx.conf",
        [
            "PortMention 3001|nginx|server|127.0.0.1 @ 3001",
            "PortMention 8000|nginx|server|backend @ 8000",
            "PortMention 80|nginx|listen| @ 80",
            "PortMention 443|nginx|listen| @ 443",
            "Proxy nginx|/|http://app:3300/ @ http://app:3300/",
            "PortMention 3300|nginx|proxy_pass|app @ 3300",
            "PortMention 8443|nginx|return|$host @ 8443",
            "PortMention 9000|nginx|fastcgi_pass|php @ 9000",
        ],
        id="servers",
    ),
]


@pytest.mark.parametrize(("source", "path", "expected"), CASES)
def test_every_fact(tell: Tell, source: str | bytes, path: str, expected: list[str]) -> None:
    assert tell(Language.NGINX, source, path) == expected
