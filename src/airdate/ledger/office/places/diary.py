"""What the watcher did, told: the log of visits, the health of places, counts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row, func, select

from airdate.ledger.office.places.forms import Place, State, Visit
from airdate.ledger.office.places.register import place_of
from airdate.ledger.office.places.tables import errands, places, states, visits
from airdate.ledger.office.places.turns import state_of

if TYPE_CHECKING:
    from airdate.ledger import Ledger

_PART = 1_000
FAILED = (
    *("missing", "gone", "refused", "forbidden", "busy", "server failed", "unreached"),
    *("unreadable", "fault"),
)
"""The outcomes of visits that gave no answer of use; the watcher's own words for them."""


@dataclass(frozen=True, slots=True)
class Health:
    """A place with its state, and how many articles that it named are yet to be read."""

    place: Place
    state: State
    waiting: int

    @property
    def word(self) -> str:
        """How it is: paused, new, failing or well."""
        if not self.place.watched:
            return "paused"
        if self.state.last_at is None:
            return "new"
        return "failing" if self.state.failures else "well"


@dataclass(frozen=True, slots=True)
class Counts:
    """What came of all visits since a moment."""

    visits: int
    documents: int
    let_go: int
    failed: int
    bytes: int


def health(ledger: Ledger, *, removed: bool = False) -> list[Health]:
    """Return each place with how it is, the first added first. removed: those taken back, too."""
    question = (
        select(places, states)
        .join_from(places, states, states.c.number == places.c.number)
        .order_by(places.c.number)
    )
    if not removed:
        question = question.where(places.c.removed_at.is_(None))
    with ledger.office() as connection:
        left = dict(
            map(
                tuple,
                connection.execute(
                    select(errands.c.place, func.count()).group_by(errands.c.place)
                ).all(),
            )
        )
        return [
            Health(place_of(row), state_of(row), left.get(row.number, 0))
            for row in connection.execute(question)
        ]


def log(
    ledger: Ledger,
    *,
    place: Place | None = None,
    since: datetime | None = None,
    last: int | None = None,
) -> list[tuple[Visit, Place]]:
    """Return the visits, the latest last. last: so many of them at most."""
    return list(entries(ledger, place=place, since=since, last=last))


def entries(
    ledger: Ledger,
    *,
    place: Place | None = None,
    since: datetime | None = None,
    last: int | None = None,
) -> Iterator[tuple[Visit, Place]]:
    """Yield the visits as `log` returns them; a long log need not fit into memory."""
    question = select(visits)
    if place is not None:
        question = question.where(visits.c.place == place.number)
    if since is not None:
        question = question.where(visits.c.at >= since)
    with ledger.office() as connection:
        known = {row.number: place_of(row) for row in connection.execute(select(places))}
        if last is not None:
            rows = connection.execute(question.order_by(visits.c.number.desc()).limit(last)).all()
            yield from ((_visit(row), known[row.place]) for row in reversed(rows))
            return
        ordered = question.order_by(visits.c.number).execution_options(yield_per=_PART)
        for row in connection.execute(ordered):
            yield _visit(row), known[row.place]


def counts(ledger: Ledger, *, since: datetime | None = None) -> Counts:
    """Return what came of all visits since a moment, or ever."""
    c = visits.c
    question = select(
        func.count(),
        func.coalesce(func.sum(c.documents), 0),
        func.coalesce(func.sum(c.let_go), 0),
        func.count(c.number).filter(c.outcome.in_(FAILED)),
        func.coalesce(func.sum(c.bytes), 0),
    )
    if since is not None:
        question = question.where(c.at >= since)
    with ledger.office() as connection:
        return Counts(*connection.execute(question).one())


def waiting(ledger: Ledger) -> int:
    """Return how many articles are yet to be read."""
    with ledger.office() as connection:
        found: int = connection.execute(select(func.count()).select_from(errands)).scalar() or 0
        return found


def _visit(row: Row[Any]) -> Visit:
    kept = dict(row._mapping)
    return Visit(**kept | {"examples": tuple(kept["examples"])})
