"""Which answers break a parse in Python is what the real requests, httpx and urllib say."""

from __future__ import annotations

import json
import textwrap
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx
import pytest

from dupelint.extract.python import extract
from dupelint.extract.python.bodies.responses import TRIED
from dupelint.extract.unit import Unit, Words
from dupelint.model.facts import BodyRead
from dupelint.model.source import Kind, Language

COLUMNS = ("s204", "s204_json", "s200_empty", "s200_html", "s500_html")
HEAD = "import json\nimport urllib.request\nfrom http import HTTPStatus\n\nimport httpx\nimport requests\n"
GET = {
    "requests": "requests.get(url, timeout=5)",
    "httpx": "httpx.get(url, verify=False)",
    "urllib": "urllib.request.urlopen(url, timeout=5)",
}

ANY = [  # of requests and httpx alike
    "return {get}.json()",
    "r = {get}\nreturn r.json()",
    "r = {get}\nr.raise_for_status()\nreturn r.json()",
    "r = {get}\nif r.status_code == 200:\n    return r.json()",
    "r = {get}\nif r.status_code != 200:\n    raise RuntimeError(r.text)\nreturn r.json()",
    "r = {get}\nif r.status_code != HTTPStatus.OK:\n    return None\nreturn r.json()",
    "r = {get}\nif r.status_code == HTTPStatus.NO_CONTENT.value:\n    return None\nreturn r.json()",
    "r = {get}\nif r.status_code == 204:\n    return None\nreturn r.json()",
    "r = {get}\nif r.status_code in (204, 304):\n    return None\nreturn r.json()",
    "r = {get}\nif r.status_code not in [200, 201]:\n    return None\nreturn r.json()",
    "r = {get}\nif not 200 <= r.status_code < 300:\n    return None\nreturn r.json()",
    "r = {get}\nif r.status_code // 100 != 2:\n    return None\nreturn r.json()",
    "r = {get}\nif r.status_code >= 400:\n    raise RuntimeError(r.json())\nreturn None",
    "r = {get}\nif r.content:\n    return r.json()",
    "r = {get}\nif not r.content:\n    return None\nreturn r.json()",
    "r = {get}\nif len(r.content) == 0:\n    return None\nreturn r.json()",
    "r = {get}\nreturn r.json() if r.text else {{}}",
    "r = {get}\nreturn r.json() if r.text.strip() else {{}}",
    "r = {get}\nreturn r.content and r.json()",
    "r = {get}\nreturn r.status_code == 204 or r.json()",
    "r = {get}\nif r is not None:\n    return r.json()",
    "r = {get}\nif 'application/json' in r.headers.get('Content-Type', ''):\n    return r.json()",
    "r = {get}\nkind = r.headers.get('content-type', '')\nif not kind.startswith('application/json'):"
    "\n    return r.text\nreturn r.json()",
    "r = {get}\nif 'json' not in r.headers.get('content-type', '').lower():\n    return None"
    "\nreturn r.json()",
    "r = {get}\nif r.headers.get('content-length') == '0':\n    return None\nreturn r.json()",
    "r = {get}\nstatus = r.status_code\nif status == 200:\n    return r.json()",
    "r = {get}\nok = r.status_code < 300 and r.status_code != 204\nif ok:\n    return r.json()",
    "r = {get}\nif r.status_code == 500:\n    return None\nelif r.status_code == 204:\n    return 1\n"
    "else:\n    return r.json()",
    "r = {get}\nif r.status_code == 500:\n    return None\nelif r.status_code == 200:\n"
    "    return r.json()",
    "r = {get}\nassert r.status_code == 200\nreturn r.json()",
    "r = {get}\nmatch r.status_code:\n    case 200 | 201:\n        return r.json()\n    case _:\n"
    "        return None",
    "r = {get}\nmatch r.status_code:\n    case 204:\n        return None\n    case _:\n"
    "        return r.json()",
    "r = {get}\nreturn json.loads(r.text)",
    "r = {get}\nreturn json.loads(r.content)",
    "r = {get}\nreturn json.loads(r.text or '{{}}')",
    "r = {get}\ntext = r.text\nif text:\n    return json.loads(text)",
    "for _ in range(2):\n    r = {get}\n    if r.status_code == 200:\n        break\nelse:\n"
    "    return None\nreturn r.json()",
    "for _ in range(2):\n    r = {get}\n    if r.status_code == 200:\n        return r.json()",
    "try:\n    r = {get}\n    r.raise_for_status()\nexcept (requests.HTTPError, httpx.HTTPError):"
    "\n    return None\nreturn r.json()",
    "r = {get}\ntry:\n    r.raise_for_status()\nexcept (requests.HTTPError, httpx.HTTPError):"
    "\n    return r.json()",
    "r = {get}\ntry:\n    r.raise_for_status()\nexcept (requests.HTTPError, httpx.HTTPError):"
    "\n    return None\nelse:\n    return r.json()",
    "r = None\nr = {get}\nif not r.status_code == 200:\n    raise SystemExit(1)\nreturn r.json()",
]  # fmt: skip
OWN = {
    "requests": [
        "r = {get}\nif r.ok:\n    return r.json()",
        "r = {get}\nif not r.ok:\n    return None\nreturn r.json()",
        "r = {get}\nif not r:\n    return None\nreturn r.json()",
        "r = {get}\nreturn r.json() if r else None",
        "r = {get}\nif r.status_code == requests.codes.ok:\n    return r.json()",
        "r = {get}\nif r.status_code == requests.codes.no_content:\n    return None\nreturn r.json()",
        "with requests.get(url, timeout=5, stream=True) as r:\n    return r.json()",
        "with requests.Session() as s:\n    r = s.get(url, timeout=5)\n    return r.json()",
    ],
    "httpx": [
        "r = {get}\nif r.is_success:\n    return r.json()",
        "r = {get}\nif r.is_error:\n    return None\nreturn r.json()",
        "r = {get}\nif not r:\n    return None\nreturn r.json()",
        "return {get}.raise_for_status().json()",
        "r = {get}.raise_for_status()\nreturn r.json()",
        "r = {get}\nif r.status_code == httpx.codes.OK:\n    return r.json()",
        "with httpx.Client(verify=False) as client:\n    return client.get(url).json()",
    ],
    "urllib": [
        "return json.load({get})",
        "with {get} as r:\n    return json.load(r)",
        "with {get} as r:\n    return json.loads(r.read())",
        "with {get} as r:\n    return json.loads(r.read().decode())",
        "with {get} as r:\n    text = r.read().decode('utf-8')\nreturn json.loads(text) if text else None",
        "r = {get}\nif r.status == 204:\n    return None\nreturn json.load(r)",
        "r = {get}\nif r.getcode() != 200:\n    return None\nreturn json.load(r)",
    ],
}
CASES = [(library, body) for library in ("requests", "httpx") for body in ANY] + [
    (library, body) for library, bodies in OWN.items() for body in bodies
]

