"""Every rule of a run: the folder listing is the registry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from dupelint.model.errors import ConfigError, RuleError, UserError, did_you_mean
from dupelint.ruleset.check import check
from dupelint.ruleset.document import load
from dupelint.ruleset.rule import Rule

ALL = "ALL"


class RuleSet:
    """Rules by code and name, in order of code."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._rules = sorted(rules, key=lambda rule: rule.code)
        self._by_name: dict[str, Rule] = {}
        for rule in self._rules:
            for name, key in ((rule.code, "code"), (rule.id, "id")):
                if other := self._by_name.get(name):
                    raise RuleError(
                        f"{rule.path}: {key} '{name}' is taken by {other.path}", "choose another"
                    )
                self._by_name[name] = rule
        for rule in self._rules:
            self._check_known(rule, "yields-to", rule.yields_to)
            self._check_known(rule, "uncovers", rule.uncovers)
            self._check_yielding(rule)

    def _check_known(self, rule: Rule, key: str, names: Sequence[str]) -> None:
        for name in names:
            if not (other := self._by_name.get(name)) or other.id != name:
                raise RuleError(
                    f"{rule.path}: {key}: unknown rule '{name}'",
                    did_you_mean(name, [each.id for each in self._rules]),
                )

    def _check_yielding(self, rule: Rule) -> None:
        seen, waiting = set[str](), list(rule.yields_to)
        while waiting:
            name = waiting.pop()
            if name == rule.id:
                raise RuleError(
                    f"{rule.path}: yields-to: '{name}' yields to itself, perhaps through others",
                    "leave out the rule that tells less",
                )
            if name not in seen:
                seen.add(name)
                waiting.extend(self._by_name[name].yields_to)

    def __iter__(self) -> Iterator[Rule]:
        return iter(self._rules)

    def __len__(self) -> int:
        return len(self._rules)

    def __getitem__(self, name: str) -> Rule:
        """The rule with this code or id."""
        try:
            return self._by_name[name]
        except KeyError:
            raise self._unknown(name) from None

    def __contains__(self, name: object) -> bool:
        return name in self._by_name

    def matching(self, selector: str) -> list[Rule]:
        """The rules that a code, a name, the start of a code (`DUP1`) or `ALL` means."""
        found = [
            rule
            for rule in self._rules
            if selector in (ALL, rule.id) or (selector and rule.code.startswith(selector))
        ]
        if not found:
            raise self._unknown(selector)
        return found

    def _unknown(self, name: str) -> ConfigError:
        advice = did_you_mean(name, self._by_name)
        return ConfigError(f"unknown rule '{name}'", advice or "`dupelint rule` lists them all")


def builtin_folder() -> Path:
    """Where dupelint's own rule documents are: in the package, or beside it in a checkout."""
    package = Path(__file__).resolve().parent.parent
    for folder in (package / "rules", package.parent / "rules"):
        if folder.is_dir():
            return folder
    raise UserError("dupelint's rule documents are missing", "install dupelint again")


def load_rules(extra: Sequence[Path] = ()) -> RuleSet:
    """dupelint's rules with the user's own. Only the latter are checked whole: ours have tests."""
    own = [load(path) for path in dict.fromkeys(extra)]
    for rule in own:
        check(rule)
    return RuleSet([*map(load, sorted(builtin_folder().glob("*.md"))), *own])
