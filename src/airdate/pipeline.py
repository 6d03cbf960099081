"""The route on one screen: read, record, reconcile, forecast, tell. No logic of its own.

Each step imports its rooms, so that `airdate read` does not pay for the forecaster's numpy.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING

from airdate.model import (
    Brief,
    Document,
    Entry,
    Event,
    Forecast,
    Installment,
    Profile,
    Reading,
    Status,
    Timeline,
    Unreadable,
)

if TYPE_CHECKING:
    from airdate.claims import Catalogue
    from airdate.documents import Given
    from airdate.forecast import Move, Parameters
    from airdate.ledger import Ledger, Recorded
    from airdate.rumours import Rumour
    from airdate.sources import Hindsight

# A brief tells how the forecast moved with the news of so many days.
_TOLD_DAYS = 6


def read(
    places: Iterable[str], *, given: Given, catalogue: Catalogue | None = None
) -> Iterator[Reading | Unreadable]:
    """Yield a reading for each document found at the places, or why there is none.

    A document without a day is read as if it were of the day on which it is read.
    catalogue: what works are called, as `catalogue` makes it of a ledger.
    """
    from airdate import documents

    for place in places:
        for found in documents.read_source(place, given=given):
            if isinstance(found, Unreadable):
                yield found
            else:
                yield _reading(found, place, today=given.now.date(), catalogue=catalogue)


def catalogue(ledger: Ledger) -> Catalogue:
    """Return what people have told the ledger of how works are called.

    Not the titles that were read: what is read must not depend on what was read before it.
    """
    from airdate.claims import Catalogue

    return Catalogue(aliases=tuple(ledger.aliases()))


def _reading(
    document: Document, place: str, *, today: date, catalogue: Catalogue | None
) -> Reading | Unreadable:
    from airdate import claims, documents

    name = document.name or document.url or f"{place}, “{document.heading[:80]}”"
    if document.language.partition("-")[0].lower() not in claims.LANGUAGES:
        seen = documents.language_of(document.text)
        if seen not in claims.LANGUAGES:
            known = ", ".join(claims.LANGUAGES)
            return Unreadable(
                name,
                f"it is in the language {document.language!r}, which is not read yet",
                f"give a text in one of these languages: {known}",
            )
        # A page in English on a site of another language: the words decide.
        document = replace(document, language=seen)
    try:
        return claims.read(document, anchor=document.published or today, catalogue=catalogue)
    except (ArithmeticError, LookupError, RecursionError, TypeError, ValueError) as error:
        # A fault of ours: it costs this document alone, and is told, not lost.
        return Unreadable(
            name,
            f"the reader failed on “{document.heading[:80]}”: {error!r}",
            "this is a fault of airdate: please report it with the text",
        )


def record(ledger: Ledger, reading: Reading, *, recorded_at: datetime) -> Recorded:
    """Keep a reading in the ledger; return what was new in it."""
    return ledger.record(reading, recorded_at=recorded_at)


def reconcile(
    ledger: Ledger, installment: Installment, *, as_of: date, known_at: datetime | None = None
) -> Timeline:
    """Return what is believed of an installment as of a day."""
    entries = ledger.entries(installment, as_of=as_of, known_at=known_at, general=True)
    known = hindsight(ledger, known_at=known_at)
    return believe(installment, entries, as_of=as_of, hindsight=known)


def hindsight(ledger: Ledger, *, known_at: datetime | None = None) -> Hindsight:
    """Return what time decided on all claims of the ledger, by which its outlets are weighed.

    It is made once for each state of an open ledger, and asked for the records as of any day.
    """
    from airdate import sources

    return sources.hindsight(ledger.testimony(known_at=known_at))


def believe(
    installment: Installment,
    entries: Sequence[Entry],
    *,
    as_of: date,
    hindsight: Hindsight | None = None,
) -> Timeline:
    """Return what is believed of an installment by these entries, and the outlets' records."""
    from airdate import sources, timeline

    record = hindsight.track_record(as_of) if hindsight else None
    weighed = sources.weigh(entries, as_of=as_of, track_record=record)
    return timeline.reconcile(installment, weighed, as_of=as_of)


def foresee(
    ledger: Ledger,
    believed: Timeline,
    *,
    known_at: datetime | None = None,
    parameters: Parameters | None = None,
) -> Forecast:
    """Return the forecast for a timeline, with what the ledger knows of the season before.

    parameters: figures fitted anew; those that ship with airdate if None.
    """
    from airdate import forecast

    known = profile(ledger, believed.installment, as_of=believed.as_of, known_at=known_at)
    return forecast.forecast(believed, as_of=believed.as_of, profile=known, parameters=parameters)


