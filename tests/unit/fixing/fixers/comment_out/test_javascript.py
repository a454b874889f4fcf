from __future__ import annotations

from collections.abc import Callable

import pytest

from dupelint.model.source import Language

Apply = Callable[..., str]
NOTE = "  // dupelint[DUP101]: switched off"


@pytest.mark.parametrize(
    ("text", "after"),
    [
        # a line of its own
        ("«app.listen(3)»;\n", f"// app.listen(3);{NOTE}\n"),
        ("a()\n«app.listen(3)» // x", f"a()\n// app.listen(3) // x{NOTE}"),
        ("«await app.listen(3)»;\n", f"// await app.listen(3);{NOTE}\n"),
        ("«http.createServer(app)».listen(3).on('x', y);\n",
         f"// http.createServer(app).listen(3).on('x', y);{NOTE}\n"),
        ("const s = «app.listen(3)»;\nx.s;\n", f"// const s = app.listen(3);{NOTE}\nx.s;\n"),
        (
            "function f() {\n\t«app.listen(`a\n */ ${b}`, () => {\n\n\t\tc();\n\t})»;\n}\n",
            f"function f() {{\n\t// app.listen(`a{NOTE}\n\t//  */ ${{b}}`, () => {{\n\t//\n"
            "\t// \tc();\n\t// });\n}\n",
        ),
        # a line shared with others
        ("a(); «b()»; c(); // x\n", f"a();\n// b();{NOTE}\nc(); // x\n"),
        ("«a();» b();\n", f"// a();{NOTE}\nb();\n"),
        ("a(); «b();»\n", f"a();\n// b();{NOTE}\n"),
        ("«a();» /* x\n */ b();\n", f"// a();{NOTE}\n/* x\n */ b();\n"),
        ("x.then(() => { «a()» });\n", f"x.then(() => {{\n  // a(){NOTE}\n}});\n"),
        ("switch (x) { case 1: «a();» break; }\n",
         f"switch (x) {{ case 1:\n  // a();{NOTE}\n  break; }}\n"),
        # the only body of something
        ("if (x) «a()»; else b();\n", f"if (x) {{\n  // a();{NOTE}\n}} else b();\n"),
        ("if (x)\n    a()\nelse\n    «b()»\n",
         f"if (x)\n    a()\nelse {{\n    // b(){NOTE}\n}}\n"),
        ("for (;;) «a()» // x\n", f"for (;;) {{\n  // a() // x{NOTE}\n}}\n"),
        ("do «a()»; while (x)\n", f"do {{\n  // a();{NOTE}\n}} while (x)\n"),
        # statements that have no semicolon
        ("a()\n«b()»\nc()\n", f"a()\n// b(){NOTE}\nc()\n"),
        ("a()\n«b()»;\n(c)()\n", f"a()\n// b();{NOTE}\n;(c)()\n"),
        ("a()\n«b()»;(c)()\n", f"a()\n// b();{NOTE}\n;(c)()\n"),
        ("a()\n«b()»;\n[1].map(c)\n", f"a()\n// b();{NOTE}\n;[1].map(c)\n"),
        ("a();\n«b()»;\n(c)()\n", f"a();\n// b();{NOTE}\n(c)()\n"),
        ("let a = 1\n«b()»;\n++c\n", f"let a = 1\n// b();{NOTE}\n++c\n"),
        # bytes that stay as they are
        ("\ufeff«a('é')»;\r\nb();", "\ufeff// a('é');  // dupelint[DUP101]: switched off\r\nb();"),
        ("if (x) «a()»;\r\n", "if (x) {\r\n  // a();  // dupelint[DUP101]: switched off\r\n}\r\n"),
    ],
)  # fmt: skip
def test_a_statement_becomes_comments(apply: Apply, text: str, after: str) -> None:
    assert apply("comment_out", text, Language.JAVASCRIPT) == after


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("const s = «a()»;\ns.b();\n", "`s` is used elsewhere"),
        ("const s = «a()»;\nexport { s };\n", "`s` is used elsewhere"),
        ("const { s } = «a()»;\nf({ s });\n", "`s` is used elsewhere"),
        ("let s;\ns = «a()»;\n", "`s` is used elsewhere"),
        ("import «s» from 's';\ns();\n", "its statement does something else as well"),
        ("«import s from 's'»;\ns();\n", "`s` is used elsewhere"),
        ("«function f() {}»\nf();\n", "`f` is used elsewhere"),
        ("module.exports = «a()»;\n", "it sets something that other code may read"),
        ("export const s = «a()»;\n", "it is no statement that can be switched off"),
        ("export default «a()»;\n", "it is no statement that can be switched off"),
        ("function f() { return «a()»; }\n", "it is no statement that can be switched off"),
        ("const f = () => «a()»;\n", "its statement does something else as well"),
        ("f(«a()»);\n", "its statement does something else as well"),
        ("x && «a()»;\n", "its statement does something else as well"),
        ("const a = «b()», c = 1;\n", "its statement does something else as well"),
        ("if (x) // why\n  «a()»;\n", "something stands between it and its condition"),
        ("«a('\u2028')»;\n", "it holds a line separator that would end a comment"),
        ("a((\n«b()»;\n", "the syntax around it cannot be read"),
    ],
)
def test_what_cannot_go_alone_is_refused(apply: Apply, text: str, why: str) -> None:
    assert apply("comment_out", text, Language.JAVASCRIPT) == f"refused: {why}"


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("import b from 'b';\n«app.use(b)»;\n", f"// import b from 'b';{NOTE}\n// app.use(b);{NOTE}\n"),
        ("import { a as b } from 'b';\n«app.use(b)»;\n",
         f"// import {{ a as b }} from 'b';{NOTE}\n// app.use(b);{NOTE}\n"),
        ("const b = require('b');\n«app.use(b)»;\n",
         f"// const b = require('b');{NOTE}\n// app.use(b);{NOTE}\n"),
        ("import b from 'b';\n«app.use(b)»;\nb();\n", f"import b from 'b';\n// app.use(b);{NOTE}\nb();\n"),
        ("import b, { c } from 'b';\n«app.use(b)»;\n",
         f"import b, {{ c }} from 'b';\n// app.use(b);{NOTE}\n"),
        ("import 'b';\n«app.use(b)»;\n", f"import 'b';\n// app.use(b);{NOTE}\n"),
        ("const b = make('b');\n«app.use(b)»;\n", f"const b = make('b');\n// app.use(b);{NOTE}\n"),
        ("import b from 'b'; «app.use(b)»;\n", "refused: it shares a line with the import that goes with it"),
    ],
)  # fmt: skip
def test_the_import_that_only_it_needed_goes_with_it(apply: Apply, text: str, after: str) -> None:
    assert apply("comment_out", text, Language.JAVASCRIPT, imports=1) == after


def test_types_and_jsx_are_no_obstacle(apply: Apply) -> None:
    text = "const a = <T,>(x: T) => x as T;\nconst b = <p>{c(() => { «d()»; })}</p>;\n"

    assert apply("comment_out", text, Language.TSX) == (
        f"const a = <T,>(x: T) => x as T;\nconst b = <p>{{c(() => {{\n  // d();{NOTE}\n}})}}</p>;\n"
    )


def test_what_is_switched_off_stays_as_it_is(apply: Apply) -> None:
    text = "a();\n// «b()»;  // dupelint[DUP101]: switched off, b.js:1 stays in force\n"

    assert apply("comment_out", text, Language.JAVASCRIPT) == "done"


def test_the_marker_names_what_stays_in_force(apply: Apply) -> None:
    assert apply("comment_out", "«a()»\n", Language.JAVASCRIPT, stays="x/é.js:3") == (
        "// a()  // dupelint[DUP101]: switched off, x/é.js:3 stays in force\n"
    )
