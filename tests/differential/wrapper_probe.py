"""Ask the real WSGI callable of each program what answers.

Run as a script: reads jobs `[folder, [[path, method], …]]` as JSON from standard input, writes the
list of bodies for each.
"""

from __future__ import annotations

import importlib
import json
import sys

from werkzeug.test import Client


def probe(folder: str, requests: list[list[str]]) -> list[str]:
    """The body of each answer: every view and wrapper says its own name."""
    known, path = set(sys.modules), list(sys.path)
    sys.path.insert(0, folder)
    try:
        client = Client(importlib.import_module("main").application)
        return [
            client.open(path, method=method).get_data(as_text=True) for path, method in requests
        ]
    finally:
        for name in set(sys.modules) - known:
            del sys.modules[name]
        sys.path[:] = path


def main() -> None:
    """Answer the jobs one after the other."""
    sys.dont_write_bytecode = True
    json.dump([probe(*job) for job in json.load(sys.stdin)], sys.stdout)


if __name__ == "__main__":
    main()
