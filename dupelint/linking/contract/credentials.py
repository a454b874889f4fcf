"""Which credentials a request is sent with, where clients leave out the declared ones."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from dupelint.linking.symbols.names import Names
from dupelint.linking.symbols.where import Where
from dupelint.model.contract import Credentials as Declared
from dupelint.model.facts import CallTerms, ClientDefault, HttpCall, Span
from dupelint.model.value import load
from dupelint.model.wiring import LiveCall
from dupelint.store import Store

# What a request may say where something is declared; nothing at all is `same-origin`.
_ENOUGH = {
    "include": frozenset({"include"}),
    "same-origin": frozenset({"include", "same-origin", ""}),
    "omit": frozenset({"omit"}),
}
_AXIOS = frozenset({"axios", "axios-like"})


class Credentials:
    """The options of requests: their own, those of their instance, those of the function that
    makes them."""

    def __init__(self, store: Store, names: Names, ends: Mapping[int, Collection[int]]) -> None:
        """`ends`: span of a wrapper's call → of the requests that it comes to."""
        self._names = names
        self._ends = ends
        self._terms = {fact.at: fact for _, fact in store.facts(CallTerms)}
        self._made = {fact.at: (file, fact) for file, fact in store.facts(HttpCall)}
        # Axios' own defaults are those of every instance that is made later, and an interceptor
        # changes what it likes.
        self._is_open = next(iter(store.facts(ClientDefault)), None) is not None

    def left_out(self, call: LiveCall, declared: Declared) -> Iterator[tuple[str, Span]]:
        """(option, place) of what a request does not say although it is declared."""
        for at in sorted(self._ends.get(call.at, (call.at,))):
            found = self._made.get(Span(at))
            if found is None or found[1].at not in self._terms:
                continue
            file, fact = found
            if fact.client in _AXIOS:
                if declared == "omit" or self._of_axios(file, fact) in ("?", *_ENOUGH[declared]):
                    continue
                yield "withCredentials: true", fact.url_at
            elif fact.client == "fetch":
                said = self._terms[fact.at].credentials
                if said != "?" and said not in _ENOUGH[declared]:
                    yield f"credentials: '{declared}'", fact.url_at

    def _of_axios(self, file: int, fact: HttpCall) -> str:
        said = self._terms[fact.at].credentials
        if said:
            return said
        if self._is_open:
            return "?"
        if fact.client == "axios":
            return ""
        base = load(fact.base)
        if base[0] != "member":  # of an instance from another file: `(…, instance, "baseURL")`
            return "?"
        known = self._names.follow(Where(file, ("member", base[1], "withCredentials")))
        return str(known.value[1]) if known.form == "str" else "?"
