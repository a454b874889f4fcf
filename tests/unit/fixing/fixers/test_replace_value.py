"""Values replaced, and left where more than the value would change."""

import pytest

from dupelint.fixing.fixers.replace_value import fix
from dupelint.fixing.task import RefusalError, Task
from dupelint.model.source import Language

DOTENV, YAML, TOML, JSON = Language.DOTENV, Language.YAML, Language.TOML, Language.JSON
SHELL, NGINX, PROCFILE, DOCKER = (
    Language.SHELL, Language.NGINX, Language.PROCFILE, Language.DOCKERFILE,
)  # fmt: skip
PYTHON, JS, TS, TSX = Language.PYTHON, Language.JAVASCRIPT, Language.TYPESCRIPT, Language.TSX


def task(language: Language, text: str, value: object, stays: str = "") -> Task:
    """The place stands between » and « in the text."""
    source = text.encode()
    start = source.index("»".encode())
    end = source.index("«".encode()) - len("»".encode())
    source = source.replace("»".encode(), b"").replace("«".encode(), b"")
    return Task("DUP203", "f", language, source, start, end, stays, {"replacement": value})


def fixed(task: Task) -> str:
    source = task.source
    for edit in reversed(fix(task).edits):
        assert source[edit.start : edit.end] == edit.expected
        source = source[: edit.start] + edit.replacement + source[edit.end :]
    return source.decode()


NUMBERS = [
    (DOTENV, "PORT=»3001«\r\nB=1", "PORT=3300\r\nB=1"),
    (DOTENV, "URL='http://127.0.0.1:»3001«/'  # ü", "URL='http://127.0.0.1:3300/'  # ü"),
    (SHELL, 'exec server -p"${PORT:-»3001«}"', 'exec server -p"${PORT:-3300}"'),
    (SHELL, "server -p»3001«", "server -p3300"),
    (YAML, 'ports:\n  - "»3001«:80"\n', 'ports:\n  - "3300:80"\n'),
    (YAML, "ports:\n  - »3001«:80\n", "ports:\n  - 3300:80\n"),
    (YAML, "port: &port »3001«\n", "port: &port 3300\n"),
    (TOML, "port = »3_001«\n", "port = 3300\n"),
    (JSON, '{"port": »3001«}', '{"port": 3300}'),
    (NGINX, "proxy_pass http://127.0.0.1:»3001«/;", "proxy_pass http://127.0.0.1:3300/;"),
    (DOCKER, "EXPOSE »3001«/tcp", "EXPOSE 3300/tcp"),
    (PROCFILE, "web: gunicorn -b :»3001« app:app", "web: gunicorn -b :3300 app:app"),
    (PYTHON, 'os.getenv("PORT", "»3001«")', 'os.getenv("PORT", "3300")'),
    (TS, "const p = Number(process.env.P ?? »3001«);", "const p = Number(process.env.P ?? 3300);"),
    (TSX, "<a href={`http://${h}:»3001«/x`} />", "<a href={`http://${h}:3300/x`} />"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "before", "after"), NUMBERS)
def test_numbers(language: Language, before: str, after: str) -> None:
    assert fixed(task(language, before, 3300)) == after


def test_number_keeps_a_byte_order_mark() -> None:
    assert fixed(task(DOTENV, "\ufeffPORT=»3001«", "3300")) == "\ufeffPORT=3300"


def test_number_is_there_already() -> None:
    change = fix(task(DOTENV, "PORT=»3300«", 3300))
    assert (change.title, change.edits) == ("Replace 3300 by 3300", ())


@pytest.mark.parametrize(
    ("language", "text", "value", "why"),
    [
        (DOTENV, "PORT=»3001«", None, "what takes its place is not known"),
        (DOTENV, "PORT=»3001«", 0, "what takes its place is not known"),
        (DOTENV, "PORT=»3001«", "many", "'many' is no number of a port"),
        (DOTENV, "PORT=1»3001«", 3300, "the digits are part of a longer number"),
        (YAML, "- »3001«-3005:80", 3300, "it is one end of a range of ports"),
        (YAML, "- 3001-»3005«:80", 3300, "it is one end of a range of ports"),
        (
            YAML,
            "ports:\n  - 22:»3001«\n",
            33,
            "YAML would read the pair of ports as one number; quote it first",
        ),
    ],
)
def test_numbers_left_alone(language: Language, text: str, value: object, why: str) -> None:
    with pytest.raises(RefusalError, match=f"^{why}$"):
        fix(task(language, text, value))