HANDLING = [  # (library, code that fails for a 204, what becomes of it)
    ("requests", "try:\n    return {get}.json()\nexcept ValueError:\n    return None", "handled"),
    (
        "requests",
        "r = {get}\ntry:\n    return r.json()\nexcept Exception:\n    return None",
        "handled",
    ),
    (
        "requests",
        "try:\n    return {get}.json()\nexcept Exception:\n    return None",
        "misreported",
    ),
    ("requests", "try:\n    return {get}.json()\nexcept:\n    return None", "misreported"),
    (
        "requests",
        "try:\n    return {get}.json()\nexcept requests.RequestException:\n    return None",
        "misreported",
    ),
    (
        "requests",
        "try:\n    return {get}.json()\nexcept requests.exceptions.JSONDecodeError:\n    return None",
        "handled",
    ),
    ("requests", "try:\n    return {get}.json()\nexcept OSError:\n    return None", "misreported"),
    (
        "requests",
        "try:\n    return {get}.json()\nexcept requests.ConnectionError:\n    return None",
        "unhandled",
    ),
    (
        "requests",
        "try:\n    return {get}.json()\nexcept (requests.Timeout, KeyError) as error:\n    return None",
        "unhandled",
    ),
    (
        "requests",
        "try:\n    return {get}.json()\nexcept Exception:\n    print('x')\n    raise",
        "unhandled",
    ),
    (
        "requests",
        "try:\n    try:\n        return {get}.json()\n    except KeyError:\n        return 1\n"
        "except ValueError:\n    return None",
        "handled",
    ),
    ("requests", "r = {get}\ntry:\n    pass\nfinally:\n    return r.json()", "unhandled"),
    (
        "httpx",
        "try:\n    return {get}.json()\nexcept httpx.HTTPError:\n    return None",
        "unhandled",
    ),
    (
        "httpx",
        "try:\n    return {get}.json()\nexcept json.JSONDecodeError:\n    return None",
        "handled",
    ),
    (
        "httpx",
        "try:\n    return {get}.json()\nexcept (httpx.HTTPError, ValueError):\n    return None",
        "handled",
    ),
    ("urllib", "try:\n    return json.load({get})\nexcept OSError:\n    return None", "unhandled"),
    (
        "urllib",
        "try:\n    return json.load({get})\nexcept json.JSONDecodeError:\n    return None",
        "handled",
    ),
]


