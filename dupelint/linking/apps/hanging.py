"""What the Apis of Flask extensions, and the namespaces of Apis, hang on."""

from __future__ import annotations

from collections import defaultdict
from typing import Generic, TypeVar

from dupelint.linking.symbols.where import Where

Owner = TypeVar("Owner")
Key = tuple[int, int]  # file and offset of the call that makes one


class Hanging(Generic[Owner]):
    """Each Api or namespace with the objects it was put on, in order."""

    def __init__(self) -> None:
        self._on: dict[Key, list[tuple[Owner, int]]] = defaultdict(list)

    def put(self, hung: Where, owner: Owner, walk: int) -> None:
        """Note one more object; `walk`: the number of the walk that met it."""
        if hung.form == "new":
            self._on[hung.file, int(hung.value[1])].append((owner, walk))

    def owners(self, key: Key) -> set[Owner]:
        """All of them."""
        return {owner for owner, _ in self._on.get(key, ())}

    def last(self, key: Key, walk: int) -> list[Owner]:
        """The one that it was put on last, on this walk if it was: there `register_blueprint` of
        flask-smorest goes."""
        held = self._on.get(key, [])
        here = [owner for owner, number in held if number == walk]
        return (here or [owner for owner, _ in held])[-1:]