URL = "http://127.0.0.1:3300"
TEXTS = [
    (DOTENV, "URL=»http://x:1«  # c\r\n", f"URL={URL}  # c\r\n"),
    (DOTENV, 'URL="»http://x:1«"', f'URL="{URL}"'),
    (SHELL, "export URL='»http://x:1«'", f"export URL='{URL}'"),
    (YAML, "url: »http://x:1«\n", f"url: {URL}\n"),
    (YAML, '- "URL=»http://x:1«"\n', f'- "URL={URL}"\n'),
    (TOML, 'url = "»http://x:1«"', f'url = "{URL}"'),
    (TOML, "url = »'''http://x:1'''«", f"url = '''{URL}'''"),
    (JSON, '{"url": »"http://x:1"«}', f'{{"url": "{URL}"}}'),
    (DOCKER, "ENV URL=»http://x:1« A=1", f"ENV URL={URL} A=1"),
    (PROCFILE, "web: URL=»http://x:1« node x.js", f"web: URL={URL} node x.js"),
    (PYTHON, "getenv('URL', »'http://x:1'«)", f"getenv('URL', '{URL}')"),
    (PYTHON, 'getenv("URL", »r"http://x:1"«)', f'getenv("URL", r"{URL}")'),
    (TS, "env.URL ?? »`http://x:1`«", f"env.URL ?? `{URL}`"),
]


@pytest.mark.parametrize(("language", "before", "after"), TEXTS)
def test_texts(language: Language, before: str, after: str) -> None:
    assert fixed(task(language, before, URL)) == after


@pytest.mark.parametrize(
    ("language", "text", "value", "after"),
    [
        (YAML, "a: »text«\n", "3300", 'a: "3300"\n'),
        (YAML, "a: »3001x«\n", "true", 'a: "true"\n'),
        (YAML, "a: »text«\n", "-x", 'a: "-x"\n'),
        (YAML, "a: '»text«'\n", "3300", "a: '3300'\n"),
    ],
)
def test_texts_stay_texts(language: Language, text: str, value: str, after: str) -> None:
    assert fixed(task(language, text, value)) == after


@pytest.mark.parametrize(
    ("language", "text", "value", "why"),
    [
        (DOTENV, "A=»b«", "two words", "'two words' would have to be written another way here"),
        (DOTENV, "A=»b«", "x&y", "'x&y' would have to be written another way here"),
        (SHELL, 'A="»http://$HOST«"', URL, "other values are part of it"),
        (PYTHON, 'A = »f"http://{host}"«', URL, "other values are part of it"),
        (TS, "a = »`http://${host}`«", URL, "other values are part of it"),
        (PYTHON, "A = »DEFAULT«", URL, "the value is no plain literal"),
        (YAML, "a: »true«\n", "1", "'1' is no value of the same type"),
        (TOML, "a = »true«\n", "x", "'x' is no value of the same type"),
        (DOTENV, 'A="»b\nc«"', "x", "the value takes several lines"),
        (Language.UNIT, "Environment=A=»b«", "50%", "systemd reads '%' as something else"),
    ],
)
def test_texts_left_alone(language: Language, text: str, value: str, why: str) -> None:
    with pytest.raises(RefusalError) as refused:
        fix(task(language, text, value))
    assert str(refused.value) == why


def test_text_is_there_already() -> None:
    assert fix(task(DOTENV, f"A=»{URL}«", URL)).edits == ()


