"""What a route of FastAPI may answer, by its declaration, its returns and what it raises.

`tests/differential/test_fastapi_answers.py` holds what is certain to the real FastAPI.
"""

from __future__ import annotations

import pytest

from tests.unit.linking.conftest import Ask

CODE = """\
from typing import Any

from fastapi import Depends, FastAPI, HTTPException, Request, Response, status
from fastapi.responses import FileResponse, JSONResponse, ORJSONResponse, StreamingResponse
from fastapi.templating import Jinja2Templates
from models import Aliased, Model, Settings
from other import service

app = FastAPI({options})
templates = Jinja2Templates(directory="t")


{extra}


@app.get("/a"{declared})
def view(request: Request{parameters}){returns}:
    {body}
"""
MODELS = """\
from pydantic import BaseModel, Field
from pydantic_settings import BaseSettings


class Base(BaseModel):
    \"\"\"Of all.

    text: no field
    \"\"\"

    model_config = {"frozen": True}
    id: int
    _hidden: int = 0


class Model(Base):
    name: str = Field(
        default="x",
    )

    @property
    def shown(self): ...


class Aliased(Base):
    long_name: str = Field(alias="longName")


class Settings:
    id: int
"""
QUERY = "SELECT kind, status, keys FROM route_answer ORDER BY at, kind, status"
JSON = [("json", 200, "")]
A = [("json", 200, '["a"]')]
MODEL = [("json", 200, '["id", "name"]')]
UNKNOWN = [("unknown", 200, "")]


def answers(ask: Ask, body: str, **parts: str) -> list[tuple[str, int, str]]:
    given = dict.fromkeys(("options", "extra", "declared", "parameters", "returns"), "") | parts
    return ask({"main.py": CODE.format(body=body, **given), "models.py": MODELS}, QUERY)


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("return {'a': 1}", A),
        ("return {'a': 1, **request.state}", UNKNOWN),
        ("data = {'a': 1}\n    data.update(request)\n    return data", UNKNOWN),
        ("return {'a': 1} if request else None", [*A, ("json", 200, "")]),
        ("return service.find()", UNKNOWN),
        ("return request", UNKNOWN),
        ("found = service.find()\n    return found", UNKNOWN),
        ("service.find()", UNKNOWN),
        ("yield 1", UNKNOWN),
        ("return Model(id=1)", MODEL),
        ("return Aliased(id=1)", UNKNOWN),
        ("return Settings()", UNKNOWN),
        ("return Response(status_code=service.status)", [("empty", 0, "")]),
        ("return Response(service.find())", UNKNOWN),
        ("return Response('x', media_type='text/plain')", [("html", 200, "")]),
        ("return ORJSONResponse({'a': 1})", A),
        ("return JSONResponse(service.find(), 400)", [("json", 400, "")]),
        ("return FileResponse('a.png')", [("file", 200, "")]),
        ("return StreamingResponse(service.find())", [("file", 200, "")]),
        ("return templates.TemplateResponse('a.html', {'a': 1})", [("html", 200, "")]),
        (
            "if request:\n        raise HTTPException(404)\n    return {'a': 1}",
            [("json", 404, '["detail"]'), *A],
        ),
        ("if request:\n        raise HTTPException(service.code)\n    return {'a': 1}", A),
        ("if request:\n        raise KeyError('x')\n    return {'a': 1}", A),
    ],
)
def test_what_a_view_returns(ask: Ask, body: str, found: list[tuple[str, int, str]]) -> None:
    assert answers(ask, body) == found


@pytest.mark.parametrize(
    ("declared", "returns", "found"),
    [
        (", response_model=Model", "", MODEL),
        ("", " -> Model", MODEL),
        (", response_model=None", " -> Model", UNKNOWN),
        (", response_model=Model, response_model_exclude={'id'}", "", JSON),
        (", response_model=Model, response_model_exclude_none=True", "", MODEL),
        (", response_model=Aliased", "", JSON),
        (", response_model=list[Model]", "", JSON),
        ("", " -> Model | None", JSON),
        ("", " -> dict[str, Any]", JSON),
        ("", " -> Any", UNKNOWN),
        ("", " -> Response", UNKNOWN),
        ("", " -> JSONResponse | Model", UNKNOWN),
        (", status_code=201, response_model=Model", "", [("json", 201, '["id", "name"]')]),
        (", status_code=service.code, response_model=Model", "", [("json", 0, '["id", "name"]')]),
        (", status_code=204", "", [("empty-json", 204, "")]),
        (", status_code=204, response_class=Response", "", [("empty", 204, "")]),
    ],
)
def test_what_a_route_declares(
    ask: Ask, declared: str, returns: str, found: list[tuple[str, int, str]]
) -> None:
    assert answers(ask, "return service.find()", declared=declared, returns=returns) == found


@pytest.mark.parametrize(
    ("parameters", "refuses"),
    [
        ("", False),
        (", name: str", False),
        (", name", False),
        (", user=Depends(service.user)", False),
        (", user: Model = Depends(service.user)", False),
        (", number: int", True),
        (", model: Model", True),
    ],
)
def test_a_request_that_does_not_fit(ask: Ask, parameters: str, refuses: bool) -> None:
    found = answers(ask, "return {'a': 1}", parameters=parameters)
    assert found == ([("json", 422, '["detail"]')] if refuses else []) + A


@pytest.mark.parametrize(
    ("options", "extra"),
    [
        ("", "@app.exception_handler(HTTPException)\ndef failed(request, error): ..."),
        ("", "app.add_exception_handler(Exception, service.failed)"),
        ("exception_handlers={404: service.failed}", ""),
    ],
)
def test_handlers_of_the_project(ask: Ask, options: str, extra: str) -> None:
    body = "if request:\n        raise HTTPException(404)\n    return {'a': 1}"
    assert answers(ask, body, options=options, extra=extra) == [("unknown", 404, ""), *A]


@pytest.mark.parametrize(
    ("options", "found"),
    [
        ("default_response_class=ORJSONResponse", A),
        ("default_response_class=service.Answer", UNKNOWN),
    ],
)
def test_another_response_by_default(
    ask: Ask, options: str, found: list[tuple[str, int, str]]
) -> None:
    assert answers(ask, "return {'a': 1}", options=options) == found


def test_a_decorator_that_may_change_answers(ask: Ask) -> None:
    code = CODE.replace("def view", "@service.cached\ndef view")
    files = {
        "main.py": code.format(
            body="return {'a': 1}", options="", extra="", declared="", parameters="", returns=""
        ),
        "models.py": MODELS,
    }
    assert ask(files, QUERY) == UNKNOWN
