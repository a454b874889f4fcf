"""Environment variables read, defined in code."""

from __future__ import annotations

from collections.abc import Callable

import pytest

CASES = [
    pytest.param(
        "EnvRead Gap",
        """\
import os
import os as _o
from os import environ, getenv as ge
os.getenv("A")
os.getenv("B", "b")
os.environ.get("C", default=3)
os.environ["D"]
_o.environ["E"]
environ["F"]
ge("G", "g")
"H" in os.environ
NAME = "I"
os.getenv(NAME)
os.environ[key]
def f(prefix):
    return os.environ.get(prefix + "_X")
try:
    x = os.environ["J"]
except KeyError:
    x = 1
int(os.environ.get("K") or 5)
""",
        """\
EnvRead name=A at=‹os.getenv("A")›
EnvRead name=B default='b' default_at=‹b› at=‹os.getenv("B", "b")›
EnvRead name=C default=3 default_at=‹3› at=‹os.environ.get("C", default=3)›
EnvRead name=D hard=1 at=‹os.environ["D"]›
EnvRead name=E hard=1 at=‹_o.environ["E"]›
EnvRead name=F hard=1 at=‹environ["F"]›
EnvRead name=G default='g' default_at=‹g› at=‹ge("G", "g")›
EnvRead name=H at=‹"H" in os.environ›
EnvRead name=I at=‹os.getenv(NAME)›
Gap reason=dynamic subject=env_read at=‹os.environ[key]›
Gap reason=dynamic subject=env_read at=‹os.environ.get(prefix + "_X")›
EnvRead name=J at=‹os.environ["J"]›
EnvRead name=K default=5 default_at=‹5› at=‹os.environ.get("K")›
""",
        id="reads",
    ),
    pytest.param(
        "EnvChoice",
        """\
import os
PORT = os.getenv("A", 1)
class Local:
    PORT = int(os.getenv("A", 1))
    HOST = os.environ["B"]
    print(os.getenv("C", 1))
    def port(self):
        port = os.getenv("A", 1)
        return port
""",
        """\
EnvChoice variant=Local:PORT at=‹os.getenv("A", 1)›
""",
        id="choices",
    ),
    pytest.param(
        "EnvDefinition EnvRead",
        """\
import os
os.environ["A"] = "a"
os.environ["B"] = os.environ["C"]
os.environ["D"] = str(3300)
os.environ["E"] = compute()
os.environ["F"] = f"http://{os.getenv('G')}/x"
os.environ.setdefault("H", "h")
os.environ.update({"I": "i", "J": x}, K="k")
os.environ["L"] = ""
def f():
    os.environ["M"] = "m"
""",
        """\
EnvDefinition name=A value=a origin=code value_at=‹a› at=‹os.environ["A"] = "a"›
EnvDefinition name=B value=${C} origin=code at=‹os.environ["B"] = os.environ["C"]›
EnvRead name=C hard=1 at=‹os.environ["C"]›
EnvDefinition name=D value=3300 origin=code at=‹os.environ["D"] = str(3300)›
EnvDefinition name=E value=${_} origin=code at=‹os.environ["E"] = compute()›
EnvDefinition name=F value=http://${G}/x origin=code at=‹os.environ["F"] =
    f"http://{os.getenv('G')}/x"›
EnvRead name=G at=‹os.getenv('G')›
EnvDefinition name=H value=h origin=code value_at=‹h› at=‹os.environ.setdefault("H", "h")›
EnvDefinition name=K value=k origin=code value_at=‹k› at=‹os.environ.update({"I": "i", "J":
    x}, K="k")›
EnvDefinition name=I value=i origin=code value_at=‹i› at=‹os.environ.update({"I": "i", "J":
    x}, K="k")›
EnvDefinition name=J value=${_} origin=code at=‹os.environ.update({"I": "i", "J": x},
    K="k")›
EnvDefinition name=L origin=code at=‹os.environ["L"] = ""›
EnvDefinition name=M value=m origin=code value_at=‹m› at=‹os.environ["M"] = "m"›
""",
        id="definitions",
    ),
    pytest.param(
        "EnvRead EnvDefinition Gap",
        """\
import os
from flask import request
request.environ.get("REMOTE_ADDR")
request.environ["wsgi.input"]
def app(environ, start_response):
    environ["PATH_INFO"]
    environ.get("HTTP_HOST")
del os.environ["A"]
"os.environ['B']"
# os.getenv("C")
os.environ.pop("D", None)
""",
        "",
        id="neither",
    ),
    pytest.param(
        "EnvRead Gap",
        """\
import os
os.environ.copy()
run("x", env=os.environ)
dict(**os.environ)
print(dict(os.environ))
for name in os.environ: pass
os.environ[key] = "1"
os.environ.update(values)
os.environ.update({"A": "a"}, B="b")
os.environ.get("C")
""",
        """\
Gap reason=dynamic subject=env_read at=‹os.environ.copy()›
Gap reason=dynamic subject=env_read at=‹os.environ›
Gap reason=dynamic subject=env_read at=‹os.environ›
Gap reason=dynamic subject=env_read at=‹os.environ›
Gap reason=dynamic subject=env_read at=‹os.environ›
Gap reason=dynamic subject=env_definition at=‹os.environ[key]›
Gap reason=dynamic subject=env_definition at=‹values›
EnvRead name=C at=‹os.environ.get("C")›
""",
        id="the whole environment",
    ),
    pytest.param(
        "EnvRead",
        """\
import os
os.getenv("A") or "a"
os.getenv("B", "") or "b"
os.getenv("C") or 3
os.environ.get("D") or other()
x or os.getenv("E")
os.getenv("F", f"{x}")
os.getenv("G", "a" "b")
os.getenv("H") and "h"
""",
        """\
EnvRead name=A default='a' default_at=‹a› at=‹os.getenv("A")›
EnvRead name=B default='' at=‹os.getenv("B", "")›
EnvRead name=C default=3 default_at=‹3› at=‹os.getenv("C")›
EnvRead name=D default=other() at=‹os.environ.get("D")›
EnvRead name=E at=‹os.getenv("E")›
EnvRead name=F default=concat(x) at=‹os.getenv("F", f"{x}")›
EnvRead name=G default='ab' at=‹os.getenv("G", "a" "b")›
EnvRead name=H at=‹os.getenv("H")›
""",
        id="what stands in",
    ),
]


@pytest.mark.parametrize(("kinds", "source", "expected"), CASES)
def test_facts(read: Callable[..., list[str]], kinds: str, source: str, expected: str) -> None:
    assert read(source, *kinds.split()) == expected.replace("\n    ", " ").splitlines()
