"""The route on one screen: read, record, reconcile, forecast, tell. No logic of its own.

Each step imports its rooms, so that `airdate read` does not pay for the forecaster's numpy.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from airdate.errors import Overrun
from airdate.hearing import Beside, Heard, Season
from airdate.model import (
    Brief,
    Document,
    Entry,
    Forecast,
    Installment,
    Profile,
    Reading,
    Thread,
    Timeline,
    Unreadable,
    title_key,
)

if TYPE_CHECKING:
    from airdate.brief.article import Sentence
    from airdate.checking import Article, Checkup, Reworded
    from airdate.claims import Catalogue
    from airdate.documents import Given
    from airdate.documents.saved import Overheard
    from airdate.forecast import Move, Parameters
    from airdate.ledger import Ledger, Recorded
    from airdate.ledger.office.talk import Kept
    from airdate.llm import Compared, Endpoint
    from airdate.pulse import Pulse
    from airdate.rumours import Rumour
    from airdate.sources import Hindsight


def read(
    places: Iterable[str],
    *,
    given: Given,
    catalogue: Catalogue | None = None,
    said_on: Callable[[str], date | None] = lambda document: None,
) -> Iterator[Reading | Unreadable]:
    """Yield a reading for each document found at the places, or why there is none.

    A document without a day is read as if it were of the day on which it is first read.  What
    addresses give is read within bounds of time and memory, and so is the rest from then on.
    catalogue: what works are called, as `catalogue` makes it of a ledger.
    said_on: the day on which a known document counts as said, by its id; as `said_on` here.
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
                    day = found.published or said_on(found.id) or given.now.date()
                    yield _reading(found, place, anchor=day, catalogue=catalogue)


def catalogue(ledger: Ledger) -> Catalogue:
    """Return what people have told the ledger of how works are called.

    Not the titles that were read: what is read must not depend on what was read before it.
    """
    from airdate.claims import Catalogue

    return Catalogue(aliases=tuple(ledger.aliases()))


def said_on(ledger: Ledger, document_id: str) -> date | None:
    """Return the day on which a document of the ledger counts as said, None where it has none."""
    from airdate.errors import UnknownReference

    try:
        document, met = ledger.document(document_id)
    except UnknownReference:
        return None
    first = met[0].recorded_at.date()
    return min(document.published or first, first)


def _reading(
    document: Document, place: str, *, anchor: date, catalogue: Catalogue | None
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


def read_again(reading: Reading, *, endpoint: Endpoint, now: datetime) -> Compared:
    """Return a reading joined with that of a model, each claim with the name of its reader.

    Raises: SourceError where the model does not answer; Refused where its address may not be asked.
    """
    from airdate import llm

    anchor = reading.document.published or now.date()
    return llm.join(reading, llm.read(reading.document, anchor=anchor, endpoint=endpoint, now=now))


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


def listen(ledger: Ledger, thread: Thread, *, recorded_at: datetime) -> Kept | None:
    """Return what was new in the talk of a thread; None where it is about no work we know."""
    from airdate.ledger.office import follows, talk
    from airdate.pulse.about import about

    known = [listed.installment for listed in ledger.installments()]
    known += [each.installment for each in follows.followed(ledger)]
    names = {title_key(alias): title_key(title) for alias, title in ledger.aliases()}
    work = about(thread, known=known, names=names)
    if work is None:
        return None
    return talk.keep(ledger, thread, about=work, recorded_at=recorded_at)


def overhear(ledger: Ledger, heard: Iterable[Overheard], *, now: datetime) -> int:
    """Return how many posts are new in what may hold conversations; they are kept for the pulse."""
    from airdate.documents.saved import threads_of
    from airdate.ledger.office import talk

    secret, new = b"", 0
    for one in heard:
        secret = secret or talk.authors_secret(ledger)
        for thread in threads_of(one, now=now, secret=secret):
            kept = listen(ledger, thread, recorded_at=now)
            new += kept.new if kept else 0
    return new


def pulse(
    ledger: Ledger, installment: Installment, *, as_of: date, known_at: datetime | None = None
) -> Pulse:
    """Return how fans feel about an installment as of a day.

    Raises: UsageError where the sentiment library is not installed.
    """
    from airdate.ledger.office import talk
    from airdate.pulse import measure

    said = talk.said_of(ledger, installment, as_of=as_of, known_at=known_at)
    return measure(said, as_of=as_of)


def article(
    ledger: Ledger,
    installment: Installment,
    *,
    as_of: date,
    known_at: datetime | None = None,
    parameters: Parameters | None = None,
    rephrase: Callable[[Sequence[str]], Sequence[str]] | None = None,
) -> Reworded:
    """Return an article on an installment as of a day, each sentence read back and borne out.

    rephrase: gives other words for its sentences, which are taken only if all are borne out too.
    """
    from airdate import checking
    from airdate.brief.article import compose

    believed = reconcile(ledger, installment, as_of=as_of, known_at=known_at)
    found = foresee(ledger, believed, known_at=known_at, parameters=parameters)
    named = catalogue(ledger)
    talk = reactions(ledger, installment, as_of=as_of, known_at=known_at)
    draft = compose(believed, found, reactions=talk)

    def checked(written: Article) -> Checkup:
        text = read_article(written, catalogue=named)
        asked: Any = {"as_of": as_of, "known_at": known_at, "parameters": parameters}
        return check(ledger, text, **asked)

    written = checking.ground(draft, installment=installment, as_of=as_of, check=checked)
    if rephrase is None:
        return checking.Reworded(written)
    return checking.reworded(written, rephrase([line.text for line in written.lines]), checked)


def reactions(
    ledger: Ledger, installment: Installment, *, as_of: date, known_at: datetime | None = None
) -> tuple[Sentence, ...]:
    """Return what an article says of fan talk: nothing without posts, or what measures them."""
    from airdate.errors import UsageError
    from airdate.ledger.office.talk import mark_of
    from airdate.publish import pulse as told

    if mark_of(ledger, installment) is None:
        return ()
    try:
        return told.reactions(pulse(ledger, installment, as_of=as_of, known_at=known_at))
    except UsageError:  # the sentiment library is an extra
        return ()


def read_article(written: Article, *, catalogue: Catalogue) -> Reading:
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
    beside: Beside | None = None,
) -> Heard:
    """Return all that was heard of an installment up to a day, to be told of in several ways.

    beside: what is at hand of it already: what time decided, and other seasons as of that day.
    """
    at_hand = beside or Beside(hindsight(ledger, known_at=known_at), {})

    def season(number: int | None) -> Season:
        of = Installment(installment.title, number)
        if of not in at_hand.seasons:
            said = ledger.entries(of, as_of=as_of, known_at=known_at, general=True)
            at_hand.seasons[of] = Season(of, said, at_hand.known)
        return at_hand.seasons[of]

    before = (installment.season or 0) - 1, (installment.season or 0) - 2
    return Heard(season(installment.season), [season(n) for n in before if n > 0])


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
