"""A bridge that lets the browser in, and has no QR code until it is told to."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

QR = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=="


class Bridge(ThreadingHTTPServer):
    """Answers 204 to everything; with a QR code, what the real one answers."""

    has_qr = False

    @property
    def port(self) -> int:
        """Where it listens."""
        return self.server_address[1]


class Handler(BaseHTTPRequestHandler):
    """One request."""

    server: Bridge

    def do_GET(self) -> None:
        """The two requests of the client and of Flask."""
        answers: dict[str, dict[str, object]] = {
            "/whatsapp/default/qr": {"dataUrl": QR},
            "/whatsapp/default/status": {"connected": False, "hasQR": True},
        }
        body = json.dumps(answers[self.path]).encode() if self.server.has_qr else b""
        self.send_response(200 if body else 204)
        # Without these the browser hides the answer from a page of another origin.
        self.send_header("Access-Control-Allow-Origin", self.headers.get("Origin", "*"))
        self.send_header("Access-Control-Allow-Credentials", "true")
        if body:
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nothing."""


@contextmanager
def bridge_stand_in() -> Iterator[Bridge]:
    """It on a free port."""
    with Bridge(("127.0.0.1", 0), Handler) as bridge:
        Thread(target=bridge.serve_forever, daemon=True).start()
        try:
            yield bridge
        finally:
            bridge.shutdown()
