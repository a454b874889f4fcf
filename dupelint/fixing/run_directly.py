"""How a JavaScript file asks whether it is the one that is run."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dupelint.fixing.javascript import uses_semicolons
from dupelint.fixing.lines import newline, quote
from dupelint.fixing.parsed import Parsed, walk
from dupelint.fixing.task import RefusalError, Task
from dupelint.model.edit import Edit
from dupelint.model.pattern import lazy
from dupelint.model.source import Language

if TYPE_CHECKING:
    from tree_sitter import Node

_COMMONJS = lazy(
    rb"(?<![\w$.])(?:require\s*\(|module\.exports\b|exports\.|__dirname\b|require\.main\b)"
)
_HELPER = "pathToFileURL"
# What a condition says that holds only in the file that is run.
ASKED = lazy(r"require\.main|module\.parent|import\.meta\.(?:url|main)")


class Question(NamedTuple):
    """The condition, with what has to be imported for it."""

    condition: str
    edits: tuple[Edit, ...]


def question(task: Task, code: Parsed) -> Question:
    """RefusalError where it is not seen whether the file is a module or CommonJS."""
    if _is_module(task, code):
        edits = () if _has_helper(code) else (_import(task, code),)
        here = f"import.meta.url === {_HELPER}(process.argv[1]).href"
        return Question(f"process.argv[1] && {here}", edits)
    return Question("require.main === module", ())


def _is_module(task: Task, code: Parsed) -> bool:
    suffix = task.path.rpartition(".")[2]
    if suffix in ("cjs", "cts", "mjs", "mts"):
        return suffix.startswith("m")
    has_syntax = any(
        child.type in ("import_statement", "export_statement") for child in code.root.children
    )
    commonjs = _COMMONJS.search(code.data) is not None and b"createRequire" not in code.data
    if task.language is not Language.JAVASCRIPT and has_syntax:
        # TypeScript's own syntax says nothing about what it is compiled to.
        if b"import.meta" in code.data:
            return True
        has_syntax = False
    if has_syntax == commonjs:
        raise RefusalError("it is not seen whether the file is an ES module or CommonJS")
    return has_syntax


def _has_helper(code: Parsed) -> bool:
    imported = False
    for node in walk(code.root):
        if node.type == "import_specifier" and code.text(node) == _HELPER:
            imported = True
        elif (
            node.type in ("variable_declarator", "function_declaration", "import_specifier")
            and (name := node.child_by_field_name("alias") or node.child_by_field_name("name"))
            and code.text(name) == _HELPER
        ):
            raise RefusalError(f"`{_HELPER}` is another thing in this file")
    return imported


def _import(task: Task, code: Parsed) -> Edit:
    """The import of the helper, below the imports that are there."""
    imports = [child for child in code.root.children if child.type == "import_statement"]
    if not imports:
        raise RefusalError("there is no import to put the one of `node:url` beside")
    mark = quote(task.source)
    stop = ";" if uses_semicolons(task.source) else ""
    text = f"import {{ {_HELPER} }} from {mark}node:url{mark}{stop}"
    place = _line_end(task, imports[-1])
    return task.edit(place, place, newline(task.source, imports[-1].start_byte) + text.encode())


def _line_end(task: Task, node: Node) -> int:
    place = node.end_byte
    rest = task.source[place:].split(b"\n", 1)[0].rstrip(b"\r")
    if rest.strip() and not rest.strip().startswith(b"//"):
        raise RefusalError("the last import shares its line")
    return place + len(rest)
