"""Which values are secret, by their variable's name or by what they look like."""

from __future__ import annotations

from collections.abc import Collection

from dupelint.model.pattern import lazy

_TOKENS = (
    "SECRETS?|PASSWORDS?|PASSWD|PASSPHRASE|PASS|PWD|TOKENS?|CREDENTIALS?|CREDS|SALT|DSN|PEPPER"
    "|JWT|HMAC|SIGNATURE|APIKEY|APIKEYS|PRIVATE|COOKIE|AUTHORIZATION|WEBHOOK"
)
_NAME = lazy(rf"(?:^|_)(?:{_TOKENS}|PG(?:PASSWORD|PASS)|KEYS?)(?:_|$)")
_CAMEL = lazy(r"(?<=[a-z0-9])(?=[A-Z])")
# A user's name in an address, and what services give out as keys.
_VALUE = lazy(
    r"://[^/\s@]*:[^/\s@]+@|\b(?:sk|pk|rk|ghp|gho|xox[abp]|AKIA|AIza|eyJ|SG)[-_.A-Za-z0-9]{12,}"
    r"|-----BEGIN|[0-9a-fA-F]{32,}|[A-Za-z0-9+/_-]{40,}"
)
# What stands behind such a name and is none: `fetch(url, { credentials: 'include' })`.
_OPEN = frozenset({"include", "omit", "same-origin"})
HIDDEN = "***"  # in place of a secret's value
MAX_SHOWN = 120  # characters of a value in a message


def is_secret_name(name: str) -> bool:
    """Whether a variable's name says that its value is for few eyes."""
    return _NAME.search(_CAMEL.sub("_", name).upper()) is not None


def is_secret(name: str, value: str) -> bool:
    """Whether the value of a variable must not be shown."""
    return is_secret_name(name) or _VALUE.search(value) is not None


def shown(name: str, value: str) -> str:
    """The value as a message may hold it: its length only where it is secret."""
    if is_secret(name, value):
        return f"a value of {len(value)} characters"
    return value if len(value) <= MAX_SHOWN else value[: MAX_SHOWN - 1] + "…"


# A name with the literal it is given: `NAME=x`, `NAME: "x"`, `get("NAME", "x")`, `NAME || 'x'`.
_QUOTED = lazy(
    r"""(?<![\w/-])(?P<name>\w[\w-]*)["'`\])}?!]*(?:\s*:\s*\w+)?\s*(?:[,:=]|==|:=|=>|\|\||\?\?|\bor\b)\s*"""
    r"""(?P<quote>["'`])(?P<value>(?:\\.|(?!(?P=quote)).)*)"""
)
_BARE = lazy(
    r"(?<![\w/-])(?P<name>[A-Z][A-Z0-9_]*)[\"']?(?:=|:[-=]|:\s+)(?P<value>[^\s\"'`${},;()][^\s\"'`},;()]*)"
)
_WHOLE_LINE = lazy(r"\s*(?:export\s+)?(?P<name>[A-Za-z_]\w*)\s*=\s*(?P<value>[^\s#$].*)")
_USER = lazy(r"://[^/\s:@\"']*:(?P<value>[^/\s@\"'$]+)@")


def masked(line: str, names: Collection[str] = (), *, dotenv: bool = False) -> str:
    """A line of a file with its secrets as asterisks, as long as it was.

    `names`: further variables that hold one; `dotenv`: everything behind `=` is the value.
    """
    for pattern in (_QUOTED, _BARE, *((_WHOLE_LINE,) if dotenv else ()), _USER):
        for found in pattern.finditer(line):
            name = found.groupdict().get("name")
            if name == "credentials" and found["value"] in _OPEN:
                continue
            if name is None or name in names or is_secret_name(name.replace("-", "_")):
                start, end = found.span("value")
                line = line[:start] + "*" * (end - start) + line[end:]
    return line
