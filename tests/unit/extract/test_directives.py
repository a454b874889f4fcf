from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dupelint.extract.directives import from_lines, from_tree
from dupelint.extract.unit import Unit, Words
from dupelint.model.facts import LENGTH_BITS, NO_SPAN, START_BITS, CommentDirective, Span
from dupelint.model.source import MARKUP, Kind, Language
from dupelint.syntax.grammar import PARSED, parse


def read(language: str, text: str) -> list[CommentDirective]:
    data = text.encode()
    known = Language(language)
    unit = Unit("x", known, Kind.SOURCE, data, Words(frozenset(), False))
    if known in PARSED:
        return list(from_tree(unit, parse(data, known)))
    return list(from_lines(unit))


def cut(text: str, at: Span) -> str | None:
    if at == NO_SPAN:
        return None
    start, length = at >> LENGTH_BITS & (1 << START_BITS) - 1, at & (1 << LENGTH_BITS) - 1
    return text.encode()[start : start + length].decode()


def covered(language: str, text: str) -> list[str | None]:
    found = read(language, text)
    assert {directive.form for directive in found} <= {"ignore"}, found
    return [cut(text, directive.covers) for directive in found]


# In each text `@` stands for the directive and «…» marks what it must cover.
POSITIONS = {
    "python trailing": ("python", "a()\n«bp.register(x)  # @»\nb()\n"),
    "python trailing, statement over lines": (
        "python",
        "«bp.register(\n    x,\n)  # @»\n",
    ),
    "python trailing on the first line": ("python", "«bp.register(  # @»\n    x,\n)\n"),
    "python trailing on an inner line": ("python", "bp.register(\n«    x,  # @»\n)\n"),
    "python trailing, last line of a function": ("python", "def f():\n    a()\n«    b()  # @»\n"),
    "python trailing on a header": ("python", "«def f():  # @»\n    a()\n"),
    "python trailing on a decorator": ("python", "«@bp.route('/x')  # @»\ndef f():\n    a()\n"),
    "python behind a triple-quoted string": ("python", "«x = '''\nhttp://a:3300\n'''  # @»\n"),
    "python own line": ("python", "# @\n«bp.register(\n    x,\n)»\nb()\n"),
    "python own line, blank line between": ("python", "# @\n\n«a()»\n"),
    "python own line, comment between": ("python", "# @\n# why\n«a()»\n"),
    "python own line, first in a function": ("python", "def f():\n    # @\n    «a()»\n    b()\n"),
    "python own line, last in a branch": ("python", "if x:\n    a()\n    # @\n    «b()»\nc()\n"),
    "python own line above a function": (
        "python",
        "# @\n«@bp.route('/x')\ndef f(\n    a,\n):\n    »return 1\n",
    ),
    "python own line between decorators": (
        "python",
        "@a\n# @\n«@bp.route('/x')»\ndef f():\n    return 1\n",
    ),
    "python own line inside a call": ("python", "f(\n    # @\n    «'http://a:3300'»,\n    b,\n)\n"),
    "python own line in a dict": ("python", "x = {\n    # @\n    «'port': 3001»,\n    'b': 2,\n}\n"),
    "python own line, windows": ("python", "# @\r\n«a()»\r\nb()\r\n"),
    "python trailing, windows": ("python", "«a()  # @»\r\nb()\r\n"),
    "javascript trailing": ("javascript", "«app.listen(3000) // @»\nb()\n"),
    "javascript trailing block": ("javascript", "«app.listen(3000); /* @ */»\nb()\n"),
    "javascript trailing, statement over lines": (
        "javascript",
        "a();\n«fetch(\n  'http://a:3300',\n); // @»\n",
    ),
    "javascript trailing, callback": (
        "javascript",
        "app.get('/x', (q, r) => {\n  r.json({})\n«}) // @»\n",
    ),
    "javascript trailing, key over lines": (
        "javascript",
        "x = {\n  «'/api': {\n    target: 'http://a:3001',\n  }, // @»\n  b: 1,\n}\n",
    ),
    "javascript trailing, last line of a function": (
        "javascript",
        "function f() {\n«  a() // @»\n}\n",
    ),
    "javascript own line": ("javascript", "// @\n«app.listen(\n  3000,\n);»\nb()\n"),
    "javascript own line block": ("javascript", "/* @ */\n«app.listen(3000);»\nb()\n"),
    "javascript own line doc comment": ("javascript", "/**\n * @\n */\n«app.listen(3000);»\nb()\n"),
    "javascript before code on its line": ("javascript", "a(); /* @ */ «app.listen(3000);»\n"),
    "javascript own line above a function": (
        "javascript",
        "// @\n«export default function f(\n  a,\n) »{\n  b()\n}\n",
    ),
    "javascript own line above a callback": (
        "javascript",
        "// @\n«app.get('/x', (q, r) => {»\n  r.json({})\n})\n",
    ),
    "javascript own line in an object": (
        "javascript",
        "x = {\n  // @\n  «'/api': 'http://a:3001'»,\n  b: 1,\n}\n",
    ),
    "javascript own line in a call": ("javascript", "fetch(\n  // @\n  «'http://a:3300'»,\n  {},\n)\n"),
    "javascript own line in a chain": ("javascript", "a()\n// @\n«if (x) {»\n  b()\n}\n"),
    "javascript own line above a method": (
        "javascript",
        "class A {\n  // @\n  «start() {»\n    b()\n  }\n}\n",
    ),
    "typescript trailing": ("typescript", "«const p: number = 3001 // @»\nb()\n"),
    "typescript own line": ("typescript", "// @\n«const p: number =\n  3001»\nb()\n"),
    "typescript own line above an export": (
        "typescript",
        "// @\n«export const API = 'http://a:3300';»\n",
    ),
    "tsx attribute trailing": (
        "tsx",
        "x = <a\n  id='b'\n«  href='c' // @»\n>d</a>\n",
    ),
    "tsx attribute before": ("tsx", "x = <a\n  /* @ */ «href='c'»\n  id='b'\n>d</a>\n"),
    "tsx attribute own line": ("tsx", "x = <a\n  // @\n  «href={\n    'c'\n  }»\n  id='b'\n>d</a>\n"),
    "tsx attribute own line, next line covered whole": (
        "tsx",
        "x = <a\n  // @\n  «href='c'» id='b'\n>d</a>\n",
    ),
    "tsx child trailing": ("tsx", "x = <p>\n«  <a href='b' /> {/* @ */}»\n  <i />\n</p>\n"),
    "tsx child trailing, element over lines": (
        "tsx",
        "x = <p>\n  «<a\n    href='b'\n  /> {/* @ */}»\n</p>\n",
    ),
    "tsx child trailing, closing tag": (
        "tsx",
        "x = <p>\n  <a>\n    b\n«  </a> {/* @ */}»\n</p>\n",
    ),
    "tsx child own line": (
        "tsx",
        "x = <p>\n  {/* @ */}\n  «<a\n    id='b'\n    href='c'\n  >»\n    <i href='d' />\n  </a>\n</p>\n",
    ),
    "tsx child own line, self-closing": (
        "tsx",
        "x = <p>\n  {/* @ */}\n  «<a\n    href='c'\n  />»\n  <i />\n</p>\n",
    ),
    "tsx child own line, text between": (
        "tsx",
        "x = <p>\n  {/* @ */}\n  words\n  «<a href='c' />»\n</p>\n",
    ),
    "tsx child own line, expression": (
        "tsx",
        "x = <p>\n  {/* @ */}\n  «{y && (\n    <a\n      href='c'\n    >»\n      d\n    </a>\n  )}\n</p>\n",
    ),
    "tsx own line above a return": (
        "tsx",
        "function F() {\n  // @\n  «return (\n    <a\n      href='b'\n    >»\n      <i />\n    </a>\n  )\n}\n",
    ),
    "shell trailing": ("shell", "«node a.js & # @»\nb\n"),
    "shell own line": ("shell", "# @\n«node a.js \\\n  --port 3001»\nb\n"),
    "shell own line above an if": ("shell", "# @\n«if node a.js; then»\n  b\nfi\n"),
    "shell trailing, end of a loop": ("shell", "for x in a; do\n  b\n«done # @»\n"),
    "shell own line in a function": ("shell", "f() {\n  # @\n  «export PORT=3001»\n  b\n}\n"),
    "yaml trailing": ("yaml", "a: 1\n«port: 3001 # @»\nb: 2\n"),
    "yaml trailing on a key": ("yaml", "web:\n  «ports: # @\n    - '1:1'\n    - '2:2'»\n  b: 1\n"),
    "yaml trailing on an item": ("yaml", "ports:\n«  - '1:1' # @»\n  - '2:2'\n"),
    "yaml own line above a key": ("yaml", "web:\n  # @\n  «ports:\n    - '1:1'»\n  b: 1\n"),
    "yaml own line above a mapping": ("yaml", "# @\n«web:\n  »port: 1\nb: 2\n"),
    "yaml own line above an item": ("yaml", "ports:\n  # @\n  «- '1:1'»\n  - '2:2'\n"),
    "yaml own line above an item that is a mapping": (
        "yaml",
        "jobs:\n  # @\n  «- name: x»\n    port: 1\n",
    ),
    "toml trailing": ("toml", "a = 1\n«port = 5000 # @»\nb = 2\n"),
    "toml trailing, array over lines": ("toml", "«ports = [\n  3001,\n] # @»\nb = 2\n"),
    "toml trailing, last of a table": ("toml", "[a]\nb = 1\n«port = 5000 # @»\n"),
    "toml own line": ("toml", "# @\n«ports = [\n  3001,\n]»\nb = 2\n"),
    "toml own line in an array": ("toml", "ports = [\n  # @\n  «3001»,\n  3002,\n]\n"),
    "toml own line above a table": ("toml", "# @\n«[[ports]]»\nlocalPort = 3001\n"),
    "json trailing": ("json", '{\n«  "a": 3001, // @»\n  "b": 1\n}\n'),
    "json own line": ("json", '{\n  // @\n«  "a": 3001,»\n  "b": 1\n}\n'),
    "dotenv own line": ("dotenv", "# @\n«PORT=3001»\nB=1\n"),
    "dotenv own line, comment between": ("dotenv", "# @\n\n# why\n«PORT=3001»\n"),
    "procfile own line": ("procfile", "# @\n«web: node a.js»\nb: c\n"),
    "dockerfile own line": ("dockerfile", "FROM a\n# @\n«RUN b \\\n  && c»\nCMD d\n"),
    "dockerfile first line": ("dockerfile", "# @\n«FROM a»\n"),
    "requirements trailing": ("requirements", "«flask==1 # @»\nb\n"),
    "requirements own line": ("requirements", "# @\n«flask==1»\nb\n"),
    "nginx trailing": ("nginx", "«proxy_pass http://a:3001; # @»\nb;\n"),
    "unit own line": ("unit", "[Service]\n# @\n«ExecStart=a»\nUser=b\n"),
    "makefile own line": ("makefile", "a:\n# @\n«\tserve -p 3001»\n\tb\n"),
    "nginx own line": ("nginx", "server {\n  # @\n«  proxy_pass http://a:3001;»\n}\n"),
    "markdown trailing": ("markdown", "«http://a:3001 <!-- @ -->»\nb\n"),
    "markdown own line": ("markdown", "<!-- @ -->\n«http://a:3001»\nb\n"),
    "html own line": ("html", "<!-- @ -->\n«<a href='b'>»\nc</a>\n"),
    "vue trailing": ("vue", "«<a href='b'> <!-- @ -->»\nc</a>\n"),
    "svelte own line": ("svelte", "<!-- @ -->\n\n«<a href='b'>»\nc</a>\n"),
}  # fmt: skip


