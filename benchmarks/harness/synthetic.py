"""Projects of any size, of which it is known what is to be found in them.

A project is a row of services that know nothing of each other: a Flask app, a Node server, pages.
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

FILES = 20  # of one service
FOUND = Counter({"DUP101": 1, "DUP104": 1, "DUP302": 1})  # in one service

_FILLER = "".join(
    f"""

def total_{number}(rows, limit=100):
    \"\"\"Adds up what is not marked as done.\"\"\"
    found = 0
    for row in rows[:limit]:
        if row.get("state") != "done" and row["amount"] > {number}:
            found += row["amount"] * (1 + row.get("share", 0))
    return round(found, 2)
"""
    for number in range(8)
)
_SCRIPT_FILLER = "".join(
    f"""
export function total{number}(rows, limit = 100) {{
  return rows
    .slice(0, limit)
    .filter((row) => row.state !== 'done' && row.amount > {number})
    .reduce((sum, row) => sum + row.amount * (1 + (row.share ?? 0)), 0);
}}
"""
    for number in range(8)
)


def write(folder: Path, files: int) -> Counter[str]:
    """Write a project of about so many files, whole services; returns what is to be found."""
    services = max(1, files // FILES)
    for number in range(services):
        for name, text in _service(f"service{number}", number):
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
    return Counter({code: count * services for code, count in FOUND.items()})


def _service(name: str, number: int) -> Iterator[tuple[str, str]]:
    parts = range(8)
    imports = "".join(f"from {name}.part{part} import part{part}\n" for part in parts)
    registered = "".join(f"    app.register_blueprint(part{part})\n" for part in parts)
    yield f"{name}/__init__.py", ""
    yield (
        f"{name}/app.py",
        f"from flask import Flask\n\n{imports}\n\ndef create_app():\n    app = Flask(__name__)\n"
        f"{registered}    app.register_blueprint(part0)\n    return app\n\n\napp = create_app()\n",
    )
    for part in parts:
        # Of the last part, two views have one name.
        second = "one" if part == parts[-1] else "all"
        yield (
            f"{name}/part{part}.py",
            f"from flask import Blueprint, jsonify\n\nfrom {name} import model\n\n"
            f'part{part} = Blueprint("part{part}", __name__, url_prefix="/{name}/{part}")\n\n\n'
            f'@part{part}.get("/one/<int:number>")\ndef one(number):\n'
            f"    return jsonify(model.total_0([]))\n\n\n"
            f'@part{part}.get("/all")\ndef {second}():\n    return jsonify([])\n{_FILLER}',
        )
    yield f"{name}/model.py", f"import json\nimport os\n{_FILLER}"
    yield f"{name}/settings.py", f'NAME = "{name}"\nSIZE = {number}\nLABELS = ["a", "b"]\n'
    yield (
        f"{name}/server/index.js",
        "const express = require('express');\nconst { routes } = require('./routes');\n\n"
        f"const app = express();\napp.use('/{name}', routes);\n"
        f"app.listen(process.env.PORT || {20_000 + number % 20_000});\n",
    )
    yield (
        f"{name}/server/routes.js",
        "const { Router } = require('express');\n\nconst routes = Router();\n"
        "routes.get('/one/:number', (req, res) => res.json({ number: req.params.number }));\n"
        "routes.post('/all', (req, res) => res.status(201).json([]));\n"
        "module.exports = { routes };\n",
    )
    yield f"{name}/client/totals.ts", _SCRIPT_FILLER.replace("(rows,", "(rows: any[],")
    yield (
        f"{name}/client/api.ts",
        "import { total0 } from './totals';\n\n"
        f"export async function one(number: number) {{\n"
        f"  const answer = await fetch(`/{name}/0/one/${{number}}`);\n"
        "  if (!answer.ok) throw new Error(answer.statusText);\n"
        "  return total0(await answer.json());\n}\n\n"
        "export async function all() {\n"
        f"  return (await fetch('/{name}/0/all')).json();\n}}\n",
    )
    for page in range(4):
        yield (
            f"{name}/client/Page{page}.tsx",
            "import { useState } from 'react';\nimport { one } from './api';\n\n"
            f"export default function Page{page}() {{\n"
            "  const [rows, setRows] = useState<number[]>([]);\n"
            "  const show = async () => setRows([await one(1)]);\n"
            "  return <button onClick={show}>{rows.length}</button>;\n}\n"
            + _SCRIPT_FILLER.replace("(rows,", "(rows: any[],"),
        )
