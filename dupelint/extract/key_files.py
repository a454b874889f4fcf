"""Files that may hold a key, as code and launchers name them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from dupelint.model.facts import KeyFile, span
from dupelint.model.pattern import lazy

_NAME = lazy(rb"[\w.-]+\Z")
_AFTER = lazy(rb"\.json(?![.-]*\w)")
_KEYS = lazy(rb"(?i)cred|account|key|secret|google|firebase|gcp|auth|vertex|speech|\Asa\b")
_VARIABLE = lazy(rb"\$\{?((?:GOOGLE|GCP|GCLOUD|FIREBASE|VERTEX|DIALOGFLOW)_[A-Z_]+)")
_LONGEST = 80  # bytes of a name
MOST = 100  # of one file; one with more is data


def key_files(data: bytes) -> Iterator[KeyFile]:
    """Each place that names one, or reads a shell's variable that may."""
    left = MOST
    if b"$" in data:
        for found in islice(_VARIABLE.finditer(data), MOST):
            yield KeyFile(f"${found[1].decode()}", span(*found.span()))
    if b".json" in data:
        for match in _AFTER.finditer(data):
            begin = max(0, match.start() - _LONGEST)
            name = _NAME.search(data, begin, match.start())
            if name is not None and _KEYS.search(name[0]):
                whole = name[0].decode("utf-8", "replace") + ".json"
                yield KeyFile(whole, span(name.start(), match.end()))
                left -= 1
                if not left:
                    return
