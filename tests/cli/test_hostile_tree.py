"""Trees that are strange on purpose: links, pipes, names, git settings, circles."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from .conftest import ONCE, TWICE, Dupelint
from .hardy import hardy, without_power

IDENTITY = ("-c", "user.name=Test", "-c", "user.email=test@example.org")


def git(root: Path, *arguments: str) -> None:
    environment = {name: value for name, value in os.environ.items() if "GIT_" not in name}
    environment |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    subprocess.run(["git", *IDENTITY, *arguments], cwd=root, env=environment, check=True)


def places(dupelint: Dupelint, *arguments: str) -> list[str]:
    run = hardy(dupelint, "--output-format", "json", "--no-cache", *arguments)
    return [f"{one['path']}:{one['line']}" for one in json.loads(run.out)["findings"]]


# --- links, pipes, folders -----------------------------------------------------------------


def test_links(dupelint: Dupelint, project: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (outside / "app.py").write_text(TWICE)
    (project / "loop").symlink_to(project)
    (project / "self.py").symlink_to("self.py")
    (project / "gone.py").symlink_to("nowhere.py")
    (project / "copy.py").symlink_to("server/app.py")
    (project / "out.py").symlink_to(outside / "app.py")
    (project / "folder").symlink_to(outside)
    (project / "passwd.sh").symlink_to("/etc/passwd")
    assert places(dupelint) == ["server/app.py:6"]
    assert places(dupelint, "copy.py", "out.py", "folder") == []
    assert places(dupelint, "loop") == ["server/app.py:6"]  # a root named by another path
    hardy(dupelint, "self.py", code=2)
    hardy(dupelint, "gone.py", code=2)
    git(project, "init", "-q")
    git(project, "add", "--all")
    assert places(dupelint) == ["server/app.py:6"]


def test_what_is_no_file(dupelint: Dupelint, project: Path) -> None:
    os.mkfifo(project / "pipe.py")
    os.mkfifo(project / ".env")
    (project / "folder.py").mkdir()
    (project / "Procfile").mkdir()
    (project / "package.json").mkdir()
    assert places(dupelint) == ["server/app.py:6"]
    assert places(dupelint, "pipe.py", "folder.py") == []


def test_a_configuration_that_is_no_file(dupelint: Dupelint, project: Path) -> None:
    (project / "dupelint.toml").unlink()
    (project / "dupelint.toml").mkdir()
    os.mkfifo(project / "pyproject.toml")
    os.mkfifo(project / ".gitignore")
    assert places(dupelint) == ["server/app.py:6"]


def test_what_must_not_be_read(project: Path) -> None:
    (project / "secret.py").write_text(TWICE)
    (project / "closed").mkdir()
    (project / "closed/app.py").write_text(TWICE)
    (project / "secret.py").chmod(0)
    (project / "closed").chmod(0)
    try:
        code, out, err = without_power(project, "--output-format", "concise", "-v")
        named = [without_power(project, name) for name in ("secret.py", "closed", "closed/app.py")]
    finally:
        (project / "closed").chmod(0o700)
    assert (code, err) == (1, "")
    assert "server/app.py:6:1: DUP101" in out
    skipped = "Skipped:\n  closed/: unreadable\n  secret.py: unreadable: Permission denied\n"
    assert skipped in out  # said with -v
    for name, (code, out, err) in zip(("secret.py", "closed", "closed/app.py"), named, strict=True):
        told = f"error: cannot read {name}: Permission denied\n"
        assert (code, out, err.startswith(told)) == (2, "", True), err


DEEP = 1_100  # folders in each other: more than calls may stand in each other


@pytest.fixture
def deep(project: Path) -> Iterator[str]:
    """A folder so deep that Python cannot remove it, nor pytest."""
    deep = os.open(project, os.O_RDONLY)
    for _ in range(DEEP):
        os.mkdir("a", dir_fd=deep)
        below = os.open("a", os.O_RDONLY, dir_fd=deep)
        os.close(deep)
        deep = below
    for name, text in (("app.py", TWICE), (".env", "PORT=1\n")):
        file = os.open(name, os.O_WRONLY | os.O_CREAT, dir_fd=deep)
        os.write(file, text.encode())
        os.close(file)
    os.close(deep)
    yield "a/" * DEEP
    subprocess.run(["rm", "-rf", project / "a", project / ".dupelint"], check=True)


def test_folders_deep_in_each_other(dupelint: Dupelint, project: Path, deep: str) -> None:
    """Without the limit on time: a path of thousands of names is slow on a machine at work."""
    listed = f"{deep}app.py:6:1: DUP101"
    assert listed in dupelint("--no-cache", "--output-format", "concise").out
    assert f"Kept {deep}.env" in dupelint("snapshot").out
    assert "Fixed 2 findings in 2 files" in dupelint("--fix").out
    assert dupelint("undo").code == 0
    git(project, "init", "-q")
    assert listed in dupelint("--no-cache", "--output-format", "concise").out


@pytest.mark.parametrize("name", ["x" * 100 + "/" + "y" * 200 + ".py", "[id]/app.py", "a*b?.py"])
def test_a_path_that_is_no_pattern(dupelint: Dupelint, project: Path, name: str) -> None:
    (project / "server/app.py").unlink()
    (project / name).parent.mkdir(exist_ok=True)
    (project / name).write_text(TWICE)
    run = hardy(dupelint, "--output-format", "json", code=1)
    (finding,) = json.loads(run.out)["findings"]
    assert (finding["path"], finding["fixes"][0]["applicability"]) == (name, "safe")


# --- names ---------------------------------------------------------------------------------

NAMES = (
    "new\nline.py", "quote'\".py", "100%25 %s %(x)s {0}.py", "\x1b[31mred.py", "tab\t.py", "-rf.py",
    " .py", "..py", "🙂.py", "‮evil.py", "a;b`c`$(d).py", "back\\slash.py",
    "*.py", "<b>.py", "::error::.py",
)  # fmt: skip


@pytest.mark.parametrize("form", ["full", "concise", "json", "json-lines", "github"])
def test_names(dupelint: Dupelint, project: Path, form: str) -> None:
    (project / "server/app.py").unlink()
    for name in NAMES:
        (project / name).write_text(TWICE)
    run = hardy(dupelint, "--output-format", form, code=1)
    assert "\x1b" not in run.out
    assert "\u202e" not in run.out or form in ("json", "json-lines")
    lines = run.out.splitlines()
    if form == "json":
        found = [one["path"] for one in json.loads(run.out)["findings"]]
        assert found == sorted(NAMES)
    if form == "github":
        starts = ("::error file=", "::group::dupelint: ", "error: ", "::endgroup::")
        assert all(line.startswith(starts) for line in lines)
    if form == "concise":
        assert len(lines) == 2 * len(NAMES) + 2
    paths = [f"./{name}" for name in NAMES]
    assert hardy(dupelint, "--output-format", form, "--", *paths, code=1).out == run.out


def test_a_name_that_is_not_utf8(dupelint: Dupelint, project: Path) -> None:
    raw = os.fsencode(project) + b"/\xff.py"
    Path(os.fsdecode(raw)).write_text(TWICE)
    for form in ("full", "concise", "json", "github"):
        hardy(dupelint, "--output-format", form, "-v", code=1)
    git(project, "init", "-q")
    git(project, "add", "--all")
    assert places(dupelint) == ["server/app.py:6"]


def test_a_message_that_holds_controls(dupelint: Dupelint, project: Path) -> None:
    hostile = TWICE.replace('"pages"', r'"\x1b[31m::error::x\n<script>"')
    (project / "server/app.py").write_text(hostile)
    for form in ("full", "concise", "github", "json"):
        assert "\x1b" not in hardy(dupelint, "--output-format", form, code=1).out


def test_no_module_of_a_project_is_imported(dupelint: Dupelint, project: Path) -> None:
    """`python -m` puts the working directory in front of everything."""
    loaded = [sys.executable, "-c", "import runpy, sys; print(*sys.modules)"]
    before = subprocess.run(loaded, capture_output=True, text=True, check=True).stdout.split()
    others = {"click", "rich", "msgspec", "pathspec", "tree_sitter", "dotenv", "flask"}
    for name in (sys.stdlib_module_names | others).difference(before):
        (project / f"{name}.py").write_text("open('sprung', 'w').close()\nraise SystemExit(9)\n")
    assert places(dupelint) == ["server/app.py:6"]
    assert "DUP101" in hardy(dupelint, "-v", "--color", "always", code=1).out
    assert not (project / "sprung").exists()


# --- git -----------------------------------------------------------------------------------


def test_no_program_of_a_repository_runs(dupelint: Dupelint, project: Path) -> None:
    git(project, "init", "-q")
    trap = project / "trap.sh"
    trap.write_text("#!/bin/sh\ntouch sprung\n")
    trap.chmod(0o755)
    git(project, "add", "--all")
    git(project, "commit", "-qm", "first")
    for key in (
        "core.fsmonitor", "core.hooksPath", "core.pager", "core.sshCommand", "core.editor",
        "diff.external", "filter.x.clean", "filter.x.smudge", "filter.x.process", "alias.ls-files",
        "core.askPass", "credential.helper", "gpg.program", "pager.ls-files",
    ):  # fmt: skip
        git(project, "config", key, str(trap))
    (project / ".gitattributes").write_text("* filter=x diff=x\n")
    for hook in ("post-index-change", "pre-commit", "fsmonitor-watchman", "query-watchman"):
        shutil.copy(trap, project / ".git/hooks" / hook)
    (project / "other.py").write_text("y = 2\n")
    assert places(dupelint) == ["server/app.py:6"]
    assert places(dupelint, "other.py") == []
    assert not (project / "sprung").exists()


def test_repositories_of_every_kind(
    dupelint: Dupelint, project: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    git(project, "init", "-q")  # no commit yet
    assert places(dupelint) == ["server/app.py:6"]
    git(project, "add", "--all")
    git(project, "commit", "-qm", "first")
    tree = tmp_path_factory.mktemp("trees") / "tree"
    git(project, "worktree", "add", "-q", str(tree))
    assert (tree / ".git").is_file()
    assert hardy(dupelint, "-q", str(tree), code=1).code == 1
    (project / "HEAD").write_text("ref: refs/heads/main\n")
    (project / "objects").mkdir()
    (project / "refs").mkdir()
    assert places(dupelint) == ["server/app.py:6"]  # looks bare, too


@pytest.mark.parametrize(
    "content", ["", "gitdir: /nowhere\n", "gitdir: .git\n", "gitdir: " + "x" * 10_000, "\0"]
)
def test_a_git_file_that_leads_nowhere(dupelint: Dupelint, project: Path, content: str) -> None:
    (project / ".git").write_text(content)
    assert places(dupelint) == ["server/app.py:6"]


def test_a_damaged_repository(dupelint: Dupelint, project: Path) -> None:
    git(project, "init", "-q")
    git(project, "add", "--all")
    (project / ".git/index").write_bytes(b"DIRC" + b"\xff" * 100)
    assert places(dupelint) == ["server/app.py:6"]
    (project / ".git/config").write_text("[[[")
    assert places(dupelint) == ["server/app.py:6"]


def test_a_bare_repository(dupelint: Dupelint, tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", "--bare")
    hardy(dupelint, code=0)


def test_without_git(dupelint: Dupelint, project: Path) -> None:
    git(project, "init", "-q")
    run = hardy(dupelint, "-q", PATH=str(project / "empty"), code=1)
    assert "server/app.py:6:1" in run.out


def test_variables_of_an_outer_git(dupelint: Dupelint, project: Path) -> None:
    git(project, "init", "-q")
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        run = hardy(dupelint, "-q", "--no-cache", code=1, **{name: "/nowhere"})
        assert "server/app.py:6:1" in run.out


def test_a_nested_repository_and_a_submodule(dupelint: Dupelint, project: Path) -> None:
    git(project, "init", "-q")
    inner = project / "inner"
    inner.mkdir()
    (inner / "app.py").write_text(TWICE)
    git(inner, "init", "-q")
    (project / ".gitmodules").write_text('[submodule "x"]\n\tpath = ../../etc\n\tpath = inner\n')
    assert places(dupelint) == ["server/app.py:6"]


# --- code that goes in circles -------------------------------------------------------------

CIRCLES = {
    "a.py": "from b import app\nfrom b import *\nfrom a import x\nimport a\nx = a.x\n"
    "app.register_blueprint(x)\n",
    "b.py": "from a import app\nfrom a import *\napp.register_blueprint(app)\n",
    "me.py": "from me import me\nimport me\nme = me.me\nme.me.register_blueprint(me)\n",
    "pkg/__init__.py": "from . import pkg\nfrom .pkg import pkg\nfrom .. import pkg\n",
    "pkg/pkg.py": "from . import pkg\nfrom pkg import pkg\npkg.register_blueprint(pkg)\n",
    "swap.py": "import os\na = b\nb = a\nPORT = a\napp.run(port=PORT)\n"
    "P = os.environ.get('P', P)\nQ = Q or Q\nR = f'{R}{R}'\nS = S + S\nT = [T, T]\n"
    "app.run(port=P)\n",
    "calls.py": "from flask import Flask\ndef make():\n    return make()\ndef one(app):\n"
    "    two(app)\n    two(app)\ndef two(app):\n    one(app)\n    one(app)\n"
    "    app.register_blueprint(bp)\n"
    "app = make()\none(app)\nreal = Flask(__name__)\none(real)\nbp = make\n",
    "klass.py": "class A(A):\n    a = A\n    def a(self):\n        return self.a()\nA.a.a.a(A)\n",
    "a.js": "import { a as b } from './b.js';\nexport { b as a };\nexport * from './a.js';\n"
    "export * from './b.js';\nfetch(b);\nconst c = d; const d = c; fetch(c); app.listen(d);\n"
    "let e = `${e}${e}`; fetch(e); const f = () => f(); f(f).listen(f());\n",
    "b.js": "export { a } from './a.js';\nexport * from './a.js';\nimport * as b from './b.js';\n"
    "b.b.b.b();\nexport default b;\nmodule.exports = require('./b.js');\n",
    "c.js": "module.exports = { ...module.exports, c: require('./c') };\n"
    "const { c } = require('./c'); c.listen(c.c.c);\n",
    "r.js": "async function one(u) { return two(await fetch(u)); }\n"
    "async function two(r) { if (r) return two(r); return three(r); }\n"
    "async function three(r) { return one(r).then(two).then(three).then((x) => x.json()); }\n"
    "three(one(two(three)));\nconst res = await one('/a'); await res.json();\n",
    "package.json": '{"name": "x", "main": "./package.json", "exports": {".": "."}, "scripts":'
    ' {"start": "npm run start", "a": "npm run b", "b": "npm run a && bash start.sh"},'
    ' "workspaces": [".", "..", "./*", "**"]}',
    "tsconfig.json": '{"extends": "./tsconfig.json", "compilerOptions": {"paths": {"*": ["*"]}}}',
    "start.sh": "bash start.sh\n. ./start.sh\nsource start.sh\nnpm run b\nPORT=$PORT\n",
    "docker-compose.yml": "x: &a\n  <<: *a\n  b: *a\nservices:\n  s: &s\n    <<: [*s, *a]\n"
    "    extends: {service: s}\n    depends_on: [s]\n    command: [*s]\n",
    "bomb.yml": "a: &a [3001, 3001]\n"
    + "".join(f"b{n}: &b{n} [{', '.join([f'*b{n - 1}' if n else '*a'] * 9)}]\n" for n in range(40)),
    ".env": "A=${B}\nB=${A}\nPORT=${PORT}\n",
    "requirements.txt": "-r requirements.txt\n-c requirements.txt\n",
    "Procfile": "web: honcho start\nworker: foreman start -f Procfile\n",
}  # fmt: skip


def test_circles(dupelint: Dupelint, tmp_path: Path) -> None:
    (tmp_path / "dupelint.toml").write_text("legacy-ports = [3001]\n")
    for name, text in CIRCLES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    hardy(dupelint, "--output-format", "json", "-v", "--no-cache")


@pytest.mark.parametrize("name", CIRCLES)
def test_each_circle_alone(dupelint: Dupelint, tmp_path: Path, name: str) -> None:
    (tmp_path / "dupelint.toml").write_text("legacy-ports = [3001]\n")
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text(CIRCLES[name])
    hardy(dupelint, "--no-cache")


def test_long_chains(dupelint: Dupelint, tmp_path: Path) -> None:
    """Each step is one file further away."""
    (tmp_path / "dupelint.toml").touch()
    (tmp_path / "m0.py").write_text(ONCE)
    (tmp_path / "j0.js").write_text("export const u = 'http://localhost:3300/a';\n")
    for n in range(1, 400):
        (tmp_path / f"m{n}.py").write_text(
            f"from m{n - 1} import *\nfrom m{n - 1} import app, pages\n"
            f"def f{n}(app):\n    from m{n - 1} import f{n - 1}\n"
            f"    f{n - 1}(app)\n    f{n - 1}(app)\n"
            f"f{n}(app)\n"
        )
        (tmp_path / f"j{n}.js").write_text(
            f"import {{ u as v }} from './j{n - 1}.js';\nexport const u = v + v;\nfetch(u);\n"
            f"export * from './j{n - 1}.js';\n"
        )
    hardy(dupelint, "--no-cache")
