"""Which of a Flask application's rules answers a path, as Werkzeug's matcher finds it.

The semantics are those of `werkzeug/routing` 2.2 and later (`matcher.py`, `rules.py`,
`converters.py`): rules form a tree by path segment; at each segment a static one is tried first,
then the patterns by weight; of equal rules the one registered first answers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from dupelint.model.pattern import lazy

_VARIABLE_PART = (
    r"<(?:(?P<converter>[a-zA-Z_]\w*)(?:\((?P<arguments>.*?)\))?:)?(?P<variable>[a-zA-Z_]\w*)>"
)
_PIECE = lazy(rf"(?P<static>[^<>/]+)|(?P<slash>/)|{_VARIABLE_PART}")
_VARIABLE = lazy(_VARIABLE_PART)
_ARGUMENT = lazy(
    r"\s*(?:(?P<name>\w+)\s*=\s*)?(?P<value>True|False|-?\d+(?:\.\d+)?|[urUR]?\"[^\"]*\""
    r"|[urUR]?'[^']*'|\w+)\s*(?:,|$)"
)
_UUID = "[A-Fa-f0-9]{8}-[A-Fa-f0-9]{4}-[A-Fa-f0-9]{4}-[A-Fa-f0-9]{4}-[A-Fa-f0-9]{12}"
_MARK = "\0"  # stands in the samples of converters that are not known: nothing else matches it
_MOST = 8  # samples of one rule
_MAX_SEGMENTS, _MAX_LENGTH = 40, 1_000  # a longer rule is not looked at
_MAX_SIZE = 99  # of a text that a converter asks for

Weight = tuple[int, tuple[tuple[int, int], ...], int, tuple[int, ...]]


class Converter(NamedTuple):
    """What stands between `<` and `:`."""

    regex: str
    weight: int
    isolating: bool  # stays within its segment
    samples: tuple[str, ...]


class Part(NamedTuple):
    """One segment of a rule; the last may span several."""

    content: str
    final: bool
    static: bool
    suffixed: bool
    weight: Weight


class Rule(NamedTuple):
    """One rule as it is added to the map. `methods` holds HEAD and OPTIONS where they are added."""

    number: int
    host: str  # subdomain or host, "" for the default
    path: str
    methods: frozenset[str]
    strict: bool  # strict_slashes


class Matcher:
    """The rules of one application, in the order they were added."""

    def __init__(self) -> None:
        self._root = _State()
        self._sorted = True
        self.unrivalled: set[int] = set()  # rules tried first on all they match; `ranks` fills it

    def add(self, rule: Rule) -> bool:
        """Put a rule behind those that are there; False if it cannot be read."""
        found = parts(rule.path)
        if found is None:
            return False
        state = self._root.beside(f"|{rule.host}")
        for part in found:
            state = state.beside(part.content) if part.static else state.below(part)
        state.rules.append(rule)
        self._sorted = False
        return True

    def candidates(self, host: str, path: str) -> Iterator[Rule]:
        """The rules that match, the one that answers first; methods are the caller's affair."""
        if not self._sorted:
            self._root.sort()
            self._sorted = True
        state = self._root.static.get(f"|{host}")
        if state is not None:
            yield from _match(state, path.split("/"), 0)

    def ranks(self) -> dict[int, int]:
        """Rule's number → its place in the order in which the rules are tried."""
        self._root.sort()
        self._sorted = True
        found: dict[int, int] = {}
        for _, state in sorted(self._root.static.items()):
            state.rank(found, self.unrivalled)
        return found


