"""Base URLs: their parts, and whether they stay on this machine."""

from __future__ import annotations

import socket
from urllib.parse import urlsplit

from dupelint.model.errors import UserError


def checked(url: str, what: str) -> str:
    """The URL without a slash at its end; UserError where it cannot be asked."""
    try:
        parts = urlsplit(url)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    if not usable or any(ord(char) <= 32 or ord(char) == 127 for char in url):
        raise UserError(f"{what}: `{url}` is no URL that can be asked", "write http://host:port")
    return url.rstrip("/")


def is_loopback(url: str) -> bool:
    """Whether every address of the host is this machine's own."""
    from ipaddress import ip_address

    host = urlsplit(url).hostname or ""
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return False
    return all(ip_address(str(entry[4][0]).partition("%")[0]).is_loopback for entry in found)


def port_of(url: str) -> int:
    """The port that a URL means; 0 if it is none."""
    try:
        parts = urlsplit(url)
        return parts.port or {"http": 80, "https": 443}.get(parts.scheme, 0)
    except ValueError:
        return 0
