# ruff: noqa: E501  a table's row on one line

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dupelint.model.edit import Applicability
from dupelint.model.errors import RuleError
from dupelint.model.finding import Severity
from dupelint.ruleset.document import load
from dupelint.ruleset.examples import Example, examples
from dupelint.ruleset.markers import Expected, split


def marked(text: str) -> tuple[str, list[Expected]]:
    def error(number: int, message: str, advice: str) -> RuleError:
        return RuleError(f"{number}: {message}", advice)

    return split("f", text, error)


def finding(line: int, rule: str = "a-b", severity: str = "", text: str | None = None) -> Expected:
    return Expected("finding", rule, "f", line, Severity(severity) if severity else None, text)


def also(line: int, rule: str = "a-b", text: str | None = None) -> Expected:
    return Expected("also", rule, "f", line, None, text)


@pytest.mark.parametrize(
    ("text", "left", "expected"),
    [
        # trailing
        ("x()  # finding: a-b\n", "x()\n", [finding(1)]),
        ("x();  // finding: a-b (error)\n", "x();\n", [finding(1, severity="error")]),
        ("x(); // finding: a-b \"said 'so'\"\n", "x();\n", [finding(1, text="said 'so'")]),
        ('x  # finding: a-b (info) "a \\"b\\" \\\\ c"\n', "x\n", [finding(1, severity="info", text='a "b" \\ c')]),
        ('{"port": 1} // also: a-b "here"\n', '{"port": 1}\n', [also(1, text="here")]),
        ('"a": 1, /* also: a-b */\n', '"a": 1,\n', [also(1)]),
        ("<a/> {/* finding: a-b */}\n", "<a/>\n", [finding(1)]),
        ("<p>3001</p> <!-- finding: a-b -->\n", "<p>3001</p>\n", [finding(1)]),
        ("web: run  # finding: a-b\n", "web: run\n", [finding(1)]),
        ("PORT=1 # finding: a-b\n", "PORT=1\n", [finding(1)]),
        ("[a] ; finding: a-b\n", "[a]\n", [finding(1)]),
        ('fetch("http://x/#y") // finding: a-b\n', 'fetch("http://x/#y")\n', [finding(1)]),
        ("x()  # dupelint: ignore  # finding: a-b\n", "x()  # dupelint: ignore\n", [finding(1)]),
        ("x", "x", []),
        ("x # finding: a-b", "x", [finding(1)]),
        # how far its fix can be trusted
        ("x # finding: a-b (safe)", "x", [finding(1)._replace(applicability=Applicability.SAFE)]),
        ("x # finding: a-b (error,unsafe)", "x", [finding(1, severity="error")._replace(applicability=Applicability.UNSAFE)]),
        ('x # finding: a-b (info, display) "m"', "x", [finding(1, severity="info", text="m")._replace(applicability=Applicability.DISPLAY)]),
        # several in one comment
        ('x # finding: a-b "m" also: c (x', None, "(x"),
        ('x # finding: a-b "m" also: c', "x", [finding(1, text="m"), also(1, "c")]),
        ("x # finding: a-b finding: a-b", "x", [finding(1), finding(1)]),
        # alone on its line: for the next one
        ("a\n# finding: a-b\nb\n", "a\nb\n", [finding(2)]),
        ("a\n  // finding: a-b\n  // also: c\nb # finding: d\n", "a\nb\n", [finding(2), also(2, "c"), finding(2, "d")]),
        ("<!-- finding: a-b -->\nport 3001\n", "port 3001\n", [finding(1)]),
        ("  {/* finding: a-b */}\n<a/>\n", "<a/>\n", [finding(1)]),
        # a marker that is none
        ("# the finding: a-b\n", "# the finding: a-b\n", []),
        ('x = "finding: a-b"\n', 'x = "finding: a-b"\n', []),
        ("x # finding: a-b (also)", None, "finding: a-b (also)"),
        ("x # finding: a-b (safe, error)", None, "finding: a-b (safe, error)"),
        ("x # finding: a-b (error, warning)", None, "finding: a-b (error, warning)"),
        ("x # finding: a-b (error,)", None, "(error,)"),
        ("x # also: a-b (safe)", None, "also: a-b (safe)"),
        ("x # also: a-b (error)", None, "also: a-b (error)"),
        ("x # finding: A-B", None, "finding: A-B"),
        ("x # finding: a-b because", None, "because"),
        ("x # finding: a-b 'm'", None, "'m'"),
        ("x # finding:", None, "finding:"),
    ],
)  # fmt: skip
def test_markers(text: str, left: str | None, expected: list[Expected] | str) -> None:
    if left is None:
        with pytest.raises(RuleError) as raised:
            marked(text)
        assert raised.value.message == f"0: a marker that cannot be read: {expected}"
    else:
        assert marked(text) == (left, expected)


