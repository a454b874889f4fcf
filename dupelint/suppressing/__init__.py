"""What the project's own comments take out of the findings."""

from __future__ import annotations

from dupelint.suppressing.suppress import Suppression, suppress

__all__ = ["Suppression", "suppress"]
