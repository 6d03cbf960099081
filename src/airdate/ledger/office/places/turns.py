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

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    and_,
    bindparam,
    func,
    insert,
    or_,
    select,
    union_all,
)
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
from airdate.ledger.schema import Moment

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

    hosts: those that are to be left alone for now.
    later: when the next place or errand falls due, or a lease ends; None where nothing waits.
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
    given = {"now": now, "furthest": now + LEASE}
    with ledger.office() as connection:
        wanted = _DUE if named is None else _NAMED.where(places.c.number.in_(named))
        found = tuple((place_of(row), state_of(row)) for row in connection.execute(wanted, given))
        tasks = _due_errands(connection, given, errands_of)
        rows = connection.execute(_UNFREE, given).all()
        later = connection.execute(_NEXT, given).scalar()
        return Due(found, tasks, tuple(map(_host, rows)), later)


def _due_errands(
    connection: Connection, given: dict[str, Any], wanted: Collection[int] | None
) -> tuple[Errand, ...]:
    """Return the first errand of each host: a host is asked one thing at a time."""
    first = _FIRST_ERRANDS
    if wanted is not None:
        first = first.where(errands.c.place.in_(wanted))
    numbers = connection.execute(first, given).scalars().all()
    if not numbers:
        return ()
    question = select(errands).where(errands.c.number.in_(numbers)).order_by(errands.c.due_at)
    return tuple(_errand(row) for row in connection.execute(question))


# The questions are asked at every look, so they are made once.

_now, _furthest = bindparam("now", type_=Moment()), bindparam("furthest", type_=Moment())


def _ripe(column: Any) -> ColumnElement[bool]:
    return or_(column <= _now, column.table.c.set_at > _now)


def _unleased(table: Any) -> ColumnElement[bool]:
    until = table.c.leased_until
    # One that ends later than any lease taken now could was taken by a clock that was ahead.
    return or_(until.is_(None), until <= _now, until > _furthest)


_WATCHED = and_(places.c.paused_at.is_(None), places.c.removed_at.is_(None))
_NAMED = (
    select(places, states)
    .join_from(places, states, states.c.number == places.c.number)
    .where(_WATCHED, _unleased(states))
    .order_by(states.c.next_due, states.c.number)
)
_DUE = _NAMED.where(_ripe(states.c.next_due))
_FIRST_ERRANDS = (
    select(func.min(errands.c.number))
    .join(places, places.c.number == errands.c.place)
    .where(_WATCHED, _unleased(errands), _ripe(errands.c.due_at))
    .group_by(errands.c.host)
)
_UNFREE = select(politeness).where(politeness.c.next_allowed > _now, politeness.c.set_at <= _now)
_NEXT = select(
    func.min(
        union_all(
            *(
                select(func.min(table.c[column]).label("moment"))
                .join(places, places.c.number == table.c[key])
                .where(_WATCHED, table.c[column] > _now)
                for table, column, key in (
                    (states, "next_due", "number"),
                    (states, "leased_until", "number"),
                    (errands, "due_at", "place"),
                    (errands, "leased_until", "place"),
                )
            )
        )
        .subquery()
        .c.moment
    )
)


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
    busy = {row.host for row in connection.execute(_UNFREE, {"now": now})}
    return (wanted - busy) | {""}


def _lease(connection: Connection, table: Any, number: int, *, by: str, now: datetime) -> bool:
    given = {"the": number, "by": by, "now": now, "furthest": now + LEASE}
    return connection.execute(_LEASES[table], given).rowcount == 1


_LEASES = {
    table: change(table)
    .where(table.c.number == bindparam("the"), _unleased(table))
    .values(leased_by=bindparam("by"), leased_until=_furthest)
    for table in (states, errands)
}


def _occupy(connection: Connection, names: set[str], *, now: datetime) -> None:
    for name in sorted(names):
        row = {"host": name, "next_allowed": now + LEASE, "set_at": now}
        put_host(connection, row)


def put_host(connection: Connection, row: dict[str, Any]) -> None:
    """Keep what is known of a host's manners."""
    named = {**row, "the": row["host"]}
    statement = change(politeness).where(politeness.c.host == bindparam("the"))
    if connection.execute(statement, named).rowcount == 0:
        row = row | {"number": next_number(connection, politeness)}
        connection.execute(insert(politeness), row)


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
