"""What the routes of FastAPI may answer.

A response is answered as it is; everything else a view returns becomes JSON, cut to the model that
the route declares (`fastapi/routing.py`, `get_request_handler`); `HTTPException` is
`{"detail": …}` with its status, unless the project has a handler of its own.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

from dupelint.linking.contract.data_models import DataModels
from dupelint.linking.contract.told import NO_BODY, Told, status_of
from dupelint.linking.symbols.names import Names
from dupelint.linking.symbols.where import Where
from dupelint.model.facts import Answer, App, Blueprint, ErrorHandler, Operation, Span
from dupelint.model.value import NULL, Value, load, unresolved
from dupelint.model.wiring import LiveRoute
from dupelint.store import Store

MAX_DEPTH = 6
_UNKNOWN = unresolved("unknown")
_HANDLED = frozenset({"HTTPException", "StarletteHTTPException", "Exception"})
_JSON = frozenset({"JSONResponse", "ORJSONResponse", "UJSONResponse"})
# Response class → kind and status of its objects; JSON and plain ones are told by what they hold.
_RESPONSES = {
    "HTMLResponse": ("html", 200), "PlainTextResponse": ("html", 200),
    "RedirectResponse": ("redirect", 307), "FileResponse": ("file", 200),
    "StreamingResponse": ("file", 200), "EventSourceResponse": ("file", 200),
    "TemplateResponse": ("html", 200), "_TemplateResponse": ("html", 200),
}  # fmt: skip
_STATUS_AT = {"RedirectResponse": 1, "FileResponse": 1, "TemplateResponse": 2}  # argument
_MODULES = frozenset({"fastapi", "starlette", "sse_starlette"})

# What an answer is, its keys as JSON, its body, its place.
Row = tuple[Told, str, Value, Span]


class FastapiAnswers:
    """The answers of FastAPI routes, classified."""

    def __init__(
        self, store: Store, names: Names, facts: Mapping[Span, Sequence[tuple[int, Answer]]]
    ) -> None:
        self._names = names
        self._facts = facts
        self._operations = {fact.at: (file, fact) for file, fact in store.facts(Operation)}
        self._models: DataModels | None = None
        self._plain = True  # HTTPException is answered by FastAPI itself
        self._usual = True  # what is no response becomes JSON
        if self._operations:
            self._models = DataModels(store, names)
            self._plain = not any(
                fact.form.endswith("exception_handler")
                and (fact.error in _HANDLED or fact.error.isdecimal())
                for _, fact in store.facts(ErrorHandler)
            ) and not any("exception_handlers" in app.options for _, app in store.facts(App))
            self._usual = all(map(self._is_json, _defaults(store)))

    def of(self, route: LiveRoute, handlers: Sequence[Span], passes: bool) -> Iterator[Row]:
        """The answers of a route; `passes`: the decorators of its view leave them as they are."""
        file, operation = self._operations.get(route.at, (0, None))
        if operation is None or self._models is None:
            yield Told("unknown", 0), "", NULL, route.at
            return
        answers = _Answers(self._names, self._models, file, operation, self._usual)
        returned = False
        for handler in handlers:
            for where, fact in self._facts.get(handler, ()):
                if fact.form == "raise":
                    yield from self._raised(where, fact)
                else:
                    returned = True
                    yield from answers.returned(where, fact) if passes else ()
        if not returned or not passes:
            yield answers.unseen(route.at)
        if operation.validates:
            yield Told("json", 422), '["detail"]', NULL, route.at

    def _raised(self, file: int, fact: Answer) -> Iterator[Row]:
        status = status_of(self._names, Where(file, load(fact.status)))
        if not status:
            return  # an error of some kind: no client takes it for a good answer
        if not self._plain:
            yield Told("unknown", status), "", NULL, fact.at
        elif status in NO_BODY:
            yield Told("empty", status), "", NULL, fact.at
        else:
            body = ("object", ("detail", load(fact.body)))
            yield Told("json", status), '["detail"]', body, fact.at

    def _is_json(self, where: Where) -> bool:
        return _class(self._names, where) in _JSON


class _Answers:
    """The answers of one route, as its declaration and its returns have them."""

    def __init__(
        self, names: Names, models: DataModels, file: int, operation: Operation, usual: bool
    ) -> None:
        self._names = names
        self._keys_of = models.keys_of
        given = load(operation.status)
        self._status = 200 if given == NULL else status_of(names, Where(file, given))
        made = load(operation.response_class)
        kind = "" if made == NULL else _class(names, Where(file, made))
        self._kind = "json" if kind in _JSON else _RESPONSES.get(kind, ("unknown", 0))[0]
        if made == NULL:
            self._kind = "json" if usual else "unknown"
        model = Where(file, load(operation.model))
        self._is_response = "Response" in _class(names, model)
        # `response_model=None` is as if none were declared
        self._declared = model.value != NULL and not self._is_response and not _is_any(names, model)
        self._keys = models.keys_of(model) if self._declared and not operation.partly else None
        self._cut = self._declared and self._keys is None and _may_be_model(model.value)

    def unseen(self, at: Span) -> Row:
        """What is answered where the returns of the view are not seen, or there are none."""
        if self._status in NO_BODY:
            return (
                Told("empty-json" if self._kind == "json" else "empty", self._status),
                "",
                NULL,
                at,
            )
        if self._kind == "json" and self._declared:
            return self._json(Where(0, _UNKNOWN), at, None)
        return Told("unknown", self._status), "", NULL, at

    def returned(self, file: int, fact: Answer) -> Iterator[Row]:
        """The answers of one `return`."""
        if load(fact.status) != NULL:  # `return body, 404`: a list of two
            yield self._json(
                Where(file, ("list", load(fact.body), load(fact.status))), fact.at, fact
            )
        else:
            yield from self._of_value(Where(file, load(fact.body)), fact, 0)

    def _of_value(self, body: Where, fact: Answer, depth: int) -> Iterator[Row]:
        found = body if body.form in ("object", "list") else self._names.follow(body)
        match found.value:
            case ("cond", first, second) if depth < MAX_DEPTH:
                for part in (first, second):
                    yield from self._of_value(found.part(part), fact, depth + 1)
            case ("object" | "list" | "str" | "num" | "bool" | "null" | "concat", *_):
                yield self._json(found, fact.at, fact)
            case ("call", *_):
                yield self._called(found, fact)
            case _ if self._declared:
                yield self._json(found, fact.at, fact)
            case _ if self._status in NO_BODY and not self._is_response:
                yield self.unseen(fact.at)
            case _:
                yield Told("unknown", self._status), "", NULL, fact.at

    def _called(self, call: Where, fact: Answer) -> Row:
        _, callee, args, keywords = call.value
        name = _class(self._names, call.part(callee))
        named = dict(keywords)
        if callee == ("global", "dict") and not args:
            return self._json(call.part(("object", *keywords)), fact.at, fact)
        if name in _JSON or name == "Response":
            given = named.get("status_code", args[1] if len(args) > 1 else NULL)
            status = 200 if given == NULL else status_of(self._names, call.part(given))
            body = call.part(named.get("content", args[0] if args else NULL))
            return self._response(name, body, status, named, fact)
        if name in _RESPONSES:
            kind, usual = _RESPONSES[name]
            at = _STATUS_AT.get(name, 1)
            given = named.get("status_code", args[at] if len(args) > at else NULL)
            status = usual if given == NULL else status_of(self._names, call.part(given))
            return Told(kind, status), "", NULL, fact.at
        keys = self._keys_of(call.part(callee))
        if keys is not None:
            return self._json(call, fact.at, None if self._declared else fact, keys)
        if self._declared:
            return self._json(call, fact.at, fact)
        if self._status in NO_BODY and not self._is_response:
            return self.unseen(fact.at)
        return Told("unknown", self._status), "", NULL, fact.at

    def _response(
        self, name: str, body: Where, status: int, named: dict[str, Value], fact: Answer
    ) -> Row:
        """`JSONResponse(content, status_code)`, `Response(content, status_code, media_type=…)`."""
        if name in _JSON:
            if status in NO_BODY:
                return Told("empty-json", status), "", NULL, fact.at
            keys, value = self._object(body, fact)
            return Told("json", status), keys, value, fact.at
        kind = self._names.follow(body.part(named.get("media_type", NULL)))
        is_json = kind.form == "str" and "json" in str(kind.value[1])
        if status in NO_BODY or body.value in (NULL, ("str", "")):
            return Told("empty-json" if is_json else "empty", status), "", NULL, fact.at
        if is_json:
            return Told("json", status), "", NULL, fact.at
        text = kind.form == "str" and "text" in str(kind.value[1])
        return Told("html" if text else "unknown", status), "", NULL, fact.at

    def _json(
        self, body: Where, at: Span, fact: Answer | None, keys: list[str] | None = None
    ) -> Row:
        """What FastAPI makes of a returned value."""
        if self._status in NO_BODY:
            return self.unseen(at)
        if self._kind != "json":
            return Told(self._kind, self._status), "", NULL, at
        if self._keys is not None:
            return Told("json", self._status), _listed(self._keys), NULL, at
        if keys is not None and not self._cut:
            return Told("json", self._status), _listed(keys), NULL, at
        if self._cut or fact is None:
            return Told("json", self._status), "", NULL, at
        written, value = self._object(body, fact)
        return Told("json", self._status), written, value, at

    def _object(self, body: Where, fact: Answer) -> tuple[str, Value]:
        found = self._names.follow(body)
        if found.form != "object" or fact.changed:
            return "", found.value
        keys = [str(key) for key, _ in found.value[1:]]
        return _listed([*keys, *json.loads(fact.added)]), found.value


def _listed(keys: Sequence[str]) -> str:
    return json.dumps(list(dict.fromkeys(keys)), ensure_ascii=False)


def _may_be_model(model: Value) -> bool:
    """Whether what is declared may be cut to other keys; a plain `dict` leaves everything."""
    return model != ("global", "dict")


def _is_any(names: Names, model: Where) -> bool:
    found = names.follow(model)
    return found.form == "external" and found.value[2] in ("Any", "object")


def _class(names: Names, where: Where) -> str:
    """The class of FastAPI or Starlette that an expression names, "" for any other."""
    if where.value[:1] == ("member",) and where.value[2] == "TemplateResponse":
        return "TemplateResponse"
    found = names.follow(where)
    match found.value:
        case ("external", str(module), str(symbol)) if module.partition(".")[0] in _MODULES:
            return symbol
        case ("property", ("external", str(module), _), str(symbol)):
            return symbol if module.partition(".")[0] in _MODULES else ""
    return ""


def _defaults(store: Store) -> Iterator[Where]:
    """Every `default_response_class=` of the project."""
    made = [(file, app.options) for file, app in store.facts(App)]
    made += [(file, router.options) for file, router in store.facts(Blueprint)]
    for file, options in made:
        given = dict(load(options)[1:]).get("default_response_class", NULL)
        if given != NULL:
            yield Where(file, given)
