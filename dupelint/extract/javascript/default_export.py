"""The default export of a file that is not parsed: the page that routes import."""

from __future__ import annotations

from collections.abc import Iterator

from dupelint.model.facts import Export, ValueText, span
from dupelint.model.pattern import lazy
from dupelint.model.value import dump, unresolved

_DEFAULT = lazy(rb"(?:^|\n)(export\s+default\s[^\r\n]*)")


def scan_default(data: bytes) -> Iterator[Export]:
    """The line on which it begins; what it stands for is not read."""
    if b"export default" in data and (found := _DEFAULT.search(data)):
        yield Export("default", ValueText(dump(unresolved("not read"))), span(*found.span(1)))
