from __future__ import annotations

from pathlib import Path

from dupelint.app.kept import kept_files
from dupelint.model.config import Config

KEPT = [
    ".env", ".env.production", ".flaskenv", ".github/workflows/ci.yml", ".gitlab-ci.yml", ".replit",
    "Procfile", "Procfile.dev", "apps/shop/.env", "apps/shop/.github/workflows/x.yaml",
    "compose.prod.yaml", "docker-compose.yml", "ecosystem.config.cjs", "local.env",
]  # fmt: skip
NOT = [
    ".dupelint/snapshots/1/files/.env", ".git/Procfile", ".github/dependabot.yml", "app.py",
    "node_modules/x/.env", "venv/.env", "workflows/a.yml",
]  # fmt: skip


def test_which_files_a_snapshot_keeps(tmp_path: Path) -> None:
    for path in KEPT + NOT:
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text("A=1\n")
    (tmp_path / ".gitignore").write_text(".env\n")
    (tmp_path / "linked.env").symlink_to(".env")
    (tmp_path / "large.env").write_text("A=1\n" * 100)
    (tmp_path / "folder.env").mkdir()

    assert sorted(kept_files(tmp_path, Config(max_file_size=100))) == sorted(KEPT)
