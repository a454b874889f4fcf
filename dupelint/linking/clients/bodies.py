"""JSON parses with what other files say about the response: helpers that made or checked it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from dupelint.linking.clients.requests import Requests
from dupelint.linking.contract.answered import Answered, Reply
from dupelint.linking.files import Files
from dupelint.linking.symbols.names import Names
from dupelint.linking.symbols.values import texts
from dupelint.linking.symbols.where import Where
from dupelint.model.facts import NO_SPAN, BodyRead, HttpCall, ResponseHelper, Span
from dupelint.model.pattern import lazy
from dupelint.model.value import NULL, Value, load
from dupelint.model.wiring import BrokenParse, ParseRisk, RouteAnswer
from dupelint.store import Store, locate

BROWSER = frozenset({"browser", "both"})
# Clients of Python: which of them follow a redirect, and what is there, is not known.
_FOLLOWING = frozenset({"requests", "httpx", "aiohttp", "urllib"})
_WORDS = {"s204": "a 204", "s200_empty": "an empty body", "s200_html": "an HTML page"}


def link_bodies(
    store: Store,
    files: Files,
    names: Names,
    runtimes: dict[int, str],
    requests: Requests,
    answered: Answered,
) -> None:
    """Fill `parse_risk` and `broken_parse`."""
    helpers: dict[tuple[int, str], ResponseHelper] = {
        (file, fact.scope): fact for file, fact in store.facts(ResponseHelper)
    }
    broken: list[BrokenParse] = []
    replied = _replied(requests, answered.replies)
    told = list(_risks(store, files, names, runtimes, helpers, replied, answered.statuses, broken))
    store.fill(ParseRisk, told)
    store.fill(BrokenParse, list(dict.fromkeys(broken)))


Replied: TypeAlias = dict[
    int, list[tuple[Span, Reply]]
]  # a request → (URL of what made it ask, reply)


def _replied(requests: Requests, replies: Mapping[int, Reply]) -> Replied:
    """What each request is answered: its own reply, and those to the calls of the function that
    makes it, as far as they are known."""
    found: Replied = defaultdict(list)
    for call in requests.calls:
        reply = replies.get(call.url_at)
        if reply is not None:
            for at in sorted({int(call.at), *requests.ends.get(call.at, ())}):
                if (call.url_at, reply) not in found[at]:
                    found[at].append((call.url_at, reply))
    return found


def _risks(
    store: Store,
    files: Files,
    names: Names,
    runtimes: dict[int, str],
    helpers: dict[tuple[int, str], ResponseHelper],
    replied: Replied,
    known: Mapping[int, Sequence[int]],
    broken: list[BrokenParse],
) -> Iterator[ParseRisk]:
    requests: dict[tuple[int, str], list[HttpCall]] = defaultdict(list)
    for file, fact in store.facts(HttpCall):
        requests[file, fact.url].append(fact)
    for file, read in store.facts(BodyRead):
        if not files.in_force(file):
            continue
        passes, through = _helped(names, file, read, helpers)
        url, origin = _address(names, file, read)
        call = _request(requests.get((file, read.url), ()), read)
        request = call.url_at if call is not None else NO_SPAN
        met = replied.get(call.at, []) if call is not None else []
        breaking = [
            BrokenParse(_shown(one), reply.request, asked, read.at, one.at)
            for asked, reply in met
            for one in reply.for_sure(
                [one for one in reply.good if passes != "status" and _breaks(read, one)]
            )
        ]
        statuses = known.get(request, ())
        own = [reply for asked, reply in met if asked == request]
        if read.handling != "handled" and not read.error_branch:
            broken += breaking
        yield ParseRisk(
            _risk(read, passes),
            read.handling,
            runtimes.get(file, "unknown"),
            url,
            origin,
            ",".join(sorted({one.kind for reply in own for one in reply.good})),
            ",".join(map(str, statuses)),
            "" if 0 in statuses else ",".join(str(one) for one in statuses if 200 <= one < 300),
            int(bool(breaking)),
            _scenario(read),
            through,
            read.guarded,
            read.awaited,
            read.in_try,
            read.error_branch,
            request,
            read.statement,
            read.at,
        )


def _helped(
    names: Names, file: int, read: BodyRead, helpers: dict[tuple[int, str], ResponseHelper]
) -> tuple[str, str]:
    """What functions of the project let through on the way to the parse, with their name."""
    calls = [("returns", load(read.helper))] if load(read.helper) != NULL else []
    calls += [("checks", value) for value in load(read.guards)]
    exits = load(read.exits)
    strongest, through = "any", ""
    for role, value in calls:
        helper, name = _helper(names, file, value, helpers)
        if helper is not None and helper.role in _THROWING and any(value == e[2] for e in exits):
            continue
        if helper is None or helper.role != role:
            if role == "returns":
                return "unknown", ""
            strongest = "unknown" if strongest == "any" else strongest
        elif _STRENGTH.index(helper.passes) > _STRENGTH.index(strongest):
            strongest, through = helper.passes, name
    for passes, awaited, value in exits:
        helper, name = _helper(names, file, value, helpers)
        if helper is not None and helper.role in _THROWING[: 1 + awaited]:
            if _STRENGTH.index(passes) > _STRENGTH.index(strongest):
                strongest, through = passes, name
        elif helper is None and strongest == "any" and _MAY_THROW.match(str(value[-1])):
            strongest = "unknown"
    return strongest, through


def _helper(
    names: Names, file: int, value: Value, helpers: dict[tuple[int, str], ResponseHelper]
) -> tuple[ResponseHelper | None, str]:
    """What is known of the function that is called, with its name."""
    callee = value[1] if value[0] == "call" else value
    found = names.follow(Where(file, callee))
    if found.form != "function":
        return None, ""
    return helpers.get((found.file, str(found.value[1]))), str(found.value[1])


_THROWING = ("throws", "rejects")  # the second where it is awaited
# By its name a function may never return.
_MAY_THROW = lazy(r"(?i)_?(?:throw|raise|fail|abort|die|bail|panic|reject|assert|ensure)")
_STRENGTH = ("any", "unknown", "ok", "status")


def _risk(read: BodyRead, passes: str) -> str:
    if read.error_branch:
        return "unguarded" if read.s500_html == "reached" else "none"
    if passes == "status":
        return "none"
    if "unknown" in (passes, read.s204):
        return "unknown"
    if read.s204 == "blocked":
        return "none" if read.s204_json == "blocked" else "type-guarded"
    if read.s500_html == "reached" and passes != "ok":
        return "unguarded"
    return "ok-only"


def _breaks(read: BodyRead, answer: RouteAnswer) -> bool:
    """Whether an answer of a route meets the parse, and breaks it."""
    if not answer.status and read.s500_html != "reached":
        return False  # perhaps an error that a guard keeps out
    match answer.kind:
        case "empty":
            reached = read.s200_empty if answer.status == 200 else read.s204
        case "empty-json":
            reached = read.s204_json
        case "redirect" if read.origin in _FOLLOWING:
            return False
        case "html" | "redirect":
            reached = read.s200_html
        case _:
            return False
    return reached == "reached"


def _shown(answer: RouteAnswer) -> str:
    match answer.kind:
        case "html":
            return "a page or plain text"
        case "redirect":
            return "a redirect"
    return f"a {answer.status}" if answer.status == 204 else "an empty body"


def _request(calls: Sequence[HttpCall], read: BodyRead) -> HttpCall | None:
    """The call that the response came from: the last one before the parse."""
    before = [call for call in calls if locate(call.at)[1] < locate(read.at)[2]]
    same = [call for call in before if call.method == read.method] or before
    return same[-1] if same else None


def _scenario(read: BodyRead) -> str:
    """The answers that reach the parse, in words."""
    found = [words for column, words in _WORDS.items() if getattr(read, column) == "reached"]
    if not found:
        return "an HTML error page"
    return " or ".join([", ".join(found[:-1]), found[-1]] if len(found) > 1 else found)


def _address(names: Names, file: int, read: BodyRead) -> tuple[str, int]:
    """(URL as far as known, same origin: 1 yes, 0 another host, -1 not known)."""
    found = texts(names, Where(file, load(read.url)))
    text = found[0].text if found else "{}"
    if text.startswith("/") and not text.startswith("//"):
        return text, 1
    if "://" in text.partition("{")[0] or text.startswith("//"):
        host = text.partition("//")[2].partition("/")[0].partition(":")[0]
        local = host in ("localhost", "127.0.0.1", "0.0.0.0", "[::1]")
        return text, -1 if local or not host or "{" in host else 0
    if text.startswith("{") or not text:
        return text, -1
    return text, 1
