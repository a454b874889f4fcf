from __future__ import annotations

from collections.abc import Callable

import pytest

from dupelint.model.source import Language

Apply = Callable[..., str]


@pytest.mark.parametrize(
    ("call", "after"),
    [
        ("fs.mkdirSync(p)", "fs.mkdirSync(p, { recursive: true })"),
        ("fs.mkdirSync(\n  p,\n)", "fs.mkdirSync(\n  p, { recursive: true },\n)"),
        ("fs.mkdir(p, () => {})", "fs.mkdir(p, { recursive: true }, () => {})"),
        ("fs.mkdir(p, 0o755)", "fs.mkdir(p, { recursive: true, mode: 0o755 })"),
        ("fs.mkdir(p, undefined)", "fs.mkdir(p, { recursive: true })"),
        ("fs.mkdir(p, {})", "fs.mkdir(p, { recursive: true })"),
        ("fs.mkdir(p, { mode: 1 })", "fs.mkdir(p, { mode: 1, recursive: true })"),
        ("fs.mkdir(p, { ...o })", "fs.mkdir(p, { ...o, recursive: true })"),
        ("fs.mkdir(p, {\r\n  a: 1,\r\n})", "fs.mkdir(p, {\r\n  a: 1,\r\n  recursive: true,\r\n})"),
        ("fs.mkdir(p, { recursive: false })", "fs.mkdir(p, { recursive: true })"),
        ("fs.mkdir(p, { 'recursive': true })", "done"),
        ("fs.mkdir(p, { recursive: deep })", "refused: `recursive` is worked out"),
        ("fs.mkdir(p, { recursive })", "refused: `recursive` is a variable"),
        ("fs.mkdir(p, options)", "refused: its options are not seen"),
        ("fs.mkdir(...p)", "refused: its arguments are not all seen"),
        ("fs.mkdir()", "refused: it has no arguments"),
        ("fs.mkdir", "refused: it is no call"),
    ],
)
def test_a_call_of_javascript(apply: Apply, call: str, after: str) -> None:
    assert apply("add_option", f"«{call}»", Language.JAVASCRIPT) == after


@pytest.mark.parametrize(
    ("call", "after"),
    [
        ("os.mkdir(p)", "os.makedirs(p)"),
        ("os.mkdir(p, 0o7)", "os.makedirs(p, 0o7)"),
        ("os.makedirs(p)", "done"),
        ("os.mkdir(p, dir_fd=d)", "refused: `os.makedirs` takes no `dir_fd`"),
        ("p.mkdir()", "p.mkdir(parents=True)"),
        ("p.mkdir(exist_ok=True)", "p.mkdir(exist_ok=True, parents=True)"),
        ("p.mkdir(parents=False)", "p.mkdir(parents=True)"),
        ("p.mkdir(parents=True)", "done"),
        ("p.mkdir(parents=deep)", "refused: `parents` is worked out"),
        ("p.mkdir(**options)", "refused: its arguments are not all seen"),
        ("mkdir(p)", "refused: it is no call of a module or a path"),
    ],
)
def test_a_call_of_python(apply: Apply, call: str, after: str) -> None:
    assert apply("add_option", f"«{call}»", Language.PYTHON) == after


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("«await fs.mkdir(p);»", "await fs.mkdir(p, { recursive: true });"),
        (
            "«const made = fs.mkdirSync(path.join(a, b));»",
            "const made = fs.mkdirSync(path.join(a, b), { recursive: true });",
        ),
        ("«fs.mkdirSync(a), fs.mkdirSync(b);»", "refused: it is no call"),
        ("«make(a);»", "refused: it is no call"),
    ],
)
def test_the_statement_of_a_call(apply: Apply, text: str, after: str) -> None:
    assert apply("add_option", text, Language.TYPESCRIPT) == after


def test_another_option(apply: Apply) -> None:
    after = apply("add_option", "«fetch(u)»", Language.TYPESCRIPT, option="credentials: 'include'")

    assert after == "fetch(u, { credentials: 'include' })"
