"""Who speaks, and how far to believe it: entries of the ledger → entries with a weight and reasons.

`lookup` tells who a name or an address stands for, `lookalike` whom a domain imitates,
`independence` who repeats whom, `weigh` the chance that each entry is right, `support` what
several make together. `hindsight` tells of each outlet what it said that time has judged.
"""

from airdate.sources.independence import Tie, Tied, independence
from airdate.sources.judging import Judged
from airdate.sources.outlets import Outlet, lookalike, lookup, name_key, outlets, published_by
from airdate.sources.standing import Outlets, Standings
from airdate.sources.track_record import Hindsight, Record, hindsight, judged_spells
from airdate.sources.weighing import Scales, TrackRecord, support, weigh

__all__ = [
    "Hindsight",
    "Judged",
    "Outlet",
    "Outlets",
    "Record",
    "Scales",
    "Standings",
    "Tie",
    "Tied",
    "TrackRecord",
    "hindsight",
    "independence",
    "judged_spells",
    "lookalike",
    "lookup",
    "name_key",
    "outlets",
    "published_by",
    "support",
    "weigh",
]
