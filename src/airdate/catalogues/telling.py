"""A catalogue's answer as a document, in our own words; and that document, read.

Each fact is a paragraph. The reader of the articles reads them; since it is known what each of
them says and of which installment, a claim counts only where it agrees with its fact.
"""

from __future__ import annotations

import re
from calendar import month_name
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from airdate.catalogues.forms import Season, Work
from airdate.claims import Catalogue
from airdate.claims import read as read_claims
from airdate.documents import compose
from airdate.model import (
    Claim,
    DateRange,
    Document,
    Event,
    Installment,
    Milestone,
    Reading,
    WorkKind,
)
from airdate.wording import day_words

_MOST_SEASONS = 60
"""The latest are told: a daily programme may have more, which nobody awaits."""

_LISTED = "as this catalogue of works lists it"
"""Ends each fact: so catalogues that list the same say the same in so many words that it is told as
one report, whichever service they name. They copy each other, or the same announcement."""

_MONTH_DAYS = 31
# Where a sentence may be taken to end within a title, the work is not named in it.
_BREAKS = re.compile(r"[.?!…]\s*\S|[.?!…]{2,}|[“”\"«»]")

_NAMES = {"tvmaze.com": "TVmaze", "wikidata.org": "Wikidata", "themoviedb.org": "TMDB"}


@dataclass(frozen=True, slots=True)
class Fact:
    """One paragraph of a telling, and what it claims of what.

    events: those that it tells; none where it is told for people alone.
    """

    words: str
    subject: Installment
    events: tuple[Event, ...] = ()
    when: DateRange | None = None

    @property
    def bare(self) -> str:
        """The words without their end, which is the same in all facts."""
        return self.words.replace(f", {_LISTED}.", ".")


@dataclass(frozen=True, slots=True)
class Told:
    """A document of a catalogue's answer.

    facts: one a paragraph, below the heading.  name, title: what the catalogue calls the work,
    and what the ledger does.
    """

    document: Document
    facts: tuple[Fact, ...]
    name: str
    title: str

    @property
    def words(self) -> str:
        """What it tells, without the heading, which bears the day."""
        return "\n".join(fact.words for fact in self.facts)


def told(
    work: Work, *, retrieved: date, title: str | None = None, last_season: int | None = None
) -> Told:
    """Return what a catalogue lists of a work, as a document.

    It bears the first day on which it could be said like this: when the catalogue changed the
    work, or the latest of its days that has passed since; without the former, the day of asking.
    title: what the ledger calls the work.  last_season: none after it is told.
    """
    wanted = [s for s in work.seasons if last_season is None or s.number <= last_season]
    trimmed = replace(work, seasons=tuple(wanted[-_MOST_SEASONS:]))
    day = _day(trimmed, retrieved)
    called = title or work.title
    facts = tuple(_facts(trimmed, called, day=day))
    return Told(_document(trimmed, facts, day=day), facts, work.title, called)


def understand(telling: Told, *, catalogue: Catalogue | None = None) -> Reading:
    """Return the claims of a telling, read by the reader of the articles and held to its facts.

    A claim that says other than its fact is left out: it would be a misreading of our own words.
    catalogue: what works are called.
    """
    document = telling.document
    anchor = document.published or date.max
    known = catalogue or Catalogue()
    known = replace(known, aliases=(*known.aliases, (telling.name, telling.title)))
    reading = read_claims(document, anchor=anchor, catalogue=known)
    paragraphs = {s.number: s.paragraph for s in document.sentences}
    kept = []
    for claim in reading.claims:
        place = paragraphs[claim.sentence]
        if place and (held := _held(claim, telling.facts[place - 1])):
            kept.append(held)
    return replace(reading, claims=tuple(kept))


def unread(telling: Told, reading: Reading) -> list[Fact]:
    """Return the facts that should have made a claim, and made none."""
    paragraphs = {s.number: s.paragraph for s in telling.document.sentences}
    heard = {paragraphs[claim.sentence] for claim in reading.claims}
    return [f for n, f in enumerate(telling.facts, 1) if f.events and n not in heard]


def _held(claim: Claim, fact: Fact) -> Claim | None:
    statement = claim.statement
    if not isinstance(statement, Milestone) or statement.event not in fact.events:
        return None
    if statement.when != fact.when:
        return None
    # The words are ours, and what they mean is known.
    return replace(claim, subject=fact.subject, source=None, confidence=1.0)


