"""Clients that Python makes without a key."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from dupelint.model.facts import KeylessClient


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("from openai import OpenAI\nc = OpenAI()", [("openai", "OpenAI")]),
        ("from openai import OpenAI as O, AsyncOpenAI\nc = AsyncOpenAI()",
         [("openai", "AsyncOpenAI")]),
        ("import openai\nc = openai.OpenAI(timeout=3)", [("openai", "OpenAI")]),
        ("from twilio.rest import Client\nc = Client()", [("twilio.rest", "Client")]),
        ("from google.cloud import storage\nc = storage.Client(project='a')",
         [("google.cloud.storage", "Client")]),
        ("from google.cloud.speech import SpeechClient\nc = SpeechClient()",
         [("google.cloud.speech", "SpeechClient")]),
        ("from openai import OpenAI\ndef f():\n    return OpenAI()", [("openai", "OpenAI")]),
        ("from openai import OpenAI\nc = OpenAI(api_key=KEY)", []),
        ("from openai import OpenAI\nc = OpenAI(base_url=URL)", []),
        ("from openai import OpenAI\nc = OpenAI(**options)", []),
        ("from twilio.rest import Client\nc = Client(sid, token)", []),
        ("from openai import OpenAI\ntry:\n    c = OpenAI()\nexcept Exception:\n    c = None", []),
        ("from langfuse.openai import OpenAI\nc = OpenAI()", []),
        ("import openai\nfrom pymongo import Client\nc = Client()", []),
        ("from openai import OpenAI\n# c = OpenAI()", []),
        ("import openai\nclass OpenAI: pass\nc = OpenAI()", []),
    ],
)  # fmt: skip
def test_clients(facts: Callable[[str], list[Any]], code: str, found: list[Any]) -> None:
    """By what they are imported from and by their arguments."""
    seen = [one for one in facts(code + "\n") if isinstance(one, KeylessClient)]
    assert [(one.module, one.client) for one in seen] == found
