"""One HTTP request with a deadline; every status is an answer."""

from __future__ import annotations

import socket
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from dupelint.model.checklist import Answer

if TYPE_CHECKING:
    from http.client import HTTPConnection

MAX_BODY = 1_000_000  # bytes that are read of an answer
MAX_REDIRECTS = 5
_STEP = 65_536


class NoAnswerError(Exception):
    """Nothing came back; the text says why."""


def ask(
    method: str, url: str, headers: Mapping[str, str] | None = None, seconds: float = 5
) -> Answer:
    """Ask, and follow redirects on the same host and port.

    Proxies of the environment are passed by. NoAnswerError: nobody listens, the time is over, or
    what came back is no HTTP.
    """
    if not url.startswith(("http://", "https://")):
        raise NoAnswerError("its address is not known")
    deadline = time.monotonic() + seconds
    sent = {"Accept": "application/json", "Connection": "close", **(headers or {})}
    for _ in range(MAX_REDIRECTS + 1):
        answer = _once(method, url, sent, deadline, seconds)
        target = next(
            (value for name, value in answer.headers if name.casefold() == "location"), ""
        )
        if answer.status not in (301, 302, 303, 307, 308) or not target:
            return answer
        try:
            there = urljoin(url, target)
            same = _origin(there) == _origin(url)
        except ValueError:
            return answer
        if not same:
            return answer
        # RFC 9110 §15.4: after these a client asks for the new place with GET.
        if answer.status in (301, 302, 303) and method != "HEAD":
            method = "GET"
        url = there
    raise NoAnswerError(f"it is redirected more than {MAX_REDIRECTS} times")


def _once(
    method: str, url: str, headers: Mapping[str, str], deadline: float, seconds: float
) -> Answer:
    from http.client import HTTPException

    late = f"no answer within {seconds:g} s"
    try:
        connection = _connection(url, max(deadline - time.monotonic(), 0.001))
        try:
            parts = urlsplit(url)
            target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
            connection.request(method, target, headers=dict(headers))
            response = connection.getresponse()
            body = bytearray()
            while len(body) <= MAX_BODY and (chunk := response.read1(_STEP)):
                body += chunk
                if time.monotonic() > deadline:
                    raise NoAnswerError(late)
            found = tuple(response.getheaders())
            return Answer(url, response.status, found, bytes(body[:MAX_BODY]), len(body) > MAX_BODY)
        finally:
            connection.close()
    except TimeoutError as error:
        raise NoAnswerError(late) from error
    except ConnectionRefusedError as error:
        raise NoAnswerError("nothing listens there") from error
    except socket.gaierror as error:
        raise NoAnswerError(f"the host is not known: {error.strerror}") from error
    except OSError as error:
        raise NoAnswerError(error.strerror or str(error)) from error
    except (HTTPException, ValueError) as error:
        raise NoAnswerError(f"what came back is no HTTP: {type(error).__name__}") from error


def _connection(url: str, seconds: float) -> HTTPConnection:
    from http.client import HTTPConnection, HTTPSConnection

    scheme, host, port = _origin(url)
    kind = HTTPSConnection if scheme == "https" else HTTPConnection
    return kind(host, port, timeout=seconds)


def _origin(url: str) -> tuple[str, str, int]:
    parts = urlsplit(url)
    return (
        parts.scheme,
        parts.hostname or "",
        parts.port or (443 if parts.scheme == "https" else 80),
    )
