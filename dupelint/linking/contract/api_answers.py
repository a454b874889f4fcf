"""What Flask's API extensions make of the answers of a view.

`Api.output` of flask-restful and flask-restx, `Blueprint.response` of flask-smorest: a response
stays what it is, everything else becomes JSON, a text and an empty one too. Of a 204 Werkzeug sends
the head only.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import TypeAlias

from dupelint.linking.apps.libraries import APIS, library
from dupelint.linking.contract.answers import MAX_DEPTH, UNKNOWN, Answers
from dupelint.linking.contract.told import NO_BODY, Told
from dupelint.linking.symbols.names import Names
from dupelint.linking.symbols.where import Where
from dupelint.model.facts import Answer, AnswerDecorator, Blueprint, Span
from dupelint.model.value import NULL, Value, load
from dupelint.model.wiring import LiveRoute
from dupelint.store import Store, locate

_APPLIED = frozenset({"resource", "represented"})  # what an Api serves
_LIBRARIES = frozenset({"flask_restful", "flask_restx", "flask_restplus"})
_DATA = frozenset({"object", "list", "str", "num", "bool", "null", "concat"})
# Functions of Flask whose result is a response; of the others a text.
_RESPONSES = frozenset(
    {"jsonify", "make_response", "redirect", "send_file", "send_from_directory", "Response",
     "response_class"}
)  # fmt: skip
_TEXTS = frozenset({"render_template", "render_template_string", "url_for"})

Made: TypeAlias = tuple[Told, bool]  # an answer, whether it is a response already


class ApiAnswers(Answers):
    """Answers of all views, those of the extensions among them."""

    def __init__(self, store: Store, names: Names) -> None:
        super().__init__(store, names)
        self._makers: dict[Span, list[tuple[int, AnswerDecorator]]] = defaultdict(list)
        for file, maker in store.facts(AnswerDecorator):
            self._makers[maker.handler].append((file, maker))
        self._blueprints = {
            (file, locate(made.at)[1]): made for file, made in store.facts(Blueprint)
        }

    def _made(self, route: LiveRoute, handler: Span, file: int, fact: Answer) -> Iterator[Told]:
        form = route.view.partition(" ")[0]
        maker = self._maker(handler, form)
        if form == "opaque":
            yield Told("unknown", 0)
        elif form in _APPLIED:
            for told in self._of_resource(file, fact, marshalled=maker is not None):
                yield told._replace(body=None) if form == "represented" else told
        elif maker is None:
            yield from self._told(file, fact)
        else:
            yield from self._of_smorest(maker, file, fact)

    def _reads(self, handler: Span, decorator: str) -> bool:
        known = {name for name, _, _ in self._read(handler)}
        return decorator.rpartition(".")[2] in known

    def _read(self, handler: Span) -> Iterator[tuple[str, int, AnswerDecorator]]:
        """The decorators of which it is known what they do, with their names."""
        for file, fact in self._makers.get(handler, ()):
            callee = Where(file, load(fact.callee))
            name = self._of_api(callee)
            if name:
                yield name, file, fact
                continue
            match self._names.follow(callee):
                case Where(made, ("property", ("new", int(offset)), "response")):
                    blueprint = self._blueprints.get((made, offset))
                    if library(self._names, made, blueprint) == "smorest":
                        yield "response", file, fact

    def _maker(self, handler: Span, form: str) -> tuple[int, AnswerDecorator] | None:
        """The decorator that makes another answer; `response` of flask-restx only documents."""
        for name, file, fact in self._read(handler):
            if (name == "response") != (form in _APPLIED):
                return file, fact
        return None

    def _of_resource(self, file: int, fact: Answer, *, marshalled: bool) -> Iterator[Told]:
        body, status = Where(file, load(fact.body)), load(fact.status)
        if fact.form != "return":
            yield Told("unknown", 0)
        elif status == NULL and not marshalled:
            for told, _ in self._data(body, 0):
                yield told
        else:
            code = 200 if status == NULL else self._status(Where(file, status))
            yield self._beside(body.part(UNKNOWN) if marshalled else body, code)

    def _beside(self, body: Where, status: int) -> Told:
        """What a body becomes beside a status: a response that stands there is no data, and the
        Api answers that it failed."""
        found = self._names.follow(body) if body.form != "call" else body
        if found.form == "call" and self._callee(found.part(found.value[1])) in _RESPONSES:
            return Told("json", 500)
        return _as_json(body, status)

    def _of_smorest(
        self, maker: tuple[int, AnswerDecorator], file: int, fact: Answer
    ) -> Iterator[Told]:
        at, decorator = maker
        code = self._status(Where(at, load(decorator.status)))
        status, body = load(fact.status), Where(file, load(fact.body))
        for told, is_response in self._data(body, 0):
            if is_response and status == NULL:
                yield told
            elif is_response or (told.kind == "unknown" and load(decorator.schema) == NULL):
                yield Told("unknown", 0)
            else:
                given = code if status == NULL else self._status(Where(file, status))
                plain = load(decorator.schema) == NULL and told.body is not None
                yield _as_json(told.body if plain and told.body else body.part(UNKNOWN), given)

    def _data(self, body: Where, depth: int) -> Iterator[Made]:
        """What a value is that is returned with no status beside it."""
        found = body if body.form in ("call", "object", "list") else self._names.follow(body)
        if depth > MAX_DEPTH:
            yield Told("unknown", 0), False
        elif found.form == "list" and self._is_status(found):
            yield Told("unknown", 0), False  # a tuple, or a list
        elif found.form in _DATA:
            yield Told("json", 200, found), False
        elif found.form == "cond":
            for part in found.value[1:]:
                yield from self._data(found.part(part), depth + 1)
        elif found.form == "call":
            yield from self._call(found, depth)
        else:
            yield Told("unknown", 0), False

    def _call(self, call: Where, depth: int) -> Iterator[Made]:
        _, callee, args, keywords = call.value
        name, own = self._callee(call.part(callee)), self._of_api(call.part(callee))
        if name in _RESPONSES:
            for told in self._called(call, 0, True, depth):
                yield told, True
        elif name in _TEXTS or own == "marshal":
            yield Told("json", 200), False
        elif name == "dict":
            body: Value = UNKNOWN if args else ("object", *keywords)
            yield Told("json", 200, call.part(body)), False
        elif "abort" in (name, own):
            yield Told("json", self._status(call.part(args[0])) if args else 0), True
        else:
            followed = self._names.follow(call)
            if followed.form == "list" and self._is_status(followed):
                code = self._status(followed.part(followed.value[2]))
                yield self._beside(followed.part(followed.value[1]), code), True
            elif followed.value != call.value:
                yield from self._data(followed, depth + 1)
            else:
                yield Told("unknown", 0), False

    def _is_status(self, found: Where) -> bool:
        """Whether a list is `body, status`."""
        items = found.value[1:]
        return len(items) in (2, 3) and 100 <= self._status(found.part(items[1])) < 600

    def _of_api(self, callee: Where) -> str:
        """The function of flask-restful or flask-restx that is called, "" for any other."""
        found = self._names.follow(callee)
        match found.value:
            case ("external", str(module), str(symbol)) | (
                "property",
                ("external", str(module), _),
                str(symbol),
            ):
                return symbol if module.partition(".")[0] in _LIBRARIES else ""
            case ("property", ("new", int(offset)), str(symbol)):
                made = self._blueprints.get((found.file, offset))
                return symbol if made is not None and made.framework in APIS else ""
        return ""


def _as_json(body: Where, status: int) -> Told:
    return Told("empty-json", status) if status in NO_BODY else Told("json", status, body)