class _State:
    """What was matched so far."""

    __slots__ = ("dynamic", "rules", "static")

    def __init__(self) -> None:
        self.dynamic: dict[Part, _State] = {}
        self.rules: list[Rule] = []
        self.static: dict[str, _State] = {}

    def beside(self, content: str) -> _State:
        """The state that a part without a variable leads to."""
        state = self.static.get(content)
        if state is None:
            state = self.static[content] = _State()
        return state

    def below(self, part: Part) -> _State:
        """The state that a part with a variable leads to."""
        state = self.dynamic.get(part)
        if state is None:
            state = self.dynamic[part] = _State()
        return state

    def sort(self) -> None:
        """By weight; Python's sort keeps what is equal in order."""
        if len(self.dynamic) > 1:
            self.dynamic = dict(sorted(self.dynamic.items(), key=lambda entry: entry[0].weight))
        for state in (*self.static.values(), *self.dynamic.values()):
            state.sort()

    def rank(self, found: dict[int, int], first: set[int] | None) -> None:
        """Number the rules below, those tried first first. `first` gets those that nothing is
        tried before, whatever they match; None where something is."""
        if first is not None and self.rules:
            first.add(self.rules[0].number)
        for rule in self.rules:
            found[rule.number] = len(found) + 1
        for _, state in sorted(self.static.items()):
            state.rank(found, first)
        rest = None if self.static else first
        for state in self.dynamic.values():
            state.rank(found, rest)
            rest = None


def _match(state: _State, segments: list[str], at: int) -> Iterator[Rule]:
    last = len(segments) - 1
    while at <= last and not state.dynamic and (at < last or segments[at]):
        only = state.static.get(segments[at])
        if only is None:
            return
        state, at = only, at + 1
    if at > last:
        yield from state.rules
        if "" in state.static:  # Werkzeug redirects to the path with a slash, or takes the rule
            yield from state.static[""].rules
        return
    first = segments[at]
    if first in state.static:
        yield from _match(state.static[first], segments, at + 1)
    for part, below in state.dynamic.items():
        match = _compiled(part.content).match("/".join(segments[at:]) if part.final else first)
        if match is not None:
            if part.suffixed and match.groups()[-1] == "/":
                yield from _match(below, [""], 0)
            else:
                yield from _match(below, segments, last + 1 if part.final else at + 1)
    if at == last and not first:
        yield from (rule for rule in state.rules if not rule.strict)


@lru_cache(maxsize=10_000)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def parts(path: str) -> tuple[Part, ...] | None:
    """The parts of a rule; None if it is malformed."""
    if len(path) > _MAX_LENGTH or path.count("/") > _MAX_SEGMENTS:
        return None
    path = _single_slashes(path)
    found = [part for segment in path.split("/") if (part := _alone(segment)) is not None]
    return tuple(found) if len(found) == path.count("/") + 1 else _parts(path)


@lru_cache(maxsize=10_000)
def _alone(segment: str) -> Part | None:
    """The part that a segment is wherever it stands; None where what stands around it counts: a
    converter takes slashes, or is given one."""
    found = _parts(segment)
    return found[0] if found is not None and not found[0].final else None


def _single_slashes(path: str) -> str:
    return re.sub("/{2,}", "/", path) if "//" in path else path


def _parts(path: str) -> tuple[Part, ...] | None:
    found: list[Part] = []
    content, static, final = "", True, False
    static_weights: list[tuple[int, int]] = []
    argument_weights: list[int] = []
    position = number = 0

    def weight() -> Weight:
        known = (tuple(static_weights), tuple(argument_weights))
        return (-len(known[0]), known[0], -len(known[1]), known[1])

    while position < len(path):
        piece = _PIECE.match(path, position)
        if piece is None:
            return None
        if piece["static"] is not None:
            static_weights.append((len(static_weights), -len(piece["static"])))
            content += piece["static"] if static else re.escape(piece["static"])
        if piece["variable"] is not None:
            content = re.escape(content) if static else content
            static = False
            made = converter(piece["converter"] or "default", piece["arguments"] or "")
            final = final or not made.isolating
            content += f"(?P<__{number}>{made.regex})"
            number += 1
            argument_weights.append(made.weight)
        if piece["slash"] is not None:
            if final:
                content += "/"
            else:
                end = "" if static else r"\Z"
                found.append(Part(content + end, final, static, False, weight()))
                content, static, final, number = "", True, False, 0
                static_weights, argument_weights = [], []
        position = piece.end()
    suffixed = final and content.endswith("/")
    if suffixed:
        content = content[:-1] + "(?<!/)(/?)"
    last = weight()
    found.append(Part(content + ("" if static else r"\Z"), final, static, suffixed, last))
    if suffixed:
        found.append(Part("", False, True, False, last))
    return tuple(found)


