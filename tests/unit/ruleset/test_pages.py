from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from dupelint.ruleset.document import load
from dupelint.ruleset.pages import markdown, markdown_list, plain, text_list

PAGE_HEAD = """\
# A port is used

`OWN101` · `used-port` · warning or error

*use another than {port}*

## What it finds

Ports.
"""


def test_a_page(write: Callable[..., Path]) -> None:
    page = markdown(load(write()))

    assert page.startswith(PAGE_HEAD)
    assert page.endswith("```python file=app.py\ncount = 5000\n```\n")


def test_a_page_names_the_fix(write: Callable[..., Path]) -> None:
    fix = "evidence: presence\nfix: add-line\napplicability: [safe, unsafe]"
    page = markdown(load(write(("evidence: presence", fix))))

    line = "`OWN101` · `used-port` · warning or error"
    assert page.startswith(PAGE_HEAD.replace(line, f"{line} · fix: add-line (safe or unsafe)"))


def test_advice_that_only_the_query_knows(write: Callable[..., Path]) -> None:
    page = markdown(load(write(("use another than {port}", "{port}"))))

    assert page.startswith(PAGE_HEAD.replace("*use another than {port}*\n\n", ""))


def test_a_rule_as_data(write: Callable[..., Path]) -> None:
    rule = load(write())

    assert plain(rule) == {
        "code": "OWN101",
        "name": "used-port",
        "title": "A port is used",
        "severity": ["warning", "error"],
        "evidence": "presence",
        "yields_to": [],
        "fix": None,
        "applicability": [],
        "message": "port {port} is used",
        "advice": "use another than {port}",
        "explanation": markdown(rule),
    }


def test_lists(write: Callable[..., Path]) -> None:
    changes = (("id: used-port", "id: x"), ("OWN101", "OWN102"), ("[warning, error]", "[info]"))
    rules = [load(write()), load(write(*changes, name="x"))]

    assert text_list(rules) == (
        "OWN101  used-port  warning  A port is used\nOWN102  x          info     A port is used\n"
    )
    assert markdown_list(rules) == (
        "| code | name | severity | finds |\n|---|---|---|---|\n"
        "| OWN101 | `used-port` | warning, error | A port is used |\n"
        "| OWN102 | `x` | info | A port is used |\n"
    )
    assert (text_list([]), markdown_list([])[:6]) == ("", "| code")
