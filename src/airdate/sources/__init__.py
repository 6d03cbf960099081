"""Who speaks, and how far to believe it: entries of the ledger → entries with a weight and reasons.

`lookup` tells who a name or an address stands for, `lookalike` whom a domain imitates.
"""

from airdate.sources.outlets import Outlet, lookalike, lookup, name_key, outlets, published_by

__all__ = ["Outlet", "lookalike", "lookup", "name_key", "outlets", "published_by"]
