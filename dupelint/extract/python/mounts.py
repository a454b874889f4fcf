"""Applications that are put below a path of another one: `app.mount("/static", …)`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dupelint.extract.python.reader import Reader
from dupelint.extract.python.source import argument_nodes, said, span_of
from dupelint.model.facts import Mount
from dupelint.model.value import unresolved

if TYPE_CHECKING:
    from tree_sitter import Node

_FRAMEWORKS = frozenset({"fastapi", "starlette"})
_PARAMETERS = ("path", "app")  # of Starlette's `mount`


def read_mount(reader: Reader, call: Node, path: list[Node]) -> None:
    """A call of `mount` with a path: sessions of requests mount adapters on URLs."""
    callee = call.child_by_field_name("function")
    receiver = callee.child_by_field_name("object") if callee else None
    positional, keywords, _ = argument_nodes(reader.source, call)
    given = {**keywords, **dict(zip(_PARAMETERS, positional, strict=False))}
    where, target = given.get("path"), given.get("app")
    if receiver is None or where is None:
        return
    place = reader.place(call, path)
    written = reader.values.of(where, place.overlay)
    if written[0] != "str":
        if not _FRAMEWORKS & reader.constructors.frameworks:
            return
    elif written[1][:1] not in ("", "/"):
        return
    made = reader.values.of(target, place.overlay) if target else unresolved("unpacked")
    reader.add(
        Mount(
            said(reader.values.of(receiver, place.overlay)), said(written), said(made), 0,
            place.scope_path, place.arms, span_of(call),
        ),
        place,
    )  # fmt: skip
    reader.app_scopes.setdefault(place.scope.path, place.scope)
