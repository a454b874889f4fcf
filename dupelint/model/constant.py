"""Which constants are met by their names only."""

from __future__ import annotations


def is_plain(name: str, value: str) -> bool:
    """Whether no pass of linking looks through all of its kind for a module-level binding (value
    as JSON) like this one. What nobody asks for by its name then changes nothing."""
    return "." not in name and "://" not in value and not value.startswith('["call"')
