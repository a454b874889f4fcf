"""What a file is for, told by its path relative to the root."""

from __future__ import annotations

import re
from functools import lru_cache

from dupelint.model.source import Kind

# The first row that fits decides: folders (a whole component of the path) or the file's name.
_TABLE: tuple[tuple[Kind, frozenset[str], re.Pattern[str]], ...] = (
    (
        Kind.GENERATED,
        frozenset({"generated", "__generated__", "_generated", ".generated"}),
        re.compile(
            r".*_pb2(?:_grpc)?\.pyi?|.*\.(?:generated|gen|pb)\.\w+|.*_generated\.\w+"
            # what bundlers write: app.1f0c93ab.js, user-6d708853.js, user-C5eZ1XtE.js
            r"|.*\.(?=[a-f]*\d)[0-9a-f]{8,20}\.m?js"
            r"|.*-(?=[a-f]*\d)(?=\d*[a-f])[0-9a-f]{8}\.m?js"
            r"|.*-(?=[\w-]*\d)(?=[\w-]*[A-Z])(?=[\w-]*[a-z])[\w-]{8}\.m?js"
        ),
    ),
    (
        Kind.TEST,
        frozenset(
            {
                "test", "tests", "__tests__", "__mocks__", "__fixtures__", "testing", "spec",
                "specs", "e2e", "__e2e__", "cypress", "playwright", "fixtures", "unittests",
            }
        ),
        re.compile(
            r"test_.*\.pyi?|.*_tests?\.pyi?|tests?\.py|conftest\.py"
            r"|.*\.(?:test|tests|spec|e2e|cy)\.\w+|(?:jest|vitest)[.-](?:setup|config)[\w.-]*"
        ),
    ),
    (
        Kind.EXAMPLE,
        frozenset(
            {
                "example", "examples", "sample", "samples", "demo", "demos", "doc", "docs",
                "tutorial", "tutorials", "playground",
            }
        ),
        re.compile(r".*\.(?:example|sample|demo)\.(?:py|[cm]?[jt]sx?)"),
    ),
    (
        Kind.TOOLING,
        frozenset(
            {
                ".github", ".gitlab", ".circleci", ".storybook", ".husky", ".vscode",
                ".devcontainer", "migrations", "alembic", "seeds", "seeders", "stories",
                "benchmarks",
            }
        ),
        re.compile(
            r"(?!ecosystem\.).*\.config\.[cm]?[jt]s|.*\.conf\.[cm]?js|.*\.stories\.\w+"
            r"|(?:webpack|vite|rollup|esbuild|tsup)[.-](?:[\w.-]*\.)?[cm]?[jt]s|(?:[Gg]ulp|[Gg]runt)file\.\w+(?:\.js)?"
            r"|\.\w+rc\.[cm]?js|(?:noxfile|fabfile)\.py|\.gitlab-ci\.yml|\.pre-commit-\w+\.yaml"
            r"|(?:seed|seeds)\.(?:py|[cm]?[jt]s)"
        ),
    ),
)  # fmt: skip


def kind_of(path: str) -> Kind:
    """Only `source` is in force; a file that fits no row is that."""
    folder, _, name = path.rpartition("/")
    row = min(_row_of_folder(folder), _row_of_name(name))
    return _TABLE[row][0] if row < len(_TABLE) else Kind.SOURCE


@lru_cache(maxsize=16_384)  # of the files of a project many have the same names
def _row_of_name(name: str) -> int:
    """Index of the first row that a file's name fits; the table's length for none."""
    for index, (_, _, names) in enumerate(_TABLE):
        if names.fullmatch(name):
            return index
    return len(_TABLE)


@lru_cache(maxsize=4_096)
def _row_of_folder(folder: str) -> int:
    """Index of the first row one of whose folders lies on the path; the table's length for none."""
    parts = {part.lower() for part in folder.split("/")}
    for index, (_, folders, _) in enumerate(_TABLE):
        if not folders.isdisjoint(parts):
            return index
    return len(_TABLE)
