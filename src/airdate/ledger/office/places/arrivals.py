"""What the watcher brought, found again: documents behind lines of the log, and the log by parts.

The log counts documents and does not name them: what was read is knowledge and outlasts the list of
places. A document is found by the moment that it shares with its line, and by its address.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from sqlalchemy import Connection, func, select
from sqlalchemy import update as change

from airdate.ledger import schema
from airdate.ledger.office.places.diary import _visit
from airdate.ledger.office.places.forms import Place, Visit
from airdate.ledger.office.places.register import place_of
from airdate.ledger.office.places.tables import places, states, visits

if TYPE_CHECKING:
    from airdate.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Arrival:
    """A document that a visit brought."""

    document_id: str
    heading: str
    outlet: str | None
    url: str | None
    said_on: date
    recorded_at: datetime


Line = tuple[Visit, Place, tuple[Arrival, ...]]


def lines(
    ledger: Ledger,
    *,
    place: Place | None = None,
    before: int | None = None,
    most: int = 50,
    telling: str = "",
) -> list[Line]:
    """Return lines of the log with what they brought, the latest first.

    before: the number of a line; those earlier than it.  telling: `documents` or `let_go`, those
    alone that brought or let go anything; "" for all.
    """
    c = visits.c
    question = select(visits).order_by(c.number.desc()).limit(most)
    if place is not None:
        question = question.where(c.place == place.number)
    if before is not None:
        question = question.where(c.number < before)
    if telling:
        question = question.where(c[telling] > 0)
    with ledger.office() as connection:
        found = [_visit(row) for row in connection.execute(question)]
        wanted = {visit.place for visit in found}
        known = {
            row.number: place_of(row)
            for row in connection.execute(select(places).where(places.c.number.in_(wanted)))
        }
        brought = _brought(connection, [v for v in found if v.documents], known)
    return [(visit, known[visit.place], brought.get(visit.number, ())) for visit in found]


def hasten(ledger: Ledger, place: Place, *, at: datetime) -> None:
    """Have a place visited as soon as its host allows; what it failed by still counts."""
    soon = {"next_due": at, "set_at": at}
    with ledger.office(write=True) as connection:
        connection.execute(change(states).where(states.c.number == place.number).values(**soon))


# ── documents of a line ─────────────────────────────────────────────────────────────────────


def _brought(
    connection: Connection, told: Sequence[Visit], known: dict[int, Place]
) -> dict[int, tuple[Arrival, ...]]:
    """Return the documents of lines, by their numbers."""
    by_moment: defaultdict[datetime, list[Visit]] = defaultdict(list)
    for visit in told:
        by_moment[visit.at].append(visit)
    arrived: defaultdict[datetime, list[Arrival]] = defaultdict(list)
    for arrival in _arrived(connection, list(by_moment)):
        arrived[arrival.recorded_at].append(arrival)
    found: dict[int, tuple[Arrival, ...]] = {}
    for moment, own in by_moment.items():
        found |= _shared_out(own, arrived[moment], known)
    return found


def _arrived(connection: Connection, moments: Sequence[datetime]) -> Iterable[Arrival]:
    """Return the documents that the ledger first met at these moments."""
    if not moments:
        return []
    met, texts = schema.locations.c, schema.texts.c
    first = (
        select(met.document, func.min(met.number).label("number"))
        .group_by(met.document)
        .where(
            met.document.in_(select(met.document).where(met.recorded_at.in_(moments))),
        )
        .subquery()
    )
    question = (
        select(
            schema.documents.c.id,
            func.max(texts.heading).label("heading"),
            met.outlet,
            met.url,
            met.said_on,
            met.recorded_at,
        )
        .join(first, first.c.number == met.number)
        .join(schema.documents, schema.documents.c.number == met.document)
        .join(schema.texts, texts.document == met.document)
        .where(met.recorded_at.in_(moments))
        .group_by(
            schema.documents.c.id, met.outlet, met.url, met.said_on, met.recorded_at, met.number
        )
        .order_by(met.number)
    )
    return [Arrival(*row) for row in connection.execute(question)]


def _shared_out(
    own: Sequence[Visit], arrived: Sequence[Arrival], known: dict[int, Place]
) -> dict[int, tuple[Arrival, ...]]:
    """Return the documents of lines of one moment; what may be of either of two is of neither."""
    if len(own) == 1 and len(arrived) <= own[0].documents:
        return {own[0].number: tuple(arrived)}
    articles = {visit.address for visit in own if visit.address}
    found = {}
    for visit in own:
        if visit.address:
            mine = [each for each in arrived if each.url == visit.address]
        else:
            host = _host(known[visit.place].address)
            rest = [each for each in arrived if each.url not in articles]
            mine = [each for each in rest if host and _host(each.url or "") == host]
        found[visit.number] = tuple(mine[: visit.documents])
    return found


def _host(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
