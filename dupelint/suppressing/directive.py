"""A valid suppression comment, as the store knows it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from dupelint.model.facts import CommentDirective
from dupelint.model.finding import Place
from dupelint.store import Store, locate


@dataclass(slots=True)
class Directive:
    """One `dupelint: ignore[…]`; `used` grows while findings are looked at."""

    path: str
    start: int  # of what it covers, bytes
    end: int
    codes: dict[str, str]  # as written → the rule's code, in order
    unknown: list[str]  # words that are no rule
    at: Place  # the words between the brackets
    used: set[str] = field(default_factory=set)  # codes

    def speaks_for(self, place: Place, code: str) -> bool:
        """Whether the place starts or ends in what the comment covers, and the code is named."""
        return code in self.codes.values() and (
            self.start <= place.start < self.end or self.start < place.end <= self.end
        )


def read(store: Store, names: Mapping[str, str]) -> Iterator[Directive]:
    """Every valid directive of the run; `names`: code or name of a rule → its code."""
    for file, fact in store.facts(CommentDirective):
        if fact.form != "ignore":
            continue
        _, start, end = locate(fact.covers)
        _, first, last = locate(fact.codes_at)
        written = list(dict.fromkeys(fact.codes.split(",")))
        yield Directive(
            store.paths[file],
            start,
            end,
            {word: names[word] for word in written if word in names},
            [word for word in written if word not in names],
            Place(store.paths[file], first, last),
        )
