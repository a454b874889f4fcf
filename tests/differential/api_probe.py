"""Import programs with the real Flask and its API extensions; say what they serve and answer.

Run as a script: reads jobs `[folder, [[path, method], …]]` as JSON from standard input, writes
`[rules, answers]` for each; or `["", the error]` for a program that does not start.
"""

from __future__ import annotations

import importlib
import json
import sys
import warnings
from typing import Any


def probe(folder: str, requests: list[list[str]]) -> list[Any]:
    """Rules `[path, methods, endpoint]`; for each request `[status, type, whether it is empty]`."""
    known, path = set(sys.modules), list(sys.path)
    sys.path.insert(0, folder)
    try:
        app = importlib.import_module("main").app
        app.testing = False
        client = app.test_client()
        rules = [
            [rule.rule, sorted(rule.methods - {"OPTIONS", "HEAD"}), rule.endpoint]
            for rule in app.url_map.iter_rules()
        ]
        return [rules, [answer(client, *request) for request in requests]]
    except Exception as error:
        return ["", f"{type(error).__name__}: {error}"]
    finally:
        for name in set(sys.modules) - known:
            del sys.modules[name]
        sys.path[:] = path


def answer(client: Any, path: str, method: str) -> list[Any]:
    """What a client gets."""
    response = client.open(path, method=method)
    return [response.status_code, response.mimetype, not response.data, response.get_data(True)]


def main() -> None:
    """Answer the jobs one after the other."""
    sys.dont_write_bytecode = True
    warnings.simplefilter("ignore")
    import flask_restful
    import flask_restx
    import flask_smorest

    assert flask_restful and flask_restx and flask_smorest  # loaded once, not job by job
    json.dump([probe(*job) for job in json.load(sys.stdin)], sys.stdout)


if __name__ == "__main__":
    main()
