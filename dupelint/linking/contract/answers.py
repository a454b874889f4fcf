"""What the handlers of Flask and Express answer."""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Iterator

from dupelint.linking.contract.fastapi_answers import FastapiAnswers
from dupelint.linking.contract.handled import Handled
from dupelint.linking.contract.told import NO_BODY, Told, kind_of_text, status_of
from dupelint.linking.routing.views import Views
from dupelint.linking.symbols.names import Names
from dupelint.linking.symbols.where import Where
from dupelint.model.facts import NO_SPAN, Answer, MethodArm, Span
from dupelint.model.pattern import lazy
from dupelint.model.value import NULL, Value, dump, load, unresolved
from dupelint.model.wiring import LiveRoute, RouteAnswer
from dupelint.store import Store, locate

MAX_DEPTH = 6
# Decorators that let a good answer through as it is: they refuse, document, or bind.
_PASSING = lazy(
    r"(?i)(?:.*\.)?(?:(?:api_)?route|get|post|put|patch|delete|head|options|trace|\w*(?:auth|login|jwt|token|permission|role"
    r"|admin|require|protect|csrf|cross_origin|limit|exempt|swag|secret|internal|signature|verif"
    r"|check|only|user|session|valid|wraps|staticmethod)\w*)\Z"
    r"|.+\.(?:doc|expect|param|header|hide|deprecated|produces|vendor|arguments|alt_response"
    r"|paginate|etag)\Z|use_(?:kw)?args\Z"
)
# How the identity of a view begins that is a class; all but the first: what an Api makes of it.
FORMS = frozenset({"class", "resource", "represented", "opaque"})
UNKNOWN = unresolved("unknown")


