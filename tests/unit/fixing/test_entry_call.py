from __future__ import annotations

from collections.abc import Callable

import pytest

from dupelint.model.source import Language

Apply = Callable[..., str]
WANTS = "refused: the function wants an argument"


@pytest.mark.parametrize(
    ("text", "after"),
    [
        (
            "function start() {\n  «listen»();\n}\nmodule.exports = { start };\n",
            "function start() {\n  listen();\n}\nmodule.exports = { start };\n"
            "if (require.main === module) start();\n",
        ),
        (
            "const a = 1\nexports.start = async (port = 3) => «listen»(port)",
            "const a = 1\nexports.start = async (port = 3) => listen(port)\n"
            "if (require.main === module) exports.start()\n",
        ),
        (
            "import e from 'e';\r\nexport async function start() {\r\n  «listen»();\r\n}\r\n",
            "import e from 'e';\r\nimport { pathToFileURL } from 'node:url';\r\n"
            "export async function start() {\r\n  listen();\r\n}\r\n"
            "if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) start();\r\n",
        ),
        (
            "const start = () => «listen»();\nmodule.exports = start;\nif (require.main === module) start();\n",
            "done",
        ),
        ("exports.start = (app) => «listen»(app);\n", WANTS),
        ("exports.start = app => «listen»(app);\n", WANTS),
        ("exports.begin = () => «listen»();\n", "refused: the file has no function start"),
        ("exports.start = begin;\n«listen»();\n", "refused: it is not seen what the function wants"),
    ],
)  # fmt: skip
def test_the_call_of_an_entry(apply: Apply, text: str, after: str) -> None:
    assert apply("add_line", text, Language.JAVASCRIPT, call="start") == after


def test_nothing_is_made_up(apply: Apply) -> None:
    assert apply("add_line", "«x»\n", Language.JAVASCRIPT).startswith("refused")
