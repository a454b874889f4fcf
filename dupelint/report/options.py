"""What a report depends on besides the findings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Options:
    """How and for whom to print."""

    directory: Path = field(default_factory=Path.cwd)  # human formats show paths relative to it
    color: bool = False
    statistics: bool = False  # counts per rule
    verbose: bool = False  # also what was skipped, folded, withheld or not understood
    quiet: bool = False  # findings only
    remaining: bool = True  # what is left to be done; False: only what was fixed
    show_fixes: bool = False  # each finding that was fixed, and how
    contents: Mapping[str, bytes] = field(default_factory=dict)  # absolute path → instead of disk
