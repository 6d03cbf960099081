"""The route on one screen: read, record, reconcile, forecast, tell. No logic of its own.

Each step imports its rooms, so that `airdate read` does not pay for the forecaster's numpy.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from airdate.errors import Overrun
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
    from airdate.checking import Article, Checkup
    from airdate.claims import Catalogue
    from airdate.documents import Given
    from airdate.forecast import Move, Parameters
    from airdate.ledger import Ledger, Recorded
    from airdate.rumours import Rumour
    from airdate.sources import Hindsight, Scales

# A brief tells how the forecast moved with the news of so many days.
_TOLD_DAYS = 6


def read(
    places: Iterable[str], *, given: Given, catalogue: Catalogue | None = None
) -> Iterator[Reading | Unreadable]:
    """Yield a reading for each document found at the places, or why there is none.

    A document without a day is read as if it were of the day on which it is read.  What addresses
    give is read within bounds of time and memory, and so is the rest from then on.
    catalogue: what works are called, as `catalogue` makes it of a ledger.
    """
    from airdate import confinement, documents

    with ExitStack() as bounds:
        for place in places:
            if documents.is_address(place):
                bounds.enter_context(confinement.enforced(warm=True))
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
    from airdate import claims, confinement, documents

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
    anchor = document.published or today
    names = catalogue.within(document.text) if catalogue else None
    try:
        return confinement.call(claims.read, document, anchor=anchor, catalogue=names)
    except Overrun as error:
        return Unreadable(name, error.problem, error.remedy)
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


def check(
    ledger: Ledger,
    reading: Reading,
    *,
    as_of: date,
    known_at: datetime | None = None,
    parameters: Parameters | None = None,
) -> Checkup:
    """Return a draft, as it was read, beside all that the ledger knows as of a day."""
    from airdate import checking
    from airdate.ledger.lookup import same_work

    listed = ledger.installments(as_of=as_of, known_at=known_at)

    def find(named: Installment) -> Installment | None:
        return same_work(listed, named)

    def ask(installment: Installment) -> checking.Known:
        believed = reconcile(ledger, installment, as_of=as_of, known_at=known_at)
        foreseen = foresee(ledger, believed, known_at=known_at, parameters=parameters)
        return checking.Known(believed, foreseen)

    return checking.check(reading, as_of=as_of, find=find, ask=ask)


def article(
    ledger: Ledger,
    installment: Installment,
    *,
    as_of: date,
    known_at: datetime | None = None,
    parameters: Parameters | None = None,
) -> Article:
    """Return an article on an installment as of a day, each sentence read back and borne out."""
    from airdate import checking
    from airdate.brief.article import compose

    believed = reconcile(ledger, installment, as_of=as_of, known_at=known_at)
    found = foresee(ledger, believed, known_at=known_at, parameters=parameters)
    named = catalogue(ledger)
    draft = compose(believed, found)

    def checked(written: Article) -> Checkup:
        text = _read_article(written, catalogue=named)
        asked: Any = {"as_of": as_of, "known_at": known_at, "parameters": parameters}
        return check(ledger, text, **asked)

    return checking.ground(draft, installment=installment, as_of=as_of, check=checked)


def _read_article(written: Article, *, catalogue: Catalogue) -> Reading:
    """Return an article of ours, written out and read as any other."""
    from airdate import claims
    from airdate.documents.markdown import read_markdown
    from airdate.publish.article import article_markdown

    found = read_markdown(article_markdown(written), source="the article")
    if isinstance(found, Unreadable):
        raise ValueError(f"an article of ours cannot be read: {found.reason}")
    return claims.read(found, anchor=written.as_of, catalogue=catalogue)


def profile(
    ledger: Ledger, installment: Installment, *, as_of: date, known_at: datetime | None = None
) -> Profile:
    """Return what the ledger knows of an installment beside its milestones.

    Its service, country, kind and genre, and when the seasons before it came out.
    """
    return heard(ledger, installment, as_of=as_of, known_at=known_at).profile(as_of)


def heard(
    ledger: Ledger,
    installment: Installment,
    *,
    as_of: date,
    known_at: datetime | None = None,
    known: Hindsight | None = None,
) -> Heard:
    """Return all that was heard of an installment up to a day, to be told of in several ways.

    known: what time decided, where it is at hand; the ledger is asked for it if None.
    """

    def entries(of: Installment) -> Sequence[Entry]:
        return ledger.entries(of, as_of=as_of, known_at=known_at, general=True)

    season = installment.season or 0
    before = [Installment(installment.title, n) for n in (season - 1, season - 2) if n > 0]
    return Heard(
        installment,
        entries(installment),
        [(each, entries(each)) for each in before],
        known or hindsight(ledger, known_at=known_at),
    )


def history(
    ledger: Ledger,
    installment: Installment,
    *,
    as_of: date,
    known_at: datetime | None = None,
    parameters: Parameters | None = None,
) -> tuple[Move, ...]:
    """Return how the forecast of an installment moved with each day of news, up to a day."""
    found = heard(ledger, installment, as_of=as_of, known_at=known_at)
    return found.moves(as_of, parameters=parameters)


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
    found = heard(ledger, installment, as_of=as_of, known_at=known_at)
    return found.brief(as_of, ref=ref, parameters=parameters)


class Heard:
    """All that was heard of an installment: believed and foretold as of any day, each day once.

    past: the two seasons before it, the last one first, each with its entries.
    """

    def __init__(
        self,
        installment: Installment,
        entries: Sequence[Entry],
        past: Sequence[tuple[Installment, Sequence[Entry]]],
        hindsight: Hindsight,
    ) -> None:
        from airdate import forecast, sources

        self.installment = installment
        self.entries = entries
        self._hindsight = hindsight
        self._scales = sources.Scales(entries)
        self._past = [(season, sources.Scales(said)) for season, said in past]
        self._past_days = sorted({entry.said_on for _, said in past for entry in said})
        self._told = forecast.Told(
            installment,
            [*entries, *(entry for _, said in past for entry in said)],
            published_by=sources.published_by,
            lookup=sources.lookup,
        )
        self._believed: dict[tuple[date, date | None], Timeline] = {}
        self._before: dict[date, tuple[date | None, date | None]] = {}
        self._foreseen: dict[tuple[int, date, Profile, int], tuple[Timeline, Forecast]] = {}

    def believed(self, day: date, *, said_by: date | None = None) -> Timeline:
        """Return what is believed as of a day. said_by: as if nothing had been said since."""
        key = (day, said_by)
        if key not in self._believed:
            self._believed[key] = self._reconciled(
                self.installment, self._scales, day, said_by=said_by
            )
        return self._believed[key]

    def _reconciled(
        self, installment: Installment, scales: Scales, day: date, *, said_by: date | None = None
    ) -> Timeline:
        from airdate import timeline

        record = self._hindsight.track_record(day)
        weighed = scales.weigh(day, record, said_by=said_by)
        return timeline.reconcile(installment, weighed, as_of=day)

    def profile(self, day: date) -> Profile:
        """Return what is known beside the milestones as of a day."""
        return self._beside(day, self._seasons_before(day))

    def _beside(self, day: date, before: tuple[date | None, date | None]) -> Profile:
        return replace(self._told.by(day), previous_release=before[0], earlier_release=before[1])

    def _seasons_before(self, day: date) -> tuple[date | None, date | None]:
        """Return when the season before it came out, and the one before that."""
        if day not in self._before:
            days = [self._released(season, scales, day) for season, scales in self._past]
            previous, earlier = [*days, None, None][:2]
            self._before[day] = (previous, earlier if previous else None)
        return self._before[day]

    def _released(self, season: Installment, scales: Scales, day: date) -> date | None:
        release = self._reconciled(season, scales, day).belief(Event.RELEASE)
        if release is None or release.status is not Status.DONE or release.when is None:
            return None
        return release.when.earliest or release.when.latest

    def forecast(
        self, believed: Timeline, day: date, known: Profile, parameters: Parameters | None = None
    ) -> Forecast:
        """Return the forecast as of a day for a timeline of that day or of an earlier one."""
        from airdate import forecast

        key = (id(believed), day, known, id(parameters))
        if key not in self._foreseen:
            found = forecast.forecast(believed, as_of=day, profile=known, parameters=parameters)
            # The timeline is kept with it, so that its number stays its own.
            self._foreseen[key] = (believed, found)
        return self._foreseen[key][1]

    def moves(
        self, as_of: date, *, parameters: Parameters | None = None, last: int = 0
    ) -> tuple[Move, ...]:
        """Return the moves up to a day. last: with the latest so many days of news; 0: all."""
        from airdate import forecast

        days = forecast.days_of_news(self.entries, self.installment, as_of=as_of)[-last:]
        return forecast.history(
            sorted({*days, as_of}),
            believed=self.believed,
            profiled=lambda day: self._beside(day, self._seasons_before(self._past_news(day))),
            foreseen=lambda believed, day, known: self.forecast(believed, day, known, parameters),
        )

    def _past_news(self, day: date) -> date:
        """Return the day up to which one has heard of the seasons before.

        When they came changes with news of them alone.
        """
        place = bisect_right(self._past_days, day)
        return self._past_days[place - 1] if place else day

    def brief(self, as_of: date, *, ref: str, parameters: Parameters | None = None) -> Brief:
        """Return the brief as of a day; `ref` is the installment's reference in the ledger."""
        from airdate import brief

        believed = self.believed(as_of)
        found = self.forecast(believed, as_of, self.profile(as_of), parameters)
        moved = self.moves(as_of, parameters=parameters, last=_TOLD_DAYS)
        return brief.write(believed, found, ref=ref, moved=moved)