@lru_cache(maxsize=1_000)
def converter(name: str, arguments: str) -> Converter:
    """A converter by its name and arguments; one of the project's own matches only itself."""
    given = [(match["name"], match["value"]) for match in _ARGUMENT.finditer(arguments)]
    named = {key: value for key, value in given if key}
    plain = [value.strip("\"'") for key, value in given if not key]
    match name:
        case "default" | "string":
            return _string(named, plain)
        case "any":
            return Converter(f"(?:{'|'.join(map(re.escape, plain))})", 100, True, tuple(plain))
        case "path":
            return Converter(
                f"[^/{_MARK}][^{_MARK}]*?", 200, False, ("zq~7w", "zq~7w/b2", "zq~7w/b2/c~3")
            )
        case "int":
            return _number(named, r"\d+", ("7", "4711"), _size(named.get("fixed_digits", ""), 0))
        case "float":
            return _number(named, r"\d+\.\d+", ("1.5", "4711.25"), 0)
        case "uuid":
            return Converter(_UUID, 100, True, ("6f3b1a0c-1d2e-4f5a-8b9c-0d1e2f3a4b5c",))
    own = f"{_MARK}{name}({arguments}){_MARK}"
    return Converter(re.escape(own), 100, True, (own.replace("/", "|"),))


def _string(named: dict[str, str], plain: list[str]) -> Converter:
    if "length" in named:
        size = _size(named["length"], 1)
        return Converter(f"[^/{_MARK}]{{{size}}}", 100, True, (_filler(size),))
    least = _size(named.get("minlength", plain[0] if plain else "1"), 1)
    most = _size(named.get("maxlength", ""), 0)
    sizes = sorted({least, most or 40, *(size for size in (5,) if least < size < (most or 40))})
    limit = str(most) if most else ""
    samples = tuple(_filler(size) for size in sizes)
    return Converter(f"[^/{_MARK}]{{{least},{limit}}}", 100, True, samples)


def _size(text: str, otherwise: int) -> int:
    return min(int(text), _MAX_SIZE) if text.isdecimal() and len(text) < 9 else otherwise


def _filler(size: int) -> str:
    return ("zq~7w" * (size // 5 + 1))[:size]


def _number(named: dict[str, str], regex: str, samples: tuple[str, ...], digits: int) -> Converter:
    signed = named.get("signed") == "True"
    if digits:
        samples = tuple(sample.zfill(digits) for sample in samples if len(sample) <= digits)
    if signed:
        samples += tuple(f"-{sample}" for sample in samples)
    return Converter(f"-?{regex}" if signed else regex, 50, True, samples)


def samples(path: str) -> tuple[str, ...]:
    """Paths that a rule matches: of every kind of text that its converters tell apart."""
    path = _single_slashes(path)
    if "<" not in path:
        return (path,)
    texts: list[tuple[str, ...]] = []
    end = 0
    for variable in _VARIABLE.finditer(path):
        made = converter(variable["converter"] or "default", variable["arguments"] or "")
        texts += [(path[end : variable.start()],), made.samples]
        end = variable.end()
    texts.append((path[end:],))
    if not all(texts):
        return ()
    count = min(max(map(len, texts)), _MOST)
    return tuple(
        dict.fromkeys("".join(held[index % len(held)] for held in texts) for index in range(count))
    )


def canonical(path: str) -> str:
    """One form for the rules of all frameworks: `{}` a segment, `{int}` a number, `{**}` a rest."""
    return _VARIABLE.sub(_hole, path) if "<" in path else path


def _hole(variable: re.Match[str]) -> str:
    match variable["converter"]:
        case "path":
            return "{**}"
        case "int":
            return "{int}"
    return "{}"


def is_catch_all(path: str) -> bool:
    """Whether a rule takes every path below a prefix."""
    return "<path" in path and any(
        variable["converter"] == "path" for variable in _VARIABLE.finditer(path)
    )
