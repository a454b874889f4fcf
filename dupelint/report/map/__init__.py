"""The wiring drawn, in one of several formats."""

from dupelint.report.map.draw import FORMATS, draw

__all__ = ["FORMATS", "draw"]
