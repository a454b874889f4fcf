"""What FastAPI adds to routes: declarations, models, mounts, exceptions."""

from __future__ import annotations

from collections.abc import Callable

import pytest

CASES = [
    pytest.param(
        "Operation",
        """\
from fastapi import APIRouter, Depends, Request
router = APIRouter(prefix="/x")
@router.get("/a")
def a(): ...
@router.post("/b", status_code=201, response_model=Item, response_class=HTML)
async def b(item: Item, request: Request): ...
@router.get("/c", response_model_exclude={"id"})
def c(x: str, user=Depends(who)) -> Item: ...
@router.get("/d")
def d(n: int = 3) -> dict[str, int]: ...
@router.get("/e")
def e() -> AsyncIterator[Item]: ...
@router.get("/f")
def f(user: User = Depends(who)) -> schemas.Item: ...
@router.websocket("/g")
async def g(websocket: WebSocket): ...
router.add_api_route("/h", a, status_code=204)
""",
        """\
Operation at=‹@router.get("/a")›
Operation status=201 response_class=HTML model=Item validates=1 at=‹@router.post("/b",
    status_code…lass=HTML)›
Operation model=Item partly=1 at=‹@router.get("/c", response_model_exclude={"id"})›
Operation model=dict validates=1 at=‹@router.get("/d")›
Operation at=‹@router.get("/e")›
Operation model=schemas.Item at=‹@router.get("/f")›
Operation at=‹@router.websocket("/g")›
Operation status=204 at=‹router.add_api_route("/h", a, status_code=204)›
""",
        id="what routes declare",
    ),
    pytest.param(
        "Operation",
        """\
from flask import Flask
app = Flask(__name__)
@app.get("/a")
def a() -> Item: ...
""",
        "",
        id="not of Flask",
    ),
    pytest.param(
        "Route",
        """\
from fastapi import FastAPI
app = FastAPI()
@app.api_route("/a", methods=["GET", "POST"])
@app.trace("/b")
@app.websocket("/c")
def a(): ...
app.add_api_websocket_route("/d", a)
app.add_websocket_route(path="/e", route=a)
""",
        """\
Route framework=fastapi receiver=app path='/a' methods=GET,POST view=a view_at=‹def a():
    ...› form=decorator at=‹@app.api_route("/a", methods=["GET", "POST"])›
Route framework=fastapi receiver=app path='/b' methods=TRACE view=a view_at=‹def a(): ...›
    form=decorator at=‹@app.trace("/b")›
Route framework=fastapi receiver=app path='/c' methods=WEBSOCKET view=a view_at=‹def a():
    ...› form=decorator at=‹@app.websocket("/c")›
Route framework=fastapi receiver=app path='/d' methods=WEBSOCKET view=a view_at=‹def a():
    ...› form=add_url_rule at=‹app.add_api_websocket_route("/d", a)›
Route framework=fastapi receiver=app path='/e' methods=WEBSOCKET view=a view_at=‹def a():
    ...› form=add_url_rule at=‹app.add_websocket_route(path="/e", route=a)›
""",
        id="routes of other verbs",
    ),
    pytest.param(
        "Mount",
        """\
from fastapi import FastAPI
app = FastAPI()
app.mount("/static", StaticFiles(directory="s"), name="s")
app.mount(path=PREFIX, app=inner)
session.mount("https://", adapter)
disk.mount()
""",
        """\
Mount receiver=app path='/static' target=StaticFiles(directory='s') at=‹app.mount("/static",
    StaticFiles(directory="s"), name="s")›
Mount receiver=app path=PREFIX target=inner at=‹app.mount(path=PREFIX, app=inner)›
""",
        id="mounts",
    ),
    pytest.param(
        "DataModel",
        '''\
from pydantic import BaseModel, Field
class Base(BaseModel):
    """Text.

    a: no field
"""
    model_config = ConfigDict(frozen=True)
    id: int
    name: str = Field(
        default="x", gt=1,
    )  # a name
    KIND: ClassVar[str] = "k"
    _own: int

    def shown(self):
        text: str = ""

class Child(Base, models.Other): pass
class Aliased(Base):
    a: int = Field(alias="A")
class Untold(Base):
    a = 1
class Quoting(Base):
    a: int  # """ and no alias
    b: str = "#"; B = Field('"', alias="x")
    """Text."""
    c: int = 1
class Plain(Base):
    a: int  # """
    b: str = '"""'
    """Text."""
    c: int = 1  # alias
class Accented(Base):
    a: int
    prénom: str
class Sometimes(Base):
    if X:
        a: int
class Of(Generic[T]):
    a: int
class Nothing:
    a: int
''',
        """\
DataModel scope=Base bases=[BaseModel] fields=["id", "name"] at=‹class Base(BaseModel)›
DataModel scope=Child bases=[Base, models.Other] at=‹class Child(Base, models.Other)›
DataModel scope=Aliased bases=[Base] fields=["a"] otherwise=1 at=‹class Aliased(Base)›
DataModel scope=Untold bases=[Base] otherwise=1 at=‹class Untold(Base)›
DataModel scope=Quoting bases=[Base] fields=["a", "b", "c"] otherwise=1 at=‹class Quoting(Base)›
DataModel scope=Plain bases=[Base] fields=["a", "b", "c"] at=‹class Plain(Base)›
DataModel scope=Accented bases=[Base] fields=["a"] otherwise=1 at=‹class Accented(Base)›
DataModel scope=Sometimes bases=[Base] otherwise=1 at=‹class Sometimes(Base)›
DataModel scope=Of bases=[Generic[T]] fields=["a"] otherwise=1 at=‹class Of(Generic[T])›
""",
        id="models",
    ),
    pytest.param("DataModel", "class A(Base):\n    a: int\n", "", id="no models"),
    pytest.param(
        "Answer",
        """\
from fastapi import FastAPI, HTTPException
app = FastAPI()
@app.get("/a")
def a():
    if x:
        raise HTTPException(status_code=404, detail="no")
    if y:
        raise HTTPException(403)
    raise ValueError("x")
    return {"a": 1}
""",
        """\
Answer handler=‹def a(): if x: raise HTTPExcep…n {"a": 1}› form=return body={a: 1}
    at=‹return {"a": 1}›
Answer handler=‹def a(): if x: raise HTTPExcep…n {"a": 1}› form=raise body='no' status=404
    at=‹raise HTTPException(status_code=404, detail="no")›
Answer handler=‹def a(): if x: raise HTTPExcep…n {"a": 1}› form=raise status=403 at=‹raise
    HTTPException(403)›
""",
        id="exceptions",
    ),
    pytest.param(
        "Assignment",
        """\
from pydantic_settings import BaseSettings
class Settings(BaseSettings):
    API_V1_STR: str = "/api/v1"
    port: int = 8000
    NAMES: list[str] = ["a"]
class Config:
    PORT = 1
""",
        """\
Assignment name=Settings.API_V1_STR value=env(API_V1_STR, '/api/v1') at=‹API_V1_STR: str =
    "/api/v1"›
Assignment name=Settings.port value=env(PORT, 8000) at=‹port: int = 8000›
Assignment name=Settings.NAMES value=['a'] at=‹NAMES: list[str] = ["a"]›
Assignment name=Config.PORT value=1 at=‹PORT = 1›
""",
        id="settings",
    ),
    pytest.param(
        "Gap",
        """\
class Strip:
    async def __call__(self, scope, receive, send):
        scope["path"] = scope["path"].removeprefix("/api")
        await self.app(scope, receive, send)
""",
        'Gap reason=it rewrites paths subject=app at=‹scope["path"] =›\n',
        id="a middleware that rewrites paths",
    ),
]


@pytest.mark.parametrize(("kind", "code", "expected"), CASES)
def test_facts(read: Callable[..., list[str]], kind: str, code: str, expected: str) -> None:
    found = [" ".join(line.split()) for line in read(code, kind)]
    assert found == [" ".join(one.split()) for one in _lines(expected)]


def _lines(expected: str) -> list[str]:
    """Facts, whose lines go on where the next is indented."""
    return [one for one in expected.replace("\n    ", " ").split("\n") if one]
