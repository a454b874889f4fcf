"""Expressions as text with holes, and as ports."""

from __future__ import annotations

import pytest

from dupelint.linking.symbols.values import MAX_ALTERNATIVES, Port, name_of, port, texts

from ..conftest import Make


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("const x = '/a';", ["/a"]),
        ("const x = 3300;", ["3300"]),
        ("const b = '/api'; const x = `${b}/a`;", ["/api/a"]),
        ("const b = '/api'; const x = b + '/a' + q();", ["/api/a{}"]),
        ("const x = process.env.URL;", ["{URL}"]),
        ("const x = process.env.URL || 'http://h:1';", ["http://h:1"]),
        ("const x = process.env.URL ?? 'http://h:1';", ["http://h:1"]),
        ("const x = `http://h:${process.env.P || 3300}/a`;", ["http://h:3300/a"]),
        ("const x = '/a' || '/b';", ["/a"]),
        ("const x = q() || '/b';", ["{}", "/b"]),
        ("const x = q() ? '/a' : '/b';", ["/a", "/b"]),
        ("const x = `/a/${q() ? 'b' : 'c'}/d`;", ["/a/b/d", "/a/c/d"]),
        ("const x = window.location.origin + '/a';", ["{location.origin}/a"]),
        ("const c = { url: { api: '/a' } }; const x = c.url.api;", ["/a"]),
        ("const x = q();", ["{}"]),
        ("const l = ['/a', '/b']; const x = l['1'];", ["/b"]),
        ("const l = ['/a', '/b']; const x = l['²'];", ["{}"]),
        (f"const l = ['/a']; const x = l['{'9' * 5000}'];", ["{}"]),
    ],
)
def test_texts(project: Make, code: str, expected: list[str]) -> None:
    made = project({"src/a.js": code})

    found = texts(made.names, made.where("src/a.js", "x"))

    assert [text.text for text in found] == expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("x = ['/a', '/b']['1']\n", ["/b"]),
        ("x = ['/a', '/b']['²']\n", ["{}"]),
        ("l = ['/a', '/b']\nx = l['²']\n", ["{}"]),
        ("x = '/{1}'.format('a', 'b')\n", ["/b"]),
        ("x = '/{²}'.format('a', 'b', 'c')\n", ["/{}"]),
        (f"x = '/{{{'9' * 5000}}}'.format('a')\n", ["{}"]),  # too long
    ],
)
def test_texts_of_python(project: Make, code: str, expected: list[str]) -> None:
    made = project({"a.py": code})

    assert [text.text for text in texts(made.names, made.where("a.py", "x"))] == expected


def test_a_text_names_the_variables_and_bindings_it_came_through(project: Make) -> None:
    made = project(
        {
            "src/a.js": "import { base } from './b';\nconst x = base;\n",
            "src/b.js": "export const base = process.env.URL || window.location.host;\n",
        }
    )

    (found,) = texts(made.names, made.where("src/a.js", "x"))

    assert (found.text, found.variables, found.window, [name for _, name, _ in found.steps]) == (
        "{location.host}",
        ("URL",),
        True,
        ["x", "base"],
    )


def test_alternatives_are_few(project: Make) -> None:
    parts = "".join("${q() ? 'a' : 'b'}" for _ in range(12))
    made = project({"src/a.js": f"const x = `{parts}`;\n"})

    found = texts(made.names, made.where("src/a.js", "x"))

    assert len(found) == MAX_ALTERNATIVES


@pytest.mark.parametrize("operator", ["+", "||", "&& q() ?"])
def test_alternatives_of_alternatives_end(project: Make, operator: str) -> None:
    lines = ["const a0 = q() + 'x';"]
    for number in range(1, 60):
        other = f"a{number - 1} : a{number - 1}" if operator.endswith("?") else f"a{number - 1}"
        left = "q()" if operator.endswith("?") else f"a{number - 1}"
        lines.append(f"const a{number} = {left} {operator} {other};")
    made = project({"src/a.js": "\n".join(lines)})

    assert len(texts(made.names, made.where("src/a.js", "a59"))) <= MAX_ALTERNATIVES
    assert port(made.names, made.where("src/a.js", "a59")) == Port(0, "")


IMPORTS = "import { ConfigService, Ports, app } from './made';\n"


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("const x = 3300;", Port(3300, "")),
        ("const x = '3300';", Port(3300, "")),
        ("const x = 0;", Port(0, "")),
        ("const x = 70000;", Port(0, "")),
        ("const x = '33001x';", Port(0, "")),
        ("const x = process.env.PORT;", Port(0, "PORT")),
        ("const x = process.env.PORT || 3300;", Port(3300, "PORT")),
        ("const x = Number(process.env.PORT ?? '3300');", Port(3300, "PORT")),
        ("const x = parseInt(process.env.PORT || '', 10) || 3300;", Port(3300, "PORT")),
        ("const x = process.env.A || process.env.B || 3300;", Port(3300, "A")),
        ("const d = 3300; const x = q() || d;", Port(3300, "")),
        ("const x = q() ? 1 : 2;", Port(0, "")),
        ("const x = q() ? 1 : 1;", Port(1, "")),
        ("const x = q();", Port(0, "")),
        (
            "const configService = f(); const x = configService.get('PORT') || 3300;",
            Port(3300, "PORT"),
        ),
        ("const s = f(); const x = s.configService.get('PORT', 3300);", Port(3300, "PORT")),
        (
            "const config_service = f(); const x = config_service.getOrThrow('PORT');",
            Port(0, "PORT"),
        ),
        ("const x = app.get(ConfigService).get('PORT') ?? 3300;", Port(3300, "PORT")),
        ("const x = new ConfigService().get('PORT');", Port(0, "PORT")),
        ("const x = app.get(Ports).get('PORT');", Port(0, "")),
        ("const configService = f(); const x = configService.get('port');", Port(0, "")),
        ("const ports = f(); const x = ports.get('PORT') || 3300;", Port(3300, "")),
    ],
)
def test_ports(project: Make, code: str, expected: Port) -> None:
    made = project({"src/a.js": IMPORTS + code})

    assert port(made.names, made.where("src/a.js", "x")) == expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("import os\nx = os.getenv('PORT', '3300')\n", Port(3300, "PORT")),
        ("import os\nx = int(os.environ.get('PORT', 3300))\n", Port(3300, "PORT")),
        ("import os\nx = int(os.environ['PORT'])\n", Port(0, "PORT")),
        ("import os\nx = os.environ.get('PORT') or 3300\n", Port(3300, "PORT")),
    ],
)
def test_ports_of_python(project: Make, code: str, expected: Port) -> None:
    made = project({"a.py": code})

    assert port(made.names, made.where("a.py", "x")) == expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("x = 'a'\n", "a"),
        ("p = 'a'\nx = f'{p}_b'\n", "a_b"),
        ("import os\nx = os.getenv('N')\n", None),
        ("import os\nx = 'a' if os.name else 'b'\n", None),
        ("x = f()\n", None),
    ],
)
def test_a_name_is_fully_known_or_not_at_all(
    project: Make, code: str, expected: str | None
) -> None:
    made = project({"a.py": code})

    assert name_of(made.names, made.assigned("a.py", "x")) == expected
