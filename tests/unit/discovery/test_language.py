from __future__ import annotations

import pytest

from dupelint.discovery import kind_of, language_of


@pytest.mark.parametrize(
    ("path", "language"),
    [
        ("a.py", "python"), ("a.pyi", "python"), ("a.pyc", None), ("py", None),
        ("a.js", "javascript"), ("a.mjs", "javascript"), ("a.cjs", "javascript"),
        ("a.jsx", "javascript"), ("a.ts", "typescript"), ("a.mts", "typescript"),
        ("a.cts", "typescript"), ("a.tsx", "tsx"), ("a.vue", "vue"), ("a.svelte", "svelte"),
        ("a.html", "html"), ("a.htm", "html"), ("a.html.j2", "html"), ("a.html.jinja2", "html"),
        ("a.conf.j2", None), ("a.jinja", None), ("html", None), ("a.html.txt", None),
        ("x/start.sh", "shell"), ("x/start.bash", "shell"), ("x/start", None),
        ("a.yml", "yaml"), ("a.yaml", "yaml"), ("pyproject.toml", "toml"), (".replit", "toml"),
        ("package.json", "json"), ("web/tsconfig.json", "json"), ("tsconfig.base.json", "json"),
        ("tsconfig-app.json", "json"), ("jsconfig.json", "json"), ("vercel.json", "json"),
        (".devcontainer/devcontainer.json", "json"), ("a.jsonc", "json"),
        ("ecosystem.config.json", "json"), ("serviceAccountKey.json", "json"),
        ("auth/creds.json", "json"), ("client_secret_1.json", "json"), ("credits.json", None),
        ("data.json", None), ("mypackage.json", None),
        (".env", "dotenv"), (".env.local", "dotenv"), ("prod.env", "dotenv"),
        (".flaskenv", "dotenv"), (".envrc", None), ("env", None), ("my.env.txt", None),
        ("Procfile", "procfile"), ("Procfile.dev", "procfile"), ("Procfiles", None),
        ("Dockerfile", "dockerfile"), ("Dockerfile.prod", "dockerfile"),
        ("Dockerfile-dev", "dockerfile"), ("web.dockerfile", "dockerfile"),
        ("Dockerfile.dockerignore", None), ("Dockerfiles", None),
        ("nginx.conf", "nginx"), ("deploy/nginx/app.conf", "nginx"),
        ("etc/sites-enabled/example.com", "nginx"), ("nginx-prod.conf", "nginx"),
        ("requirements.txt", "requirements"), ("requirements-dev.txt", "requirements"),
        ("requirements/base.txt", "requirements"), ("notes.txt", None),
        ("supervisor.conf", "unit"), ("deployment/supervisor/web.conf", "unit"),
        ("supervisord.conf", "unit"), ("web.service", "unit"), ("supervision.conf", None),
        ("Makefile", "makefile"), ("rules.mk", "makefile"), ("Makefiles", None),
        ("nginx/readme", None), ("README.md", "markdown"),
    ],
)  # fmt: skip
def test_language(path: str, language: str | None) -> None:
    assert language_of(path) == language


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("server/app.py", "source"), ("a.py", "source"), ("latest/app.py", "source"),
        ("tests/app.py", "test"), ("web/__tests__/a.ts", "test"), ("web/__e2e__/a.ts", "test"),
        ("cypress/e2e/a.ts", "test"),
        ("test_a.py", "test"), ("a_test.py", "test"), ("conftest.py", "test"),
        ("a.test.ts", "test"), ("a.spec.tsx", "test"), ("a.cy.js", "test"),
        ("attest.py", "source"), ("contest.py", "source"), ("testimony.py", "source"),
        ("jest.config.js", "test"), ("vitest.setup.ts", "test"),
        ("examples/a.js", "example"), ("docs/conf.py", "example"), ("examples/tests/a.py", "test"),
        ("documents/a.py", "source"),
        ("vite.config.ts", "tooling"), ("web/webpack.prod.js", "tooling"), ("config.js", "source"),
        ("ecosystem.config.js", "source"), ("a.stories.tsx", "tooling"), ("gulpfile.js", "tooling"),
        ("migrations/001.py", "tooling"), (".github/workflows/ci.yml", "tooling"),
        (".eslintrc.js", "tooling"), ("vite/server.ts", "source"),
        ("generated/api.ts", "generated"), ("a_pb2.py", "generated"),
        ("a.generated.ts", "generated"), ("assets/index.1f0c93ab.js", "generated"),
        ("assets/user-6d708853.js", "generated"), ("assets/user-C5eZ1XtE.js", "generated"),
        ("api-20240131.js", "source"), ("use-feedback.js", "source"),
        ("page-deadbeef.js", "source"),
        ("generator/api.ts", "source"), ("generated/a.test.ts", "generated"),
    ],
)  # fmt: skip
def test_kind(path: str, kind: str) -> None:
    assert kind_of(path) == kind
