from __future__ import annotations

from collections.abc import Callable

import pytest

from dupelint.model.source import Language

Apply = Callable[..., str]
IMPORT = "import { pathToFileURL } from 'node:url';\n"
MODULE = "if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {\n"


@pytest.mark.parametrize(
    ("path", "text", "after"),
    [
        (
            "a.js",
            "const e = require('e');\n«app.listen(3)»; // x\n(b)();\n",
            "const e = require('e');\nif (require.main === module) {\n  app.listen(3); // x\n}\n(b)();\n",
        ),
        (
            "a.js",
            "import e from 'e';\n«app.listen(3, () => {\n  a(`b\n  c`);\n\n})»;\n",
            f"import e from 'e';\n{IMPORT}{MODULE}  app.listen(3, () => {{\n    a(`b\n  c`);\n\n  }});\n}}\n",
        ),
        (
            "a.js",
            "import { pathToFileURL } from 'url';\nconst s = «app.listen(3)»;\n",
            f"import {{ pathToFileURL }} from 'url';\n{MODULE}  const s = app.listen(3);\n}}\n",
        ),
        (
            "a.cjs",
            "a().then(() => {\r\n\t«app.listen(3)»\r\n})",
            "a().then(() => {\r\n\tif (require.main === module) {\r\n\t\tapp.listen(3)\r\n\t}\r\n})",
        ),
        ("a.js", "if (require.main === module) {\n  «app.listen(3)»;\n}\n", "done"),
        ("a.js", "if (import.meta.main) «app.listen(3)»;\n", "done"),
        ("a.js", "const s = «app.listen(3)»;\nmodule.exports = s;\n", "refused: `s` is used elsewhere"),
        (
            "a.js",
            "exports.start = () => {\n  «app.listen(3)»;\n};\n",
            "refused: it runs when a function is called, not when the file is loaded",
        ),
        ("a.js", "exports.start = () => «app.listen(3)»;\n", "refused: it is no statement of its own"),
        ("a.cjs", "if (x) «app.listen(3)»;\n", "refused: it is no statement of its own"),
        ("a.cjs", "a(); «app.listen(3)»;\n", "refused: it shares its line with something else"),
        (
            "a.js",
            "«app.listen(3)»;\n",
            "refused: it is not seen whether the file is an ES module or CommonJS",
        ),
        ("a.mjs", "«app.listen(3)»;\n", "refused: there is no import to put the one of `node:url` beside"),
        (
            "a.js",
            "import { pathToFileURL } from './own.js';\nconst pathToFileURL = 1;\n«app.listen(3)»;\n",
            "refused: `pathToFileURL` is another thing in this file",
        ),
    ],
)  # fmt: skip
def test_a_listener_in_javascript(apply: Apply, path: str, text: str, after: str) -> None:
    assert apply("guard_main", text, Language.JAVASCRIPT, path=path) == after


@pytest.mark.parametrize(
    ("head", "asks"),
    [
        ("import e from 'e';\n", "refused: it is not seen whether the file is an ES module or CommonJS"),
        ("import e from 'e';\nconst d = __dirname;\n", "require.main === module"),
        ("import e from 'e';\nconst d = import.meta.url;\n", "import.meta.url === pathToFileURL"),
    ],
)  # fmt: skip
def test_typescript_shows_what_it_is_compiled_to(apply: Apply, head: str, asks: str) -> None:
    assert asks in apply(
        "guard_main", f"{head}«app.listen(3)»;\n", Language.TYPESCRIPT, path="a.ts"
    )


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("«app.run()»\n", 'if __name__ == "__main__":\n    app.run()\n'),
        (
            "x\r\n«app.run(\r\n    '''a\r\n b''',\r\n)»  # why\r\ny",
            "x\r\nif __name__ == \"__main__\":\r\n    app.run(\r\n        '''a\r\n b''',\r\n"
            "    )  # why\r\ny",
        ),
        (
            "try:\n  «app.run()»\nexcept E:\n  pass\n",
            'try:\n  if __name__ == "__main__":\n    app.run()\nexcept E:\n  pass\n',
        ),
        ('if __name__ == "__main__":\n    «app.run()»\n', "done"),
        ("a = «app.run()»\na.b()\n", "refused: `a` is used elsewhere"),
        ("a(); «app.run()»\n", "refused: it shares its line with something else"),
        (
            "def f():\n    «app.run()»\n",
            "refused: it runs when a function is called, not when the file is loaded",
        ),
    ],
)
def test_a_listener_in_python(apply: Apply, text: str, after: str) -> None:
    assert apply("guard_main", text, Language.PYTHON) == after
