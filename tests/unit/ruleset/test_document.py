# ruff: noqa: E501  a table's row on one line

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from dupelint.model.errors import RuleError
from dupelint.model.finding import Severity
from dupelint.ruleset.check import check
from dupelint.ruleset.document import load
from dupelint.ruleset.rule import Evidence, Rule, fill

Write = Callable[..., Path]


def test_a_document_is_read_whole(write: Write) -> None:
    path = write()

    assert load(path) == Rule(
        id="used-port",
        code="OWN101",
        title="A port is used",
        severities=(Severity.WARNING, Severity.ERROR),
        evidence=Evidence.PRESENCE,
        message="port {port} is used",
        advice="use another than {port}",
        yields_to=(),
        places=1,
        engine="",
        fixer=None,
        applicabilities=(),
        uncovers=(),
        query="SELECT at, port\nFROM port_mention\n",
        query_line=26,
        path=path,
        text=path.read_text(),
    )


def test_optional_keys_and_escapes(write: Write) -> None:
    old = 'message: "port {port} is used"'
    new = 'message: "a \\"quoted\\" \\\\ {port}"\nplaces: 2\nyields-to: [one-rule, other]'

    rule = load(write((old, new)))

    assert (rule.message, rule.places, rule.yields_to) == (
        'a "quoted" \\ {port}',
        2,
        ("one-rule", "other"),
    )


@pytest.mark.parametrize(
    "data", [b"\xef\xbb\xbf%s", b"%s"], ids=["byte order mark", "Windows line ends"]
)
def test_how_an_editor_saved_it_changes_nothing(write: Write, data: bytes) -> None:
    path = write()
    before = load(path)
    content = path.read_bytes()
    path.write_bytes(
        data % (content if data.startswith(b"\xef") else content.replace(b"\n", b"\r\n"))
    )

    assert load(path) == before


def test_a_heading_in_a_block_is_no_heading(write: Write) -> None:
    path = write(("Ports.", "````markdown\n## Query\n```\n# x\n```\n````"))

    assert load(path).query == "SELECT at, port\nFROM port_mention\n"


ORDER = (
    "the sections are, in order: "
    "What it finds, Why it matters, What it leaves alone, Query, Examples"
)
SCALAR = 'write a bare word, text in double quotes (\\" and \\\\ inside), or a list [a, b]'
MARKER = 'write `finding: rule-id (severity, applicability) "message"` or `also: rule-id "label"`'
FIX = "evidence: presence\nfix: replace-value\napplicability: [safe, unsafe]"

