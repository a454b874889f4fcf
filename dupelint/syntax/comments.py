"""How each language writes a comment."""

from __future__ import annotations

from typing import NamedTuple

from dupelint.model.source import Language


class CommentStyle(NamedTuple):
    """Comment marks of one language."""

    line: str  # starts a comment that ends with the line; "" = the language has none
    block: tuple[str, str] | None  # opening and closing mark
    trailing: bool  # whether a line comment may stand behind code


STYLES: dict[Language, CommentStyle] = {
    Language.PYTHON: CommentStyle("#", None, True),
    Language.JAVASCRIPT: CommentStyle("//", ("/*", "*/"), True),
    Language.TYPESCRIPT: CommentStyle("//", ("/*", "*/"), True),
    Language.TSX: CommentStyle("//", ("/*", "*/"), True),
    Language.SHELL: CommentStyle("#", None, True),
    Language.YAML: CommentStyle("#", None, True),
    Language.TOML: CommentStyle("#", None, True),
    Language.JSON: CommentStyle("//", ("/*", "*/"), True),  # JSONC; plain JSON has no comments
    Language.DOTENV: CommentStyle("#", None, False),  # docker --env-file keeps a trailing `# …`
    Language.PROCFILE: CommentStyle("#", None, False),  # a trailing one would enter the command
    Language.DOCKERFILE: CommentStyle("#", None, False),
    Language.NGINX: CommentStyle("#", None, True),
    Language.UNIT: CommentStyle("#", None, False),  # a trailing one would enter the value
    Language.MAKEFILE: CommentStyle("#", None, False),
    Language.REQUIREMENTS: CommentStyle("#", None, True),
    Language.MARKDOWN: CommentStyle("", ("<!--", "-->"), True),
    Language.VUE: CommentStyle("", ("<!--", "-->"), True),  # around the scripts, as of the next two
    Language.SVELTE: CommentStyle("", ("<!--", "-->"), True),
    Language.HTML: CommentStyle("", ("<!--", "-->"), True),
}
