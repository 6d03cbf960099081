"""What is due, given out under leases; and what came of it, kept in one transaction.

A lease says who visits a place or an article, and until when it is believed: two watchers on one
ledger never ask the same thing at a time, and what a killed one held comes free by itself. Each
decision bears the moment at which it was made (`set_at`), so that one of a clock that was set
back since is known for one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Connection, Row, and_, delete, func, insert, or_, select
from sqlalchemy import update as change

from airdate.ledger.office.places.forms import Done, Errand, Host, Place, State
from airdate.ledger.office.places.register import place_of
from airdate.ledger.office.places.tables import (
    errands,
    places,
    politeness,
    seen,
    states,
    visits,
)

if TYPE_CHECKING:
    from airdate.ledger import Ledger

LEASE = timedelta(minutes=10)
"""How long a visit is believed to be under way: longer than any visit's own limits of time."""

EVERYWHERE = 0
"""The place under which articles are marked that were read, whichever place named them."""

_MANY = 500
_ROBOTS_CHARACTERS = 600_000


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


def due(ledger: Ledger, *, now: datetime, named: Collection[int] | None = None) -> Due:
    """Return what falls due by now and nobody has the lease of, longest due first.

    What was set by a clock that is ahead of this one counts as due: the schedule sets it anew.
    named: the numbers of places that are to be visited now, whatever their time; None: all due.
    """
    with ledger.office() as connection:
        found = _due_places(connection, now, named)
        tasks = _due_errands(connection, now, named)
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
    return tuple((place_of(row), _state(row)) for row in rows)


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


def _state(row: Row[Any]) -> State:
    kept = row._mapping
    return State(
        **{name: kept[states.c[name]] for name in _STATE}, marks=tuple(kept[states.c.marks] or ())
    )


_STATE = tuple(name for name in State.__dataclass_fields__ if name != "marks")


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
        _put_host(connection, row)


def _put_host(connection: Connection, row: dict[str, Any]) -> None:
    found = connection.execute(
        change(politeness).where(politeness.c.host == row["host"]).values(**row)
    )
    if found.rowcount == 0:
        connection.execute(insert(politeness), row | {"number": _next(connection, politeness)})


def _next(connection: Connection, table: Any) -> int:
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
    known = {row._mapping[places.c.number]: (place_of(row), _state(row)) for row in rows}
    read = _met(connection, EVERYWHERE, [task.key for task in got])
    hosts = connection.execute(select(politeness).where(politeness.c.host.in_(set(names))))
    return Held(
        tuple((*known[place.number], _marks(connection, place.number)) for place in ours),
        tuple((task, known[task.place][0], task.key in read) for task in got),
        {row.host: _host(row) for row in hosts},
    )


def _marks(connection: Connection, place: int) -> frozenset[str]:
    return frozenset(connection.execute(select(seen.c.key).where(seen.c.place == place)).scalars())


def _met(connection: Connection, place: int, keys: Sequence[str]) -> dict[str, date]:
    """Return which of the marks are kept for a place, and when each was last met."""
    found: dict[str, date] = {}
    for start in range(0, len(keys), _MANY):
        question = select(seen.c.key, seen.c.met_on).where(
            seen.c.place == place, seen.c.key.in_(keys[start : start + _MANY])
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


# ── keeping ─────────────────────────────────────────────────────────────────────────────────


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
                _put_host(connection, _host_row(host))


def _log(connection: Connection, done: Sequence[Done]) -> None:
    first = _next(connection, visits)
    rows = [
        {**asdict(one.visit), "number": first + place, "examples": list(one.visit.examples)}
        for place, one in enumerate(done)
    ]
    if rows:
        connection.execute(insert(visits), rows)


def _keep_place(connection: Connection, one: Done, *, by: str) -> None:
    if one.state is not None:
        row = {name: getattr(one.state, name) for name in _STATE}
        row |= {"marks": list(one.state.marks) or None, "leased_by": None, "leased_until": None}
        connection.execute(
            change(states)
            .where(states.c.number == one.state.number, states.c.leased_by == by)
            .values(**row)
        )
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
    known = _met(connection, place, unique)
    fresh = [key for key in unique if key not in known]
    if fresh:
        first = _next(connection, seen)
        connection.execute(
            insert(seen),
            [
                {"number": first + i, "place": place, "key": key, "met_on": day}
                for i, key in enumerate(fresh)
            ],
        )
    stale = [key for key, met in known.items() if abs((day - met).days) >= 7]
    for start in range(0, len(stale), _MANY):
        part = stale[start : start + _MANY]
        connection.execute(
            change(seen).where(seen.c.place == place, seen.c.key.in_(part)).values(met_on=day)
        )


def _keep_errands(connection: Connection, one: Done) -> None:
    if one.finished is not None:
        connection.execute(delete(errands).where(errands.c.number == one.finished))
    new = [errand for errand in one.errands if not errand.number]
    for errand in one.errands:
        if errand.number:
            row = asdict(errand) | {"leased_by": None, "leased_until": None}
            connection.execute(
                change(errands).where(errands.c.number == errand.number).values(**row)
            )
    keys = [errand.key for errand in new]
    there = _waiting_keys(connection, one.visit.place, keys)
    first = _next(connection, errands)
    rows = {errand.key: errand for errand in new if errand.key not in there}
    if rows:
        connection.execute(
            insert(errands),
            [asdict(each) | {"number": first + i} for i, each in enumerate(rows.values())],
        )


def _waiting_keys(connection: Connection, place: int, keys: Sequence[str]) -> set[str]:
    found: set[str] = set()
    for start in range(0, len(keys), _MANY):
        part = keys[start : start + _MANY]
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