class StandIn(BaseHTTPRequestHandler):
    """Answers `/0` to `/4` with the five responses, in their order."""

    def do_GET(self) -> None:
        answer = TRIED[int(self.path[1:])]
        self.send_response(answer.status)
        if answer.content_type is not None:
            self.send_header("Content-Type", answer.content_type)
        if answer.status != 204:
            self.send_header("Content-Length", str(len(answer.text)))
        self.end_headers()
        self.wfile.write(answer.text.encode())

    def log_message(self, *_: object) -> None:
        """Nothing: the test's output is the test's."""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Where the stand-in listens."""
    with ThreadingHTTPServer(("127.0.0.1", 0), StandIn) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


def program(library: str, body: str) -> str:
    return f"{HEAD}\n\ndef ask(url):\n{textwrap.indent(body.format(get=GET[library]), '    ')}\n"


def told(source: str) -> BodyRead:
    words = Words(frozenset(), False)
    unit = Unit("ask.py", Language.PYTHON, Kind.SOURCE, source.encode(), words)
    (fact,) = (fact for fact in extract(unit) if isinstance(fact, BodyRead))
    return fact


def run(source: str) -> Callable[[str], object]:
    names: dict[str, Any] = {}
    exec(source, names)
    function: Callable[[str], object] = names["ask"]
    return function


@pytest.mark.parametrize(("library", "body"), CASES)
def test_what_breaks_a_parse(library: str, body: str, address: str) -> None:
    source = program(library, body)
    ask = run(source)
    real = {}
    for number, column in enumerate(COLUMNS):
        try:
            ask(address + str(number))
            real[column] = "blocked"
        except json.JSONDecodeError:
            real[column] = "reached"
        except (OSError, RuntimeError, AssertionError, SystemExit, httpx.HTTPStatusError):
            real[column] = "blocked"
    fact = told(source)
    assert {column: getattr(fact, column) for column in COLUMNS} == real


@pytest.mark.parametrize(("library", "body", "handling"), HANDLING)
def test_what_becomes_of_it(library: str, body: str, handling: str, address: str) -> None:
    source = program(library, body)
    try:
        run(source)(address + "0")
        caught = True
    except json.JSONDecodeError:
        caught = False
    assert (told(source).handling, caught) == (handling, handling != "unhandled")
