from __future__ import annotations

from collections.abc import Callable

import pytest

from dupelint.model.source import Language

Apply = Callable[..., str]
NOTE = "  # dupelint[DUP101]: switched off"


@pytest.mark.parametrize(
    ("text", "after"),
    [
        # a line of its own
        ("«app.run()»\n", f"# app.run(){NOTE}\n"),
        ("x = 1\n«app.run()»", f"x = 1\n# app.run(){NOTE}"),
        ("«app.run()»;  # why\nx\n", f"# app.run();  # why{NOTE}\nx\n"),
        ("«await app.run()»\n", f"# await app.run(){NOTE}\n"),
        ("«app.make().run()».join()\n", f"# app.make().run().join(){NOTE}\n"),
        ("server = «app.run()»\nx.server(server=1)\n", f"# server = app.run(){NOTE}\nx.server(server=1)\n"),
        # the only statement of a block
        ("def f():\n    «app.run()»\n", f"def f():\n    # app.run(){NOTE}\n    pass\n"),
        (
            "def f():\n    # why\n    «app.run()»\n    # more\n",
            f"def f():\n    # why\n    # app.run(){NOTE}\n    pass\n    # more\n",
        ),
        ("def f():\n    x\n    «app.run()»\n", f"def f():\n    x\n    # app.run(){NOTE}\n"),
        (
            "try:\n\t«app.run()»\nexcept E:\n\tpass\n",
            f"try:\n\t# app.run(){NOTE}\n\tpass\nexcept E:\n\tpass\n",
        ),
        # several lines
        (
            "def f():\n    «app.run(\n        1,\n\n        '''\n  x\n''',\n    )»\n    y()\n",
            f"def f():\n    # app.run({NOTE}\n    #     1,\n    #\n    #     '''\n    #   x\n    # ''',\n"
            "    # )\n    y()\n",
        ),
        # a line shared with others
        ("«a()»; b(); c()  # x\n", f"# a(){NOTE}\nb(); c()  # x\n"),
        ("a(); «b()»; c()  # x\n", f"# b(){NOTE}\na(); c()  # x\n"),
        ("a(); b(); «c()»  # x\n", f"# c(){NOTE}\na(); b()  # x\n"),
        ("a = '''\n x\n'''; «b('''\n y\n''')»\n", f"# b('''{NOTE}\n#  y\n# ''')\na = '''\n x\n'''\n"),
        # the body of a compound statement on its line
        ("if x: «a()»\n", f"if x:\n    # a(){NOTE}\n    pass\n"),
        ("if x: «a()»; b()  # c\ny\n", f"if x:\n    # a(){NOTE}\n    b()  # c\ny\n"),
        (
            "def f():\n  if x: a()\n  elif y: «b()»\n  else: c()\n",
            f"def f():\n  if x: a()\n  elif y:\n    # b(){NOTE}\n    pass\n  else: c()\n",
        ),
        ("class A:\n\tdef f(self): «x()»\n", f"class A:\n\tdef f(self):\n\t\t# x(){NOTE}\n\t\tpass\n"),
        ("try: «a()»\nexcept E: pass\n", f"try:\n    # a(){NOTE}\n    pass\nexcept E: pass\n"),
        # decorators, definitions
        ("@a\n@«b(\n  1)»\ndef f(): pass\n", f"@a\n# @b({NOTE}\n#   1)\ndef f(): pass\n"),
        ("«@a\ndef f():\n    '''x'''\n\n    return 1»\n", f"# @a{NOTE}\n# def f():\n#     '''x'''\n#\n#     return 1\n"),
        ("«def f():\n    yield 1»\n", f"# def f():{NOTE}\n#     yield 1\n"),
        ("from a import «b»\nx.b\n", f"# from a import b{NOTE}\nx.b\n"),
        # bytes that stay as they are
        ("\ufeff«a()»\n", f"\ufeff# a(){NOTE}\n"),
        ("é = 1\r\nif x:\r\n\t«a('é')»\r\n", "é = 1\r\nif x:\r\n\t# a('é')  # dupelint[DUP101]: switched off\r\n\tpass\r\n"),
        ("if 1: «(a)()»; b()\r\n", "if 1:\r\n    # (a)()  # dupelint[DUP101]: switched off\r\n    b()\r\n"),
    ],
)  # fmt: skip
def test_a_statement_becomes_comments(apply: Apply, text: str, after: str) -> None:
    changed = apply("comment_out", text, Language.PYTHON)

    assert changed == after
    compile(changed.removeprefix("\ufeff"), "a", "exec", flags=0x2000)  # await at top level


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("x = «app.run()»\nprint(x)\n", "`x` is used elsewhere"),
        ("x = «app.run()»\n__all__ = ['x']\n", "`x` is used elsewhere"),
        ("self.x = «app.run()»\n", "it sets something that other code may read"),
        ("class A:\n  x = «f()»\n", "it makes a member of a class"),
        ("try:\n  «import a»\nexcept E:\n  a = None\n", "`a` is used elsewhere"),
        ("from a import «b», c\n", "its statement does something else as well"),
        ("«from a import *»\n", "what `import *` brings cannot be told from here"),
        ("«from __future__ import annotations»\n", "an import from `__future__` decides what the file means"),
        ("def f():\n  return «a()»\n", "a `return` ends the function, too"),
        ("def f():\n  «a((yield))»\n", "without its `yield` the function would be another kind of function"),
        ("foo(«a()»)\n", "its statement does something else as well"),
        ("«a()» or b()\n", "its statement does something else as well"),
        ("[«a(b)» for b in c]\n", "its statement does something else as well"),
        ("«a()», b()\n", "its statement does something else as well"),
        ("for x in «a()»: pass\n", "its statement does something else as well"),
        ("x = lambda: «a()»\n", "its statement does something else as well"),
        ("x = 1; \\\n«a()»\n", "a backslash joins it to the line above"),
        ("# only\n«# this»\n", "it is no statement"),
        ("«a(]»\n", "the syntax around it cannot be read"),
        ("A = f(\nA = f(\n    «{1}»\n)\n\ndef g():\n    x\n", "the syntax around it cannot be read"),
    ],
)  # fmt: skip
def test_what_cannot_go_alone_is_refused(apply: Apply, text: str, why: str) -> None:
    assert apply("comment_out", text, Language.PYTHON) == f"refused: {why}"


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("from a import b\napp.add(«x», b)\n", "refused: its statement does something else as well"),
        ("from a import b\n«app.add(b)»\n", f"# from a import b{NOTE}\n# app.add(b){NOTE}\n"),
        ("«from a import b»\n", f"# from a import b{NOTE}\n"),
        ("from a import b\n«app.add(b)»\nb.x\n", f"from a import b\n# app.add(b){NOTE}\nb.x\n"),
        ("from a import b, c\n«app.add(b)»\n", f"from a import b, c\n# app.add(b){NOTE}\n"),
        ("from a import *\n«app.add(b)»\n", f"from a import *\n# app.add(b){NOTE}\n"),
        (
            "import a.b as c\ndef f(app):\n  from d import e\n  «app.add(c, e)»\n",
            f"# import a.b as c{NOTE}\ndef f(app):\n  # from d import e{NOTE}\n"
            f"  # app.add(c, e){NOTE}\n  pass\n",
        ),
        (
            "def f(app):\n  from a import b\n  if x:\n    «app.add(b)»\n",
            f"def f(app):\n  # from a import b{NOTE}\n  if x:\n    # app.add(b){NOTE}\n    pass\n",
        ),
        (
            "try:\n  from a import b\n  «app.add(b)»\nexcept E:\n  pass\n",
            f"try:\n  # from a import b{NOTE}\n  # app.add(b){NOTE}\n  pass\nexcept E:\n  pass\n",
        ),
        (
            "class A:\n  from a import b\n  «app.add(b)»\n",
            f"class A:\n  from a import b\n  # app.add(b){NOTE}\n",
        ),
        (
            "try:\n  from a import b\nexcept E:\n  pass\n«app.add(b)»\n",
            f"try:\n  from a import b\nexcept E:\n  pass\n# app.add(b){NOTE}\n",
        ),
    ],
)  # fmt: skip
def test_the_import_that_only_it_needed_goes_with_it(apply: Apply, text: str, after: str) -> None:
    assert apply("comment_out", text, Language.PYTHON, imports=1) == after


