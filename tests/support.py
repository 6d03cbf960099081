"""Small makers of entries and weighed claims, for the tests of what comes after reading."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime, time

from airdate.model import (
    Claim,
    DateRange,
    Entry,
    Event,
    Installment,
    Milestone,
    Source,
    SourceKind,
    Statement,
    Status,
    Weighed,
)

TITLE = Installment("The Long Wait", 2)


def milestone(
    event: Event,
    when: str | None = None,
    *,
    status: Status = Status.DONE,
    source: str | None = None,
) -> Claim:
    """Return a claim on a milestone of TITLE; `when` as earliest/latest."""
    statement = Milestone(event, DateRange.parse(when) if when else None)
    return Claim(TITLE, statement, status, source, sentence=0, start=0, end=9, phrase=None)


def claim_of(statement: Statement, *, status: Status = Status.DONE) -> Claim:
    """Return a claim on TITLE that makes a statement."""
    return Claim(TITLE, statement, status, None, sentence=0, start=0, end=9)


def entry(claim: Claim, *, said_on: str, outlet: str = "variety.com", words: str = "") -> Entry:
    """Return an entry of a claim, said on a day by an outlet, recorded the same noon."""
    day = date.fromisoformat(said_on)
    sentence = words or f"The words of {outlet} on {said_on}."
    identity = hashlib.sha256(f"{claim}{said_on}{outlet}{words}".encode()).hexdigest()
    return Entry(
        id=identity[:16],
        claim=claim,
        document_id=identity,
        heading=f"Report of {outlet}",
        outlet=outlet,
        url=f"https://{outlet}/{said_on}",
        said_on=day,
        recorded_at=datetime.combine(day, time(12), UTC),
        reader="test-1",
        sentence_words=sentence,
        words_start=claim.start,
        words_end=claim.end,
        passage=sentence,
    )


def weighed(kept: Entry, *, weight: float = 0.8, kind: SourceKind = SourceKind.TRADE) -> Weighed:
    """Return an entry with a weight and its own origin."""
    outlet = kept.outlet or ""
    source = Source(outlet, outlet, kind)
    return Weighed(kept, source, weight, (f"{outlet} is {kind}",), origin=kept.id)
