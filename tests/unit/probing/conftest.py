from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

Serve = Callable[[bytes], str]


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Answers every connection with the same bytes; gives the base URL."""
    with ExitStack() as stack:

        def start(data: bytes) -> str:
            server = stack.enter_context(socket.create_server(("127.0.0.1", 0)))
            stack.callback(server.shutdown, socket.SHUT_RDWR)
            threading.Thread(target=_answer, args=(server, data), daemon=True).start()
            return f"http://127.0.0.1:{server.getsockname()[1]}"

        yield start


def _answer(server: socket.socket, data: bytes) -> None:
    while True:
        try:
            connection, _ = server.accept()
        except OSError:
            return
        with connection:
            connection.recv(65_536)
            try:
                connection.sendall(data)
            except OSError:
                continue


def answer(status: str, body: bytes = b"", *headers: str) -> bytes:
    """An HTTP answer as it goes over the wire."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers, "", ""]
    return "\r\n".join(lines).encode() + body