@pytest.mark.parametrize("name", POSITIONS)
def test_position(name: str) -> None:
    language, text = POSITIONS[name]
    text = re.sub(r"(?<=[#/*] )@", "dupelint: ignore[DUP101] why", text)
    text = text.replace("<!-- @", "<!-- dupelint: ignore[DUP101] why")
    expected = text[text.index("«") + 1 : text.index("»")]
    text = text.replace("«", "").replace("»", "")
    assert covered(language, text) == [expected]


def test_every_language_has_a_position() -> None:
    assert {language for language, _ in POSITIONS.values()} == set(Language)


@pytest.mark.parametrize("language", Language)
def test_own_lines_stack(language: Language) -> None:
    texts = {"python": "a()", "javascript": "a()", "typescript": "a()", "tsx": "a()",
             "shell": "a", "yaml": "a: 1", "toml": "a = 1", "json": '"a": 1', "dotenv": "A=1",
             "procfile": "a: b", "dockerfile": "RUN a", "nginx": "a;",
             "unit": "a=b", "makefile": "a:", "requirements": "a", "markdown": "a",
             "html": "<a>", "vue": "<a>", "svelte": "<a>"}  # fmt: skip
    open_, close = ("<!-- ", " -->") if language in {"markdown", *MARKUP} else ("# ", "")
    if language in {"javascript", "typescript", "tsx", "json"}:
        open_ = "// "
    lines = [f"{open_}dupelint: ignore[DUP{n}]{close}\n" for n in (101, 102)]
    text = "".join(lines) + texts[language] + "\n"
    assert covered(language, text) == [texts[language]] * 2


