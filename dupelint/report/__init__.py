"""Findings → text, in the format asked for."""

from __future__ import annotations

from dupelint.report.options import Options
from dupelint.report.render import HUMAN, render

__all__ = ["HUMAN", "Options", "render"]
