"""Whether something on the way to a route checks who asks."""

from __future__ import annotations

from typing import Any

import pytest

FLASK = """
from flask import Blueprint, Flask, request
from twilio.request_validator import RequestValidator
from guards import {names}
app = Flask(__name__)
bp = Blueprint("hooks", __name__)
def signed(): return RequestValidator(T).validate(request.url, request.form, "")
{before}
@bp.post("/sms")
{around}
def sms():
    {body}
    return request.form["MessageSid"]
app.register_blueprint(bp)
"""
EXPRESS = """
const express = require('express');
const twilio = require('twilio');
const { check, limit } = require('./guards');
const app = express();
const router = express.Router();
const handler = (req, res) => res.json(req.body.MessageSid);
%s
app.listen(3000);
"""
GUARDS_JS = """
const twilio = require('twilio');
exports.check = (req, res, next) => (twilio.validateRequest(1, 2, 3, 4) ? next() : res.end());
exports.limit = (req, res, next) => next();
"""
ROUTE = "(req, res) => res.json(req.body.MessageSid)"


@pytest.mark.parametrize(
    ("before", "around", "body", "found"),
    [
        ("", "", "pass", [("", 0)]),
        ("", "", "signed()", []),
        ("", "", "limit()", [("", 0)]),
        ("", "", "verify()", [("a function that may check it cannot be read", 0)]),
        ("", "@ours", "pass", []),
        ("", "@limit", "pass", [("", 0)]),
        ("bp.before_request(signed)", "", "pass", []),
        ("app.before_request(signed)", "", "pass", []),
        ("other = Blueprint('o', __name__)\nother.before_request(signed)", "", "pass", [("", 0)]),
        ("other = Blueprint('o', __name__)\nother.before_app_request(signed)", "", "pass", []),
    ],
)
def test_flask(
    project: Any, before: str, around: str, body: str, found: list[tuple[str, int]]
) -> None:
    guards = (
        "from functools import wraps\n\n\ndef ours(view):\n    @wraps(view)\n    def checked():\n"
        '        request.headers["X-Twilio-Signature"]\n        return view()\n    return checked\n'
        "\n\ndef limit(view=None):\n    return view\n"
    )
    source = FLASK.format(before=before, around=around, body=body, names="limit, ours, verify")
    made = project({"app.py": source, "guards.py": guards})
    assert made.rows("SELECT withheld, skippable FROM unsigned_webhook") == found


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (f"app.post('/sms', {ROUTE});", 1),
        (f"app.post('/sms', check, {ROUTE});", 0),
        (f"app.post('/sms', [limit, check], {ROUTE});", 0),
        (f"app.post('/sms', limit, {ROUTE});", 1),
        (f"app.use(check);\napp.post('/sms', {ROUTE});", 0),
        (f"app.post('/sms', {ROUTE});\napp.use(check);", 1),
        (f"app.use('/other', check);\napp.post('/sms', {ROUTE});", 1),
        (f"app.use('/hooks', check, router);\nrouter.post('/sms', {ROUTE});", 0),
        (f"app.use('/hooks', router);\nrouter.use(check);\nrouter.post('/sms', {ROUTE});", 0),
        (f"app.use('/hooks', limit, router);\nrouter.post('/sms', {ROUTE});", 1),
        (f"app.use(twilio.webhook());\napp.post('/sms', {ROUTE});", 0),
    ],
)
def test_express(project: Any, lines: str, found: int) -> None:
    made = project({"app.js": EXPRESS % lines, "guards.js": GUARDS_JS})
    assert made.rows("SELECT count(*) FROM unsigned_webhook WHERE withheld = ''") == [(found,)]