@pytest.mark.parametrize(
    ("comment", "form", "codes", "reason"),
    [
        ("# dupelint: ignore[DUP101]", "ignore", "DUP101", ""),
        ("#dupelint:ignore[DUP101]", "ignore", "DUP101", ""),
        ("## dupelint: ignore[DUP101]", "ignore", "DUP101", ""),
        ("# dupelint: ignore[ DUP101 ,legacy-port ] two  words", "ignore", "DUP101,legacy-port",
         "two words"),
        ("# dupelint: ignore[DUP101] see [1]", "ignore", "DUP101", "see [1]"),
        ("# dupelint: ignore", "malformed", "", "no rule is named, and everything at once cannot be ignored"),
        ("# dupelint: ignore all of it", "malformed", "", "no rule is named, and everything at once cannot be ignored"),
        ("# dupelint: ignore[]", "malformed", "", "no rule is named"),
        ("# dupelint: ignore[DUP101", "malformed", "", "the bracket is not closed"),
        ("# dupelint: ignore [DUP101]", "malformed", "", "the rules stand in square brackets right behind `ignore`"),
        ("# dupelint: ignore(DUP101)", "malformed", "", "the rules stand in square brackets right behind `ignore`"),
        ("# dupelint: ignore[DUP101,]", "malformed", "", "`` is not the code or name of a rule"),
        ("# dupelint: ignore[DUP 101]", "malformed", "", "`DUP 101` is not the code or name of a rule"),
        ("# dupelint: ignore[DUP101]why", "malformed", "", "no space behind the bracket"),
        ("# dupelint: ingore[DUP101]", "malformed", "", "unknown word `ingore`, did you mean `ignore`?"),
        ("# dupelint: Ignore[DUP101]", "malformed", "", "unknown word `Ignore`, did you mean `ignore`?"),
        ("# dupelint: disable[DUP101]", "malformed", "", "`disable` is not supported, only `ignore`"),
        ("# dupelint:", "malformed", "", "nothing follows the colon"),
        ("# dupelint: ignore[DUP101]  # noqa: E501", "ignore", "DUP101", "# noqa: E501"),
    ],
)  # fmt: skip
def test_grammar(comment: str, form: str, codes: str, reason: str) -> None:
    text = f"{comment}\na()\n"
    (found,) = read("python", text)
    assert (found.form, found.codes, found.reason) == (form, codes, reason)
    assert cut(text, found.at) == comment
    if form == "ignore":
        between = comment[comment.index("[") + 1 : comment.index("]")]
        assert (cut(text, found.codes_at), cut(text, found.covers)) == (between, "a()")
    else:
        assert (found.codes_at, found.covers) == (NO_SPAN, NO_SPAN)


