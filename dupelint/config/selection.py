"""Which rules run, and what is reported of them where."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from dupelint.config.layer import suggest
from dupelint.config.locate import line_of
from dupelint.model.config import Config
from dupelint.model.edit import Applicability
from dupelint.model.errors import ConfigError
from dupelint.model.finding import Severity
from dupelint.model.root import PYPROJECT

EVERYTHING = "ALL"


class Selection:
    """The `[lint]` part of a configuration, applied to rules known by code and by name."""

    def __init__(self, config: Config, rules: Mapping[str, str]) -> None:
        """`rules`: code → name of every rule there is. A selector that fits none is an error."""
        self._config = config
        self._rules = rules
        self._globs: dict[str, _Glob] = {}
        self._check("lint.select", config.select)
        self._check("lint.ignore", config.ignore)
        self._check("lint.severity", config.severity)
        self._check("lint.fixable", config.fixable)
        self._check("lint.unfixable", config.unfixable)
        self._check("lint.extend-safe-fixes", config.extend_safe_fixes)
        self._check("lint.extend-unsafe-fixes", config.extend_unsafe_fixes)
        for _, codes in config.per_file_ignores:
            self._check("lint.per-file-ignores", codes)
        for override in config.overrides:
            self._check("overrides", (*override.ignore, *override.severity))

    def runs(self, code: str) -> bool:
        """Whether the rule runs: of the selectors that fit, the most exact decides."""
        return self._exact(self._config.select, code) > self._exact(self._config.ignore, code)

    def applicability(self, code: str, default: Applicability) -> Applicability | None:
        """How far fixes of a rule are trusted in this project, None if they are not wanted."""
        config = self._config
        if self._exact(config.fixable, code) <= self._exact(config.unfixable, code):
            return None
        more = self._exact(config.extend_safe_fixes, code)
        less = self._exact(config.extend_unsafe_fixes, code)
        if default is Applicability.DISPLAY or not (more or less):
            return default
        return Applicability.SAFE if more > less else Applicability.UNSAFE

    def severity(self, code: str, path: str, default: Severity) -> Severity | None:
        """The severity to report at for a primary place in `path`, None for not at all."""
        for glob, codes in self._config.per_file_ignores:
            if self._fits(codes, code) and self._glob(glob).matches(path):
                return None
        found = self._pick(self._config.severity, code) or default
        hidden = False
        for override in self._config.overrides:
            if any(self._glob(glob).matches(path) for glob in override.paths):
                changed = self._pick(override.severity, code)
                if changed is not None:
                    found, hidden = changed, False
                hidden = hidden or self._fits(override.ignore, code)
        return None if hidden else found

    def _exact(self, selectors: Iterable[str], code: str) -> int:
        """How exactly the best of the selectors fits, 0 for none."""
        return max((self._weight(selector, code) for selector in selectors), default=0)

    def _weight(self, selector: str, code: str) -> int:
        """0: does not fit; the more exact, the more."""
        if selector == EVERYTHING:
            return 1
        if selector in (code, self._rules.get(code)):
            return 100
        return 1 + len(selector) if selector and code.startswith(selector) else 0

    def _fits(self, selectors: Iterable[str], code: str) -> bool:
        return any(self._weight(selector, code) for selector in selectors)

    def _pick(self, table: Mapping[str, Severity], code: str) -> Severity | None:
        weight, found = 0, None
        for selector, severity in table.items():
            if (here := self._weight(selector, code)) > weight:
                weight, found = here, severity
        return found

    def _glob(self, glob: str) -> _Glob:
        if glob not in self._globs:
            self._globs[glob] = _Glob(glob)
        return self._globs[glob]

    def _check(self, key: str, selectors: Iterable[str]) -> None:
        for selector in selectors:
            if not any(self._weight(selector, code) for code in self._rules):
                where = _where(self._config, key, selector)
                raise ConfigError(
                    f"{where}no rule is called `{selector}` (in `{key}`)",
                    _advice(selector, self._rules),
                )


class _Glob:
    """One gitignore pattern."""

    def __init__(self, pattern: str) -> None:
        from dupelint.syntax.globs import compile_globs

        self._spec = compile_globs([pattern])

    def matches(self, path: str) -> bool:
        return self._spec.match_file(path)


def _where(config: Config, key: str, selector: str) -> str:
    """`dupelint.toml:12: `, `--select: `, or nothing."""
    origin = config.origin.get(key, "")
    if not origin or origin.startswith(("--", "DUPELINT_")):
        return f"{origin}: " if origin else ""
    path = Path(config.path)
    prefix = ("tool", "dupelint") if path.name == PYPROJECT else ()
    data = path.read_bytes()
    line = line_of(data, (*prefix, *key.split(".")))
    text = data.splitlines()
    for number in range(line, len(text) + 1):  # the item may stand some lines below its key
        if selector.encode() in text[number - 1]:
            line = number
            break
    return f"{origin}:{line}: "


def _advice(selector: str, rules: Mapping[str, str]) -> str:
    known = [*rules.values(), EVERYTHING, *rules, *sorted({code[:-2] for code in rules})]
    same = [word for word in known if word.casefold() == selector.casefold()]
    if same:
        return f"did you mean `{same[0]}`?"
    advice = suggest(selector, rules.values())
    return advice if advice.startswith("did") else "`dupelint rule` lists them"
