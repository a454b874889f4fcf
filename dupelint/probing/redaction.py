"""Takes out of a text what must not leave this machine."""

from __future__ import annotations

from collections.abc import Sequence

from dupelint.model.pattern import lazy

GONE = "‹redacted›"
_HEADERS = frozenset(
    {"authorization", "proxy-authorization", "cookie", "set-cookie", "x-internal-secret"}
)
# A QR code pairs a device: whoever has the picture has the account.
_DATA = lazy(r"(data:[\w/+.-]+;base64,)[A-Za-z0-9+/=]{8,}")


def redacted(text: str, secrets: Sequence[str]) -> str:
    """The text without these values and without pictures."""
    for secret in secrets:
        text = text.replace(secret, GONE)
    return _DATA.sub(lambda match: f"{match[1]}{GONE} ({len(match[0]):,} characters)", text)


def header(name: str, value: str, secrets: Sequence[str]) -> str:
    """A header line that may be shown."""
    hidden = name.casefold() in _HEADERS or "secret" in name.casefold()
    return f"{name}: {GONE if hidden else redacted(value, secrets)}"