# ── what is told ────────────────────────────────────────────────────────────────────────────


def _facts(work: Work, title: str, *, day: date) -> Iterator[Fact]:
    series = work.kind is WorkKind.SERIES
    name = f"“{work.title}”" if not _BREAKS.search(work.title) else "it"
    if series:
        yield from _of_seasons(work, title, day=day, name=name)
    elif work.release:
        yield _release(work, title, day=day, name=name)
    whole = f"The {work.kind}" if name == "it" else f"The {work.kind} {name}"
    subject = Installment(title, 1 if series and not work.seasons else None)
    match work.standing:
        case "announced" if not any(s.premiere for s in work.seasons) and not work.release:
            words = f"{whole} has been announced, {_LISTED}."
            # The reader knows of films that they are announced in few words alone.
            few = f"A film titled “{work.title}” has been announced."
            yield Fact(words if series else few, subject, (Event.ANNOUNCED,))
        case "coming":
            yield Fact(f"{whole} is being made.", subject)
        case "post":
            yield Fact(
                f"{whole} is in post-production, {_LISTED}.", subject, (Event.POST_PRODUCTION,)
            )
        case "running":
            yield Fact(f"{whole} is running.", subject)
        case "ended" if series:
            yield Fact(f"{whole} is complete.", subject)
        case "cancelled":
            gone = Installment(title)
            yield Fact(f"{whole} has been cancelled, {_LISTED}.", gone, (Event.CANCELLED,))


def _of_seasons(work: Work, title: str, *, day: date, name: str) -> Iterator[Fact]:
    out = max((s.number for s in work.seasons if _is_past(s.premiere, day)), default=0)
    more = work.standing not in ("ended", "cancelled")
    for season in work.seasons:
        if season.premiere:
            yield _premiere(season, title, day=day, of=_of(name))
        elif more and season.number > out:
            event = Event.RENEWED if season.number > 1 else Event.ANNOUNCED
            words = f"Season {season.number}{_of(name)} has been announced, {_LISTED}."
            yield Fact(words, Installment(title, season.number), (event,))


def _of(name: str) -> str:
    return "" if name == "it" else f" of {name}"


def _premiere(season: Season, title: str, *, day: date, of: str) -> Fact:
    when = season.premiere
    act = "premiered" if _is_past(when, day) else "premieres"
    where = f" on {season.network}" if season.network and not _BREAKS.search(season.network) else ""
    words = f"Season {season.number}{of} {act} {_when(when)}{where}, {_LISTED}."
    return Fact(words, Installment(title, season.number), (Event.RELEASE,), when)


def _release(work: Work, title: str, *, day: date, name: str) -> Fact:
    act = "was released" if _is_past(work.release, day) else "will be released"
    film = f"The film {name}" if name != "it" else "The film"
    words = f"{film} {act} {_when(work.release)}, {_LISTED}."
    return Fact(words, Installment(title), (Event.RELEASE,), work.release)


def _is_past(when: DateRange | None, day: date) -> bool:
    return when is not None and when.latest is not None and when.latest <= day


def _when(when: DateRange | None) -> str:
    """Return the words for a day, a month or a year."""
    if when is None or when.earliest is None:
        return ""
    first = when.earliest
    if when.days == 1:
        return f"on {month_name[first.month]} {first.day}, {first.year}"
    month = f"{month_name[first.month]} " if (when.days or 0) <= _MONTH_DAYS else ""
    return f"in {month}{first.year}"


# ── the document ────────────────────────────────────────────────────────────────────────────


def _day(work: Work, retrieved: date) -> date:
    listed = [*(season.premiere for season in work.seasons), work.release]
    days = [when.latest for when in listed if when and when.latest and when.latest <= retrieved]
    return max([min(work.updated, retrieved), *days]) if work.updated else retrieved


def _document(work: Work, facts: Sequence[Fact], *, day: date) -> Document:
    name = _NAMES.get(work.domain, work.domain)
    heading = f"{work.title} in {name}, {day_words(day)}"
    return compose(
        heading,
        [fact.words for fact in facts],
        outlet=work.domain,
        url=work.url,
        published=day,
        published_basis="given",
        language="en",
        subheadings=frozenset(),
    )
