"""Which files run when a file is started."""

from __future__ import annotations

import pytest

from ..conftest import Linked, Make

FILES = {
    "main.py": "import a\nimport b\n",
    "a.py": "import c\n",
    "b.py": "import d\n",
    "c.py": "import a\n",
    "d.py": "",
    "alone.py": "import d\n",
    "tests/test_all.py": "import alone\nimport main\n",
}


def _paths(made: Linked, bits: int) -> set[str]:
    return {path for path, file in made.files.ids.items() if bits >> file & 1}


def test_closure(project: Make) -> None:
    made = project(FILES)

    found = made.reach.closure(made.files.ids["main.py"])

    assert {made.files.path(file): depth for file, depth in found.items()} == {
        "main.py": 0,
        "a.py": 1,
        "b.py": 1,
        "c.py": 2,
        "d.py": 2,
    }


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        ("main.py", {"main.py"}),
        ("a.py", {"main.py", "a.py", "c.py"}),
        ("c.py", {"main.py", "a.py", "c.py"}),
        ("d.py", {"main.py", "b.py", "d.py", "alone.py"}),
        ("alone.py", {"alone.py"}),
        ("tests/test_all.py", set()),
    ],
)
def test_programs_are_the_files_in_force_that_reach_it(
    project: Make, file: str, expected: set[str]
) -> None:
    made = project(FILES)

    assert _paths(made, made.reach.programs(made.files.ids[file])) == expected


def test_type_only_imports_run_nothing(project: Make) -> None:
    made = project(
        {
            "a.py": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import b\n",
            "b.py": "",
            "c.ts": "import type { T } from './d'\n",
            "d.ts": "",
        }
    )

    found = {
        made.files.path(file): [made.files.path(target) for target in targets]
        for file, targets in made.reach.edges.items()
    }

    assert found == {"a.py": [], "c.ts": []}


def test_long_chains_and_large_circles(project: Make) -> None:
    count = 1_500
    files = {f"m{n}.py": f"import m{n + 1}\n" for n in range(count)}
    made = project({**files, f"m{count}.py": "import m700\n"})

    last = made.reach.programs(made.files.ids[f"m{count}.py"])
    early = made.reach.programs(made.files.ids["m500.py"])

    assert (last.bit_count(), early.bit_count()) == (count + 1, 501)
