"""Programs that code starts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from dupelint.model.facts import Process

Facts = Callable[[str], list[Any]]
HEAD = "import asyncio, os, subprocess, sys\nimport subprocess as sp\nfrom subprocess import Popen, run\n"


@pytest.mark.parametrize(
    ("code", "started"),
    [
        # (entry, program, port, calls, callee, folder, parallel)
        ('subprocess.Popen(["node", "a.js"])', ("a.js", "node", "", "", "", "", 1)),
        ('Popen(["node", "a.js"])', ("a.js", "node", "", "", "", "", 1)),
        ('sp.call(["node", "a.js"])', ("a.js", "node", "", "", "", "", 0)),
        ('run(["node", "a.js"])', ("a.js", "node", "", "", "", "", 0)),
        ('subprocess.run("node a.js", shell=True)', ("a.js", "node", "", "", "", "", 0)),
        ('os.system("cd web && npm start &")', ("", "npm", "", "npm", "start", "web", 1)),
        ('subprocess.Popen([sys.executable, "a.py"])', ("a.py", "python", "", "", "", "", 1)),
        ('subprocess.Popen(["gunicorn", "-b", ":5000", "a:app"])',
         ("a.py", "gunicorn", "5000", "", "", "", 1)),
        ('subprocess.Popen(["npm", "run", "dev"], cwd="web")',
         ("", "npm", "", "npm", "dev", "web", 1)),
        ('subprocess.Popen(["node", "a.js"], cwd=here())', ("a.js", "node", "", "", "", "?", 1)),
        ('asyncio.create_subprocess_exec("node", "a.js")', ("a.js", "node", "", "", "", "", 1)),
        ('subprocess.Popen(["uvicorn", "a:app", "--port", os.getenv("P", "8000")])',
         ("a.py", "uvicorn", "${P:-8000}", "", "", "", 1)),
    ],
)  # fmt: skip
def test_started(facts: Facts, code: str, started: tuple[object, ...]) -> None:
    """Each call is one command."""
    found = [
        (one.entry, one.program, one.port, one.calls, one.callee, one.folder, one.parallel)
        for one in facts(f"{HEAD}\ndef main():\n    {code}\n")
        if isinstance(one, Process)
    ]
    assert found == [started]


@pytest.mark.parametrize(
    "code",
    [
        'subprocess.run(["git", "status"])',
        'subprocess.Popen([tool, "a.js"])',
        'subprocess.Popen(["node", name + ".js"])',
        'subprocess.Popen(["node", "/opt/a.js"])',
        'other.Popen(["node", "a.js"])',
        "subprocess.Popen()",
        '# subprocess.Popen(["node", "a.js"])',
        "\"subprocess.Popen(['node', 'a.js'])\"",
    ],
)
def test_nothing_of_the_project(facts: Facts, code: str) -> None:
    """Another program, one that is not known, no call at all."""
    assert not [one for one in facts(f"{HEAD}\n{code}\n") if isinstance(one, Process)]
