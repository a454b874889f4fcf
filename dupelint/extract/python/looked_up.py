"""Which small Python files define something that other files may look up in them."""

from __future__ import annotations

import re

from dupelint.extract.python.scan import scan_imports
from dupelint.model.facts import Import
from dupelint.model.pattern import lazy
from dupelint.syntax.python_encoding import Code

# `return` before a text that may be a path or address, an environment variable, a port, objects.
SIMPLE_RETURN = lazy(
    rb"""return[ \t]+\(?(?:f?["'](?:/|https?:|wss?:)|f["']\{|os\.(?:environ|getenv)|getenv"""
    rb"""|(?:dict\(|\{\s*)["']?(?:[Xx]-|Authorization)|(?:int|str)\((?:os\.|[A-Z_]+\))|[0-9]{2,5}\s|[A-Z][A-Z0-9_]+\s"""
    rb"""|\w*(?:[Ss]ettings|[Cc]onfig)\(\)"""
    rb"""|(?:flask\.)?(?:jsonify|make_response)\("""
    rb"""|\[\w*(?:bp|lueprint|router)\b|\w*(?:app|bp|blueprint|router)[ \t]*[\r\n])"""
)
# A class whose fields are what it is called with.
RECORD = lazy(rb"(?:@(?:dataclasses\.)?dataclass\b[^\n]*\n[ \t]*class[^\n]*|NamedTuple\)):\s+")
# The name of a class that holds settings.
_SETTINGS = rb"(?i:config|setting|const|env|option|server|port|bridge|client|blueprint)"
SETTINGS = lazy(_SETTINGS)

# Calls that such a file makes when it is run are facts.
ENTRIES = frozenset({"run", "wsgi", "asgi", "main", "app", "server", "start", "application"})

# A statement at the start of a line, other than those that say nothing by themselves: imports,
# definitions, names in double underscores, a logger. A line that starts with a quote or a closing
# bracket belongs to a text or to the statement above.
_STATEMENT = lazy(
    rb"^(?!(?:from|import|def|class|async[ \t]+def)\b|__\w+__[ \t]*=[^=\n]*$"
    rb"|\w+[ \t]*=[ \t]*logging\.getLogger\([^()\n=]*\)[ \t]*\r?$|[rR]?[\"'])[^\s#@)\]}]",
    re.M,
)
_ANOTHER = lazy(rb":[ \t]*(?:from|import)\b|\n[^\s#][^\n#]*;")  # two statements on a line
_DEFINED = lazy(rb"^(?:async[ \t]+)?(?:def|class)[ \t]+([^\s(:]+)", re.M)
_SETTINGS_CLASS = lazy(rb"class[ \t]+[^\s(:]*?" + _SETTINGS)
# Lines end, statements begin otherwise than the patterns above see them.
_ODD = (b"\f", b"\\\n", b"\\\r", b"\xef\xbb\xbf")


def imports_alone(code: Code, path: str) -> list[Import] | None:
    """The imports of a small file that holds no gate word, if parsing would show no more facts.

    None where a constant may stand in it, a result or class that values lead to, an import of which
    the scope or branch has to be known.
    """
    data = code.data
    if _STATEMENT.search(data) is not None or any(odd in data for odd in _ODD):
        return None
    if b"\r" in data and data.count(b"\r") != data.count(b"\r\n"):
        return None
    stem = path.rpartition("/")[2].removesuffix(".py")
    if stem in ENTRIES or b"__main__" in data or b"dataclass" in data or b"NamedTuple" in data:
        return None
    if _ANOTHER.search(data) or SIMPLE_RETURN.search(data) or _SETTINGS_CLASS.search(data):
        return None
    defined = _DEFINED.findall(data)
    names = {name.decode("utf-8", "replace") for name in defined}
    if len(names) < len(defined):
        return None  # the last one of a name counts
    found = list(scan_imports(data, code.encoding))
    for fact in found:
        if fact.scope or fact.name in names:
            return None
        if fact.name == "logging" and fact.module != "logging":
            return None
    return found
