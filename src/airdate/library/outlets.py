"""What each outlet has shown by a day, of a ledger of any size: work by work, and by what is kept.

All claims of a large ledger take gigabytes, and judging them minutes. Of those that time judged
few remain; and what became of rumours is told by the rows that a site keeps, where they are of
this very ledger and day.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime

from airdate import pipeline
from airdate.forecast import Parameters
from airdate.ledger import Ledger, Listing
from airdate.library.kept import stored as stored_rows
from airdate.library.places import place_of
from airdate.library.verdicts import Verdicts, judged, store, stored
from airdate.model import Source
from airdate.rumours import Rumour, Teller, records, trace
from airdate.sources import Hindsight, Judged, Record, weigh
from airdate.timeline import reconcile

LARGE = 3_000
"""Readings from which on a ledger is gone through work by work."""

_READINGS = 1
"""The place of the readings in a version."""


def is_large(ledger: Ledger) -> bool:
    """Return whether all claims of a ledger are too many to be held at once."""
    return ledger.version()[_READINGS] > LARGE


def records_of(
    ledger: Ledger, as_of: date, *, known_at: datetime | None = None, streamed: bool | None = None
) -> Mapping[str, Record]:
    """Return the record of each outlet as of a day, by its domain.

    streamed: whether work by work, in little memory; as the ledger's size asks for if None.
    """
    if not (is_large(ledger) if streamed is None else streamed):
        return pipeline.hindsight(ledger, known_at=known_at).records(as_of)
    sources: dict[str, Source] = {}
    own: defaultdict[str, list[Judged]] = defaultdict(list)
    copied: defaultdict[str, list[Judged]] = defaultdict(list)
    for _, entries in ledger.testified(known_at=known_at):
        for domain, record in Hindsight([entries]).records(as_of).items():
            sources[domain] = record.source
            own[domain] += record.judged
            copied[domain] += record.copied
    return {
        domain: Record(source, _oldest_first(own[domain]), _oldest_first(copied[domain]))
        for domain, source in sorted(sources.items())
    }


def _oldest_first(found: Iterable[Judged]) -> tuple[Judged, ...]:
    return tuple(sorted(found, key=lambda each: (each.entry.said_on, each.entry.id)))


# ── rumours ─────────────────────────────────────────────────────────────────────────────────


def kept_tellers(
    ledger: Ledger, as_of: date, *, figures: Parameters | None = None
) -> Mapping[str, Teller] | None:
    """Return what became of the rumours of each outlet, by its domain, by the rows of a site.

    None where no rows are kept, or not all of this ledger as it is now, as of that day.
    """
    kept = stored_rows(ledger, place_of(ledger, "rows"), figures=figures)
    if kept is None or kept.version != ledger.version():
        return None
    if not all(holds and row.as_of == as_of for row, holds in kept.rows):
        return None
    if len(kept.rows) != len(ledger.installments(as_of=as_of)):
        return None
    told = records(
        telling for row, _ in kept.rows for one in row.rumours for telling in one.tellings
    )
    return {each.source.domain: each for each in told}


def rumours_of(ledger: Ledger, listings: Sequence[Listing], as_of: date) -> Iterator[Rumour]:
    """Yield the rumours of installments, each with what became of it by a day.

    Outlets weigh by the verdicts that are kept beside a large ledger; those of what is new are
    made and kept.
    """
    known = _verdicts(ledger).standings.track_record(as_of)
    for item in listings:
        said = ledger.entries(item.installment, as_of=as_of, general=True)
        weighed = weigh(said, as_of=as_of, track_record=known)
        yield from trace(reconcile(item.installment, weighed, as_of=as_of))


def _verdicts(ledger: Ledger) -> Verdicts:
    place = place_of(ledger)
    kept = stored(ledger, place)
    if kept is not None and kept.version == ledger.version():
        return kept
    made = judged(ledger, kept)
    try:
        store(made, ledger, place)
    except OSError:
        return made  # on a disk that is read alone: they are made again the next time
    return made
