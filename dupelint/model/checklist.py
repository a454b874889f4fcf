"""The GO checklist: its steps, and the answers of the running app."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    url: str  # the one that answered, after redirects
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    cut: bool = False  # there was more than is read

    @property
    def content_type(self) -> str:
        """Without parameters, in small letters."""
        for name, value in self.headers:
            if name.casefold() == "content-type":
                return value.partition(";")[0].strip().casefold()
        return ""

    @property
    def says_json(self) -> bool:
        """Whether the content type is JSON's (RFC 8259, RFC 6839 §3.1)."""
        return self.content_type == "application/json" or self.content_type.endswith("+json")

    def decoded(self) -> Any:
        """The body as JSON; ValueError where it is none."""
        try:
            return json.loads(self.body)
        except RecursionError as error:
            raise ValueError("values stand too deep in each other") from error


class Verdict(StrEnum):
    """What became of a step."""

    GO = "GO"
    NO_GO = "NO-GO"
    NOT_RUN = "not run"


@dataclass(slots=True)
class Step:
    """One thing that has to hold."""

    title: str  # `environment`, `GET http://127.0.0.1:5000/api/whatsapp/qr`
    curl: str = ""  # the same by hand; "" where it is no request
    verdict: Verdict = Verdict.NOT_RUN
    details: list[str] = field(default_factory=list)  # what was seen, or what is wrong
    wire: str = ""  # where it breaks: `server → bridge: nothing listens there`
    answer: Answer | None = None  # the last one

    def judge(self, problems: list[str], seen: str = "") -> None:
        """GO without a problem, else NO-GO with each."""
        self.verdict = Verdict.NO_GO if problems else Verdict.GO
        self.details = problems or ([seen] if seen else [])
