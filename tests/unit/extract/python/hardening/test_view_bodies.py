"""What stands around views, and what they do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from dupelint.model.facts import ErrorHandler, IdleDecorator, RequestGuard, ViewBody
from dupelint.model.value import load

Facts = Callable[[str], list[Any]]


def test_a_view(facts: Facts) -> None:
    source = (
        "from guards import ours\napp = Flask(1)\n\n\n@above\n@app.post('/a')\n@between\n"
        "@app.post('/b')\n@ours\n@limit(3)\ndef view():\n    from x import check\n"
        "    check()\n    if helper.look(1):\n        return jsonify(1)\n"
    )
    read = facts(source)
    bodies = [fact for fact in read if isinstance(fact, ViewBody)]
    assert [(one.scope, load(one.calls), load(one.around), one.twilio) for one in bodies] == [
        (
            "view",
            ("list", ("import", "x", "check"), ("member", ("global", "helper"), "look")),
            ("list", ("global", "ours"), ("call", ("global", "limit"), (("num", 3),), ())),
            0,
        )
    ]
    idle = [load(fact.target) for fact in read if isinstance(fact, IdleDecorator)]
    assert idle == [("global", "above")]


@pytest.mark.parametrize(
    ("body", "twilio"),
    [
        ('return request.form["MessageSid"]', 1),
        ('return request.values.get("CallSid")', 1),
        ("return str(MessagingResponse())", 1),
        ('return Response("<Response/>")', 1),
        ('return request.json["MessageSid"]', 0),
        ('return request.form["From"]', 0),
    ],
)
def test_twilio(facts: Facts, body: str, twilio: int) -> None:
    source = f"app = Flask(1)\n\n\n@app.post('/a')\ndef view():\n    {body}\n"
    assert [fact.twilio for fact in facts(source) if isinstance(fact, ViewBody)] == [twilio]


@pytest.mark.parametrize(
    ("source", "found"),
    [
        (
            "@app.before_request\ndef check(): pass",
            [("before_request", ("global", "app"), ("global", "check"))],
        ),
        (
            "def make(app):\n    @app.before_request\n    def check(): pass",
            [("before_request", ("param", "app"), ("global", "make.check"))],
        ),
        (
            "bp.before_app_request(check)",
            [("before_app_request", ("global", "bp"), ("global", "check"))],
        ),
        ("x = app.before_request", []),
        ("# @app.before_request", []),
    ],
)
def test_hooks(facts: Facts, source: str, found: list[tuple[Any, ...]]) -> None:
    read = [fact for fact in facts(source + "\n") if isinstance(fact, RequestGuard)]
    assert [(one.form, load(one.owner), load(one.target)) for one in read] == found


@pytest.mark.parametrize(
    ("source", "found"),
    [
        (
            "@app.errorhandler(Exception)\ndef f(e): return jsonify(1)",
            [("errorhandler", "Exception", 0)],
        ),
        (
            '@app.errorhandler(500)\ndef f(e): return render_template("e.html")',
            [("errorhandler", "500", 1)],
        ),
        (
            "app.register_error_handler(exceptions.HTTPException, f)\ndef f(e): return jsonify(1)",
            [("register_error_handler", "HTTPException", 0)],
        ),
        (
            "@bp.app_errorhandler(404)\ndef f(e): return {}",
            [("app_errorhandler", "404", 0)],
        ),
        ("errorhandler(500)", []),
        ("# @app.errorhandler(500)", []),
    ],
)
def test_error_handlers(facts: Facts, source: str, found: list[tuple[Any, ...]]) -> None:
    read = [fact for fact in facts(source + "\n") if isinstance(fact, ErrorHandler)]
    assert [(one.form, one.error, one.is_page) for one in read] == found
