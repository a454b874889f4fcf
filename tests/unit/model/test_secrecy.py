"""What is secret, and how a line looks without it."""

from __future__ import annotations

import pytest

from dupelint.model.secrecy import is_secret, masked, shown

SECRET = [
    ("INTERNAL_SECRET", "x"),
    ("JWT_SECRET_KEY", "x"),
    ("DB_PASSWORD", "x"),
    ("PGPASSWORD", "x"),
    ("API_KEY", "x"),
    ("apiKey", "x"),
    ("TWILIO_AUTH_TOKEN", "x"),
    ("SENTRY_DSN", "x"),
    ("DATABASE_URL", "postgres://user:pass@host/db"),
    ("ANYTHING", "sk-abcdefghijklmnop"),
    ("ANYTHING", "0123456789abcdef0123456789abcdef"),
]
OPEN = [
    ("PORT", "3000"),
    ("API_URL", "http://127.0.0.1:3000/api"),
    ("KEYBOARD", "x"),
    ("MONKEY_BUSINESS", "x"),
    ("TURKEY", "x"),
    ("PASSENGERS", "4"),
    ("COMPASS", "north"),
    ("REDIS_URL", "redis://localhost:6379/0"),
]


@pytest.mark.parametrize(("name", "value"), SECRET)
def test_secret(name: str, value: str) -> None:
    assert is_secret(name, value)
    assert shown(name, value) == f"a value of {len(value)} characters"


@pytest.mark.parametrize(("name", "value"), OPEN)
def test_open(name: str, value: str) -> None:
    assert not is_secret(name, value)
    assert shown(name, value) == value


LINES = [
    ("INTERNAL_SECRET=changeme", "INTERNAL_SECRET=********"),
    ("export TOKEN='a b'", "export TOKEN='***'"),
    ("      INTERNAL_SECRET: changeme # x", "      INTERNAL_SECRET: ******** # x"),
    ("      - INTERNAL_SECRET=changeme", "      - INTERNAL_SECRET=********"),
    ("x: ${INTERNAL_SECRET:-changeme}", "x: ${INTERNAL_SECRET:-********}"),
    ("web: SECRET=abc node a.js", "web: SECRET=*** node a.js"),
    ('{"start": "API_KEY=abc node a.js"}', '{"start": "API_KEY=*** node a.js"}'),
    ('a = os.getenv("API_KEY", "abc")', 'a = os.getenv("API_KEY", "***")'),
    ('a = os.getenv("API_KEY") or "abc"', 'a = os.getenv("API_KEY") or "***"'),
    ('os.environ["API_KEY"] = "abc"', 'os.environ["API_KEY"] = "***"'),
    ("a = process.env.API_KEY || 'abc';", "a = process.env.API_KEY || '***';"),
    ("const { API_KEY = 'abc' } = process.env", "const { API_KEY = '***' } = process.env"),
    ("const apiKey: string = `abc`;", "const apiKey: string = `***`;"),
    ("{ 'X-Internal-Secret': 'abc' }", "{ 'X-Internal-Secret': '***' }"),
    ("URL=postgres://user:pass@host/db", "URL=postgres://user:****@host/db"),
    ("BRIDGE_PIN=1234", "BRIDGE_PIN=****"),
    ("login({ credentials: 'bob:include' })", "login({ credentials: '***********' })"),
    ("login({ password: 'include' })", "login({ password: '*******' })"),
]
UNTOUCHED = [
    "PORT=3001",
    "SECRET=$OTHER",
    "SECRET=",
    "SECRET: ${SECRET}",
    "fetch('/api/token', { method: 'POST' })",
    "token = request.headers['Authorization']",
    "URL=http://host:3000/a@b",
    "# the secret: see the manual",
    "fetch('/api/token', { credentials: 'include' })",
    'fetch(url, {credentials:"same-origin"})',
]


@pytest.mark.parametrize(("line", "expected"), LINES)
def test_masked(line: str, expected: str) -> None:
    assert masked(line, ("BRIDGE_PIN",)) == expected
    assert len(masked(line, ("BRIDGE_PIN",))) == len(line)


@pytest.mark.parametrize("line", UNTOUCHED)
def test_not_masked(line: str) -> None:
    assert masked(line) == line


def test_a_dotenv_value_goes_on_to_the_end() -> None:
    assert masked("SECRET=a b c", dotenv=True) == "SECRET=*****"
    assert masked("NAME=a b c", dotenv=True) == "NAME=a b c"