def test_the_end_of_a_comment_is_no_reason() -> None:
    text = "/* dupelint: ignore[DUP101] why */ a()\n"
    (found,) = read("javascript", text)
    assert (found.reason, cut(text, found.at)) == ("why", "/* dupelint: ignore[DUP101] why */")
    text = "<!-- dupelint: ignore[DUP203] why --> a\n"
    (found,) = read("markdown", text)
    assert (found.reason, cut(text, found.at)) == (
        "why",
        "<!-- dupelint: ignore[DUP203] why -->",
    )


@pytest.mark.parametrize(
    ("language", "text", "comment", "reason"),
    [
        ("tsx", "x = <p>\n  words // dupelint: ignore[DUP301]\n  <a />\n</p>\n",
         "// dupelint: ignore[DUP301]",
         "between JSX tags this is text: write {/* dupelint: ignore[DUP101] reason */}"),
        ("javascript", "x = <p>\n  <!-- dupelint: ignore[DUP301] -->\n  <a />\n</p>\n",
         "<!-- dupelint: ignore[DUP301] -->",
         "between JSX tags this is text: write {/* dupelint: ignore[DUP101] reason */}"),
        ("yaml", "run: |\n  a\n  b # dupelint: ignore[DUP207]\n  c\n",
         "# dupelint: ignore[DUP207]",
         "inside a YAML block this is text: write it above the key"),
        ("dotenv", "A=1 # dupelint: ignore[DUP501]\n", "# dupelint: ignore[DUP501]",
         "dotenv has no comment behind a value: write it on a line of its own above"),
        ("procfile", "web: a # dupelint: ignore[DUP207]\n", "# dupelint: ignore[DUP207]",
         "procfile has no comment behind a value: write it on a line of its own above"),
        ("dockerfile", "RUN a # dupelint: ignore[DUP207]\n", "# dupelint: ignore[DUP207]",
         "dockerfile has no comment behind a value: write it on a line of its own above"),
        ("python", "a()\n# dupelint: ignore[DUP101]\n", "# dupelint: ignore[DUP101]",
         "nothing follows that this could speak for"),
        ("javascript", "function f() {\n  // dupelint: ignore[DUP101]\n}\n",
         "// dupelint: ignore[DUP101]", "nothing follows that this could speak for"),
        ("python", "a()  # noqa: E501  # dupelint: ignore[DUP101] why\n",
         "# noqa: E501  # dupelint: ignore[DUP101] why",
         "it comes first in a comment, another tool's words may follow"),
        ("tsx", "// @ts-ignore dupelint: ignore[DUP101]\na()\n",
         "// @ts-ignore dupelint: ignore[DUP101]",
         "it comes first in a comment, another tool's words may follow"),
        ("shell", "# shellcheck disable=SC2086 # dupelint: ignore[DUP203]\na\n",
         "# shellcheck disable=SC2086 # dupelint: ignore[DUP203]",
         "it comes first in a comment, another tool's words may follow"),
        ("dotenv", "# dupelint: ignore[DUP501]\n\n# end", "# dupelint: ignore[DUP501]",
         "nothing follows that this could speak for"),
    ],
)  # fmt: skip
def test_misplaced(language: str, text: str, comment: str, reason: str) -> None:
    (found,) = read(language, text)
    assert (found.form, found.reason, cut(text, found.at)) == ("misplaced", reason, comment)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("python", "# write dupelint: ignore[DUP101] to hide it\na()\n"),
        ("python", "# see dupelint: it finds this\na()\n"),
        ("python", "a()  # noqa: E501  # see dupelint: it finds this\n"),
        ("python", "a()  # noqa: E501, not `# dupelint: ignore[DUP101]`\n"),
        ("python", "a()  # no  # dupelint: ignore[DUP101]\n"),
        ("python", "x = 'dupelint: ignore[DUP101]'\n"),
        ("python", "x = '''\n# dupelint: ignore[DUP101]\n'''\n"),
        ("javascript", "x = '// dupelint: ignore[DUP101]'\n"),
        ("javascript", "x = `\n// dupelint: ignore[DUP101]\n`\n"),
        ("tsx", "x = <p>write dupelint: ignore[DUP101] above</p>\n"),
        ("tsx", "x = <a title='// dupelint: ignore[DUP101]' />\n"),
        ("shell", "cat <<E\n# dupelint: ignore[DUP101]\nE\n"),
        ("shell", "echo '# dupelint: ignore[DUP101]'\n"),
        ("yaml", "a: '# dupelint: ignore[DUP101]'\n"),
        ("yaml", "a: |\n  write dupelint: ignore[DUP101]\n"),
        ("toml", "a = '# dupelint: ignore[DUP101]'\n"),
        ("dotenv", "# see dupelint: ignore[DUP101]\nA=1\n"),
        ("dotenv", "# not # dupelint: ignore[DUP101]\nA=1\n"),
        ("nginx", "// dupelint: ignore[DUP101]\n"),
        ("markdown", "Write `dupelint: ignore[DUP101]`.\n"),
        ("markdown", "# dupelint: ignore[DUP101]\n"),  # a heading
    ],
)
def test_what_is_no_directive(language: str, text: str) -> None:
    assert read(language, text) == []


@given(
    st.sampled_from(Language),
    st.lists(
        st.sampled_from(
            ["dupelint:", " ignore[", "DUP101", "]", "#", "//", "/*", "*/", "{", "}", "<a>", "</a>",
             "\n", "\r\n", " ", "(", ")", ":", "é", "'", "- ", "x"]
        ),
        max_size=30,
    ).map("".join),
)  # fmt: skip
def test_nonsense_never_raises(language: Language, text: str) -> None:
    for found in read(language, text):
        for at in (found.at, found.covers, found.codes_at):
            cut(text, at)
