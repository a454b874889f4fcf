"""What a handler may answer: kind, status and keys of each of its answers."""

from __future__ import annotations

import pytest

from tests.unit.linking.conftest import Ask

FLASK = """\
from http import HTTPStatus

from flask import *
from flask import Flask, Response, abort, jsonify, make_response, redirect, render_template
from flask import send_file, url_for

app = Flask(__name__)
FAILED = {{"error": "x"}}


def ok(data):
    return jsonify(data)


def fine():
    return {{"fine": True}}, 201


@app.get("/a"){decorator}
def view(arg=None):
{body}
"""
QUERY = "SELECT kind, status, keys FROM route_answer ORDER BY at, kind, status"


@pytest.mark.parametrize(
    ("body", "answers"),
    [
        ("return {'a': 1, 'b': 2}", [("json", 200, '["a", "b"]')]),
        ("return [1]", [("json", 200, "")]),
        ("return jsonify(a=1), 201", [("json", 201, '["a"]')]),
        ("return jsonify({'a': arg}), 404", [("json", 404, '["a"]')]),
        ("return jsonify(FAILED), arg", [("json", 0, '["error"]')]),
        ("return dict(a=1)", [("json", 200, '["a"]')]),
        ("data = {'a': 1}\n    data['b'] = 2\n    return data", [("json", 200, '["a", "b"]')]),
        ("data = {'a': 1}\n    data[arg] = 2\n    return data", [("json", 200, "")]),
        ("data = {'a': 1}\n    data.update(arg)\n    return jsonify(data)", [("json", 200, "")]),
        ("return {'a': 1, **arg}", [("unknown", 200, "")]),
        ("return jsonify(arg)", [("json", 200, "")]),
        ("return '', 204", [("empty", 204, "")]),
        ("return ''", [("empty", 200, "")]),
        ("return '', HTTPStatus.NO_CONTENT", [("empty", 204, "")]),
        ("return {}, 204", [("empty-json", 204, "")]),
        ("return jsonify(), 204", [("empty-json", 204, "")]),
        ("return 'done'", [("html", 200, "")]),
        ("return f'done {arg}'", [("html", 200, "")]),
        ("return '{\"a\": 1}'", [("unknown", 200, "")]),
        ("return render_template('a.html')", [("html", 200, "")]),
        ("return redirect(url_for('view'))", [("redirect", 302, "")]),
        ("return send_file('a.png')", [("file", 200, "")]),
        ("return abort(403)", [("html", 403, "")]),
        ("return make_response('', 204)", [("empty", 204, "")]),
        ("return make_response(jsonify(a=1), 201)", [("json", 201, '["a"]')]),
        ("return Response(status=204)", [("empty", 204, "")]),
        ("return Response(arg, mimetype='application/json')", [("json", 200, "")]),
        ("return Response(arg)", [("unknown", 200, "")]),
        ("return ok({'a': 1})", [("json", 200, '["a"]')]),
        ("return fine()", [("json", 201, '["fine"]')]),
        ("return arg", [("unknown", 200, "")]),
        ("return {'a': 1} if arg else ''", [("empty", 200, ""), ("json", 200, '["a"]')]),
        (
            "if arg:\n        return {'a': 1}\n    return {'b': 1}, 202",
            [("json", 200, '["a"]'), ("json", 202, '["b"]')],
        ),
        ("def inner():\n        return ''\n    return {'a': inner()}", [("json", 200, '["a"]')]),
        ("print(arg)", [("unknown", 0, "")]),
    ],
)
def test_flask(ask: Ask, body: str, answers: list[tuple[str, int, str]]) -> None:
    code = FLASK.format(decorator="", body="    " + body)
    assert ask({"server.py": code}, QUERY) == answers


@pytest.mark.parametrize(
    ("decorator", "answers"),
    [
        ("@login_required", [("json", 200, '["a"]')]),
        ("@marshal_with(fields)", [("json", 200, '["a"]'), ("unknown", 0, "")]),
    ],
)
def test_a_decorator_that_may_change_answers(
    ask: Ask, decorator: str, answers: list[tuple[str, int, str]]
) -> None:
    code = FLASK.format(decorator="\n" + decorator, body="    return {'a': 1}")
    query = "SELECT DISTINCT kind, status, keys FROM route_answer ORDER BY kind"
    assert ask({"server.py": code}, query) == answers


def test_a_view_class(ask: Ask) -> None:
    code = """\
from flask import Flask
from flask.views import MethodView

app = Flask(__name__)


class Items(MethodView):
    def get(self):
        return {"a": 1}

    def delete(self):
        return "", 204


app.add_url_rule("/items", view_func=Items.as_view("items"))
"""
    assert ask({"server.py": code}, QUERY) == [("json", 200, '["a"]'), ("empty", 204, "")]


@pytest.mark.parametrize(
    ("body", "answers"),
    [
        ("res.json({ a: 1, b })", [("json", 200, '["a", "b"]')]),
        ("res.status(201).json({ a: 1 })", [("json", 201, '["a"]')]),
        ("res.status(code).json({ a: 1 })", [("json", 0, '["a"]')]),
        ("res.json({ ...req.body, a: 1 })", [("json", 200, "")]),
        ("res.json({ [req.a]: 1 })", [("json", 200, "")]),
        ("const d = { a: 1 }; d.b = 2; res.json(d)", [("json", 200, '["a", "b"]')]),
        ("const d = { a: 1 }; d[req.x] = 2; res.json(d)", [("json", 200, "")]),
        ("res.json()", [("empty", 200, "")]),
        ("res.json(undefined)", [("empty", 200, "")]),
        ("res.json(null)", [("json", 200, "")]),
        ("res.json(rows)", [("json", 200, "")]),
        ("res.status(204).json({})", [("empty", 204, "")]),
        ("res.sendStatus(204)", [("empty", 204, "")]),
        ("res.sendStatus(200)", [("html", 200, "")]),
        ("res.status(204).end()", [("empty", 204, "")]),
        ("res.end()", [("empty", 200, "")]),
        ("res.send()", [("empty", 200, "")]),
        ("res.send({ a: 1 })", [("json", 200, '["a"]')]),
        ("res.send('done')", [("html", 200, "")]),
        ("res.send(rows)", [("unknown", 200, "")]),
        ("res.type('text').status(404).send('no')", [("html", 404, "")]),
        ("res.redirect('/b')", [("redirect", 302, "")]),
        ("res.render('b')", [("html", 200, "")]),
        ("res.sendFile('b')", [("file", 200, "")]),
        ("rows.pipe(res)", [("unknown", 0, "")]),
        ("if (!rows) return res.json({}); save(res)", [("json", 200, "[]"), ("unknown", 0, "")]),
        ("rows.then((r) => res.json({ r }))", [("json", 200, '["r"]')]),
    ],
)
def test_express(ask: Ask, body: str, answers: list[tuple[str, int, str]]) -> None:
    code = (
        "const express = require('express');\nconst app = express();\n"
        f"app.get('/a', async (req, res) => {{ {body}; }});\napp.listen(4000);\n"
    )
    query = "SELECT DISTINCT kind, status, keys FROM route_answer ORDER BY kind, status"
    assert ask({"server.js": code}, query) == sorted(answers)


def test_a_controller_in_another_file(ask: Ask) -> None:
    files = {
        "server.js": "const app = require('express')();\nconst { show } = require('./control');\n"
        "app.get('/a', show);\napp.listen(4000);\n",
        "control.js": "exports.show = (req, res) => { res.json({ a: 1 }); };\n",
    }
    assert ask(files, QUERY) == [("json", 200, '["a"]')]