ADDRESSES = [
    (TS, "fetch(»'http://localhost:3300/wa/1/qr'«);", "/api/wa/qr", "fetch('/api/wa/qr');"),
    (TS, 'fetch(»"http://localhost:3300/wa/1/qr"«);', "/api/wa/qr", 'fetch("/api/wa/qr");'),
    (TSX, '<img src=»"//localhost:3300/p"« />', "/api/p", '<img src="/api/p" />'),
    (TSX, "<img src=»{`http://h:3300/p/${id}`}« />", "/api/p/{}", "<img src={`/api/p/${id}`} />"),
    (
        JS,
        "fetch(»'http://' + location.hostname + ':3300/wa/' + id + '/qr?t=' + now()«);",
        "/api/wa/{}/qr",
        "fetch('/api/wa/' + id + '/qr?t=' + now());",
    ),
    (
        JS,
        "fetch(»location.protocol + '//' + location.hostname + ':3300/qr'«);",
        "/api/qr",
        "fetch('/api/qr');",
    ),
    (JS, "fetch(»BASE + '/wa/' + (a || b)«);", "/api/{}", "fetch('/api/' + (a || b));"),
    (
        TS,
        "fetch(»`http://h:3300/wa/${id}/qr?t=${now()}#x`«);",
        "/api/wa/{}",
        "fetch(`/api/wa/${id}?t=${now()}#x`);",
    ),
    (TS, "const u = 'http://h:3300/q';\nfetch(»u«);", "/api/q", "const u = '/api/q';\nfetch(u);"),
    (
        TS,
        "import { base } from './b';\r\nfetch(»`${base}/qr`«);",
        "/api/qr",
        "// import { base } from './b';  // dupelint[DUP203]: switched off\r\nfetch('/api/qr');",
    ),
    (
        TS,
        "import {\n  base,\n  other,\n} from './b';\nfetch(»`${base}/qr`«, other);",
        "/api/qr",
        "import {\n  /* base, */\n  other,\n} from './b';\nfetch('/api/qr', other);",
    ),
    (
        TS,
        "import { other, base } from './b';\nfetch(»`${base}/qr`«, other);",
        "/api/qr",
        "import { other/* , base */ } from './b';\nfetch('/api/qr', other);",
    ),
    (
        TS,
        "import {\n  base,\n} from './b';\nfetch(»`${base}/qr`«);",
        "/api/qr",
        "// import {  // dupelint[DUP203]: switched off\n//   base,\n// } from './b';\n"
        "fetch('/api/qr');",
    ),
    (
        TS,
        "import d, { base } from './b';\nimport { x } from './x';\n"
        "fetch(»`${base}${x}/qr`«, d, x);",
        "/api/qr",
        "import d, { /* base */ } from './b';\nimport { x } from './x';\nfetch('/api/qr', d, x);",
    ),
    (
        JS,
        "const B = 'http://h:3300';\nfetch(»B + '/qr'«);",
        "/api/qr",
        "// const B = 'http://h:3300';  // dupelint[DUP203]: switched off\nfetch('/api/qr');",
    ),
    (
        JS,
        "const B = make();\nexport const C = 1;\nfetch(»B + C + '/qr'«);",
        "/api/qr",
        "const B = make();\nexport const C = 1;\nfetch('/api/qr');",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("language", "before", "path", "after"), ADDRESSES)
def test_addresses(language: Language, before: str, path: str, after: str) -> None:
    assert fixed(task(language, before, path)) == after


@pytest.mark.parametrize(
    ("text", "path", "why"),
    [
        ("new WebSocket(»'ws://h:3300/x'«)", "/api/x", "a whole address is needed here"),
        ("new URL(»'http://h:3300/x'«)", "/api/x", "a whole address is needed here"),
        ("get(»'/x'«)", "/api/x", "the address does not start with its host"),
        ("fetch(»base«)", "/api/x", "the address has a name that is used elsewhere"),
        (
            "const u = 'http://h:3300/x';\nfetch(»u«); fetch(u);",
            "/api/x",
            "the address has a name that is used elsewhere",
        ),
        (
            "let u = 'http://h:3300/x';\nfetch(»u«);",
            "/api/x",
            "the address has a name that may change",
        ),
        (
            "export const u = 'http://h:3300/x';\nfetch(»u«);",
            "/api/x",
            "the address has a name that may change",
        ),
        ("fetch(»make() + tail«)", "/api/x", "the address has no path of its own"),
        (
            "fetch(»`http://h:3300/${a}/x`«)",
            "/api/x",
            "the new path does not hold what the old one holds",
        ),
        ("fetch(»'http://h:3300\\u002fx/'«)", "/api/x", "the address holds escaped characters"),
        ("fetch(»'http://h:3300'«)", "/api/x", "the address has no path of its own"),
    ],
)
def test_addresses_left_alone(text: str, path: str, why: str) -> None:
    with pytest.raises(RefusalError) as refused:
        fix(task(JS, text, path))
    assert str(refused.value) == why