class Answers(ABC):
    """The answers of handlers, classified."""

    def __init__(self, store: Store, names: Names) -> None:
        self._names = names
        self._views = Views(store, names)
        self._facts: dict[Span, list[tuple[int, Answer]]] = defaultdict(list)
        for file, fact in store.facts(Answer):
            self._facts[fact.handler].append((file, fact))
        self._handled = Handled(store, names, self._facts)
        self._arms: dict[Span, list[MethodArm]] = defaultdict(list)
        for _, arm in store.facts(MethodArm):
            self._arms[arm.handler].append(arm)
        self._fastapi = FastapiAnswers(store, names, self._facts)
        self._decorated = {
            function.at: function.decorators
            for function in names.functions.values()
            if function.decorators != "[]"
        }

    def of(self, route: LiveRoute) -> Iterator[RouteAnswer]:
        """The answers of a route; one of kind `unknown` where some are not known."""
        handlers = list(self._handlers(route))
        if route.framework == "fastapi":
            places = [handler for _, handler in handlers]
            passes = all(self._passes(route, handler) for handler in places)
            for known, names, value, at in self._fastapi.of(route, places, passes):
                yield _row(route.id, known, names, value, at)
            return
        if not handlers or route.framework == "starlette":
            yield _row(route.id, Told("unknown", 0), "", NULL, route.at)
        for method, handler in handlers if route.framework != "starlette" else ():
            facts = self._handled.of(route, handler)
            if not facts or not self._passes(route, handler):
                yield _row(route.id, Told("unknown", 0), "", NULL, route.at, method)
            for file, fact in facts:
                own = fact.handler == handler
                if own and route.methods != "ALL" and not self._comes(handler, route, fact):
                    continue
                for told in self._made(route, handler, file, fact):
                    keys, body = self._keys(told, fact)
                    yield _row(route.id, told, keys, body, fact.at, method)

    def _comes(self, handler: Span, route: LiveRoute, fact: Answer) -> bool:
        """Whether a request with a method of the route comes to the place of an answer."""
        if handler not in self._arms:
            return True
        methods = set(route.methods.split(","))
        _, start, end = locate(fact.at)
        for arm in self._arms[handler]:
            _, first, last = locate(arm.at)
            if first <= start and end <= last and methods.isdisjoint(arm.methods.split(",")):
                return False
        return True

    def _handlers(self, route: LiveRoute) -> Iterator[tuple[str, Span]]:
        """The functions that answer, each with the one method that it is for, "" for all."""
        form, _, rest = route.view.partition(" ")
        if form == "def":
            yield "", Span(int(rest))
        elif form in FORMS:
            file, _, scope = rest.partition(":")
            for method in route.methods.split(","):
                function = self._views.method(int(file), scope, method.lower())
                if function is None:
                    function = self._views.method(int(file), scope, "dispatch_request")
                yield method, NO_SPAN if function is None else function.at

    def _passes(self, route: LiveRoute, handler: Span) -> bool:
        """Whether what stands around a handler lets its good answers through as they are."""
        around = json.loads(self._decorated.get(handler, "[]"))
        form, _, rest = route.view.partition(" ")
        if form in FORMS:
            file, _, scope = rest.partition(":")
            around += self._views.decorators(int(file), scope)
        return all(_PASSING.match(name) or self._reads(handler, name) for name in around)

    @abstractmethod
    def _reads(self, handler: Span, decorator: str) -> bool:
        """Whether it is known what a decorator of a handler makes of its answers."""

    @abstractmethod
    def _made(self, route: LiveRoute, handler: Span, file: int, fact: Answer) -> Iterator[Told]:
        """The answers that a fact tells of, as they leave the application."""

    # --- kinds -----------------------------------------------------------------------------

    def _told(self, file: int, fact: Answer) -> Iterator[Told]:
        body, status = Where(file, load(fact.body)), self._status(Where(file, load(fact.status)))
        if fact.form == "return":
            yield from self._returned(body, status, load(fact.status) == NULL, 0)
        elif fact.form in ("escapes", "passed"):
            yield Told("unknown", 0)
        elif fact.form == "redirect":
            yield Told("redirect", 302)
        elif fact.form in ("render", "file"):
            yield Told("html" if fact.form == "render" else "file", status or 200)
        else:
            known = 200 if load(fact.status) == NULL else status
            yield self._sent(fact.form, body, known)

    def _sent(self, form: str, body: Where, status: int) -> Told:
        """What Express sends (lib/response.js)."""
        if form == "sendStatus":
            return Told("empty" if status in NO_BODY else "html", status)
        if status in NO_BODY:
            return Told("empty", status)
        if body.value == NULL:
            return Told("empty", status)
        if form == "json":
            return Told("json", status, body)
        found = self._names.follow(body)
        if form == "send" and found.form in ("object", "list", "bool"):
            return Told("json", status, found)
        if found.form in ("str", "concat"):
            return Told(kind_of_text(found.value), status)
        return Told("unknown", status)

    def _status(self, where: Where) -> int:
        return status_of(self._names, where)

    def _returned(self, body: Where, status: int, plain: bool, depth: int) -> Iterator[Told]:
        """What Flask makes of a returned value (`Flask.make_response`); `plain`: no status stands
        beside it."""
        known = 200 if plain else status
        if depth > MAX_DEPTH:
            yield Told("unknown", known)
            return
        if body.form == "call":
            yield from self._called(body, status, plain, depth)
            return
        if body.form in ("object", "list"):
            yield _json(body, known)
            return
        found = self._names.follow(body)
        match found.value:
            case ("object", *_):
                yield _json(found, known)
            case ("str", str(text)):
                yield Told("empty" if not text else kind_of_text(found.value), known)
            case ("concat", *_):
                yield Told(kind_of_text(found.value), known)
            case ("cond", first, second):
                for part in (first, second):
                    yield from self._returned(found.part(part), status, plain, depth + 1)
            case ("call", *_):
                yield from self._called(found, status, plain, depth)
            case _:
                yield Told("unknown", known)

    def _called(self, call: Where, status: int, plain: bool, depth: int) -> Iterator[Told]:
        _, callee, args, keywords = call.value
        name = self._callee(call.part(callee))
        named = dict(keywords)
        known = 200 if plain else status
        first = call.part(args[0]) if args else call.part(NULL)
        match name:
            case "jsonify":
                body = call.part(("object", *keywords)) if not args else first
                yield _json(body if len(args) < 2 else call.part(UNKNOWN), known)
            case "dict":
                body = call.part(("object", *keywords) if not args else UNKNOWN)
                yield _json(body, known)
            case "make_response":
                given = args[1] if len(args) > 1 else NULL
                inner = self._status(call.part(given)) if given != NULL else status
                yield from self._returned(first, inner, plain and given == NULL, depth + 1)
            case "redirect":
                yield Told("redirect", 302)
            case "render_template" | "render_template_string":
                yield Told("html", known)
            case "send_file" | "send_from_directory":
                yield Told("file", known)
            case "abort":
                yield Told("html", self._status(first))
            case "Response" | "response_class":
                given = named.get("status", args[1] if len(args) > 1 else NULL)
                code = self._status(call.part(given)) if given != NULL else known
                body = call.part(named.get("response", first.value))
                yield self._response(body, code, named)
            case _:
                followed = self._names.follow(call)
                if followed.value != call.value:
                    yield from self._helped(followed, status, plain, depth)
                else:
                    yield Told("unknown", known)

    def _helped(self, found: Where, status: int, plain: bool, depth: int) -> Iterator[Told]:
        """What a function of the project returned: `body, status` is a list then."""
        match found.value:
            case ("list", body, given) if plain and 100 <= self._status(found.part(given)) < 600:
                code = self._status(found.part(given))
                yield from self._returned(found.part(body), code, False, depth + 1)
            case ("cond", ("list", *_), _) | ("cond", _, ("list", *_)) | ("list", *_):
                yield Told("unknown", 0)
            case _:
                yield from self._returned(found, status, plain, depth + 1)

    def _response(self, body: Where, status: int, named: dict[str, Value]) -> Told:
        kind = self._names.follow(
            body.part(named.get("mimetype", named.get("content_type", ("str", "text/html"))))
        )
        is_json = kind.form == "str" and "json" in str(kind.value[1])
        if status in NO_BODY or body.value in (NULL, ("str", "")):
            return Told("empty-json" if is_json else "empty", status)
        if is_json:
            return Told("json", status, body.part(UNKNOWN))
        if kind.form != "str" or "text" not in str(kind.value[1]):
            return Told("unknown" if kind.form != "str" else "file", status)
        return Told("html" if body.form in ("str", "concat") else "unknown", status)

    def _callee(self, where: Where) -> str:
        """The function of Flask (or of Python) that is called, "" for any other."""
        if where.value == ("global", "dict"):
            return "dict"
        found = self._names.follow(where)
        match found.value:
            case ("external", str(module), str(symbol)) if _of_flask(module):
                return symbol
            case ("property", ("external", str(module), _), str(symbol)) if _of_flask(module):
                return symbol
        return (
            str(where.value[2])
            if where.value[:1] == ("member",) and (where.value[2] == "response_class")
            else ""
        )

    # --- keys ------------------------------------------------------------------------------

    def _keys(self, told: Told, fact: Answer) -> tuple[str, Value]:
        if told.kind != "json" or told.body is None:
            return "", NULL
        found = self._names.follow(told.body)
        if found.form != "object" or fact.changed:
            return "", found.value
        keys = [str(key) for key, _ in found.value[1:]]
        keys += [str(key) for key in json.loads(fact.added)]
        return json.dumps(list(dict.fromkeys(keys)), ensure_ascii=False), found.value


def _of_flask(module: str) -> bool:
    return module.partition(".")[0] in ("flask", "quart", "werkzeug")


def _json(body: Where, status: int) -> Told:
    if status in NO_BODY:
        return Told("empty-json", status)
    return Told("json", status, body)


def _row(route: int, told: Told, keys: str, body: Value, at: Span, method: str = "") -> RouteAnswer:
    return RouteAnswer(route, told.status, told.kind, keys, dump(body), at, method)
