"""Whether a response gets as far as a parse that it makes fail."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dupelint.extract.python.bodies.candidates import Candidate
from dupelint.extract.python.bodies.flows import Trial
from dupelint.extract.python.bodies.responses import Scenario, refuses
from dupelint.extract.python.reader import Reader

if TYPE_CHECKING:
    from tree_sitter import Node

REACHED, BLOCKED, IN_QUESTION = "reached", "blocked", "unknown"
_BLOCKS = frozenset({"block", "module"})


def arrives(reader: Reader, found: Candidate, answer: Scenario) -> str:
    """Whether the code comes to the parse with this response."""
    if found.parse.library == "urllib" and not 200 <= answer.status < 300:
        return BLOCKED  # urlopen raises
    if found.parse.is_checked and refuses(found.parse.library, answer.status):
        return BLOCKED
    trial = Trial(reader, found.subject, found.parse, answer)
    for index, (above, below) in enumerate(zip(found.path, found.path[1:], strict=False)):
        if above.type == "match_statement":
            if not _matched(trial, above, found.path[index + 1 : index + 3]):
                return BLOCKED
        elif not _passes(trial, above, below):
            return BLOCKED
    return IN_QUESTION if trial.doubtful else REACHED


def fails(reader: Reader, found: Candidate, answer: Scenario) -> str:
    """Whether the parse fails for this response; of a text that was replaced, the text counts."""
    arrived = arrives(reader, found, answer)
    if arrived == BLOCKED:
        return BLOCKED
    reads_itself = (
        found.parse.library == "urllib"
        and found.text is not None
        and (
            found.text.type == "identifier"  # `json.load(response)`
        )
    )
    if found.text is None or reads_itself:
        return arrived if found.parse.fails(answer) else BLOCKED
    held = Trial(reader, found.subject, found.parse, answer).evaluate(found.text).value
    if isinstance(held, str | bytes):
        text = held.decode() if isinstance(held, bytes) else held
        return arrived if found.parse.fails(answer._replace(text=text.strip())) else BLOCKED
    if found.subject.name == "":  # made and parsed in one expression
        return arrived if found.parse.fails(answer) else BLOCKED
    return IN_QUESTION


def _passes(trial: Trial, above: Node, below: Node) -> bool:
    """Whether the code goes on from a node to the one in it that leads to the parse."""
    if above.type in _BLOCKS:
        before = []
        for statement in above.named_children:
            if statement.start_byte >= below.start_byte:
                break
            before.append(statement)
        return trial.block(before).kind == "on"
    match above.type:
        case "if_statement":
            return _chosen(trial, above, below)
        case "while_statement":
            inside = above.child_by_field_name("body")
            if inside is not None and inside.id == below.id:
                return trial.decide(above.child_by_field_name("condition"), True)
        case "conditional_expression":
            parts = [part for part in above.named_children if part.type != "comment"]
            if len(parts) == 3 and below.id != parts[1].id:
                return trial.decide(parts[1], below.id == parts[0].id)
        case "boolean_operator":
            right = above.child_by_field_name("right")
            operator = above.child_by_field_name("operator")
            if right is not None and right.id == below.id and operator is not None:
                return trial.decide(above.child_by_field_name("left"), operator.type == "and")
        case "try_statement":
            return _tried(trial, above, below)
    return True


def _chosen(trial: Trial, above: Node, below: Node) -> bool:
    condition = above.child_by_field_name("condition")
    if condition is not None and condition.id == below.id:
        return True
    then = above.child_by_field_name("consequence")
    if then is not None and then.id == below.id:
        return trial.decide(condition, True)
    if not trial.decide(condition, False):
        return False
    for child in above.named_children:
        if child.type == "elif_clause":
            wanted = child.id == below.id
            asked = child.child_by_field_name("condition")
            if not trial.decide(asked, wanted):
                return False
        if child.id == below.id:
            break
    return True


def _matched(trial: Trial, above: Node, inside: Sequence[Node]) -> bool:
    """Whether the case of a `match` that leads to the parse is taken."""
    cases, taken, about = trial.cases(above)
    if taken is None:
        trial.doubtful = trial.doubtful or about
        return True
    return taken < len(cases) and cases[taken].id == inside[-1].id


def _tried(trial: Trial, above: Node, below: Node) -> bool:
    body = above.child_by_field_name("body")
    if body is None or body.id == below.id:
        return True
    flow = trial.block(body.named_children)
    if below.type in ("except_clause", "except_group_clause"):
        return flow.kind == "raise"
    return below.type == "finally_clause" or flow.kind == "on"
