"""What an alert tells: one change, in one sentence, with the sentences that it rests on."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from airdate.brief.wording import teller
from airdate.model import DateRange, Event, Installment, Weighed

MOST_QUOTES = 3
"""Sentences that a notice shows: who wants all of them asks for the brief."""


class Kind(StrEnum):
    """What happened, the most important first."""

    CANCELLED = "cancelled"
    RELEASED = "released"
    DATE = "date"
    SOON = "soon"
    DELAY = "delay"
    WITHDRAWN = "withdrawn"
    MOVED = "moved"
    CONFIRMED = "confirmed"
    REFUTED = "refuted"
    STAGE = "stage"
    OVERDUE = "overdue"
    FORECAST = "forecast"
    PLAN = "plan"
    CAST = "cast"
    RUMOUR = "rumour"


MEANINGS = {
    Kind.CANCELLED: "it is cancelled",
    Kind.RELEASED: "it is out",
    Kind.DATE: "its makers name when it comes, or name it more exactly",
    Kind.SOON: "it comes in a few days, or today, where its makers named the day",
    Kind.DELAY: "a postponement is stated, or the release moves later",
    Kind.WITHDRAWN: "what was planned or reported no longer holds, and nothing took its place",
    Kind.MOVED: "a planned or expected window moved, to either side",
    Kind.CONFIRMED: "a rumour came true, or those who decide say so",
    Kind.REFUTED: "a rumour is refuted",
    Kind.STAGE: "a stage is reached: renewal, filming start, wrap, trailer and the like",
    Kind.OVERDUE: "a planned milestone is past, and nothing was heard of it",
    Kind.FORECAST: "the middle of the forecast moved",
    Kind.PLAN: "something is planned or expected that was not, or by other words",
    Kind.CAST: "who is in it, or no longer",
    Kind.RUMOUR: "a new rumour",
}

USUAL = frozenset(Kind) - {Kind.PLAN, Kind.CAST, Kind.RUMOUR}
"""What a rule tells of unless it says otherwise."""

STAGES = tuple(
    event for event in Event if event not in (Event.CANCELLED, Event.RELEASE, Event.DELAY)
)
"""Events that may be wished for by name, beside the kinds."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence behind a notice: who says it, where, when, and the claim to unroll it by."""

    teller: str
    outlet: str
    url: str | None
    words: str
    said_on: date
    claim: str


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing worth telling.

    id: 32 hex digits, the same for the same change by news of the same day.  about: the event,
    the person, or `forecast`.  headline: a few words.  text: one sentence; a range of days stays
    one.  said_on: the day of the news.  when: the days it is about.  shift_days: by how many a
    date moved, later where positive.
    also: kinds that it counts as beside its own.
    """

    id: str
    installment: Installment
    kind: Kind
    about: str
    headline: str
    text: str
    said_on: date
    when: DateRange | None = None
    before: str | None = None
    shift_days: int | None = None
    quotes: tuple[Quote, ...] = ()
    also: tuple[Kind, ...] = ()

    @property
    def order(self) -> tuple[int, str, date]:
        """Where it stands among others: the most important first, then in the order of days."""
        return list(Kind).index(self.kind), self.about, self.said_on

    def is_wanted(self, wishes: Collection[str]) -> bool:
        """Return whether it is of one of the kinds, or tells of one of the stages named."""
        if any(kind in wishes for kind in (self.kind, *self.also)):
            return True
        reached = self.kind in (Kind.STAGE, Kind.CONFIRMED)
        return reached and self.about in wishes and self.about in STAGES


def identity_of(installment: Installment, *what: object) -> str:
    """Return what makes a notice the same one: of content alone, never of wording."""
    title, season = installment.key
    content = "\0".join(map(str, (title, season, *what)))
    return hashlib.sha256(content.encode(errors="replace")).hexdigest()[:32]


def quotes_of(claims: Iterable[Weighed], *, fresh: Collection[str] = ()) -> tuple[Quote, ...]:
    """Return the sentences of claims, one a document: what is news first, then the weightiest.

    fresh: the ids of the claims that are news.
    """
    ordered = sorted(
        claims, key=lambda w: (w.entry.id not in fresh, w.repeats, -w.weight, w.entry.id)
    )
    found: dict[str, Quote] = {}
    for weighed in ordered:
        entry = weighed.entry
        quote = Quote(
            teller=teller(weighed),
            outlet=entry.outlet or "no outlet named",
            url=entry.url,
            words=entry.sentence_words,
            said_on=entry.said_on,
            claim=entry.id,
        )
        found.setdefault(entry.document_id, quote)
    return tuple(found.values())[:MOST_QUOTES]


# ── as JSON: in the outbox, and for programs ────────────────────────────────────────────────


def notice_json(notice: Notice) -> dict[str, Any]:
    """Return a notice as JSON, without loss."""
    return {
        "id": notice.id,
        "title": notice.installment.title,
        "season": notice.installment.season,
        "kind": notice.kind.value,
        "also": [kind.value for kind in notice.also],
        "about": notice.about,
        "headline": notice.headline,
        "text": notice.text,
        "said_on": notice.said_on.isoformat(),
        "when": str(notice.when) if notice.when else None,
        "before": notice.before,
        "shift_days": notice.shift_days,
        "sources": [
            {
                "teller": quote.teller,
                "outlet": quote.outlet,
                "url": quote.url,
                "sentence": quote.words,
                "said_on": quote.said_on.isoformat(),
                "claim": quote.claim,
            }
            for quote in notice.quotes
        ],
    }


def notice_of(kept: Mapping[str, Any]) -> Notice:
    """Return the notice that `notice_json` wrote."""
    return Notice(
        id=kept["id"],
        installment=Installment(kept["title"], kept["season"]),
        kind=Kind(kept["kind"]),
        about=kept["about"],
        headline=kept["headline"],
        text=kept["text"],
        said_on=date.fromisoformat(kept["said_on"]),
        when=DateRange.parse(kept["when"]) if kept["when"] else None,
        before=kept["before"],
        shift_days=kept["shift_days"],
        quotes=tuple(
            Quote(
                teller=each["teller"],
                outlet=each["outlet"],
                url=each["url"],
                words=each["sentence"],
                said_on=date.fromisoformat(each["said_on"]),
                claim=each["claim"],
            )
            for each in kept["sources"]
        ),
        also=tuple(map(Kind, kept["also"])),
    )
