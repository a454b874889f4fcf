"""Which extension's rules an object follows that routes hang on."""

from __future__ import annotations

from dupelint.linking.symbols.names import Names
from dupelint.linking.symbols.where import Where
from dupelint.model.facts import Blueprint
from dupelint.model.value import Value

APIS = frozenset({"restful", "restx", "namespace"})
_SMOREST = frozenset({"flask_smorest", "flask_rest_api"})


def library(names: Names, file: int, made: Blueprint | None) -> str:
    """One of `APIS`, `smorest` for a blueprint of that extension, "" for all others."""
    if made is None:
        return ""
    if made.framework in APIS:
        return made.framework
    match names.follow(Where(file, dotted(made.class_name))).value:
        case ("external", str(module), "Blueprint") | (
            "property",
            ("external", str(module), ""),
            "Blueprint",
        ):
            return "smorest" if module in _SMOREST else ""
    return ""


def own_method(names: Names, file: int, made: Blueprint | None, method: str) -> Where | None:
    """A method that the class of an object has besides those of the library."""
    if made is None:
        return None
    owner = names.follow(Where(file, dotted(made.class_name)))
    scope = f"{owner.value[1]}.{method}"
    known = owner.form == "function" and (owner.file, scope) in names.functions
    return owner._replace(value=("function", scope)) if known else None


def dotted(text: str) -> Value:
    """A name as it is written in a file, as a value."""
    head, _, last = text.rpartition(".")
    return ("member", ("global", head), last) if head else ("global", text)
