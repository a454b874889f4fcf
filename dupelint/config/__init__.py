"""Configuration files and options → the one `model.config.Config` of a project."""

from __future__ import annotations

from dupelint.config.load import load
from dupelint.config.selection import Selection

__all__ = ["Selection", "load"]
