"""Names that applications, blueprints, their factories usually have."""

from __future__ import annotations

import re
from functools import lru_cache

from dupelint.model.pattern import lazy

_APP = lazy(
    r"(?:.*_)?(?:app|application|bp|blueprint|router|api)(?:_?(?:instance|obj|object)|\d)?", re.I
)
_FACTORY = lazy(
    r"(?:(?:create|make|build|get|init|setup)_)?(?:\w+_)?(?:app|application)"
    r"|(?:create|make|build)_\w*app\w*"
)


@lru_cache(maxsize=8192)
def is_app_name(name: str) -> bool:
    """Whether a variable of this name usually holds an app, blueprint or router."""
    return name[:1].islower() and _APP.fullmatch(name) is not None


@lru_cache(maxsize=8192)
def is_factory_name(name: str) -> bool:
    """Whether a function of this name usually returns an app."""
    return name[:1].islower() and _FACTORY.fullmatch(name) is not None
