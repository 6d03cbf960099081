"""The list of places: added, paused, taken back, found again."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, func, insert, select, update

from airdate.errors import UnknownReference, UsageError
from airdate.ledger.limits import check_texts
from airdate.ledger.office.places.forms import Place
from airdate.ledger.office.places.tables import ID_DIGITS, places, states
from airdate.model import Installment, title_key

if TYPE_CHECKING:
    from airdate.ledger import Ledger

SHOWN_DIGITS = 4
"""Digits of an id that are shown at least: among a hundred places, two share them once in ten."""


def place_id(address: str) -> str:
    """Return the id of what is watched at an address."""
    return hashlib.sha256(address.encode("utf-8", "surrogatepass")).hexdigest()[:ID_DIGITS]


def add(
    ledger: Ledger, new: Sequence[Place], *, interval_seconds: float
) -> list[tuple[Place, bool]]:
    """Return each place as it is kept, and whether it was not watched before; due at once.

    One that was removed is watched again, as it is named now. One that is watched stays as it is.
    interval_seconds: from which its schedule starts.
    Raises: UsageError where a text cannot be kept; LedgerBusy, LedgerReadOnly.
    """
    for one in new:
        check_texts("The place", address=one.address, name=one.name, tags=" ".join(one.tags))
    with ledger.office(write=True) as connection:
        return [_added(connection, one, interval_seconds) for one in new]


def _added(connection: Connection, new: Place, interval_seconds: float) -> tuple[Place, bool]:
    identity = place_id(new.address)
    row = connection.execute(select(places).where(places.c.id == identity)).first()
    if row is not None and row.removed_at is None:
        return place_of(row), False
    if row is None:
        last: int = connection.execute(select(func.max(places.c.number))).scalar() or 0
        number = last + 1
        connection.execute(insert(places), _row(new) | {"number": number, "id": identity})
    else:
        number = row.number
        connection.execute(update(places).where(places.c.number == number), _row(new))
        connection.execute(states.delete().where(states.c.number == number))
    connection.execute(insert(states), _first_state(number, new.added_at, interval_seconds))
    kept = connection.execute(select(places).where(places.c.number == number)).one()
    return place_of(kept), True


def _first_state(number: int, moment: datetime, interval_seconds: float) -> dict[str, Any]:
    counts = dict.fromkeys(("failures", "refusals", "visits", "documents", "let_go"), 0)
    return {
        "number": number,
        "next_due": moment,
        "set_at": moment,
        "interval_seconds": interval_seconds,
        "changes": 0.0,
        "hours": 0.0,
        **counts,
    }


def _row(place: Place) -> dict[str, Any]:
    return {
        "kind": place.kind,
        "address": place.address,
        "name": place.name,
        "tags": list(place.tags),
        "title": place.about.title if place.about else None,
        "season": place.about.season if place.about else None,
        "every_seconds": place.every_seconds,
        "obeys_robots": place.obeys_robots,
        "added_at": place.added_at,
        "paused_at": place.paused_at,
        "paused_why": place.paused_why,
        "removed_at": place.removed_at,
    }


def place_of(row: Row[Any]) -> Place:
    """Return the place of a row."""
    return Place(
        number=row.number,
        id=row.id,
        kind=row.kind,
        address=row.address,
        name=row.name,
        added_at=row.added_at,
        tags=tuple(row.tags),
        about=Installment(row.title, row.season) if row.title else None,
        every_seconds=row.every_seconds,
        obeys_robots=row.obeys_robots,
        paused_at=row.paused_at,
        paused_why=row.paused_why,
        removed_at=row.removed_at,
    )


def listed(ledger: Ledger, *, removed: bool = False) -> list[Place]:
    """Return the places, the first added first. removed: those that were taken back, too."""
    question = select(places).order_by(places.c.number)
    if not removed:
        question = question.where(places.c.removed_at.is_(None))
    with ledger.office() as connection:
        return [place_of(row) for row in connection.execute(question)]


def find(ledger: Ledger, words: str) -> Place:
    """Return the place that a person means: by its address, its id or the start of it, its name.

    Raises: UnknownReference where none or several are meant.
    """
    wanted = words.strip()
    known = listed(ledger)
    for meant in (
        [place for place in known if place.address == wanted],
        [place for place in known if wanted and place.id.startswith(wanted.casefold())],
        [place for place in known if title_key(wanted) and _named(place, wanted)],
    ):
        if len(meant) == 1:
            return meant[0]
        if meant:
            several = ", ".join(f"{place.id} ({place.name})" for place in meant[:5])
            raise UnknownReference(f"{words!r:.80} may be {several}.", "Write more of the id.")
    raise UnknownReference(f"No place {words!r:.80} is watched.", "See airdate watch list")


def _named(place: Place, wanted: str) -> bool:
    return title_key(place.name) == title_key(wanted)


def pause(ledger: Ledger, place: Place, *, at: datetime, why: str) -> Place:
    """Return a place that is visited no more until it is resumed."""
    return _changed(ledger, place, {"paused_at": at, "paused_why": why})


def resume(ledger: Ledger, place: Place, *, at: datetime) -> Place:
    """Return a place that is visited again, at once; what it failed by is forgotten."""
    anew = {"next_due": at, "set_at": at, "failures": 0, "refusals": 0, "failing_since": None}
    return _changed(ledger, place, {"paused_at": None, "paused_why": None}, state=anew)


def remove(ledger: Ledger, place: Place, *, at: datetime) -> Place:
    """Return a place that is watched no more; its log stays."""
    return _changed(ledger, place, {"removed_at": at})


def _changed(
    ledger: Ledger, place: Place, changes: dict[str, Any], *, state: dict[str, Any] | None = None
) -> Place:
    if place.number <= 0:
        raise UsageError(f"{place.address!r:.80} is not watched.", "See airdate watch list")
    with ledger.office(write=True) as connection:
        connection.execute(update(places).where(places.c.number == place.number), changes)
        if state:
            connection.execute(update(states).where(states.c.number == place.number), state)
        kept = connection.execute(select(places).where(places.c.number == place.number)).one()
        return place_of(kept)
