"""The forms of the tools' answers, made of what the library knows; each is bounded in size."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from airdate.brief.outlook import forecast_words
from airdate.library.desk import Dossier
from airdate.library.rows import Row
from airdate.mcp.evidence import LONGEST_NAME, LONGEST_TEXT, NOTICE, Citation, cited, clean
from airdate.model import Change, Event, Line
from airdate.publish.jsonform import LEVELS
from airdate.publish.titles import stage_words

_MOST_CITED = 8
"""Sentences under an answer: more are to be had by `why`."""

_MOST_REASONS = 8


@dataclass(frozen=True)
class Match:
    """An installment in a line. forecast: in words, never a date that is not one."""

    ref: str
    title: str
    season: int | None
    stage: str
    forecast: str
    last_news: str
    outlets: int
    independent_outlets: int


@dataclass(frozen=True)
class Matches:
    """What a query may mean, the best first; pending: titles that are still being worked out."""

    notice: str
    as_of: str
    matches: list[Match]
    more: int
    pending: int = 0


@dataclass(frozen=True)
class Reason:
    """Why a forecast is as it is; `why` unrolls its reference."""

    ref: str
    text: str


@dataclass(frozen=True)
class Answer:
    """When a title comes. quantiles: level to the day by which it is out, given that it comes."""

    notice: str
    ref: str
    title: str
    season: int | None
    as_of: str
    answer: str
    forecast: str
    stage: str
    released: str | None
    quantiles: dict[str, str | None]
    never: float
    reasons: list[Reason]
    citations: list[Citation]
    more_citations: int
    against: list[Citation]


@dataclass(frozen=True)
class Why:
    """The sentences behind a line of a brief, or behind one claim."""

    notice: str
    ref: str
    title: str
    season: int | None
    as_of: str
    line: str
    notes: list[str]
    citations: list[Citation]
    more_citations: int
    against: list[Citation]
    more_against: int


@dataclass(frozen=True)
class Changed:
    """What a day of news changed in what is believed of a title."""

    ref: str
    title: str
    season: int | None
    day: str
    kind: str
    text: str
    shift_days: int | None
    citations: list[Citation]
    more_citations: int


@dataclass(frozen=True)
class Changes:
    """Changes, the newest first; more: those that did not fit."""

    notice: str
    since: str
    as_of: str
    changes: list[Changed]
    more: int


def match(row: Row) -> Match:
    """Return an installment in a line."""
    listing = row.listing
    return Match(
        ref=listing.ref,
        title=clean(listing.installment.title, LONGEST_NAME),
        season=listing.installment.season,
        stage=row.stage_name,
        forecast=clean(row.release, LONGEST_TEXT),
        last_news=listing.last_said_on.isoformat(),
        outlets=listing.sources,
        independent_outlets=row.independent,
    )


def answer(dossier: Dossier) -> Answer:
    """Return when a title comes, how sure that is, and whose sentences say so."""
    brief, forecast = dossier.brief, dossier.forecast
    days = {level: forecast.quantile(level, given_release=True) for level in LEVELS}
    release = dossier.timeline.belief(Event.RELEASE)
    backing = cited(brief.headline.claims, _MOST_CITED)
    against = cited(release.claims_against if release else (), _MOST_CITED // 2)
    return Answer(
        notice=NOTICE,
        ref=dossier.listing.ref,
        title=clean(brief.installment.title, LONGEST_NAME),
        season=brief.installment.season,
        as_of=brief.as_of.isoformat(),
        answer=clean(brief.headline.text, LONGEST_TEXT),
        forecast=clean(forecast_words(forecast), LONGEST_TEXT),
        stage=stage_words(dossier.timeline),
        released=str(forecast.released) if forecast.released else None,
        quantiles={str(level): day.isoformat() if day else None for level, day in days.items()},
        never=round(forecast.never, 4),
        reasons=_reasons(dossier),
        citations=backing.citations,
        more_citations=backing.more,
        against=against.citations,
    )


def _reasons(dossier: Dossier) -> list[Reason]:
    """Return the lines of the brief that tell what moves the forecast, and by how much."""
    head = f"{dossier.listing.ref}.reason-"
    lines = [line for section in dossier.brief.sections for line in section.lines]
    found = [line for line in lines if line.ref.startswith(head)]
    return [Reason(line.ref, clean(line.text, LONGEST_TEXT)) for line in found[:_MOST_REASONS]]


def why(line: Line, dossier: Dossier, *, most: int) -> Why:
    """Return a line of a brief with the sentences for and against it."""
    backing = cited(line.claims, most, reasons=True)
    against = cited(line.against, most, reasons=True)
    installment = dossier.brief.installment
    return Why(
        notice=NOTICE,
        ref=line.ref,
        title=clean(installment.title, LONGEST_NAME),
        season=installment.season,
        as_of=dossier.brief.as_of.isoformat(),
        line=clean(line.text, LONGEST_TEXT),
        notes=[clean(note, LONGEST_TEXT) for note in line.notes[:most]],
        citations=backing.citations,
        more_citations=backing.more,
        against=against.citations,
        more_against=against.more,
    )


def changed(change: Change, ref: str, *, most: int = 2) -> Changed:
    """Return a change with the first sentences behind it."""
    backing = cited(change.claims, most)
    return Changed(
        ref=ref,
        title=clean(change.installment.title, LONGEST_NAME),
        season=change.installment.season,
        day=change.day.isoformat(),
        kind=change.kind,
        text=clean(change.text, LONGEST_TEXT // 2),
        shift_days=change.shift_days,
        citations=backing.citations,
        more_citations=backing.more,
    )


def changes(told: Sequence[Changed], *, since: date, as_of: date, more: int) -> Changes:
    """Return what changed from a day on."""
    return Changes(NOTICE, since.isoformat(), as_of.isoformat(), list(told), more)
