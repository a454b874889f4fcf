"""The SQLite store: facts of every file, kept between runs, and the linked tables of one run."""

from dupelint.store.basis import Basis
from dupelint.store.opening import may_be_damage, open_store, schema_version
from dupelint.store.spans import FILE_SHIFT, locate, place_span
from dupelint.store.store import KIND_INDEX, VERDICTS, Entry, Store, Written
from dupelint.store.tables import columns, table_names

__all__ = [
    "FILE_SHIFT",
    "KIND_INDEX",
    "VERDICTS",
    "Basis",
    "Entry",
    "Store",
    "Written",
    "columns",
    "locate",
    "may_be_damage",
    "open_store",
    "place_span",
    "schema_version",
    "table_names",
]
