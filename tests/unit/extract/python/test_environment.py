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
EnvRead name=B default='b' at=‹os.getenv("B", "b")›
EnvRead name=C default=3 at=‹os.environ.get("C", default=3)›
EnvRead name=D hard=1 at=‹os.environ["D"]›
EnvRead name=E hard=1 at=‹_o.environ["E"]›
EnvRead name=F hard=1 at=‹environ["F"]›
EnvRead name=G default='g' at=‹ge("G", "g")›
EnvRead name=H at=‹"H" in os.environ›
EnvRead name=I at=‹os.getenv(NAME)›
Gap reason=dynamic subject=env_read at=‹os.environ[key]›
Gap reason=dynamic subject=env_read at=‹os.environ.get(prefix + "_X")›
EnvRead name=J at=‹os.environ["J"]›
EnvRead name=K at=‹os.environ.get("K")›
""",
        id="reads",
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
env = os.environ.copy()
"os.environ['B']"
# os.getenv("C")
os.environ.pop("D", None)
""",
        "",
        id="neither",
    ),
]


@pytest.mark.parametrize(("kinds", "source", "expected"), CASES)
def test_facts(read: Callable[..., list[str]], kinds: str, source: str, expected: str) -> None:
    assert read(source, *kinds.split()) == expected.replace("\n    ", " ").splitlines()
