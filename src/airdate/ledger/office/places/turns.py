"""What is due, given out under leases; and what came of it, kept in one transaction.

A lease says who visits a place or an article, and until when it is believed: two watchers on one
ledger never ask the same thing at a time, and what a killed one held comes free by itself. Each
decision bears the moment at which it was made (`set_at`), so that one of a clock that was set
back since is known for one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Connection, Row, and_, func, insert, or_, select
from sqlalchemy import update as change

from airdate.ledger.office.places.forms import Errand, Host, Place, State
from airdate.ledger.office.places.register import place_of
from airdate.ledger.office.places.tables import (
    errands,
    places,
    politeness,
    seen,
    states,
)

if TYPE_CHECKING:
    from airdate.ledger import Ledger

LEASE = timedelta(minutes=10)
"""How long a visit is believed to be under way: longer than any visit's own limits of time."""

EVERYWHERE = 0
"""The place under which articles are marked that were read, whichever place named them."""

MANY = 500


@dataclass(frozen=True, slots=True)
class Due:
    """What could be asked now: places with their states, one errand a host, and manners.

    later: when the next place or errand falls due, None where nothing waits.
    """

    places: tuple[tuple[Place, State], ...]
    errands: tuple[Errand, ...]
    hosts: tuple[Host, ...]
    later: datetime | None


@dataclass(frozen=True, slots=True)
class Held:
    """What a watcher has the lease of: places, with the marks they have shown; errands."""

    places: tuple[tuple[Place, State, frozenset[str]], ...]
    errands: tuple[tuple[Errand, Place, bool], ...]
    hosts: dict[str, Host]


# ── asking ──────────────────────────────────────────────────────────────────────────────────


def due(
    ledger: Ledger,
    *,
    now: datetime,
    named: Collection[int] | None = None,
    errands_of: Collection[int] | None = None,
) -> Due:
    """Return what falls due by now and nobody has the lease of, longest due first.

    What was set by a clock that is ahead of this one counts as due: the schedule sets it anew.
    named: the numbers of places that are to be visited now, whatever their time; None: all due.
    errands_of: of which places errands are wanted; None: of all.
    """
    with ledger.office() as connection:
        found = _due_places(connection, now, named)
        tasks = _due_errands(connection, now, errands_of)
        rows = connection.execute(select(politeness).where(_unfree(now)))
        return Due(found, tasks, tuple(_host(row) for row in rows), _later(connection, now))


def _due_places(
    connection: Connection, now: datetime, named: Collection[int] | None
) -> tuple[tuple[Place, State], ...]:
    when = _ripe(states.c.next_due, now) if named is None else places.c.number.in_(named)
    question = (
        select(places, states)
        .join_from(places, states, states.c.number == places.c.number)
        .where(_watched(), _unleased(states, now), when)
        .order_by(states.c.next_due, states.c.number)
    )
    rows = connection.execute(question).all()
    return tuple((place_of(row), state_of(row)) for row in rows)


def _due_errands(
    connection: Connection, now: datetime, named: Collection[int] | None
) -> tuple[Errand, ...]:
    """Return the first errand of each host: a host is asked one thing at a time."""
    first = (
        select(func.min(errands.c.number))
        .join(places, places.c.number == errands.c.place)
        .where(_watched(), _unleased(errands, now), _ripe(errands.c.due_at, now))
        .group_by(errands.c.host)
    )
    if named is not None:
        first = first.where(errands.c.place.in_(named))
    question = select(errands).where(errands.c.number.in_(first)).order_by(errands.c.due_at)
    return tuple(_errand(row) for row in connection.execute(question))


def _later(connection: Connection, now: datetime) -> datetime | None:
    first = [
        connection.execute(
            select(func.min(table.c[column]))
            .join(places, places.c.number == table.c[key])
            .where(_watched(), table.c[column] > now)
        ).scalar()
        for table, column, key in ((states, "next_due", "number"), (errands, "due_at", "place"))
    ]
    freed = connection.execute(
        select(func.min(politeness.c.next_allowed)).where(politeness.c.next_allowed > now)
    ).scalar()
    return min((moment for moment in (*first, freed) if moment is not None), default=None)


def _watched() -> ColumnElement[bool]:
    return and_(places.c.paused_at.is_(None), places.c.removed_at.is_(None))


def _ripe(column: Any, now: datetime) -> ColumnElement[bool]:
    return or_(column <= now, column.table.c.set_at > now)


def _unleased(table: Any, now: datetime) -> ColumnElement[bool]:
    until = table.c.leased_until
    # One that ends later than any lease taken now could was taken by a clock that was ahead.
    return or_(until.is_(None), until <= now, until > now + LEASE)


def _unfree(now: datetime) -> ColumnElement[bool]:
    """Return what holds of hosts that are not to be asked now."""
    return and_(politeness.c.next_allowed > now, politeness.c.set_at <= now)


def state_of(row: Row[Any]) -> State:
    """Return the state of a row that has all its columns."""
    kept = row._mapping
    return State(
        **{name: kept[states.c[name]] for name in STATE}, marks=tuple(kept[states.c.marks] or ())
    )