@given(st.text(alphabet='ab #/*{}<>-;":\n\t', max_size=60))
def test_text_without_markers_stays_as_it_is(text: str) -> None:
    assert marked(text) == (text, [])


@given(
    st.lists(st.sampled_from(["x()", "  y()", "", "# prose"]), max_size=8),
    st.sampled_from(["  # finding: a-b", "  // also: c", " /* also: c */", ""]),
)
def test_markers_go_and_the_rest_stays(lines: list[str], marker: str) -> None:
    text, expected = marked("\n".join(line + marker if line else line for line in lines))

    assert text == "\n".join(lines)
    assert [each.line for each in expected] == [
        number for number, line in enumerate(lines, start=1) if line and marker
    ]


def test_an_example_is_a_project(write: Callable[..., Path]) -> None:
    more = """
### Two files and a configuration

`server/app.py`
```python file=server/app.py
# finding: used-port (warning) "port 5000 is used"
app.run(port=5000)
```
Prose between them.
```json file=package.json
{"scripts": {"start": "node ."}} // also: used-port "here"
```
````markdown file=README.md
```sh
# a block in a file
```
````
```toml file=dupelint.toml
```
"""
    rule = load(write(("### No port", f"{more}\n### No port")))

    assert examples(rule) == [
        Example(
            "A port",
            32,
            {"app.py": b"app.run(port=5000)\n"},
            [Expected("finding", "used-port", "app.py", 1, None, None)],
        ),
        Example(
            "Two files and a configuration",
            39,
            {
                "server/app.py": b"app.run(port=5000)\n",
                "package.json": b'{"scripts": {"start": "node ."}}\n',
                "README.md": b"```sh\n# a block in a file\n```\n",
                "dupelint.toml": b"",
            },
            [
                Expected(
                    "finding",
                    "used-port",
                    "server/app.py",
                    1,
                    Severity.WARNING,
                    "port 5000 is used",
                ),
                Expected("also", "used-port", "package.json", 1, None, "here"),
            ],
        ),
        Example("No port", 58, {"app.py": b"count = 5000\n"}, []),
    ]


FIX = ("evidence: presence", "evidence: presence\nfix: replace-value\napplicability: [safe]")
AFTER = "```python fixed=app.py\n{}```\n\n### No port"


def test_an_example_shows_what_the_fix_makes(write: Callable[..., Path]) -> None:
    rule = load(write(FIX, ("### No port", AFTER.format("app.run(port=8000)\n"))))

    assert [(example.title, example.fixed) for example in examples(rule)] == [
        ("A port", {"app.py": b"app.run(port=8000)\n"}),
        ("No port", {}),
    ]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("fixed=app.py", "fixed=other.py", "40: 'other.py' is no file of this example"),
        ("port=8000", "port=5000", "40: 'app.py' is not changed"),
        ("### No port", "```python fixed=app.py\n```\n### No port", "44: a second file 'app.py'"),
    ],
)  # fmt: skip
def test_a_fixed_file_that_cannot_be(
    write: Callable[..., Path], old: str, new: str, message: str
) -> None:
    fixed = AFTER.format("app.run(port=8000)\n")
    rule = load(write(FIX, ("### No port", fixed.replace(old, new))))

    with pytest.raises(RuleError) as raised:
        examples(rule)

    assert raised.value.message == f"used-port.md:{message}"
