"""What a run of the checklist is made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from dupelint.model.contract import Endpoint
from dupelint.probing.environment import Environment
from dupelint.probing.log import Log

Phase = Literal["before", "after"]


@dataclass(frozen=True, slots=True)
class Plan:
    """Where to ask, what for, and how long to wait."""

    environment: Environment
    server: str  # base URL of what serves the contract; `${NAME}` where one is not set
    bridge: str  # of what serves the upstream routes
    health: Sequence[str]
    contract: Sequence[Endpoint]
    parameters: Mapping[str, str]  # of upstream paths
    secret_header: str = "X-Internal-Secret"
    headers: Mapping[str, str] = field(default_factory=dict)  # sent with every contract request
    timeout: float = 5  # seconds for one answer
    settle: float = 15  # seconds until an answer holds the values of its phase
    apart: float = 5  # seconds between the three answers that have to agree
    message: str = ""  # regular expression of the log line that tells a message
    log: Log | None = None

    def url(self, endpoint: Endpoint) -> str:
        """Where the endpoint is asked."""
        return self.server + endpoint.path

    def upstream(self, endpoint: Endpoint) -> str:
        """Where the route behind it is asked; "" where that cannot be said."""
        if endpoint.upstream is None:
            return ""
        parts = endpoint.upstream.path.split("/")
        filled = [self.parameters.get(part[1:], "") if part[:1] == ":" else part for part in parts]
        missing = any(
            part[:1] == ":" and not done for part, done in zip(parts, filled, strict=True)
        )
        return "" if missing else self.bridge + "/".join(filled)
