"""The places that are watched, what is known of each, and the log of every visit.

`register` keeps the list of places, `turns` gives out what is due, `keeping` takes in what came of
it, `diary` tells of it. `visits` only grows. All other tables change, since they are what the
watcher works by, not what it learned: a place is paused or moves; its state, the errands for its
articles and the manners of its host are of the moment; marks of items that nobody shows any more
go. None of them is part of an export: what was read is, and the list of places is written as OPML.
"""

from airdate.ledger.office.places.diary import (
    Counts,
    Health,
    counts,
    entries,
    health,
    log,
    waiting,
)
from airdate.ledger.office.places.forms import (
    Done,
    Errand,
    Host,
    Kind,
    Place,
    State,
    Visit,
    key_of,
)
from airdate.ledger.office.places.keeping import keep, prune, rebase
from airdate.ledger.office.places.register import (
    add,
    find,
    listed,
    pause,
    place_id,
    remove,
    resume,
)
from airdate.ledger.office.places.turns import (
    LEASE,
    Due,
    Held,
    claim,
    due,
    release,
    renew,
)

CHANGING = frozenset(("places", "states", "seen", "errands", "politeness"))
"""The tables whose rows may change or go."""

__all__ = [
    "CHANGING",
    "LEASE",
    "Counts",
    "Done",
    "Due",
    "Errand",
    "Health",
    "Held",
    "Host",
    "Kind",
    "Place",
    "State",
    "Visit",
    "add",
    "claim",
    "counts",
    "due",
    "entries",
    "find",
    "health",
    "keep",
    "key_of",
    "listed",
    "log",
    "pause",
    "place_id",
    "prune",
    "rebase",
    "release",
    "remove",
    "renew",
    "resume",
    "waiting",
]
