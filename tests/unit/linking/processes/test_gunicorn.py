"""What gunicorn's configuration file says."""

from __future__ import annotations

import pytest

from ..conftest import Ask

QUERY = (
    "SELECT port, variable, workers, worker_class, because FROM starts WHERE program = 'gunicorn'"
)
APP = "from flask import Flask\napp = Flask(__name__)\n"
FILE = "gunicorn's configuration"


@pytest.mark.parametrize(
    ("command", "path", "text", "expected"),
    [
        ("gunicorn a:app", "gunicorn.conf.py", "bind = '0.0.0.0:5000'\nworkers = 2\n",
         (5000, "", "2", "", FILE)),
        ("gunicorn -c conf/g.py a:app", "conf/g.py",
         "import os\nbind = '[::]:' + os.environ.get('WEB_PORT', '5001')\n"
         "worker_class = 'gevent'\n",
         (5001, "WEB_PORT", "", "gevent", FILE)),
        ("gunicorn --config=conf/g.py a:app", "conf/g.py", "bind = ':5002'\n",
         (5002, "", "", "", FILE)),
        ("WEB_PORT=5009 gunicorn -c conf/g.py a:app", "conf/g.py",
         "import os\nbind = f\"0.0.0.0:{os.environ['WEB_PORT']}\"\n",
         (5009, "WEB_PORT", "", "", "WEB_PORT (shell)")),
        ("gunicorn -b :6000 -w 3 -k sync a:app", "gunicorn.conf.py",
         "bind = ':5000'\nworkers = 2\nworker_class = 'gevent'\n",
         (6000, "", "3", "sync", "the command")),
        ("gunicorn a:app", "other.conf.py", "bind = ':5000'\n",
         (8000, "PORT", "", "", "gunicorn's default")),
        ("gunicorn a:app", "gunicorn.conf.py",
         "import os\nworkers = os.cpu_count() * 2 + 1\nbind = os.environ['BIND']\n",
         (0, "BIND", "", "", FILE)),
        ("gunicorn a:app", "gunicorn.conf.py", "bind = 'unix:/run/a.sock'\nworkers = 2\n",
         (8000, "PORT", "2", "", "gunicorn's default")),
    ],
)  # fmt: skip
def test_port_and_workers(
    ask: Ask, command: str, path: str, text: str, expected: tuple[object, ...]
) -> None:
    """A command's own options beat the file; of a file that is not read nothing is said."""
    files = {"start.sh": f"{command}\n", "a.py": APP, path: text}
    assert ask(files, QUERY) == [expected]
