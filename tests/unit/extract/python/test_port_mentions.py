"""Numbers that are ports, and the same numbers that are not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

CASES = [
    pytest.param(
        "PortMention",
        """\
a = "http://localhost:3001/x"
b = f"http://{HOST}:3001"
c = "ws://bridge:3310"
d = "127.0.0.1:3300"
e = "http://" + host + ":3001/x"
f = "uvicorn app:app --port 3310"
fetch("http://localhost:3001", timeout=3001)
g = \"\"\"
multi http://localhost:3310/
\"\"\"
""",
        """\
PortMention port=3001 context=url detail=localhost:3001 host=localhost at=‹3001›
PortMention port=3001 context=url detail={HOST}:3001 host={HOST} at=‹3001›
PortMention port=3310 context=url detail=bridge:3310 host=bridge at=‹3310›
PortMention port=3300 context=host-port detail=127.0.0.1:3300 host=127.0.0.1 at=‹3300›
PortMention port=3001 context=host-port detail=:3001 at=‹3001›
PortMention port=3310 context=flag detail=--port at=‹3310›
PortMention port=3001 context=url detail=localhost:3001 host=localhost at=‹3001›
PortMention port=3310 context=url detail=localhost:3310 host=localhost at=‹3310›
""",
        id="in texts",
    ),
    pytest.param(
        "PortMention",
        """\
PORT = 3001
BAILEYS_PORT = int(os.getenv("BAILEYS_PORT", "3001"))
port = os.environ.get("PORT") or 3310
settings = {"port": 3001, "localPort": "3310"}
app.run(port=3001)
app.config["BRIDGE_PORT"] = 3300
os.environ["PORT"] = "3001"
os.environ.setdefault("PORT", "3001")
PORTS = [3001, 3310]
def f(port=3001, *, http_port: int = 3310): ...
if port == 3001: ...
config.get("port", 3001)
class C:
    server_port: int = Field(default=3001)
parser.add_argument("--port", "-p", default=3001)
subprocess.Popen(["uvicorn", "--port", "3310"])
self.port = 3001
""",
        """\
PortMention port=3001 context=variable detail=PORT at=‹3001›
PortMention port=3001 context=env-default detail=BAILEYS_PORT at=‹3001›
PortMention port=3310 context=variable detail=port at=‹3310›
PortMention port=3001 context=key detail=port at=‹3001›
PortMention port=3310 context=key detail=localPort at=‹3310›
PortMention port=3001 context=key detail=port at=‹3001›
PortMention port=3300 context=key detail=BRIDGE_PORT at=‹3300›
PortMention port=3001 context=key detail=PORT at=‹3001›
PortMention port=3001 context=env-default detail=PORT at=‹3001›
PortMention port=3001 context=variable detail=PORTS at=‹3001›
PortMention port=3310 context=variable detail=PORTS at=‹3310›
PortMention port=3001 context=variable detail=port at=‹3001›
PortMention port=3310 context=variable detail=http_port at=‹3310›
PortMention port=3001 context=variable detail=port at=‹3001›
PortMention port=3001 context=key detail=port at=‹3001›
PortMention port=3001 context=variable detail=server_port at=‹3001›
PortMention port=3001 context=flag detail=--port at=‹3001›
PortMention port=3310 context=flag detail=--port at=‹3310›
PortMention port=3001 context=variable detail=port at=‹3001›
""",
        id="by what they are given to",
    ),
    pytest.param(
        "PortMention",
        """\
sock.connect(("localhost", 3001))
sock.bind(("", 3310))
run_simple("localhost", 3001, app)
HTTPServer(("", 3300), Handler)
make_server("", 3001, app)
redis.Redis("localhost", 3310)
""",
        """\
PortMention port=3001 context=listen detail=connect at=‹3001›
PortMention port=3310 context=listen detail=bind at=‹3310›
PortMention port=3001 context=listen detail=run_simple at=‹3001›
PortMention port=3300 context=listen detail=HTTPServer at=‹3300›
PortMention port=3001 context=listen detail=make_server at=‹3001›
PortMention port=3310 context=listen detail=Redis at=‹3310›
""",
        id="by the call",
    ),
    pytest.param(
        "PortMention",
        """\
\"\"\"A docstring about http://localhost:3001\"\"\"
# http://localhost:3001 port = 3001
def f():
    \"\"\"PORT=3001\"\"\"
a = 3001
b = "3001"
timeout = 3001
c = 33001
d = "13001" + "30011"
user_id = 3310
support = 3001
viewport = {"support": 3001}
e = "+49 3001 3310"
f(3001)
g = "at 3001 and 3001.5"
PORT_TIMEOUT = 3001
data.get("user", 3001)
h = x[3001]
report(limit=3001)
i = "\\u3001"
""",
        "",
        id="not ports",
    ),
]


@pytest.mark.parametrize(("kinds", "source", "expected"), CASES)
def test_facts(read: Callable[..., list[str]], kinds: str, source: str, expected: str) -> None:
    assert read(source, *kinds.split()) == expected.replace("\n    ", " ").splitlines()