def rumours(
    ledger: Ledger, installment: Installment, *, as_of: date, known_at: datetime | None = None
) -> tuple[Rumour, ...]:
    """Return the rumours on an installment, each with what became of it by a day."""
    from airdate.rumours import trace

    return trace(reconcile(ledger, installment, as_of=as_of, known_at=known_at))


def profile(
    ledger: Ledger, installment: Installment, *, as_of: date, known_at: datetime | None = None
) -> Profile:
    """Return what the ledger knows of an installment beside its milestones.

    Its service, country, kind and genre, and when the seasons before it came out.
    """
    return _profile(_heard(ledger, installment, as_of=as_of, known_at=known_at), as_of)


@dataclass(frozen=True)
class _Heard:
    """All that was heard of an installment, by which it can be believed as of any day.

    past: the two seasons before it, the last one first, each with its entries.
    """

    installment: Installment
    entries: Sequence[Entry]
    past: Sequence[tuple[Installment, Sequence[Entry]]]
    hindsight: Hindsight


def _heard(
    ledger: Ledger, installment: Installment, *, as_of: date, known_at: datetime | None
) -> _Heard:
    def entries(of: Installment) -> Sequence[Entry]:
        return ledger.entries(of, as_of=as_of, known_at=known_at, general=True)

    season = installment.season or 0
    before = [Installment(installment.title, n) for n in (season - 1, season - 2) if n > 0]
    return _Heard(
        installment,
        entries(installment),
        [(each, entries(each)) for each in before],
        hindsight(ledger, known_at=known_at),
    )


def _believed(heard: _Heard, day: date) -> Timeline:
    return believe(heard.installment, heard.entries, as_of=day, hindsight=heard.hindsight)


def _profile(heard: _Heard, day: date) -> Profile:
    return _beside(heard, day, _before(heard, day))


def _before(heard: _Heard, day: date) -> tuple[date | None, date | None]:
    """Return when the season before it came out, and the one before that."""
    days = [_released(heard, season, entries, day) for season, entries in heard.past]
    previous, earlier = [*days, None, None][:2]
    return previous, earlier if previous else None


def _beside(heard: _Heard, day: date, before: tuple[date | None, date | None]) -> Profile:
    """Return what is known beside the milestones. before: as `_before` returns it."""
    from airdate import forecast, sources

    said = [heard.entries, *(entries for _, entries in heard.past)]
    known = [entry for entries in said for entry in entries if entry.said_on <= day]
    own = forecast.told(
        heard.installment, known, published_by=sources.published_by, lookup=sources.lookup
    )
    return replace(own, previous_release=before[0], earlier_release=before[1])


def _released(
    heard: _Heard, season: Installment, entries: Sequence[Entry], day: date
) -> date | None:
    release = believe(season, entries, as_of=day, hindsight=heard.hindsight).belief(Event.RELEASE)
    if release is None or release.status is not Status.DONE or release.when is None:
        return None
    return release.when.earliest or release.when.latest


def history(
    ledger: Ledger,
    installment: Installment,
    *,
    as_of: date,
    known_at: datetime | None = None,
    parameters: Parameters | None = None,
) -> tuple[Move, ...]:
    """Return how the forecast of an installment moved with each day of news, up to a day."""
    heard = _heard(ledger, installment, as_of=as_of, known_at=known_at)
    return _moves(heard, _believed(heard, as_of), parameters=parameters)


def _moves(
    heard: _Heard, today: Timeline, *, parameters: Parameters | None, last: int = 0
) -> tuple[Move, ...]:
    """Return the moves up to a timeline. last: with the latest so many days of news; 0: all."""
    from airdate import forecast

    @cache
    def before(day: date) -> tuple[date | None, date | None]:
        return _before(heard, day)

    past = sorted({entry.said_on for _, entries in heard.past for entry in entries})
    days = forecast.days_of_news(heard.entries, heard.installment, as_of=today.as_of)[-last:]
    return forecast.history(
        sorted({*days, today.as_of}),
        believed=lambda day: today if day == today.as_of else _believed(heard, day),
        # When the seasons before came changes with news of them alone.
        profiled=lambda day: _beside(
            heard, day, before(max((d for d in past if d <= day), default=day))
        ),
        parameters=parameters,
    )


def tell(
    ledger: Ledger,
    installment: Installment,
    *,
    ref: str,
    as_of: date,
    known_at: datetime | None = None,
    parameters: Parameters | None = None,
) -> Brief:
    """Return the brief of an installment as of a day; `ref` is its reference in the ledger."""
    from airdate import brief, forecast

    heard = _heard(ledger, installment, as_of=as_of, known_at=known_at)
    believed = _believed(heard, as_of)
    known = _profile(heard, as_of)
    found = forecast.forecast(believed, as_of=as_of, profile=known, parameters=parameters)
    moved = _moves(heard, believed, parameters=parameters, last=_TOLD_DAYS)
    return brief.write(believed, found, ref=ref, moved=moved)
