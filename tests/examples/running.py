"""Start the example app on ports of its own, call it, and stop it again."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "whatsapp-bridge"
SECRET = "only-for-this-test-run-0123456789"
TWILIO_TOKEN = "only-for-this-test-run-twilio"
START_SECONDS = 30
STOP_SECONDS = 15
CALL_SECONDS = 15


class Answer(NamedTuple):
    """An HTTP answer; cookies as they are sent back."""

    status: int
    content_type: str
    text: str
    cookie: str

    @property
    def json(self) -> Any:
        """The body, which must say that it is JSON."""
        assert self.content_type.startswith("application/json"), self
        return json.loads(self.text)


class App(NamedTuple):
    """A running app: where it answers, and what it has logged."""

    web: str
    bridge: str
    log: Path

    def answers(self) -> bool:
        """Whether both processes are up."""
        return all(call("GET", f"{url}/healthz").status == 200 for url in (self.web, self.bridge))

    def bridge_call(self, method: str, path: str, secret: str | None = SECRET) -> Answer:
        """Call the bridge as Flask does."""
        headers = {} if secret is None else {"X-Internal-Secret": secret}
        return call(method, f"{self.bridge}{path}", headers)


def call(
    method: str, url: str, headers: Mapping[str, str] | None = None, body: bytes | None = None
) -> Answer:
    """One HTTP request on loopback; every status is an answer."""
    request = urllib.request.Request(url, body, dict(headers or {}), method=method)
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        response = opener.open(request, timeout=CALL_SECONDS)
    except urllib.error.HTTPError as error:
        response = error
    with response:
        return Answer(
            response.status,
            response.headers.get("Content-Type", ""),
            response.read().decode(),
            response.headers.get("Set-Cookie", "").partition(";")[0],
        )


def eventually(check: Callable[[], bool], what: str, seconds: float = START_SECONDS) -> None:
    """Wait until the check holds."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            if check():
                return
        except OSError:
            pass  # nobody listens yet
        time.sleep(0.1)
    raise AssertionError(f"not within {seconds:g} s: {what}")


def free_ports(count: int) -> list[int]:
    """Different ports that nobody listens on."""
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports


def environment(web: int, bridge: int, folder: Path) -> dict[str, str]:
    """The settings of one run, and nothing that the tester's shell or HOME would add."""
    return {
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
        "HOME": str(folder),
        "INTERNAL_SECRET": SECRET,
        "BAILEYS_PORT": str(bridge),
        "BAILEYS_BASE_URL": f"http://127.0.0.1:{bridge}",
        "FLASK_BASE_URL": f"http://127.0.0.1:{web}",
        "TWILIO_AUTH_TOKEN": TWILIO_TOKEN,
        "BAILEYS_SIMULATOR": "1",
        "WHATSAPP_STORAGE": str(folder / "storage"),
        "PYTHONDONTWRITEBYTECODE": "1",
    }


@contextmanager
def process(command: Sequence[str], cwd: Path, env: Mapping[str, str], log: Path) -> Iterator[None]:
    """A process in a group of its own, stopped at the end with all that it started."""
    with (
        log.open("wb") as output,
        subprocess.Popen(
            command, cwd=cwd, env=env, stdout=output, stderr=output, start_new_session=True
        ) as started,
    ):
        try:
            yield
        except AssertionError as error:
            error.add_note(f"{command[0]} logged:\n{log.read_text()}")
            raise
        finally:
            # honcho passes SIGTERM on to each child's group, so it must not be killed first.
            started.terminate()
            try:
                started.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                os.killpg(started.pid, signal.SIGKILL)


@contextmanager
def under_honcho(project: Path, folder: Path) -> Iterator[App]:
    """The whole app, started by its Procfile."""
    web, bridge = free_ports(2)
    no_settings = folder / "empty.env"
    no_settings.touch()
    honcho = [sys.executable, "-m", "honcho", "-e", str(no_settings), "start", "-p", str(web)]
    app = App(f"http://127.0.0.1:{web}", f"http://127.0.0.1:{bridge}", folder / "honcho.log")
    with process(honcho, project, environment(web, bridge, folder), app.log):
        eventually(app.answers, "both processes answer")
        yield app


@contextmanager
def server_alone(project: Path, folder: Path, bridge_port: int) -> Iterator[App]:
    """Flask without the bridge it expects on `bridge_port`."""
    (web,) = free_ports(1)
    gunicorn = [sys.executable, "-m", "gunicorn", "-k", "eventlet", "-b", f"127.0.0.1:{web}"]
    app = App(f"http://127.0.0.1:{web}", f"http://127.0.0.1:{bridge_port}", folder / "web.log")
    with process([*gunicorn, "wsgi:app"], project, environment(web, bridge_port, folder), app.log):
        eventually(lambda: call("GET", f"{app.web}/healthz").status == 200, app.web)
        yield app


@contextmanager
def bridge_alone(project: Path, folder: Path, secret: str | None) -> Iterator[App]:
    """The bridge with another secret than the tests', or with none."""
    web, bridge = free_ports(2)
    env = environment(web, bridge, folder)
    del env["INTERNAL_SECRET"]
    if secret is not None:
        env["INTERNAL_SECRET"] = secret
    app = App(f"http://127.0.0.1:{web}", f"http://127.0.0.1:{bridge}", folder / "bridge.log")
    node = shutil.which("node") or "node"
    with process([node, "services/baileys/server.js"], project, env, app.log):
        eventually(lambda: call("GET", f"{app.bridge}/healthz").status == 200, app.bridge)
        yield app
