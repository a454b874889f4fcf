"""The Flask extensions whose Api objects hold routes."""

from __future__ import annotations

# Module → the library whose classes it holds; `Api` and `Namespace` are named alike in all.
LIBRARIES = {
    "flask_restful": "restful",
    "flask_restx": "restx",
    "flask_restplus": "restx",
    "flask_smorest": "smorest",
    "flask_rest_api": "smorest",
}
# Words that a file holds which makes one; those with a rare letter are found fast.
API_WORDS = (
    b"_restful", b"_restplus", b"restx import", b"import flask_restx", b"smorest import",
    b"import flask_smorest",
)  # fmt: skip
CALL_WORDS = (b"Api(", b"amespace(")  # of the calls that make one
# What the constructors take by position.
PARAMETERS = {
    "restful": ("app", "prefix"),
    "restx": ("app", "version", "title", "description"),
    "smorest": ("app",),
    "namespace": ("name", "description", "path"),
}


def made_by(module: str, name: str) -> str:
    """What calling a class of a module makes: `restful`, `restx`, `smorest` for an Api of that
    library, `namespace`; "" for everything else."""
    library = LIBRARIES.get(module, "")
    if name == "Api":
        return library
    return "namespace" if name == "Namespace" and library == "restx" else ""
