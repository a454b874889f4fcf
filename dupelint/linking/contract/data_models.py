"""Which keys the JSON of a pydantic model has: its fields and those of its bases."""

from __future__ import annotations

import json

from dupelint.linking.symbols.names import Names
from dupelint.linking.symbols.where import Where
from dupelint.model.facts import DataModel
from dupelint.model.value import load
from dupelint.store import Store

MAX_BASES = 10
_BASES = frozenset({"BaseModel", "SQLModel"})


class DataModels:
    """The models of a project."""

    def __init__(self, store: Store, names: Names) -> None:
        self._names = names
        self._models = {(file, fact.scope): fact for file, fact in store.facts(DataModel)}

    def keys_of(self, where: Where, depth: int = 0) -> list[str] | None:
        """The keys of a model, None where they are not known or it is none."""
        found = self._names.follow(where)
        fact = None
        if found.form == "function":
            fact = self._models.get((found.file, str(found.value[1])))
        if fact is None or fact.otherwise or depth > MAX_BASES:
            return None
        keys: list[str] = []
        modelled = False
        for base in load(fact.bases)[1:]:
            above = self._names.follow(found._replace(value=base, env=None))
            modelled = True
            if above.form == "external" and above.value[2] in _BASES:
                continue
            inherited = self.keys_of(above, depth + 1)
            if inherited is None:
                return None
            keys += inherited
        return list(dict.fromkeys(keys + json.loads(fact.fields))) if modelled else None
