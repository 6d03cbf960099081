"""Which installments are followed, and what catalogues call them.

The latest word holds, the earlier ones stay, and an export has them all. A work that is followed
without a season is followed for the one that is awaited, whichever that is on the day of asking:
see `awaited`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from airdate.ledger import noting
from airdate.ledger.asking import Known, knowledge
from airdate.ledger.noting import Keeper, Row, check, place_of, row_of, rows_of
from airdate.ledger.office.identities import Identity, identify, identify_all, identities
from airdate.ledger.rows import key_of
from airdate.model import Installment

if TYPE_CHECKING:
    from airdate.ledger import Ledger

__all__ = [
    "BY_HAND",
    "Followed",
    "Identity",
    "awaited",
    "follow",
    "follow_all",
    "followed",
    "identify",
    "identify_all",
    "identities",
    "unfollow",
]

BY_HAND = "by hand"
"""The origin of what a person asked to follow, rather than a list."""


@dataclass(frozen=True, slots=True)
class Followed:
    """What is followed: a season, a film, or (season None) a work, for what comes next of it.

    origin: `by hand`, or the name of the list that it came from.
    """

    installment: Installment
    origin: str
    recorded_at: datetime


def follow(
    ledger: Ledger, installment: Installment, *, recorded_at: datetime, origin: str = BY_HAND
) -> bool:
    """Return whether it is news that an installment is followed; it is kept then.

    installment: without a season, the work for whatever comes next of it.
    Raises: UsageError where the title has no letters or the season is none; LedgerBusy.
    """
    return follow_all(ledger, [installment], recorded_at=recorded_at, origin=origin)[0]


def follow_all(
    ledger: Ledger,
    installments: Sequence[Installment],
    *,
    recorded_at: datetime,
    origin: str = BY_HAND,
) -> list[bool]:
    """Return of each whether it is news that it is followed; all are kept, or none."""
    return _say(ledger, installments, wanted=True, recorded_at=recorded_at, origin=origin)


def unfollow(
    ledger: Ledger, installment: Installment, *, recorded_at: datetime, origin: str = BY_HAND
) -> bool:
    """Return whether an installment was followed until now; it is no longer.

    Exactly this one: the other seasons of its work stay as they are.
    """
    return _say(ledger, [installment], wanted=False, recorded_at=recorded_at, origin=origin)[0]


def followed(ledger: Ledger, *, known_at: datetime | None = None) -> list[Followed]:
    """Return what is followed, by title and season (the work as a whole first).

    Two names of one work, told by an alias, are one: the latest word on either holds.
    """
    with ledger.office() as connection:
        known = knowledge(connection, known_at)
        standing = _standing(known)
    found = [_followed(known, key, row) for key, row in standing.items() if row["followed"]]
    return sorted(found, key=lambda each: place_of(each.installment))


def awaited(
    asked: Installment,
    known: Iterable[Installment],
    *,
    out: Collection[Installment],
    coming: Collection[Installment] = (),
) -> Installment:
    """Return the installment that following `asked` means on a day.

    A season or a film is itself. A work as a whole is the first season after the last one that
    is out: of those that something is told of, else of those that are known at all. Where nothing
    of the kind is known it is the season after the last, since whoever follows a running series
    waits for the next one; where no season is known, the work.
    known: installments of the ledger.  out: those of them whose release is believed done.
    coming: those that a milestone is told of and that are not out.
    """
    if asked.season is not None:
        return asked
    # Season 0 holds specials in every catalogue: nobody waits for the season after it.
    numbered, gone, told = (_seasons(asked.title, each) for each in (known, out, coming))
    last = max(gone, default=0)
    if later := [season for season in told if season > last]:
        return Installment(asked.title, min(later))
    if later := [season for season in numbered if season > last]:
        # Of seasons that are only mentioned, and none out, the early ones are the past.
        return Installment(asked.title, min(later) if last else max(later))
    return Installment(asked.title, last + 1) if last else asked


def _seasons(title: str, installments: Iterable[Installment]) -> set[int]:
    key = key_of(title)
    return {each.season for each in installments if each.season and key_of(each.title) == key}


def _say(
    ledger: Ledger,
    installments: Sequence[Installment],
    *,
    wanted: bool,
    recorded_at: datetime,
    origin: str,
) -> list[bool]:
    for each in installments:
        check(each, origin=origin)
    with ledger.office(write=True) as connection:
        known = knowledge(connection, None)
        now = {key: row["followed"] for key, row in _standing(known).items()}
        keeper, news = Keeper(connection, recorded_at=recorded_at), []
        for each in installments:
            key = (known.key_of(each.title), each.season)
            news.append(now.get(key, False) is not wanted)
            if news[-1]:
                now[key] = wanted
                keeper.keep("follow", row_of(each, followed=wanted, origin=origin))
        keeper.write()
    return news


def _standing(known: Known) -> dict[tuple[str, int | None], Row]:
    """Return the latest word on each installment, by the key of its work and its season."""
    return {
        (known.key_of(row["title"]), row["season"]): row
        for row in rows_of(known.connection, noting.follows, known_at=known.known_at)
    }


def _followed(known: Known, key: tuple[str, int | None], row: Row) -> Followed:
    title = row["title"]
    if key_of(title) != key[0]:
        title = next(t for _, t in known.alias_titles.values() if key_of(t) == key[0])
    return Followed(Installment(title, row["season"]), row["origin"], row["recorded_at"])
