from __future__ import annotations

from pathlib import Path

import pytest

from dupelint.model.checklist import Answer, Step
from dupelint.model.errors import PathError
from dupelint.probing.bundle import bundle
from dupelint.probing.log import Log

SECRET = "only-for-this-test-0123456789"


def test_the_report_holds_no_secret(tmp_path: Path) -> None:
    path = tmp_path / "app.log"
    path.write_text("[update] before\nold\n")
    log = Log(path)
    with path.open("a") as file:
        file.write(f"[update] qr=true {SECRET}\n" + "".join(f"line {n}\n" for n in range(5)))
    step = Step("GET http://127.0.0.1/qr", wire="server → bridge: nothing listens there")
    step.judge(["the status is 502, not 200"])
    step.answer = Answer(
        "http://127.0.0.1/qr",
        502,
        (
            ("Set-Cookie", "session=abc"),
            ("X-Internal-Secret", "other"),
            ("Content-Type", "text/html"),
        ),
        f'{{"secret": "{SECRET}", "dataUrl": "data:image/png;base64,{"A" * 100}"}}\n```'.encode(),
    )
    assert (
        bundle([step, Step("next")], log, [SECRET], "now")
        == """\
# dupelint go: report

now

## NO-GO: GET http://127.0.0.1/qr

- the status is 502, not 200
- server → bridge: nothing listens there

    HTTP 502 from http://127.0.0.1/qr
    Set-Cookie: ‹redacted›
    X-Internal-Secret: ‹redacted›
    Content-Type: text/html

    {"secret": "‹redacted›", "dataUrl": "data:image/png;base64,‹redacted› (122 characters)"}
    ```

## not run: next


## The last lines of the log


    line 0
    line 1
    line 2
    line 3
    line 4

## Updates of the connection since the phase began


    [update] qr=true ‹redacted›
"""
    )


def test_a_log_that_is_begun_anew_is_read_from_its_start(tmp_path: Path) -> None:
    path = tmp_path / "app.log"
    path.write_text("a long line that was there before\n")
    log = Log(path)
    path.write_text("[update] new\n")
    assert log.updates() == ["[update] new"]
    assert log.told("NEW") == "[update] new"
    assert log.told("none") == ""


def test_a_log_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(PathError) as caught:
        Log(tmp_path / "none.log")
    wanted = f"cannot read the log {tmp_path}/none.log: No such file or directory"
    assert caught.value.message == wanted
