"""Python expressions as values closed over their file, seen through constants."""

from __future__ import annotations

from collections.abc import Callable

import pytest

CASES = [
    pytest.param(
        "Assignment",
        """\
a = "x" "y"
b = r"\\d" + 'z'
c = 3_000
d = -1
e = 0x10
f = 1.5
g = True
i = ["a", ("b", 1), {"k": None}]
j = "tab\\there \\x41 \\u00e9"
k = (("in parentheses"))
l = \"\"\"long\"\"\"
m = 1_0 + 5
n = [1] + [2]
""",
        """\
Assignment name=a value='xy' at=‹a = "x" "y"›
Assignment name=b value='\\\\dz' at=‹b = r"\\d" + 'z'›
Assignment name=c value=3000 at=‹c = 3_000›
Assignment name=d value=-1 at=‹d = -1›
Assignment name=e value=16 at=‹e = 0x10›
Assignment name=f value=1.5 at=‹f = 1.5›
Assignment name=g value=True at=‹g = True›
Assignment name=i value=['a', ['b', 1], {k: None}] at=‹i = ["a", ("b", 1), {"k": None}]›
Assignment name=j value='tab\\there A é' at=‹j = "tab\\there \\x41 \\u00e9"›
Assignment name=k value='in parentheses' at=‹k = (("in parentheses"))›
Assignment name=l value='long' at=‹l = \"\"\"long\"\"\"›
Assignment name=m value=15 at=‹m = 1_0 + 5›
Assignment name=n value=[1, 2] at=‹n = [1] + [2]›
""",
        id="literals",
    ),
    pytest.param(
        "Assignment",
        """\
HOST = "localhost"
a = f"http://{HOST}:{PORT}/x{{y}}"
b = "http://" + HOST + ":3000"
c = "http://%s:%d/100%%" % (HOST, 3000)
d = "http://{}:{port}/{0}{{}}".format(HOST, port=80)
e = f"{x!r}-{y:>3}"
f = HOST.rstrip("/") + "/api/".strip("/")
g = f"plain"
h = "%s" % HOST
""",
        """\
Assignment name=HOST value='localhost' at=‹HOST = "localhost"›
Assignment name=a value=concat('http://', HOST, ':', PORT, '/x{y}') at=‹a =
    f"http://{HOST}:{PORT}/x{{y}}"›
Assignment name=b value=concat('http://', HOST, ':3000') at=‹b = "http://" + HOST + ":3000"›
Assignment name=c value=concat('http://', HOST, ':', 3000, '/100%') at=‹c =
    "http://%s:%d/100%%" % (HOST, 3000)›
Assignment name=d value=concat('http://', HOST, ':', 80, '/', HOST, '{}') at=‹d =
    "http://{}:{port}/{0}{{}}".format(HOST, port=80)›
Assignment name=e value=concat(unresolved(formatted), '-', unresolved(formatted)) at=‹e =
    f"{x!r}-{y:>3}"›
Assignment name=f value=concat(HOST, 'api') at=‹f = HOST.rstrip("/") + "/api/".strip("/")›
Assignment name=g value='plain' at=‹g = f"plain"›
Assignment name=h value=concat(HOST) at=‹h = "%s" % HOST›
""",
        id="texts put together",
    ),
    pytest.param(
        "Assignment",
        """\
import os
from os import environ as env, getenv
a = os.getenv("A")
b = os.getenv("B", "3000")
c = int(os.environ.get("C", 3001))
d = os.environ["D"]
e = env.get("E", default="e")
f = getenv("F") or "f"
g = os.getenv("G", os.getenv("H", "h")).rstrip("/")
i = str(env["I"])
j = os.environ.get(NAME)
near = request.environ.get("REMOTE_ADDR")
""",
        """\
Assignment name=a value=env(A, None) at=‹a = os.getenv("A")›
Assignment name=b value=env(B, '3000') at=‹b = os.getenv("B", "3000")›
Assignment name=c value=env(C, 3001) at=‹c = int(os.environ.get("C", 3001))›
Assignment name=d value=env(D, None) at=‹d = os.environ["D"]›
Assignment name=e value=env(E, 'e') at=‹e = env.get("E", default="e")›
Assignment name=f value=or(env(F, None), 'f') at=‹f = getenv("F") or "f"›
Assignment name=g value=env(G, env(H, 'h')) at=‹g = os.getenv("G", os.getenv("H",
    "h")).rstrip("/")›
Assignment name=i value=env(I, None) at=‹i = str(env["I"])›
""",
        id="environment",
    ),
    pytest.param(
        "Assignment",
        """\
import settings
from settings import BASE
from pkg import make
a = BASE
b = settings.PORT
c = settings.urls["bridge"][0]
d = make(1, key="v", *args, **kw)
e = x if y else z
f = p or q
g, h = 1, "two"
i = j = 5
k: int = 6
app.debug = True
app.config["PORT"] = 5000
first, *rest = many
l = typing.cast(str, BASE)
m = cast(str, BASE)
n = (w := 7)
""",
        """\
Assignment name=a value=BASE at=‹a = BASE›
Assignment name=b value=settings.PORT at=‹b = settings.PORT›
Assignment name=c value=settings.urls.bridge.0 at=‹c = settings.urls["bridge"][0]›
Assignment name=d value=make(1, unresolved(unpacked), key='v') at=‹d = make(1, key="v",
    *args, **kw)›
Assignment name=e value=cond(x, z) at=‹e = x if y else z›
Assignment name=f value=or(p, q) at=‹f = p or q›
Assignment name=g value=1 at=‹g, h = 1, "two"›
Assignment name=h value='two' at=‹g, h = 1, "two"›
Assignment name=i value=5 at=‹i = j = 5›
Assignment name=j value=5 at=‹i = j = 5›
Assignment name=k value=6 at=‹k: int = 6›
Assignment name=app.debug value=True at=‹app.debug = True›
Assignment name=app.config.PORT value=5000 at=‹app.config["PORT"] = 5000›
Assignment name=l value=BASE at=‹l = typing.cast(str, BASE)›
Assignment name=m value=BASE at=‹m = cast(str, BASE)›
Assignment name=n value=7 at=‹n = (w := 7)›
""",
        id="names, members, calls, alternatives",
    ),
    pytest.param(
        "Assignment",
        """\
try:
    import a
    x = 1
except ImportError:
    x = 2
if DEBUG:
    y = "d"
else:
    y = "p"
""",
        """\
Assignment name=x value=1 arms=try:@0:try at=‹x = 1›
Assignment name=x value=2 arms=try:@0:except ImportError at=‹x = 2›
Assignment name=y value='d' arms=if@58:if at=‹y = "d"›
Assignment name=y value='p' arms=if@58:else at=‹y = "p"›
""",
        id="arms",
    ),
    pytest.param(
        "Assignment",
        """\
import logging, re
log = logging.getLogger(__name__)
pattern = re.compile("x")
__all__ = ["a"]
x = a < b
y = lambda: 1
z = [i for i in j]
grown = []
grown.append(1)
nothing = None
w = not q
deep = {**other}
""",
        "",
        id="not kept: nothing known, standard library, changed later, dunder",
    ),
    pytest.param(
        "Assignment",
        """\
import os
class Config:
    PORT = 3000
    URL = os.environ.get("URL", "http://localhost")
    cache = Cache()
class Model:
    name = "not kept"
class Plugin:
    blueprint = Blueprint("p", __name__)
    route = "/plugins"
""",
        """\
Assignment name=Config.PORT value=3000 at=‹PORT = 3000›
Assignment name=Config.URL value=env(URL, 'http://localhost') at=‹URL =
    os.environ.get("URL", "http://localhost")›
Assignment name=Plugin.blueprint value=new Blueprint@177 at=‹blueprint = Blueprint("p",
    __name__)›
Assignment name=Plugin.route value='/plugins' at=‹route = "/plugins"›
""",
        id="classes that hold settings, classes that hold facts",
    ),
    pytest.param(
        "Listener",
        """\
import uvicorn
def main(port=8000, *args, **kw):
    host = "0.0.0.0"
    chosen = port or 80
    uvicorn.run(app, host=host, port=chosen)
def second():
    from .settings import PORT as p, HOST
    for h in (HOST, "x"):
        uvicorn.run(app, host=h, port=p)
def third():
    a, (b, c) = 1, (2, 3)
    uvicorn.run(app, port=c, host=f"{a}{b}")
def fourth():
    if x:
        port = 1
    else:
        port = 2
    uvicorn.run(app, port=port)
def fifth():
    port = 1
    port = port + 1
    uvicorn.run(app, port=port)
def sixth():
    port = 1
    def inner():
        uvicorn.run(app, port=port)
    if (q := 9):
        uvicorn.run(app, port=q)
def seventh(port=None):
    if port is None:
        port = 7
    uvicorn.run(app, port=port)
def eighth():
    with open("x") as port:
        uvicorn.run(app, port=port)
    try:
        port = 1
    except KeyError:
        port = 2
    uvicorn.run(app, port=port)
def ninth():
    uvicorn.run(app, port=later)
    later = 1
def tenth():
    port = 1
    port += 1
    uvicorn.run(app, port=port)
class Server:
    PORT = 9
    def __init__(self, port):
        self.host = "h"
        self.port = port
        self.twice = 1
        self.twice = 2
    def start(self):
        uvicorn.run(app, host=self.host, port=self.PORT)
        uvicorn.run(app, host=self.twice, port=self.port)
        uvicorn.run(app, port=self.find_port())
    def find_port(self):
        return 5
""",
        """\
Listener form=uvicorn.run port=or($port, 80) default_port=8000 host='0.0.0.0' scope=main
    at=‹uvicorn.run(app, host=host, port=chosen)›
Listener form=uvicorn.run port=import(.settings:PORT) default_port=8000
    host=each([import(.settings:HOST), 'x']) scope=second at=‹uvicorn.run(app, host=h,
    port=p)›
Listener form=uvicorn.run port=3 default_port=8000 host=concat(1, 2) scope=third
    at=‹uvicorn.run(app, port=c, host=f"{a}{b}")›
Listener form=uvicorn.run port=cond(1, 2) default_port=8000 scope=fourth
    at=‹uvicorn.run(app, port=port)›
Listener form=uvicorn.run port=2 default_port=8000 scope=fifth at=‹uvicorn.run(app,
    port=port)›
Listener form=uvicorn.run port=1 default_port=8000 scope=sixth.inner at=‹uvicorn.run(app,
    port=port)›
Listener form=uvicorn.run port=9 default_port=8000 scope=sixth arms=if@607:if
    at=‹uvicorn.run(app, port=q)›
Listener form=uvicorn.run port=cond($port, 7) default_port=8000 scope=seventh
    at=‹uvicorn.run(app, port=port)›
Listener form=uvicorn.run port=unresolved(dynamic) default_port=8000 scope=eighth
    at=‹uvicorn.run(app, port=port)›
Listener form=uvicorn.run port=cond(cond(unresolved(dynamic), 1), 2) default_port=8000
    scope=eighth at=‹uvicorn.run(app, port=port)›
Listener form=uvicorn.run port=unresolved(not yet bound) default_port=8000 scope=ninth
    at=‹uvicorn.run(app, port=later)›
Listener form=uvicorn.run port=unresolved(dynamic) default_port=8000 scope=tenth
    at=‹uvicorn.run(app, port=port)›
Listener form=uvicorn.run port=9 default_port=8000 host='h' scope=Server.start
    at=‹uvicorn.run(app, host=self.host, port=self.PORT)›
Listener form=uvicorn.run port=$self.port default_port=8000 host=$self.twice
    scope=Server.start at=‹uvicorn.run(app, host=self.twice, port=self.port)›
Listener form=uvicorn.run port=Server.find_port() default_port=8000 scope=Server.start
    at=‹uvicorn.run(app, port=self.find_port())›
""",
        id="locals are followed",
    ),
]


@pytest.mark.parametrize(("kinds", "source", "expected"), CASES)
def test_facts(read: Callable[..., list[str]], kinds: str, source: str, expected: str) -> None:
    assert read(source, *kinds.split()) == expected.replace("\n    ", " ").splitlines()