# what is replaced, by what, the message, the advice
REJECTED = [
    # front matter
    ("---\nid", "id", "1: no front matter", "start the document with a line `---`"),
    ('{port}"\n---\n', '{port}"\n', "1: the front matter has no end", "close it with a line `---`"),
    ("severity:", "severty:", "4: unknown key 'severty'", "did you mean 'severity'?"),
    ("severity:", "fixable:", "4: unknown key 'fixable'", "did you mean 'fix'?"),
    ("severity: [warning, error]\n", "", "1: key 'severity' is missing", "add it to the front matter"),
    ("evidence: presence", "evidence:presence", "5: a line of the front matter is `key: value`", "found 'evidence:presence'"),
    ("evidence: presence", "code: OWN101", "5: key 'code' stands here twice", "keep one of them"),
    ("id: used-port", "id: used-ports", "2: id 'used-ports' is not the file's name", "name the file used-ports.md or write `id: used-port`"),
    ("id: used-port", "id: Used_Port", "2: id: is words in small letters joined by `-`", "for example: duplicate-blueprint"),
    ("OWN101", "OWN1", "3: code: is capital letters with three digits", "for example: DUP101"),
    ("OWN101", "own101", "3: code: is capital letters with three digits", "for example: DUP101"),
    ("[warning, error]", "warning", "4: severity: is a list, the usual one first", "for example: [error, warning]"),
    ("[warning, error]", "[]", "4: severity: is a list, the usual one first", "for example: [error, warning]"),
    ("[warning, error]", "[warnin]", "4: severity: unknown value 'warnin'", "did you mean 'warning'?"),
    ("[warning, error]", "[fatal]", "4: severity: unknown value 'fatal'", "one of: error, warning, info"),
    ("[warning, error]", "[warning, error", "4: the value of 'severity' cannot be read: [warning, error", SCALAR),
    ("evidence: presence", "evidence: absence", "5: evidence: unknown value 'absence'", "did you mean 'presence'?"),
    ('"port {port} is used"', "port {port} is used", "6: the value of 'message' cannot be read: port {port} is used", SCALAR),
    ('"port {port} is used"', '"port "{port}" is used"', "6: the value of 'message' cannot be read: \"port \"{port}\" is used\"", SCALAR),
    ('"port {port} is used"', '""', "6: message: is text", "write one sentence in double quotes"),
    ("port {port} is", "port {port.x} is", "6: message: '{port.x}' is no placeholder", "a placeholder is {name}: a column of the query, in small letters"),
    ("port {port} is", "port { port } is", "6: message: '{ port }' is no placeholder", "a placeholder is {name}: a column of the query, in small letters"),
    ("evidence: presence", "evidence: presence\nplaces: 3", "6: places: is 1 or 2", "2 where a finding ends when one place is left"),
    ("evidence: presence", "evidence: presence\nyields-to: other", "6: yields-to: is a list of rule ids", "for example: [duplicate-blueprint]"),
    ("evidence: presence", "evidence: presence\nengine: linking", "6: engine: is one of: suppressing", "leave the key out and write a query"),
    # the fix
    ("evidence: presence", "evidence: presence\nfix: comment-out", "6: 'fix' stands without 'applicability'", "add 'applicability' to the front matter"),
    ("evidence: presence", "evidence: presence\napplicability: [safe]", "6: 'applicability' stands without 'fix'", "add 'fix' to the front matter"),
    ("evidence: presence", "evidence: presence\nuncovers: [other]", "6: 'uncovers' stands without 'fix'", "add 'fix' to the front matter"),
    ("evidence: presence", "evidence: presence\nfix: coment-out\napplicability: [safe]", "6: fix: unknown value 'coment-out'", "did you mean 'comment-out'?"),
    ("evidence: presence", "evidence: presence\nfix: comment-out\napplicability: safe", "7: applicability: is a list, the usual one first", "for example: [safe, unsafe]"),
    ("evidence: presence", "evidence: presence\nfix: comment-out\napplicability: [save]", "7: applicability: unknown value 'save'", "did you mean 'safe'?"),
    ("evidence: presence", FIX, "32: no example shows the fix", "add the whole file as it is after the fix: ```python fixed=app.py"),
    # headings
    ("# A port is used\n", "", "9: the title is missing", "add a line `# …`"),
    ("Ports.", "# Ports", "13: a second title", "make it a `##` heading"),
    ("## Why it matters\n", "", "1: the heading '## Why it matters' is missing", ORDER),
    ("## Why it matters", "## Why this matters", "15: the heading '## Why it matters' is missing", "'## Why this matters' stands here"),
    ("## Examples", "### Examples", "1: the heading '## Examples' is missing", ORDER),
    ("One of them is taken.", "x\n\n## What it leaves alone\n\nx\n\n## Why it matters", "23: a second '## Why it matters'", "keep one of them"),
    ("Other numbers.", "", "19: nothing stands under '## What it leaves alone'", "fill it in"),
    ("# A port is used\n\n## What it finds\n\nPorts.\n\n## Why it matters\n\nOne of them is taken.", "# A port is used\n\n## Why it matters\n\nx\n\n## What it finds\n\nx", "11: '## Why it matters' stands too early", ORDER),
    # query
    ("```sql", "```SQL", "23: no query", "write one ```sql block under '## Query'"),
    ("SELECT at, port\nFROM port_mention\n", "", "23: no query", "write one ```sql block under '## Query'"),
    ("FROM port_mention\n```", "FROM port_mention\n```\n```sql\nSELECT 1\n```", "29: a second query", "a rule has one ```sql block"),
    ("FROM port_mention\n```", "FROM port_mention", "25: the block that starts here has no end", "close it"),
    ("FROM port_mention", "FORM port_mention", '27: used-port: near "port_mention": syntax error', ""),
    ("SELECT at", "SELECT\n(at", '28: used-port: near "FROM": syntax error', ""),
    ("FROM port_mention", "FROM port_mentions", "27: used-port: no such table: port_mentions", "did you mean 'port_mention'?"),
    ("FROM port_mention", "FROM wire", "27: used-port: no such table: wire", "`dupelint schema` lists the tables"),
    ("FROM port_mention", "FROM port_mention\nWHERE number = 1", "28: used-port: no such column: number", "`dupelint schema TABLE` lists the columns of a table"),
    ("FROM port_mention", "FROM port_mention\nWHERE '", "28: used-port: unrecognized token: \"'\n\"", ""),
    ("SELECT at, port", "SELECT at, port,\n  median(port)", "27: used-port: no such function: median", ""),
    ("FROM port_mention", "FROM port_mention; SELECT 1", "26: used-port: more than one statement", "a query is one SELECT"),
    ("SELECT at, port\nFROM port_mention", "-- nothing", "26: used-port: the query is empty", "write one SELECT"),
    ("SELECT at, port\nFROM port_mention", "DELETE FROM config_key", "26: used-port: a query may not use DELETE", "a query is one SELECT over the tables of `dupelint schema`"),
    # the contract of the query
    ("SELECT at, port", "SELECT port", "26: the query does not return 'at'", "`at` is the primary place of the finding"),
    ("SELECT at, port", "SELECT at, port, at", "26: the query returns 'at' twice", "name each column once, with AS"),
    ("SELECT at, port", "SELECT at, port, at AS also, 'x' AS also_lable", "26: the column 'also_lable' is used nowhere", "did you mean 'also_label'?"),
    ("evidence: presence", "evidence: complete", "26: the query does not return 'withheld'", "`evidence: complete` needs it: NULL, or what could hide the answer"),
    ("port {port} is", "port {prt} is", "6: nothing fills the placeholder '{prt}'", "did you mean 'port'?"),
    ("another than {port}", "another than {name}", "7: nothing fills the placeholder '{name}'", "the query returns: at, port"),
    ("another than {port}", "another than {at}", "7: nothing fills the placeholder '{at}'", "did you mean 'at'?"),
    # examples
    ("  # finding: used-port", "", "30: no example is a hit", "mark the line of a finding: `finding: used-port` in a comment"),
    ("count = 5000", "count = 5000  # finding: used-port", "30: no example is a near miss", "add an example that looks alike and is left alone"),
    ("### A port\n", "", "33: a block before the first example", "give each example a `###` heading"),
    ("### No port", "### A port", "38: a second example 'A port'", "give it another title"),
    ("### No port", "### Empty\n\n### No port", "38: 'Empty' has no file", "add a block: ```python file=app.py"),
    ("### No port", "## No port", "38: 'No port' stands behind the examples", "they are the last section"),
    ("```python file=app.py", "```python", "34: a block of an example is one whole file: 'python'", "```lang file=PATH"),
    ("```python file=app.py", "```python fixed=app.py", "34: 'used-port' has no fix", "name the fixer: `fix: …`"),
    ("file=app.py", "file=/etc/app.py", "34: '/etc/app.py' is no relative path", "for example: server/app.py"),
    ("file=app.py", "file=C:/app.py", "34: 'C:/app.py' is no relative path", "for example: server/app.py"),
    ("file=app.py", "file=a\\app.py", "34: 'a\\app.py' is no relative path", "for example: server/app.py"),
    ("file=app.py", "file=../app.py", "34: '../app.py' is no plain path", "leave out `.`, `..` and `//`"),
    ("file=app.py", "file=a//app.py", "34: 'a//app.py' is no plain path", "leave out `.`, `..` and `//`"),
    ("### No port\n", "", "39: a second file 'app.py'", "one block is one whole file"),
    ("# finding: used-port", "# finding: Used Port", "35: a marker that cannot be read: finding: Used Port", MARKER),
    ("# finding: used-port", "# finding: used-port (fatal)", "35: a marker that cannot be read: finding: used-port (fatal)", MARKER),
    ("# finding: used-port", "# finding: used-port and more", "35: a marker that cannot be read: and more", MARKER),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "message", "advice"), REJECTED)