STATE = tuple(name for name in State.__dataclass_fields__ if name != "marks")


def _errand(row: Row[Any]) -> Errand:
    return Errand(**{name: row._mapping[name] for name in Errand.__dataclass_fields__})


def _host(row: Row[Any]) -> Host:
    return Host(
        row.host,
        row.next_allowed,
        row.set_at,
        row.crawl_delay_seconds,
        row.robots,
        row.robots_until,
    )


# ── leases ──────────────────────────────────────────────────────────────────────────────────


def claim(
    ledger: Ledger,
    *,
    now: datetime,
    by: str,
    wanted: Sequence[tuple[Place, str]],
    tasks: Sequence[Errand],
) -> Held:
    """Return those of the places (each with its host) and errands whose lease is ours from now.

    A host is ours with them: no other watcher asks it meanwhile.
    """
    with ledger.office(write=True) as connection:
        free = _free_hosts(connection, now, {host for _, host in wanted} | {e.host for e in tasks})
        ours = []
        for place, host in wanted:
            if host in free and _lease(connection, states, place.number, by=by, now=now):
                free.discard(host or "-")
                ours.append(place)
        got = []
        for task in tasks:
            if task.host in free and _lease(connection, errands, task.number, by=by, now=now):
                free.discard(task.host or "-")
                got.append(task)
        taken = [host for place, host in wanted if place in ours] + [task.host for task in got]
        _occupy(connection, {host for host in taken if host}, now=now)
        return _held(connection, ours, got, taken)


def _free_hosts(connection: Connection, now: datetime, wanted: set[str]) -> set[str]:
    busy: set[str] = set(
        connection.execute(select(politeness.c.host).where(_unfree(now))).scalars()
    )
    return (wanted - busy) | {""}


def _lease(connection: Connection, table: Any, number: int, *, by: str, now: datetime) -> bool:
    taken = connection.execute(
        change(table)
        .where(table.c.number == number, _unleased(table, now))
        .values(leased_by=by, leased_until=now + LEASE)
    )
    return taken.rowcount == 1


def _occupy(connection: Connection, names: set[str], *, now: datetime) -> None:
    for name in sorted(names):
        row = {"host": name, "next_allowed": now + LEASE, "set_at": now}
        put_host(connection, row)


def put_host(connection: Connection, row: dict[str, Any]) -> None:
    """Keep what is known of a host's manners."""
    found = connection.execute(
        change(politeness).where(politeness.c.host == row["host"]).values(**row)
    )
    if found.rowcount == 0:
        connection.execute(
            insert(politeness), row | {"number": next_number(connection, politeness)}
        )


def next_number(connection: Connection, table: Any) -> int:
    """Return the number of a table's next row; nobody else writes meanwhile."""
    last: int = connection.execute(select(func.max(table.c.number))).scalar() or 0
    return last + 1


def _held(
    connection: Connection, ours: list[Place], got: list[Errand], names: Iterable[str]
) -> Held:
    numbers = [place.number for place in ours] + [task.place for task in got]
    rows = connection.execute(
        select(places, states)
        .join_from(places, states, states.c.number == places.c.number)
        .where(places.c.number.in_(set(numbers)))
    ).all()
    known = {row._mapping[places.c.number]: (place_of(row), state_of(row)) for row in rows}
    read = met_on(connection, EVERYWHERE, [task.key for task in got])
    hosts = connection.execute(select(politeness).where(politeness.c.host.in_(set(names))))
    return Held(
        tuple((*known[place.number], _marks(connection, place.number)) for place in ours),
        tuple((task, known[task.place][0], task.key in read) for task in got),
        {row.host: _host(row) for row in hosts},
    )


def _marks(connection: Connection, place: int) -> frozenset[str]:
    return frozenset(connection.execute(select(seen.c.key).where(seen.c.place == place)).scalars())


def met_on(connection: Connection, place: int, keys: Sequence[str]) -> dict[str, date]:
    """Return which of the marks are kept for a place, and when each was last met."""
    found: dict[str, date] = {}
    for start in range(0, len(keys), MANY):
        question = select(seen.c.key, seen.c.met_on).where(
            seen.c.place == place, seen.c.key.in_(keys[start : start + MANY])
        )
        found |= {row.key: row.met_on for row in connection.execute(question)}
    return found


def renew(ledger: Ledger, *, now: datetime, by: str) -> None:
    """Hold all leases of a watcher for longer: it is alive."""
    with ledger.office(write=True) as connection:
        for table in (states, errands):
            connection.execute(
                change(table).where(table.c.leased_by == by).values(leased_until=now + LEASE)
            )


def release(ledger: Ledger, *, by: str) -> None:
    """Give up all leases of a watcher: it ends."""
    with ledger.office(write=True) as connection:
        for table in (states, errands):
            connection.execute(
                change(table)
                .where(table.c.leased_by == by)
                .values(leased_by=None, leased_until=None)
            )
