"""Calls that open a network port, and calls that only look so."""

from __future__ import annotations

from collections.abc import Callable

import pytest

CASES = [
    pytest.param(
        "Listener",
        """\
from flask import Flask
from quart import Quart
app = Flask(__name__)
other = Quart(__name__)
app.run()
other.run("0.0.0.0", 5001)
if __name__ == "__main__":
    app.run(host="127.0.0.1", port=int(os.getenv("PORT", "3300")), debug=True)
""",
        """\
Listener form=app.run receiver=app default_port=5000 at=‹app.run()›
Listener form=app.run receiver=other port=5001 default_port=5000 host='0.0.0.0'
    at=‹other.run("0.0.0.0", 5001)›
Listener form=app.run receiver=app port=env(PORT, '3300') default_port=5000 host='127.0.0.1'
    arms=if@131:main guard=main at=‹app.run(host="127.0.0.1", port…ebug=True)›
""",
        id="flask, quart",
    ),
    pytest.param(
        "Listener",
        """\
from server import app, create_app
create_app().run(port=1)
app.run(port=2)
def serve(application):
    application.run(port=3)
made = create_app()
made.run(port=4)
import wsgi
wsgi.app.run(port=5)
""",
        """\
Listener form=app.run receiver=create_app() port=1 default_port=5000
    at=‹create_app().run(port=1)›
Listener form=app.run receiver=app port=2 default_port=5000 at=‹app.run(port=2)›
Listener form=app.run receiver=$application port=3 default_port=5000 scope=serve
    at=‹application.run(port=3)›
Listener form=app.run receiver=made port=4 default_port=5000 at=‹made.run(port=4)›
Listener form=app.run receiver=wsgi.app port=5 default_port=5000 at=‹wsgi.app.run(port=5)›
""",
        id="factory, imported app, parameter, attribute",
    ),
    pytest.param(
        "Listener",
        """\
def main():
    app.run(port=1)
def both():
    app.run(port=2)
both()
if __name__ == "__main__":
    main()
    both()
if not app.testing:
    app.run(port=3)
if os.environ.get("ENV") == "prod":
    app.run(port=4)
""",
        """\
Listener form=app.run receiver=app port=1 default_port=5000 scope=main guard=main
    at=‹app.run(port=1)›
Listener form=app.run receiver=app port=2 default_port=5000 scope=both at=‹app.run(port=2)›
Listener form=app.run receiver=app port=3 default_port=5000 arms=if@120:if guard=test
    at=‹app.run(port=3)›
Listener form=app.run receiver=app port=4 default_port=5000 arms=os.environ.get("ENV")@163:= 'prod' if@160:if
    at=‹app.run(port=4)›
""",
        id="guards",
    ),
    pytest.param(
        "Listener",
        """\
import uvicorn
from uvicorn import Config, Server
from flask_socketio import SocketIO
from waitress import serve
import hypercorn.asyncio
socketio = SocketIO(app)
uvicorn.run("mod:app", host="0.0.0.0", port=8001)
uvicorn.run(app)
Server(Config(app, port=8002)).run()
config = Config(app, port=8003, host="h")
server = Server(config)
server.run()
socketio.run(app, "127.0.0.1", 8004)
socketio.run(app)
serve(app, port=8005)
serve(app, listen="*:8006")
""",
        """\
Listener form=uvicorn.run port=8001 default_port=8000 host='0.0.0.0'
    at=‹uvicorn.run("mod:app", host="0.0.0.0", port=8001)›
Listener form=uvicorn.run default_port=8000 at=‹uvicorn.run(app)›
Listener form=uvicorn.run receiver=Server(Config(app, port=8002)) port=8002
    default_port=8000 at=‹Server(Config(app, port=8002)).run()›
Listener form=uvicorn.run receiver=server port=8003 default_port=8000 host='h'
    at=‹server.run()›
Listener form=socketio.run receiver=socketio port=8004 default_port=5000 host='127.0.0.1'
    at=‹socketio.run(app, "127.0.0.1", 8004)›
Listener form=socketio.run receiver=socketio default_port=5000 at=‹socketio.run(app)›
Listener form=waitress.serve port=8005 default_port=8080 at=‹serve(app, port=8005)›
Listener form=waitress.serve port=8006 default_port=8080 host='*' at=‹serve(app,
    listen="*:8006")›
""",
        id="uvicorn, socketio, hypercorn, waitress",
    ),
    pytest.param(
        "Listener",
        """\
import asyncio
import websockets
from hypercorn.asyncio import serve
async def main():
    await websockets.serve(handler, "localhost", 8765)
    await asyncio.start_server(handler, "0.0.0.0", 8888)
asyncio.run(serve(app, config))
""",
        """\
Listener form=websockets.serve port=8765 host='localhost' scope=main at=‹await
    websockets.serve(handler, "localhost", 8765)›
Listener form=asyncio.start_server port=8888 host='0.0.0.0' scope=main at=‹await
    asyncio.start_server(handler, "0.0.0.0", 8888)›
Listener form=hypercorn.serve port=unresolved(config) default_port=8000
    host=unresolved(config) at=‹asyncio.run(serve(app, config))›
""",
        id="hypercorn, websockets, asyncio",
    ),
    pytest.param(
        "Listener",
        """\
from aiohttp import web
from http.server import HTTPServer, ThreadingHTTPServer
from werkzeug.serving import run_simple, make_server
import eventlet, eventlet.wsgi
from gevent.pywsgi import WSGIServer
run_simple("localhost", 5000, app)
make_server("0.0.0.0", 5001, app).serve_forever()
HTTPServer(("", 8000), Handler).serve_forever()
with ThreadingHTTPServer(("", PORT), Handler) as httpd:
    httpd.serve_forever()
def start():
    address = ("0.0.0.0", 5003)
    server = WSGIServer(address, app)
    server.serve_forever()
eventlet.wsgi.server(eventlet.listen(("", 5004)), app)
web.run_app(app, port=5005)
web.run_app(app)
site = web.TCPSite(runner, "0.0.0.0", 5006)
""",
        """\
Listener form=run_simple port=5000 host='localhost' at=‹run_simple("localhost", 5000, app)›
Listener form=make_server port=5001 host='0.0.0.0' at=‹make_server("0.0.0.0", 5001,
    app).serve_forever()›
Listener form=HTTPServer receiver=HTTPServer(['', 8000], Handler) port=8000 host=''
    at=‹HTTPServer(("", 8000), Handler).serve_forever()›
Listener form=ThreadingHTTPServer receiver=httpd port=PORT host=''
    at=‹httpd.serve_forever()›
Listener form=WSGIServer receiver=WSGIServer(['0.0.0.0', 5003], app) port=5003
    host='0.0.0.0' scope=start at=‹server.serve_forever()›
Listener form=wsgi.server port=5004 host='' at=‹eventlet.wsgi.server(eventlet.listen(("",
    5004)), app)›
Listener form=web.run_app port=5005 default_port=8080 at=‹web.run_app(app, port=5005)›
Listener form=web.run_app default_port=8080 at=‹web.run_app(app)›
Listener form=TCPSite port=5006 default_port=8080 host='0.0.0.0' at=‹site =
    web.TCPSite(runner, "0.0.0.0", 5006)›
""",
        id="wsgi servers, http.server, aiohttp",
    ),
    pytest.param(
        "Listener",
        """\
import tornado.web
app = tornado.web.Application([])
app.listen(8888)
""",
        """\
Listener form=tornado.listen receiver=app port=8888 at=‹app.listen(8888)›
""",
        id="tornado",
    ),
    pytest.param(
        "Listener",
        """\
app.run(port=0)
""",
        """\
Listener form=app.run receiver=app port=0 default_port=5000 probe=1 at=‹app.run(port=0)›
""",
        id="ephemeral",
    ),
    pytest.param(
        "Listener",
        """\
import subprocess, asyncio, debugpy
from sqlalchemy import event
import logging.config
from typer import Typer
from celery import Celery
cli = Typer()
app = Celery("x")
mcp = FastMCP("x")
subprocess.run(["x"])
asyncio.run(main())
event.listen(Model, "before_insert", f)
events_manager.listen()
debugpy.listen(("0.0.0.0", 5678))
logging.config.listen(9999)
cli.run()
app.run()
mcp.run(transport="stdio")
model.bind(x)
ws.run_forever()
serializer.serve(x)
runner.run(port=3)
thread.serve_forever()
# app.run(port=1)
"app.run(port=1)"
def f(app):
    app.run(streams[0], streams[1])
    app.run(transport="sse")
""",
        "",
        id="not servers",
    ),
]


@pytest.mark.parametrize(("kinds", "source", "expected"), CASES)
def test_facts(read: Callable[..., list[str]], kinds: str, source: str, expected: str) -> None:
    assert read(source, *kinds.split()) == expected.replace("\n    ", " ").splitlines()
