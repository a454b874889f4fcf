"""Clients that JavaScript makes without a key."""

from __future__ import annotations

from typing import Any

import pytest

from dupelint.model.facts import KeylessClient


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("import OpenAI from 'openai';\nconst c = new OpenAI();", [("openai", "default")]),
        ("const OpenAI = require('openai');\nconst c = new OpenAI();", [("openai", "")]),
        ("const { OpenAI } = require('openai');\nconst c = new OpenAI({ timeout: 3 });",
         [("openai", "OpenAI")]),
        ("import * as a from '@anthropic-ai/sdk';\nconst c = new a.Anthropic();",
         [("@anthropic-ai/sdk", "Anthropic")]),
        ("const twilio = require('twilio');\nconst c = twilio();", [("twilio", "")]),
        ("const { Storage } = require('@google-cloud/storage');\nconst c = new Storage();",
         [("@google-cloud/storage", "Storage")]),
        ("import OpenAI from 'openai';\nconst c = new OpenAI({ apiKey });", []),
        ("import OpenAI from 'openai';\nconst c = new OpenAI({ ...options });", []),
        ("import OpenAI from 'openai';\nconst c = new OpenAI(options);", []),
        ("import OpenAI from 'openai';\nlet c; try { c = new OpenAI(); } catch { c = null; }", []),
        ("const twilio = require('twilio');\nconst c = twilio(sid, token);", []),
        ("import { OpenAI } from './icons';\nconst c = OpenAI();", []),
        ("import { AzureOpenAI } from 'openai';\nconst c = AzureOpenAI;", []),
        ("import OpenAI from 'openai';\n// new OpenAI()", []),
    ],
)  # fmt: skip
def test_clients(read: Any, code: str, found: list[Any]) -> None:
    """By what they are imported from and by their arguments."""
    assert read(code, KeylessClient, "module client") == found
