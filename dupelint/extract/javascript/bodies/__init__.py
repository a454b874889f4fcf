"""Where a file parses response bodies as JSON, and what its functions do to responses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from dupelint.extract.descent import MAX_DEPTH, descend
from dupelint.extract.javascript.bodies.candidates import ANCHORS, candidate, hints
from dupelint.extract.javascript.bodies.origins import origin
from dupelint.extract.javascript.bodies.script import Script
from dupelint.extract.javascript.bodies.summaries import (
    given_response,
    named_function,
    response_helper,
    thrower,
)
from dupelint.extract.javascript.bodies.verdicts import body_read
from dupelint.extract.unit import Unit
from dupelint.model.facts import BodyRead, ResponseHelper

if TYPE_CHECKING:
    from tree_sitter import Tree

__all__ = ["ANCHORS", "read_bodies"]


def read_bodies(
    unit: Unit, tree: Tree, offsets: Sequence[int]
) -> Iterator[BodyRead | ResponseHelper]:
    """The parses of response bodies, and the functions that return, check or parse a response.

    `offsets`: where `ANCHORS` stand in the file, ascending.
    """
    wanted = hints(unit.data, offsets)
    if not wanted:
        return
    script = Script(unit.data, tree)
    tried: set[tuple[int, str]] = set()
    told: set[int] = set()
    places = descend(tree, [hint.offset for hint in wanted])
    for hint, (_offset, found) in zip(wanted, places, strict=True):
        if len(found) >= MAX_DEPTH:
            continue
        path = tuple(found)
        parse = source = None
        if hint.form in ("json", "parse"):
            parse = candidate(hint, path, script)
            source = origin(parse, script) if parse is not None else None
            if parse is None:
                continue
            if source is not None:
                yield body_read(parse, source, script)
        function = named_function(path, script)
        if function is None or function[-1].id in told:
            continue
        if parse is not None and source is None:  # of what may be no response
            helper = thrower(function, script)
            if helper is not None:
                told.add(function[-1].id)
                yield helper
            continue
        judged = given_response(path, function, script)
        if (hint.form == "check" and not judged) or (function[-1].id, judged) in tried:
            continue
        tried.add((function[-1].id, judged))
        helper = response_helper(function, judged, script)
        if helper is not None:
            told.add(function[-1].id)
            yield helper
