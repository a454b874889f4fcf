"""The last messages, kept in memory: one more reason for a single worker."""

from collections import deque
from typing import NamedTuple


class Message(NamedTuple):
    """One text message that came in."""

    sender: str
    text: str
    channel: str


INBOX: deque[Message] = deque(maxlen=100)