def test_a_mistake_is_told_with_its_line(
    write: Write, old: str, new: str, message: str, advice: str
) -> None:
    path = write((old, new))

    with pytest.raises(RuleError) as raised:
        check(load(path))

    assert (raised.value.message, raised.value.advice) == (f"used-port.md:{message}", advice)


def test_the_valid_document_is_accepted(write: Write) -> None:
    check(load(write()))


def test_braces_that_are_code_stay(write: Write) -> None:
    rule = load(write(("use another than {port}", "write `catch(() => ({}))` or `{ … }`, {port}")))

    assert fill(rule.advice, {"port": 1}) == "write `catch(() => ({}))` or `{ … }`, 1"


@pytest.mark.usefixtures("folder")
def test_a_document_that_is_not_there() -> None:
    with pytest.raises(RuleError) as raised:
        load(Path("nowhere.md"))

    assert (raised.value.message, raised.value.advice) == (
        "nowhere.md: cannot be read: No such file or directory",
        "name an existing rule document (*.md)",
    )


@pytest.mark.usefixtures("folder")
def test_a_document_that_is_not_utf_8() -> None:
    Path("used-port.md").write_bytes(b"---\nid: \xff\n")

    with pytest.raises(RuleError) as raised:
        load(Path("used-port.md"))

    assert raised.value.message == "used-port.md:2: is not UTF-8"


def test_a_rule_of_an_engine_has_no_query_but_known_placeholders(write: Write) -> None:
    query = "## Query\n\n```sql\nSELECT at, port\nFROM port_mention\n```\n\n"
    engine = ("evidence: presence", "evidence: presence\nengine: suppressing")

    good = load(
        write((query, ""), engine, ("port {port}", "{code}"), ("than {port}", "than {code}"))
    )
    check(good)
    assert (good.query, good.engine) == ("", "suppressing")

    with pytest.raises(RuleError) as raised:
        check(load(write((query, ""), engine)))
    assert (raised.value.message, raised.value.advice) == (
        "used-port.md:7: nothing fills the placeholder '{port}'",
        "the query returns: code",
    )
