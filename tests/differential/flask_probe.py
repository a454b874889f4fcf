"""Import Flask programs with the real Flask; say what their URL maps hold and what answers.

Run as a script: reads jobs `[folder, variables, [[host, path, method], …]]` as JSON from standard
input, writes `[rules, answers]` for each.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
from typing import Any


def probe(folder: str, variables: dict[str, str], requests: list[list[str]]) -> list[Any]:
    """Rules `[host, path, methods, endpoint]`; for each request `[path of the rule, endpoint]`."""
    known, path = set(sys.modules), list(sys.path)
    sys.path.insert(0, folder)
    os.environ.update(variables)
    try:
        app = importlib.import_module("main").app
        rules = [
            [rule.subdomain or "", rule.rule, sorted(rule.methods), rule.endpoint]
            for rule in app.url_map.iter_rules()
        ]
        return [rules, [answer(app, *request) for request in requests]]
    finally:
        for name in set(sys.modules) - known:
            del sys.modules[name]
        sys.path[:] = path


def answer(app: Any, host: str, path: str, method: str) -> list[str]:
    """What a request is routed to; nothing for a redirect or an error."""
    base = "http://" + (f"{host}." if host else "") + (app.config["SERVER_NAME"] or "localhost")
    with app.test_request_context(path, base, method=method) as context:
        rule = context.request.url_rule
        return [rule.rule, rule.endpoint] if rule is not None else []


def main() -> None:
    """Answer the jobs one after the other."""
    sys.dont_write_bytecode = True
    json.dump([probe(*job) for job in json.load(sys.stdin)], sys.stdout)


if __name__ == "__main__":
    main()
