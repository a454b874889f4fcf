"""Clients that look for their key in the environment, where nothing puts one."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from dupelint.linking.files import Files
from dupelint.linking.settings.reads import Reads
from dupelint.model.facts import NO_SPAN, KeylessClient
from dupelint.model.wiring import UndefinedSetting
from dupelint.store import Store

GOOGLE = "GOOGLE_APPLICATION_CREDENTIALS"
_PAID = {  # (module, class) → the variables that it asks for
    ("openai", "OpenAI"): ("OPENAI_API_KEY",),
    ("openai", "AsyncOpenAI"): ("OPENAI_API_KEY",),
    ("openai", "default"): ("OPENAI_API_KEY",),
    ("openai", ""): ("OPENAI_API_KEY",),
    ("anthropic", "Anthropic"): ("ANTHROPIC_API_KEY",),
    ("anthropic", "AsyncAnthropic"): ("ANTHROPIC_API_KEY",),
    ("@anthropic-ai/sdk", "Anthropic"): ("ANTHROPIC_API_KEY",),
    ("@anthropic-ai/sdk", "default"): ("ANTHROPIC_API_KEY",),
    ("@anthropic-ai/sdk", ""): ("ANTHROPIC_API_KEY",),
    ("twilio.rest", "Client"): ("TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN"),
    ("twilio", ""): ("TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN"),
    ("twilio", "default"): ("TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN"),
    ("twilio", "Twilio"): ("TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN"),
}
_GOOGLE = ("google.cloud.", "@google-cloud/")
_INSTEAD = {"ANTHROPIC_API_KEY": "ANTHROPIC_AUTH_TOKEN"}


def keyless(
    store: Store,
    files: Files,
    reads: Reads,
    started: Collection[int],
    told: Collection[str],
    place_of: Callable[[int], str],
    withheld: str,
) -> Iterator[UndefinedSetting]:
    """A row for each variable of each such client in code that a service runs.

    `told`: variables that a file of the project sets or names; `place_of`: the dotenv file that
    stands nearest above a file, "" if there is none. What code reads by itself is another claim:
    it may be a check.
    """
    seen: set[tuple[int, str]] = set()
    for file, fact in store.facts(KeylessClient):
        if file not in started or not files.in_force(file):
            continue
        for name in _variables(fact):
            instead = _INSTEAD.get(name, name)
            if (
                {name, instead} & {*told}
                or {name, instead} & reads.anywhere
                or (file, name) in seen
            ):
                continue
            seen.add((file, name))
            nearest = place_of(file)
            why = f"which {fact.client or fact.module} asks the environment for"
            why += (
                f": {nearest} does not name it" if nearest else ": no file of the project sets it"
            )
            # A machine in Google's cloud, or one with its command line, has credentials by itself.
            severity = "warning" if nearest and name != GOOGLE else "info"
            yield UndefinedSetting(
                name, files.path(file), why, severity, withheld, NO_SPAN, "", fact.at
            )


def _variables(fact: KeylessClient) -> tuple[str, ...]:
    if fact.module.startswith(_GOOGLE):
        return (GOOGLE,) if fact.client.endswith(("Client", "Storage", "Translate")) else ()
    return _PAID.get((fact.module, fact.client), ())
