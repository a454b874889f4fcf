"""Secrets that a JSON file holds whole."""

from __future__ import annotations

from dupelint.extract.settings.sheet import Sheet
from dupelint.model.facts import Credential, span
from dupelint.model.pattern import lazy

# form → the secret; long enough to be none that somebody made up for an example.
_FORMS = (
    ("service account", lazy(r'"private_key"\s*:\s*"(-----BEGIN [^"]{300,})"')),
    ("client secret", lazy(r'"client_secret"\s*:\s*"([\w-]{20,})"')),
    ("WhatsApp session", lazy(r'"noiseKey"\s*:\s*\{[^{}]{0,99}\{[^{}]{0,99}"([\w+/=]{40,})"')),
)


def credentials(sheet: Sheet, name: str) -> bool:
    """The fact, where there is one; whether there is."""
    for form, pattern in _FORMS:
        if form == "client secret" and "client" not in name:
            continue
        found = pattern.search(sheet.text)
        if found is not None:
            sheet.facts.append(Credential(form, span(*found.span(1))))
            return True
    return False
