"""The command line that asks the same."""

from __future__ import annotations

import shlex
from collections.abc import Mapping


def curl(method: str, url: str, headers: Mapping[str, str]) -> str:
    """`headers` are shown as they are: a `$NAME` in one is left to the shell."""
    parts = ["curl -i"]
    if method == "HEAD":
        parts.append("-I")
    elif method != "GET":
        parts.append(f"-X {method}")
    for name, value in headers.items():
        quoted = f'"{name}: {value}"' if value.startswith("$") else shlex.quote(f"{name}: {value}")
        parts.append(f"-H {quoted}")
    return " ".join([*parts, shlex.quote(url)])
