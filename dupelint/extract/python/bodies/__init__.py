"""Where a Python file parses the answers of its requests as JSON."""

from __future__ import annotations

from dupelint.extract.python.bodies.reads import read_bodies

__all__ = ["read_bodies"]
