"""dupelint finds every job in a project that has more than one owner."""

__version__ = "0.1.0"
