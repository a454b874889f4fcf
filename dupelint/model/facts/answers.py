"""What handlers answer, what clients read of answers."""

from typing import NamedTuple

from dupelint.model.facts.column import Span, ValueText


class Answer(NamedTuple):
    """One answer that a function which handles requests may give."""

    handler: Span  # the function
    form: str  # return (Flask, FastAPI), raise (FastAPI's HTTPException: the body is its detail), json, send, sendStatus, end, redirect, render, file (Express), escapes (the response is handed to something else), passed (of a handler that a function makes: whatever the one answers that it is given), helper (of the function that is called, `body`)
    body: ValueText  # ("null",) if none is given
    status: ValueText  # ("null",) if none is given
    added: str  # JSON list of keys that the body is given after it was made
    changed: int  # 1: it may have keys that are not known: a spread, an update
    at: Span


class AnswerDecorator(NamedTuple):
    """A decorator that may make another answer of what the function returns: `@blp.response(201)`,
    `@api.marshal_with(fields)`."""

    handler: Span  # the function
    callee: ValueText  # what decorates, without its arguments
    status: ValueText  # its first argument
    schema: ValueText  # its second, ("null",) if none
    at: Span


class HandlerWrapper(NamedTuple):
    """A JavaScript function that makes a handler of the one it is given."""

    scope: str  # its own dotted path
    given: int  # which of its parameters that is, from 0
    handler: Span  # the function that it makes; what this answers are `answer` facts
    around: ValueText  # the function that makes another one of this, ("null",) if none
    at: Span


class WrappedHandler(NamedTuple):
    """A handler that a function makes of another one: `get('/x', wrap(list))`, `list = wrap(…)`."""

    name: str  # under which Next.js finds it: GET, default; "" elsewhere
    handler: Span  # the innermost function, NO_SPAN if only its name stands here
    wrappers: ValueText  # ("list", ("list", function, ("num", which of its arguments that is))…), innermost first
    at: Span  # the route; in a route file of Next.js the export; of what has a name the innermost function


class Operation(NamedTuple):
    """What a route of FastAPI declares of its answers, beside what its view returns."""

    status: ValueText  # status_code= of a good answer, ("null",) if none
    response_class: ValueText  # of what is no response itself, ("null",) if none
    model: ValueText  # response_model=, else what the view is annotated to return; ("null",) if none
    partly: int  # 1: some of the model's fields may be left out, or have other names
    validates: int  # 1: it answers 422 to a request that does not hold what its view takes
    at: Span  # as the route has it


class DataModel(NamedTuple):
    """A class whose annotated names may be the keys of the JSON that is made of its objects."""

    scope: str  # its own dotted path
    bases: ValueText  # ("list", …)
    fields: str  # JSON list of names
    otherwise: int  # 1: the JSON may have other keys: aliases, extras, serializers
    at: Span


class KeyRead(NamedTuple):
    """A key that is read of the parsed body of an answer."""

    request: Span  # the URL expression of the request, NO_SPAN where the parse says it
    parse: Span  # the parse of a `body_read`, NO_SPAN where the client has parsed it (axios)
    keys: str  # JSON list: the key, and what the code takes instead of it (`a || b`)
    at: Span  # the key


class NullUse(NamedTuple):
    """A key of the parsed body of an answer that is used as if it were never null."""

    request: Span  # as in `key_read`
    parse: Span  # as in `key_read`
    key: str  # its name
    use: str  # attribute (a page's `src=` or `href=`), member (of the value), assignment (to `.src`)
    at: Span  # the value
