"""Who speaks, and how far to believe it: entries of the ledger → entries with a weight and reasons.

`lookup` tells who a name or an address stands for, `lookalike` whom a domain imitates,
`independence` who repeats whom, `weigh` the chance that each entry is right, `support` what
several make together. `hindsight` tells of each outlet what it said that time has judged.
"""

from airdate.sources.independence import Tie, Tied, independence
from airdate.sources.judging import Judged
from airdate.sources.outlets import Outlet, lookalike, lookup, name_key, outlets, published_by
from airdate.sources.track_record import Hindsight, Record, hindsight
from airdate.sources.weighing import Scales, TrackRecord, support, weigh

__all__ = [
    "Hindsight",
    "Judged",
    "Outlet",
    "Record",
    "Scales",
    "Tie",
    "Tied",
    "TrackRecord",
    "hindsight",
    "independence",
    "lookalike",
    "lookup",
    "name_key",
    "outlets",
    "published_by",
    "support",
    "weigh",
]
