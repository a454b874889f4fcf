from __future__ import annotations

import socket
import time

import pytest

from dupelint.model.checklist import Answer
from dupelint.model.errors import UserError
from dupelint.probing.address import checked, is_loopback, port_of
from dupelint.probing.asking import MAX_BODY, NoAnswerError, ask

from .conftest import Serve, answer


def test_every_status_is_an_answer(serve: Serve) -> None:
    url = serve(answer("503 Busy", b'{"a": 1}', "Content-Type: Application/JSON; charset=utf-8"))
    got = ask("GET", url + "/x?y=1")
    assert (got.url, got.status, got.body, got.cut) == (url + "/x?y=1", 503, b'{"a": 1}', False)
    assert (got.content_type, got.says_json, got.decoded()) == ("application/json", True, {"a": 1})


def test_a_redirect_on_the_same_host_is_followed(serve: Serve) -> None:
    url = serve(answer("308 Moved", b"", "Location: /again"))
    with pytest.raises(NoAnswerError, match="redirected more than 5 times"):
        ask("GET", url)


def test_a_redirect_to_another_host_is_the_answer(serve: Serve) -> None:
    other = serve(answer("200 OK", b"stolen"))
    url = serve(answer("302 Found", b"", f"Location: {other}/"))
    got = ask("GET", url)
    assert (got.url, got.status, got.body) == (url, 302, b"")


def test_a_large_answer_is_cut(serve: Serve) -> None:
    url = serve(answer("200 OK", b"x" * (MAX_BODY + 1)))
    got = ask("GET", url)
    assert (len(got.body), got.cut) == (MAX_BODY, True)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"SSH-2.0-x\r\n\r\n", "no HTTP"),
        (b"HTTP/1.1 abc\r\n\r\n", "no HTTP"),
        (b"", "closed connection without response"),
    ],
)
def test_what_is_no_http(serve: Serve, data: bytes, why: str) -> None:
    with pytest.raises(NoAnswerError, match=why):
        ask("GET", serve(data))


def test_a_server_that_says_nothing_costs_no_more_than_the_time_given() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        begun = time.monotonic()
        with pytest.raises(NoAnswerError, match=r"^no answer within 0\.2 s$"):
            ask("GET", f"http://127.0.0.1:{server.getsockname()[1]}", seconds=0.2)
    assert time.monotonic() - begun < 5


@pytest.mark.parametrize(
    ("url", "why"),
    [("http://127.0.0.1:1", "nothing listens there"), ("${X}/a", "its address is not known")],
)
def test_nobody_there(url: str, why: str) -> None:
    with pytest.raises(NoAnswerError) as caught:
        ask("GET", url)
    assert str(caught.value) == why


def test_deep_json_is_no_json() -> None:
    deep = Answer("", 200, (), b"[" * 200_000)
    with pytest.raises(ValueError, match="deep"):
        deep.decoded()


@pytest.mark.parametrize(
    ("url", "local"),
    [
        ("http://127.0.0.1:5000", True), ("http://localhost", True), ("http://[::1]:3300", True),
        ("http://127.9.9.9", True), ("http://10.0.0.1", False), ("http://0.0.0.0", False),
        ("http://" + "a" * 70, False),
    ],
)  # fmt: skip
def test_what_is_on_this_machine(url: str, local: bool) -> None:
    assert is_loopback(url) is local


@pytest.mark.parametrize(
    "url", ["", "localhost:5000", "ftp://a", "http://", "http://a:x", "http://a b"]
)
def test_what_is_no_base_url(url: str) -> None:
    with pytest.raises(UserError) as caught:
        checked(url, "server")
    assert caught.value.message == f"server: `{url}` is no URL that can be asked"


@pytest.mark.parametrize(
    ("url", "port"),
    [("http://a:1", 1), ("http://a", 80), ("https://a", 443), ("a", 0), ("http://a:x", 0)],
)
def test_port(url: str, port: int) -> None:
    assert port_of(url) == port
