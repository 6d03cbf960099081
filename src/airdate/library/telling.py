"""What is told of an installment by all that was heard of it: its row, its changes, its moves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from airdate.forecast import Parameters
from airdate.forecast import days_of_news as milestone_days
from airdate.hearing import Heard
from airdate.ledger import Listing
from airdate.library.changes import changes, compared, days_of_news, moved
from airdate.library.hearsay import hearsay_of
from airdate.library.rows import Row, row_of
from airdate.model import Brief, Change, Reason

_MOVES = 30
"""Days of news of one title by which a list of all titles tells moves: its own page tells all."""

_BEFORE = 3
"""Days before them that are looked at: a move is told against the last one, unless it repeats."""


_BY_KIND = Reason(
    "For now each source weighs as its kind: the records of all are still being drawn up."
)


def in_order(listings: Iterable[Listing]) -> list[Listing]:
    """Return installments as the ledger lists them: by title and season."""
    return sorted(listings, key=lambda item: (item.title_key, item.installment.season or 0))


def latest_first(listings: Iterable[Listing]) -> list[Listing]:
    """Return the works of the latest week of news first, of one week those of few words.

    A page that comes early shows what matters, and much of it. Seasons of a work stay together,
    for what was said of one bears on the next.
    """
    works: dict[str, list[Listing]] = {}
    for item in listings:
        works.setdefault(item.title_key, []).append(item)
    return [item for of in sorted(works.values(), key=_turn) for item in of]


def _turn(seasons: Sequence[Listing]) -> tuple[int, int]:
    weeks = max(item.last_said_on for item in seasons).toordinal() // 7
    return -weeks, sum(item.documents for item in seasons)


def batches(listings: Iterable[Listing], *, most: int) -> Iterator[list[Listing]]:
    """Yield works whole, as many as so many documents speak of, or one."""
    batch: list[Listing] = []
    for item in listings:
        full = sum(each.documents for each in batch) >= most
        if full and item.title_key != batch[-1].title_key:
            yield batch
            batch = []
        batch.append(item)
    if batch:
        yield batch


def row_as_of(
    heard: Heard,
    told: tuple[Listing, Sequence[date], int],
    as_of: date,
    *,
    figures: Parameters | None,
) -> Row:
    """Return a row. told: the listing, the latest day of its news, the ledger's edition."""
    listing, latest, edition = told
    timeline, profile = heard.believed(as_of), heard.profile(as_of)
    found = heard.forecast(timeline, as_of, profile, figures)
    changed = None
    for day in latest:
        # What the latest day of news changed, all else equal: weighed by what is known today.
        without = heard.believed(as_of, said_by=day - timedelta(1))
        first = next(compared(without, timeline), None)
        # A card tells it in words; thousands of rows need not keep the claims.
        changed = replace(first, day=day, claims=()) if first else None
    row = row_of((listing, timeline, found), profile, changed=changed, edition=edition)
    return replace(row, rumours=hearsay_of(timeline))


def changes_since(heard: Heard, *, since: date) -> Iterator[Change]:
    """Yield what each day of news from a day on changed."""
    days = [day for day in days_of_news(heard.entries) if day >= since]
    if days:
        before = heard.believed(days[0] - timedelta(1))
        yield from changes(days, believed=heard.believed, before=before)


def provisionally(brief: Brief) -> Brief:
    """Return the brief, saying of its forecast that it does not know the outlets' records yet."""
    found = replace(brief.forecast, reasons=(*brief.forecast.reasons, _BY_KIND))
    return replace(brief, forecast=found)


def news(heard: Heard, as_of: date, *, since: date, figures: Parameters | None) -> Iterator[Change]:
    """Yield what each day of news from a day on changed, and by how far it moved the forecast.

    As a dossier tells it, but moves are those of the latest days of news alone.
    """
    yield from changes_since(heard, since=since)
    told = milestone_days(heard.entries, heard.installment, as_of=as_of)
    if fresh := sum(day >= since for day in told):
        moves = heard.moves(as_of, parameters=figures, last=min(fresh, _MOVES) + _BEFORE)
        found = moved(heard.believed(as_of), moves)
        yield from (change for change in found if change.day >= since)


def newest_first(found: Sequence[Change]) -> tuple[Change, ...]:
    """Return changes by their days, those of one day by title."""
    return tuple(sorted(found, key=lambda c: (-c.day.toordinal(), str(c.installment))))
