"""A rumour in short, as a list of all titles tells it: thousands need not keep their claims."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from airdate.brief.wording import teller
from airdate.model import Installment, Timeline, Weighed
from airdate.publish.rumours import label, rumour_words, spread_words, state_words
from airdate.publish.text import link
from airdate.rumours import Rumour, State, Telling, tellings, trace

_LONGEST = 400
"""Letters of a sentence that are kept: what is longer has its own page."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """A claim by which a rumour was first told, or settled: its words, and by whom."""

    claim: str
    document: str
    words: str
    by: str
    on: date
    learned_at: datetime
    url: str | None


@dataclass(frozen=True, slots=True)
class Hearsay:
    """A rumour without the claims behind it. words fit a line; tellings: who told it on their own.

    last_on: the day it was last told.  settled: the report that decided it, if one did.
    """

    id: str
    installment: Installment
    about: str
    text: str
    state: State
    state_text: str
    spread: str
    origins: int
    repeats: int
    first: Quoted
    last_on: date
    settled: Quoted | None
    settled_on: date | None
    early_days: int | None
    tellings: tuple[Telling, ...]

    @property
    def order(self) -> tuple[int, str]:
        """By which rumours are listed, the latest told first."""
        return -self.last_on.toordinal(), self.id


def hearsay_of(timeline: Timeline) -> tuple[Hearsay, ...]:
    """Return the rumours of a timeline in short, the latest told first."""
    return tuple(in_short(rumour) for rumour in trace(timeline))


def in_short(rumour: Rumour) -> Hearsay:
    """Return a rumour without its claims."""
    return Hearsay(
        id=rumour.id,
        installment=rumour.installment,
        about=label(rumour),
        text=rumour_words(rumour),
        state=rumour.state,
        state_text=state_words(rumour),
        spread=spread_words(rumour),
        origins=rumour.origins,
        repeats=rumour.repeats,
        first=_quoted(rumour.first),
        last_on=rumour.told[-1].entry.said_on,
        settled=_quoted(rumour.settled_by) if rumour.settled_by else None,
        settled_on=rumour.settled_on,
        early_days=rumour.early_days,
        tellings=tellings(rumour),
    )


def _quoted(weighed: Weighed) -> Quoted:
    entry = weighed.entry
    words = " ".join(entry.sentence_words.split())
    return Quoted(
        claim=entry.id,
        document=entry.document_id,
        words=words if len(words) <= _LONGEST else words[: _LONGEST - 1].rstrip() + "…",
        by=teller(weighed),
        on=entry.said_on,
        learned_at=entry.recorded_at,
        url=link(entry.url),
    )
