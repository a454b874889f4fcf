"""Functions of the project that make a request for their caller, up to three in a row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from dupelint.linking.clients.calls import call_texts
from dupelint.linking.clients.instances import Instances
from dupelint.linking.symbols.names import Names
from dupelint.linking.symbols.objects import made_by
from dupelint.linking.symbols.values import texts
from dupelint.linking.symbols.where import Env, Where, bind
from dupelint.model.facts import HttpCall, ResponseHelper
from dupelint.model.methods import METHODS
from dupelint.model.value import NULL, Value, load
from dupelint.store import Store

MAX_HOPS = 3
_NO_BASE = '["null"]'
MAX_INNER = 8  # requests of one function
MAX_ADDRESSES = 24  # of one request
_TOLD = "told"  # in an `Env`: what the options that the call hands over say of the method
_METHOD_NAMES = {
    "GET": ("get",), "POST": ("post",), "PUT": ("put",), "PATCH": ("patch",),
    "DELETE": ("delete", "del", "remove"), "": ("request", "fetch"), "HEAD": ("head",),
}  # fmt: skip


class Address(NamedTuple):
    """A URL that a request may go to, with its method as far as known."""

    url: str
    method: str


class Wrappers:
    """Requests of the project by the function that makes them."""

    def __init__(self, store: Store, names: Names) -> None:
        self._names = names
        self.followed: set[int] = set()  # spans of the requests that were met through a caller
        self.ends: dict[int, set[int]] = {}  # span of a request → of those its function makes
        self.parsed: set[int] = set()  # spans of the calls that give the parsed body itself
        self._parsing = {
            (file, helper.scope)
            for file, helper in store.facts(ResponseHelper)
            if helper.role == "parses"
        }
        self._instances = Instances(store, names)
        self._inside: dict[tuple[int, str], list[HttpCall]] = defaultdict(list)
        for file, call in store.facts(HttpCall):
            scope = call.scope
            while scope:
                self._inside[file, scope].append(call)
                scope = scope.rpartition(".")[0]

    def addresses(
        self, file: int, call: HttpCall, env: Env | None = None, hops: int = 0
    ) -> list[Address]:
        """Where a request may go to; a URL that is not known at all is `{}`."""
        if env is None and (known := self._instances.of(file, call.scope)):
            found = [address for env in known for address in self.addresses(file, call, env, hops)]
            return list(dict.fromkeys(found))[:MAX_ADDRESSES]
        found = list(self._through(file, call, env, hops))
        # Where it is not known what they do with it; a helper may make no request at all.
        if call.client != "helper" and not any("/" in address.url for address in found):
            method = call.method
            if not method and call.client != "wrapper" and env is not None:
                told = self._told(call, env)
                method = "GET" if told is None else told
            found = [
                Address(text.text, method) for text in call_texts(self._names, file, call, env)
            ]
        if call.client == "wrapper" and call.base != _NO_BASE:
            found = list(self._inherited(file, call, env, found))
        return list(dict.fromkeys(found))[:MAX_ADDRESSES]

    def _told(self, call: HttpCall, env: Env) -> str | None:
        """The method that a request's own options name: "" not known, None if they name none."""
        asked = load(call.asked)
        if call.method or asked == NULL:
            return call.method or None
        name = str(asked[1])
        if asked[0] != "param":
            return ""
        given = env.get(name)
        if given is None:
            return "" if any(name in str(key).strip("{}").split(",") for key in env) else None
        found = self._names.follow(given)
        match found.value:
            case ("null",):
                return None
            case ("param", _) if found.env is not None:
                return None  # what was to be handed on was not given
            case ("str", str(text)):
                return text.upper() if text.upper() in METHODS else ""
            case ("object", *pairs):
                held = dict(pairs)
                if "method" in held:
                    method = self._names.follow(found.part(held["method"]))
                    return str(method.value[1]).upper() if method.form == "str" else ""
                told = env.get(_TOLD, given).value
                return None if told == NULL else str(told[1]) if told[0] == "str" else ""
        return ""

    def _inherited(
        self, file: int, call: HttpCall, env: Env | None, found: list[Address]
    ) -> Iterator[Address]:
        """Requests by a method of the class that is extended: where that asks its object for the
        base address, the one that the class at hand holds."""
        bases = texts(self._names, Where(file, load(call.base), env))
        for address in found:
            if not address.url.startswith("{}/"):
                yield address
                continue
            for base in bases:
                known = base.text if base.text != "{}" else ""
                url = known.rstrip("/") + address.url.removeprefix("{}") if known else "{}"
                yield Address(url, address.method)

    def _through(self, file: int, call: HttpCall, env: Env | None, hops: int) -> Iterator[Address]:
        if hops >= MAX_HOPS:
            return
        for callee, args, keywords in _callees(call):
            here = Where(file, callee, env)
            target = self._names.follow(here)
            if target.form != "function":
                continue
            key = (target.file, str(target.value[1]))
            function = self._names.functions.get(key)
            inner = [
                one for one in self._inside.get(key, ()) if one.at != call.at
            ]  # fmt: skip
            if function is None or not inner or len(inner) > MAX_INNER:
                continue
            handed = made_by(target, here) | bind(target.file, function, here, args, keywords)
            told = self._told(call, env or {})
            handed[_TOLD] = here.alone(NULL if told is None else ("str", told))
            for one in inner:
                if _is_called_for(one):
                    self.followed.add(one.at)
                addresses = self.addresses(target.file, one, handed, hops + 1)
                self.ends.setdefault(call.at, set()).update(self.ends.get(one.at, {one.at}))
                if key in self._parsing or (
                    one.at in self.parsed and load(function.returns)[0] == "call"
                ):
                    self.parsed.add(call.at)
                for address in addresses:
                    yield Address(address.url, call.method or address.method)
            return


def _is_called_for(call: HttpCall) -> bool:
    """Whether a request depends on what its function is given, so that it says nothing alone."""
    text = call.url + call.base
    return text.count('["param","') > text.count('["param","new ')


def _callees(call: HttpCall) -> Iterator[tuple[Value, Value, Value]]:
    """(callee, arguments, keywords) of the project function that a request may be made by."""
    url = load(call.url)
    if call.client in ("wrapper", "helper") and url[0] == "call":
        yield url[1], url[2], url[3]
    elif call.client == "axios-like":
        base = load(call.base)
        if base != NULL and base[0] == "member":
            for name in dict.fromkeys((*_METHOD_NAMES.get(call.method, ()), "request", "fetch")):
                yield ("member", base[1], name), (url,), ()
