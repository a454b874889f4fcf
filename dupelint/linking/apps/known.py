"""The applications and blueprints that a project makes, by the names that its code has."""

from __future__ import annotations

from typing import NamedTuple

from dupelint.linking.symbols.names import Names
from dupelint.linking.symbols.where import Where
from dupelint.model.facts import App, Blueprint
from dupelint.model.value import Value
from dupelint.store import Store, locate


class Made(NamedTuple):
    """Identity of an object a program makes: where, and through which binding if in a factory."""

    file: int
    offset: int
    through: tuple[int, str] = (0, "")


class KnownApps:
    """What routes may hang on."""

    def __init__(self, store: Store, names: Names) -> None:
        self._names = names
        self.apps: dict[tuple[int, int], App] = {}
        self.blueprints: dict[tuple[int, int], Blueprint] = {}
        self.given: dict[tuple[int, int], str] = {}  # apps that only a parameter stands for
        for file, app in store.facts(App):
            self.apps[file, locate(app.at)[1]] = app
        for file, blueprint in store.facts(Blueprint):
            self.blueprints[file, locate(blueprint.at)[1]] = blueprint

    def called(self, owner: Made) -> str:
        """What the code calls an object."""
        given = self.given.get((owner.file, owner.offset))
        if given is not None:
            return given
        app = self.apps.get((owner.file, owner.offset))
        if app is not None:
            through = owner.through[1]
            bound = "" if through.endswith("()") or through.startswith("new ") else through
            return bound or app.name or "the app"
        return self.blueprints[owner.file, owner.offset].variable or "the blueprint"

    def scope(self, key: tuple[int, int]) -> str:
        """The function or class that makes it."""
        made = self.apps.get(key) or self.blueprints.get(key)
        return made.scope if made is not None else ""

    def framework(self, owner: Made) -> str:
        """Of an application or blueprint, "" of what only a parameter stands for."""
        key = (owner.file, owner.offset)
        made = self.apps.get(key) or self.blueprints.get(key)
        return made.framework if made is not None else ""

    def guard(self, owner: Made) -> str:
        """`checked` where the app or its class has a way of its own to register blueprints."""
        app = self.apps.get((owner.file, owner.offset))
        if app is None:
            return ""
        if self._names.is_assigned(owner.file, f"{app.name}.register_blueprint"):
            return "checked"
        if not app.class_name:
            return ""
        value: Value = ("global", app.class_name)
        if "." in app.class_name:
            head, _, last = app.class_name.rpartition(".")
            value = ("member", ("global", head), last)
        found = self._names.follow(Where(owner.file, value))
        method = (found.file, f"{found.value[1]}.register_blueprint")
        return "checked" if found.form == "function" and method in self._names.functions else ""
