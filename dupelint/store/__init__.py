"""The SQLite store: facts of every file, kept between runs, and the linked tables of one run."""

from dupelint.store.opening import open_store
from dupelint.store.spans import FILE_SHIFT, locate, place_span
from dupelint.store.store import KIND_INDEX, Store, Written
from dupelint.store.tables import columns, table_names

__all__ = [
    "FILE_SHIFT",
    "KIND_INDEX",
    "Store",
    "Written",
    "columns",
    "locate",
    "open_store",
    "place_span",
    "table_names",
]
