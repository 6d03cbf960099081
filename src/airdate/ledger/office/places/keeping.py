"""What came of visits, kept in one transaction; and the housekeeping of what is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, bindparam, delete, func, insert, select
from sqlalchemy import update as change

from airdate.ledger.office.places.forms import Done, Errand, Host, State
from airdate.ledger.office.places.tables import errands, places, seen, states, visits
from airdate.ledger.office.places.turns import (
    EVERYWHERE,
    MANY,
    STATE,
    met_on,
    next_number,
    put_host,
)

if TYPE_CHECKING:
    from airdate.ledger import Ledger

_ROBOTS_CHARACTERS = 600_000
_COUNTED = ("documents", "let_go")
"""What visits and errands add to, whoever has the lease by now."""

_KEPT = tuple(name for name in STATE if name not in ("number", *_COUNTED))
_KEEP_STATE = change(states).where(
    states.c.number == bindparam("the"), states.c.leased_by == bindparam("by")
)


def keep(ledger: Ledger, done: Sequence[Done], *, by: str) -> None:
    """Keep what came of visits, all or nothing. Raises: LedgerBusy, LedgerReadOnly.

    by: who did them. The state of a place whose lease somebody else has taken since stays as it
    is; the log tells of both visits.
    """
    with ledger.office(write=True) as connection:
        _log(connection, done)
        for one in done:
            _keep_place(connection, one, by=by)
            _mark(connection, one.visit.place, one.met, day=one.visit.at.date())
            _mark(connection, EVERYWHERE, one.read, day=one.visit.at.date())
            _keep_errands(connection, one)
            for host in one.hosts:
                put_host(connection, _host_row(host))


def _log(connection: Connection, done: Sequence[Done]) -> None:
    first = next_number(connection, visits)
    rows = [
        {**asdict(one.visit), "number": first + place, "examples": list(one.visit.examples)}
        for place, one in enumerate(done)
    ]
    if rows:
        connection.execute(insert(visits), rows)


def _keep_place(connection: Connection, one: Done, *, by: str) -> None:
    if one.state is not None:
        row = {name: getattr(one.state, name) for name in _KEPT}
        row |= {"marks": list(one.state.marks) or None, "leased_by": None, "leased_until": None}
        connection.execute(_KEEP_STATE, row | {"the": one.state.number, "by": by})
    if one.visit.documents or one.visit.let_go:
        more = {name: states.c[name] + getattr(one.visit, name) for name in _COUNTED}
        connection.execute(change(states).where(states.c.number == one.visit.place).values(**more))
    if one.place is not None:
        changes: dict[str, Any] = {
            "kind": one.place.kind,
            "address": one.place.address,
            "name": one.place.name,
        }
        if one.place.paused_at is not None:
            changes |= {"paused_at": one.place.paused_at, "paused_why": one.place.paused_why}
        connection.execute(change(places).where(places.c.number == one.place.number), changes)


def _mark(connection: Connection, place: int, keys: Sequence[str], *, day: date) -> None:
    """Note that a place showed items; that it still does is noted once a week."""
    if not keys:
        return
    unique = list(dict.fromkeys(keys))
    known = met_on(connection, place, unique)
    fresh = [key for key in unique if key not in known]
    if fresh:
        first = next_number(connection, seen)
        connection.execute(
            insert(seen),
            [
                {"number": first + i, "place": place, "key": key, "met_on": day}
                for i, key in enumerate(fresh)
            ],
        )
    stale = [key for key, met in known.items() if abs((day - met).days) >= 7]
    for start in range(0, len(stale), MANY):
        part = stale[start : start + MANY]
        connection.execute(
            change(seen).where(seen.c.place == place, seen.c.key.in_(part)).values(met_on=day)
        )


def _keep_errands(connection: Connection, one: Done) -> None:
    if one.finished is not None:
        connection.execute(delete(errands).where(errands.c.number == one.finished))
    if not one.errands:
        return
    new = [errand for errand in one.errands if not errand.number]
    for errand in one.errands:
        if errand.number:
            row = asdict(errand) | {"leased_by": None, "leased_until": None}
            connection.execute(
                change(errands).where(errands.c.number == errand.number).values(**row)
            )
    keys = [errand.key for errand in new]
    there = _waiting_keys(connection, one.visit.place, keys)
    first = next_number(connection, errands)
    rows = {errand.key: errand for errand in new if errand.key not in there}
    if rows:
        connection.execute(
            insert(errands),
            [asdict(each) | {"number": first + i} for i, each in enumerate(rows.values())],
        )


def _waiting_keys(connection: Connection, place: int, keys: Sequence[str]) -> set[str]:
    found: set[str] = set()
    for start in range(0, len(keys), MANY):
        part = keys[start : start + MANY]
        question = select(errands.c.key).where(errands.c.place == place, errands.c.key.in_(part))
        found |= set(connection.execute(question).scalars())
    return found


def _host_row(host: Host) -> dict[str, Any]:
    row: dict[str, Any] = {
        "host": host.name,
        "next_allowed": host.next_allowed,
        "set_at": host.set_at,
    }
    if host.robots_until is not None:
        row |= {
            "crawl_delay_seconds": host.crawl_delay_seconds,
            "robots": (host.robots or "")[:_ROBOTS_CHARACTERS],
            "robots_until": host.robots_until,
        }
    return row


# ── housekeeping ────────────────────────────────────────────────────────────────────────────


def rebase(ledger: Ledger, *, states_anew: Sequence[State], errands_anew: Sequence[Errand]) -> None:
    """Keep other times for what a clock that was ahead had set."""
    with ledger.office(write=True) as connection:
        for state in states_anew:
            connection.execute(
                change(states)
                .where(states.c.number == state.number)
                .values(next_due=state.next_due, set_at=state.set_at)
            )
        for errand in errands_anew:
            connection.execute(
                change(errands)
                .where(errands.c.number == errand.number)
                .values(due_at=errand.due_at, set_at=errand.set_at)
            )


def prune(ledger: Ledger, *, keep_days: int, most: int) -> int:
    """Return how many marks went: those of items that a place has not shown for so many days.

    The days count up to the last on which the place showed anything, so that a place that was
    silent, or not asked, for a year forgets nothing. most: marks a place may keep.
    """
    gone = 0
    with ledger.office(write=True) as connection:
        lasts = connection.execute(
            select(seen.c.place, func.max(seen.c.met_on), func.count()).group_by(seen.c.place)
        ).all()
        for place, last, count in lasts:
            old = delete(seen).where(
                seen.c.place == place, seen.c.met_on < last - timedelta(days=keep_days)
            )
            gone += connection.execute(old).rowcount
            if count > most:
                gone += _cut(connection, place, most)
    return gone


def _cut(connection: Connection, place: int, most: int) -> int:
    newest = (
        select(seen.c.number)
        .where(seen.c.place == place)
        .order_by(seen.c.met_on.desc(), seen.c.number.desc())
        .limit(1)
        .offset(most)
    )
    edge = connection.execute(newest).scalar()
    if edge is None:
        return 0
    return connection.execute(
        delete(seen).where(seen.c.place == place, seen.c.number <= edge)
    ).rowcount