def test_what_a_package_imports_others_import_from_it(apply: Apply) -> None:
    text = "from a import b\ndef f(app):\n  from c import d\n  «app.add(b, d)»\n"
    after = f"from a import b\ndef f(app):\n  # from c import d{NOTE}\n  # app.add(b, d){NOTE}\n  pass\n"

    assert apply("comment_out", text, Language.PYTHON, path="a/__init__.py", imports=1) == after


def test_another_encoding_is_kept(apply: Apply) -> None:
    text = b"# -*- coding: latin-1 -*-\nif x: \xaba('\xe9')\xbb; b('\xfc')\n"

    assert apply("comment_out", text, Language.PYTHON, stays="é€.py:1") == (
        "# -*- coding: latin-1 -*-\nif x:\n"
        "    # a('é')  # dupelint[DUP101]: switched off, é\\u20ac.py:1 stays in force\n"
        "    b('ü')\n"
    )


def test_a_comment_that_would_declare_an_encoding_is_refused(apply: Apply) -> None:
    assert apply("comment_out", "«open(x, encoding=cp1252)»\ny = 'é'\n", Language.PYTHON) == (
        "refused: the comment would declare another encoding"
    )


@pytest.mark.parametrize(
    "text",
    [
        f"x = 1\n# «app.run()»{NOTE}\n",
        f"# «app.run({NOTE}\n#   1)»\n",
        "if x:\r\n\t# «app.run()»  # dupelint[DUP101]: switched off\r\n\tpass\r\n",
    ],
)
def test_what_is_switched_off_stays_as_it_is(apply: Apply, text: str) -> None:
    assert apply("comment_out", text, Language.PYTHON) == "done"


def test_another_rules_marker_is_not_its_own(apply: Apply) -> None:
    text = "# «app.run()»  # dupelint[DUP103]: switched off\n"

    assert apply("comment_out", text, Language.PYTHON) == "refused: it is no statement"
