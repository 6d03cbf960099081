"""Who speaks, and how far to believe it: entries of the ledger → entries with a weight and reasons.

`lookup` tells who a name or an address stands for, `lookalike` whom a domain imitates,
`independence` who repeats whom, `weigh` the chance that each entry is right, `support` what
several make together.
"""

from airdate.sources.independence import Tie, Tied, independence
from airdate.sources.outlets import Outlet, lookalike, lookup, name_key, outlets, published_by
from airdate.sources.weighing import TrackRecord, support, weigh

__all__ = [
    "Outlet",
    "Tie",
    "Tied",
    "TrackRecord",
    "independence",
    "lookalike",
    "lookup",
    "name_key",
    "outlets",
    "published_by",
    "support",
    "weigh",
]
