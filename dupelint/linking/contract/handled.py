"""What the handler of a route answers, with what the functions answer that are put around it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import TypeAlias

from dupelint.linking.symbols.names import Names
from dupelint.linking.symbols.where import Where
from dupelint.model.facts import NO_SPAN, Answer, HandlerWrapper, Span, ValueText, WrappedHandler
from dupelint.model.value import NULL, Value, dump, load
from dupelint.model.wiring import LiveRoute
from dupelint.store import Store

Facts: TypeAlias = list[tuple[int, Answer]]
Wrapped: TypeAlias = list[tuple[int, WrappedHandler]]
MAX_DEPTH = 4  # functions that answer by way of each other, or are put around each other
MAX_ANSWERS = 200
_NULL = ValueText(dump(NULL))
# (module, symbol) of what gives back a handler that answers as the one it is given. Some refuse a
# request first: with an error, or where nobody is logged in.
_PASSING = {
    ("express-async-handler", "default"), ("express-async-handler", ""),
    ("async-middleware", "wrap"),
    ("next-axiom", "withAxiom"), ("next-axiom", "withAxiomRouteHandler"),
    ("@sentry/nextjs", "withSentry"), ("@sentry/nextjs", "wrapApiHandlerWithSentry"),
    ("@sentry/nextjs", "wrapRouteHandlerWithSentry"),
    ("iron-session/next", "withIronSessionApiRoute"),
    ("@auth0/nextjs-auth0", "withApiAuthRequired"),
}  # fmt: skip
# What makes such a function.
_MAKING = {("@axiomhq/nextjs", "createAxiomRouteHandler")}


class Handled:
    """The answers that come out of a route, as facts of the places that give them."""

    def __init__(self, store: Store, names: Names, facts: Mapping[Span, Facts]) -> None:
        self._names = names
        self._facts = facts
        self._makers = {(file, fact.scope): fact for file, fact in store.facts(HandlerWrapper)}
        self._wrapped: dict[Span, Wrapped] = defaultdict(list)
        for file, wrapped in store.facts(WrappedHandler):
            self._wrapped[wrapped.at].append((file, wrapped))

    def of(self, route: LiveRoute, handler: Span) -> Facts:
        """What comes of a route whose last function is `handler`; nothing if that is not known."""
        found = self._own(handler, 0)
        for place in dict.fromkeys((handler, route.at)):  # where it is defined, where it is used
            for file, fact in self._wrapped.get(place, ()):
                if fact.handler not in (handler, NO_SPAN):
                    continue
                for _, callee, position in load(fact.wrappers)[1:]:
                    here = Where(file, callee)
                    found = self._around(here, int(position[1]), found, handler, 0)
        return found

    def _own(self, handler: Span, depth: int) -> Facts:
        """The answers of a function, those of functions that it calls for them among them."""
        found: Facts = []
        for file, fact in self._facts.get(handler, [])[:MAX_ANSWERS]:
            if fact.form == "helper":
                found += self._helper(file, fact, depth)
            else:
                found.append((file, fact))
        return found

    def _helper(self, file: int, fact: Answer, depth: int) -> Facts:
        target = self._names.follow(Where(file, load(fact.body)))
        function = self._names.functions.get((target.file, str(target.value[1])))
        if target.form != "function" or function is None or depth >= MAX_DEPTH:
            return [(file, _unknown(fact))]
        found = self._own(function.at, depth + 1)
        return found if found else [(file, _unknown(fact))]

    def _around(
        self, wrapper: Where, position: int, inner: Facts, handler: Span, depth: int
    ) -> Facts:
        """What comes of a handler that a function is put around."""
        found = self._names.follow(wrapper)
        if _passes(self._names, found):
            return inner
        scope = str(found.value[1]) if found.form == "function" else "?"
        maker = self._makers.get((found.file, scope))
        if (
            found.form != "function"
            or maker is None
            or maker.given != position
            or depth > MAX_DEPTH
        ):
            return [(wrapper.file, _unknown(_nothing(handler)))]
        own = self._own(maker.handler, 0)
        passed = any(fact.form == "passed" for _, fact in own)
        made = [one for one in own if one[1].form != "passed"] + (inner if passed else [])
        around = load(maker.around)
        if around == NULL:
            return made
        return self._around(Where(found.file, around), 0, made, handler, depth + 1)


def _passes(names: Names, found: Where) -> bool:
    """Whether a function of a package answers as the handler that it is given."""
    match found.value:
        case ("external", str(module), str(symbol)):
            return (module, symbol) in _PASSING
        case ("call", callee, _, _):
            made: Value = names.follow(found.part(callee)).value
            return made[0] == "external" and tuple(made[1:]) in _MAKING
    return False


def _unknown(fact: Answer) -> Answer:
    return fact._replace(form="escapes", body=_NULL, status=_NULL)


def _nothing(handler: Span) -> Answer:
    return Answer(handler, "escapes", _NULL, _NULL, "[]", 1, handler)
