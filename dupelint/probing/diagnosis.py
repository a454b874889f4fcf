"""Which wire is broken: where the server's answer is wrong, the bridge is asked itself."""

from __future__ import annotations

from dupelint.model.checklist import Answer
from dupelint.model.contract import Endpoint
from dupelint.probing.asking import NoAnswerError, ask
from dupelint.probing.plan import Plan


def broken_wire(plan: Plan, endpoint: Endpoint, answer: Answer | None) -> str:
    """A sentence that names the wire; "" where nothing more can be said."""
    if answer is None:
        return f"client → server: {plan.server} does not answer"
    asked = _asked(plan, endpoint)
    if asked is None:
        return ""
    twin, url = asked
    try:
        upstream = ask(twin.method, url, _secret(plan), plan.timeout)
    except NoAnswerError as error:
        return f"server → bridge: {error} ({url})"
    declared = twin.upstream.status if twin.upstream else (200,)
    if upstream.status in (401, 403):
        return (
            f"server → bridge: the bridge answers {upstream.status} to the secret of this"
            f" environment: its {_secret_name(plan)} is another"
        )
    if upstream.status not in declared:
        allowed = ", ".join(map(str, declared))
        return f"bridge: it answers {upstream.status} to {twin.upstream_name}, not {allowed}"
    if not upstream.says_json:
        kind = upstream.content_type or "no content type"
        return f"bridge: it answers {twin.upstream_name} with {kind}, not with JSON"
    if twin is endpoint and (wrong := _keys(endpoint, upstream)):
        return wrong
    if answer.status in (401, 403, 500, 502, 503, 504):
        return (
            f"server → bridge: the bridge answers {upstream.status} here, the server's own request"
            f" fails: its base URL or its {_secret_name(plan)} is another"
        )
    return "server: the bridge's answer is as declared, the server's is not"


def _asked(plan: Plan, endpoint: Endpoint) -> tuple[Endpoint, str] | None:
    """The endpoint to ask the bridge about: this one, or one that changes nothing."""
    for one in (endpoint, *plan.contract):
        if one.method == "GET" and (url := plan.upstream(one)):
            return one, url
    return None


def _keys(endpoint: Endpoint, upstream: Answer) -> str:
    if upstream.status != endpoint.status:
        return ""
    try:
        body = upstream.decoded()
    except ValueError:
        return f"bridge: its answer to {endpoint.upstream_name} is no JSON"
    if not isinstance(body, dict):
        return ""
    missing = [key for key, (_, required) in endpoint.keys.items() if required and key not in body]
    if not missing:
        return ""
    return (
        f"server → bridge: the bridge's answer has no '{missing[0]}',"
        f" it holds {', '.join(sorted(body)) or 'nothing'}"
    )


def _secret(plan: Plan) -> dict[str, str]:
    name = _secret_name(plan)
    value = plan.environment.value(name) if name else None
    return {plan.secret_header: value} if value else {}


def _secret_name(plan: Plan) -> str:
    return plan.environment.secrets[0] if plan.environment.secrets else ""
