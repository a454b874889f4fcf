"""The SQLite file that is kept between runs, as far as a run needs it in which nothing changed."""

from dupelint.cache.basis import Basis
from dupelint.cache.cache import VERDICTS, Cache, Entry
from dupelint.cache.opening import may_be_damage, open_cache

__all__ = ["VERDICTS", "Basis", "Cache", "Entry", "may_be_damage", "open_cache"]
