"""What JavaScript's operators, functions and methods give for known values."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Sequence
from typing import Any

from dupelint.extract.javascript.bodies.values import (
    OBJECT,
    UNDEFINED,
    UNKNOWN,
    Many,
    Mark,
    Pattern,
    truth,
)
from dupelint.model.pattern import lazy

_MAX_TEXT = 10_000
_FOREIGN = lazy(r"\)[*+?{]|[*+}][*+{]|\\[pPkcu\d]|\(\?")
_NUMBER = lazy(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)
_INDEX = lazy(r"\d{1,9}", re.ASCII)
_QUANTIFIER = lazy(r"[*+{]")
STATUS_NAMES = {
    "OK": 200, "CREATED": 201, "ACCEPTED": 202, "NO_CONTENT": 204, "NOCONTENT": 204,
    "HTTP_STATUS_NO_CONTENT": 204, "HTTP_STATUS_OK": 200, "RESET_CONTENT": 205,
    "RESETCONTENT": 205, "NOT_MODIFIED": 304, "NOTMODIFIED": 304, "BAD_REQUEST": 400,
    "BADREQUEST": 400, "UNAUTHORIZED": 401, "FORBIDDEN": 403, "NOT_FOUND": 404, "NOTFOUND": 404,
    "CONFLICT": 409, "UNPROCESSABLE_ENTITY": 422, "UNPROCESSABLEENTITY": 422,
    "TOO_MANY_REQUESTS": 429, "TOOMANYREQUESTS": 429, "INTERNAL_SERVER_ERROR": 500,
    "INTERNALSERVERERROR": 500,
}  # fmt: skip


def number(value: Any) -> float | int | Mark:
    """`Number(value)`."""
    if value is None or value is False:
        return 0
    if value is True:
        return 1
    if isinstance(value, (int, float)):
        return value
    if value is UNDEFINED:
        return math.nan
    if isinstance(value, str):
        stripped = value.strip()
        if not stripped:
            return 0
        if not _NUMBER.fullmatch(stripped):
            return math.nan
        parsed = float(stripped)
        return int(parsed) if parsed.is_integer() else parsed
    return UNKNOWN


def string(value: Any) -> str | Mark:
    """`String(value)`."""
    if isinstance(value, str):
        return value
    if value is None or value is UNDEFINED:
        return "null" if value is None else "undefined"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    return UNKNOWN


def loosely_equal(left: Any, right: Any) -> bool | Mark:
    """`left == right`."""
    nothing = (None, UNDEFINED)
    if any(left is item for item in nothing) or any(right is item for item in nothing):
        return any(left is item for item in nothing) and any(right is item for item in nothing)
    if isinstance(left, str) and isinstance(right, str):
        return left == right
    one, two = number(left), number(right)
    if isinstance(one, Mark) or isinstance(two, Mark):
        return left is right
    return one == two


def strictly_equal(left: Any, right: Any) -> bool:
    """`left === right`."""
    if isinstance(left, bool) or isinstance(right, bool):
        return left is right
    if isinstance(left, (int, float)) and isinstance(right, (int, float)):
        return left == right
    return type(left) is type(right) and bool(left == right)


def binary(operator: str, left: Any, right: Any) -> Any:
    """A binary operator other than `&&`, `||`, `??`."""
    if operator in ("===", "!=="):
        return strictly_equal(left, right) == (operator == "===")
    if operator in ("==", "!="):
        equal = loosely_equal(left, right)
        return equal if isinstance(equal, Mark) else equal == (operator == "==")
    if operator == "+" and (isinstance(left, str) or isinstance(right, str)):
        return _joined(string(left), string(right))
    one, two = number(left), number(right)
    if isinstance(one, Mark) or isinstance(two, Mark):
        return UNKNOWN
    try:
        match operator:
            case "<":
                return one < two
            case ">":
                return one > two
            case "<=":
                return one <= two
            case ">=":
                return one >= two
            case "+":
                return one + two
            case "-":
                return one - two
            case "*":
                return one * two
            case "/":
                return one / two
            case "%":
                return math.fmod(one, two)
            case "|":
                return int(one) | int(two)
            case "&":
                return int(one) & int(two)
    except (ArithmeticError, ValueError):
        return UNKNOWN
    return UNKNOWN


def _joined(left: str | Mark, right: str | Mark) -> str | Mark:
    if isinstance(left, Mark) or isinstance(right, Mark):
        return UNKNOWN
    return left + right if len(left) + len(right) < _MAX_TEXT else UNKNOWN


def unary(operator: str, value: Any) -> Any:
    """A unary operator other than `!`."""
    match operator:
        case "+":
            return number(value)
        case "-":
            found = number(value)
            return found if isinstance(found, Mark) else -found
        case "~":
            found = number(value)
            return ~int(found) if isinstance(found, int) else UNKNOWN
        case "void":
            return UNDEFINED
        case "typeof":
            return _kind(value)
    return UNKNOWN


def _kind(value: object) -> str | Mark:
    if value is UNKNOWN:
        return UNKNOWN
    if value is UNDEFINED:
        return "undefined"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, (int, float)):
        return "number"
    return "string" if isinstance(value, str) else "object"


def function(name: str, arguments: Sequence[Any]) -> Any:
    """A global function; UNKNOWN for any that is not needed to judge a response."""
    first = arguments[0] if arguments else UNDEFINED
    if first is UNKNOWN:
        return UNKNOWN
    match name:
        case "Number" | "Number.parseFloat" | "parseFloat":
            return number(first)
        case "parseInt" | "Number.parseInt":
            whole = re.match(r"\s*[+-]?\d{1,15}", str(string(first)))
            return int(whole[0]) if whole else math.nan
        case "String":
            return string(first)
        case "Boolean":
            found = truth(first)
            return UNKNOWN if found is None else found
        case "isNaN" | "Number.isNaN":
            found_number = number(first)
            return UNKNOWN if isinstance(found_number, Mark) else found_number != found_number
        case "Math.floor" | "Math.trunc":
            exact = number(first)
            if isinstance(exact, Mark) or not math.isfinite(exact):
                return UNKNOWN
            return math.floor(exact)
        case "Object.freeze":
            return first
    return UNKNOWN


def member(owner: Any, name: str) -> Any:
    """A property that is a value; UNKNOWN for methods and what is not known."""
    if isinstance(owner, dict):
        return owner.get(name, UNKNOWN)
    if name == "length" and isinstance(owner, (str, list)):
        return len(owner)
    if isinstance(owner, (str, list)) and _INDEX.fullmatch(name):
        return owner[int(name)] if int(name) < len(owner) else UNDEFINED
    if isinstance(owner, Many) and _INDEX.fullmatch(name):
        return owner.item
    return UNKNOWN


def method(owner: Any, name: str, arguments: Sequence[Any]) -> Any:
    """A method call on a known string, number, array or pattern."""
    if any(item is UNKNOWN for item in arguments):
        return UNKNOWN
    first = arguments[0] if arguments else UNDEFINED
    if isinstance(owner, str):
        return _string_method(owner, name, first)
    if isinstance(owner, list):
        if name in ("includes", "has"):
            if any(item is UNKNOWN for item in owner):
                return UNKNOWN
            return any(strictly_equal(item, first) for item in owner)
        if name == "indexOf":
            return next((i for i, item in enumerate(owner) if strictly_equal(item, first)), -1)
    if isinstance(owner, Pattern) and name in ("test", "exec"):
        subject = string(first)
        return _matches(owner, subject) if isinstance(subject, str) else UNKNOWN
    if isinstance(owner, (int, float)) and name == "toString":
        return string(owner)
    return UNKNOWN


def _string_method(owner: str, name: str, first: Any) -> Any:
    match name:
        case "toLowerCase" | "toLocaleLowerCase":
            return owner.lower()
        case "toUpperCase" | "toLocaleUpperCase":
            return owner.upper()
        case "trim" | "trimStart" | "trimEnd":
            return owner.strip()
        case "toString" | "valueOf":
            return owner
        case "match" | "search" if isinstance(first, Pattern):
            found = _matches(first, owner)
            if name == "match":
                return OBJECT if found is True else (None if found is False else found)
            return UNKNOWN
    if not isinstance(first, str):
        return UNKNOWN
    match name:
        case "includes":
            return first in owner
        case "startsWith":
            return owner.startswith(first)
        case "endsWith":
            return owner.endswith(first)
        case "indexOf":
            return owner.find(first)
        case "split":
            return list(owner.split(first)) if first else UNKNOWN
        case "match":
            return OBJECT if first in owner else None
    return UNKNOWN


def _matches(pattern: Pattern, subject: str) -> bool | Mark:
    """Whether the pattern is found, for patterns that mean the same to Python and stay cheap."""
    source = pattern.source
    if len(source) > 100 or _FOREIGN.search(source) or len(_QUANTIFIER.findall(source)) > 3:
        return UNKNOWN
    try:
        flags = re.IGNORECASE if "i" in pattern.flags else 0
        return re.search(source.replace(r"\/", "/"), subject, flags | re.ASCII) is not None
    except (re.error, RecursionError, OverflowError):
        return UNKNOWN


def parses(text: str) -> bool:
    """Whether `JSON.parse(text)` succeeds."""
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True
