"""Small claims for tests: `say` makes a Weighed of a few words."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime, time

from airdate.model import (
    Claim,
    Credit,
    CreditKind,
    DateRange,
    Entry,
    Event,
    Installment,
    Judgement,
    Milestone,
    Source,
    SourceKind,
    Status,
    Verdict,
    Weighed,
)

SHOW = Installment("Salt Harbour", 2)

# Weights near those that outlets of each kind get for a plain report.
WEIGHTS = {
    SourceKind.OFFICIAL: 0.92,
    SourceKind.TRADE: 0.85,
    SourceKind.PRESS: 0.7,
    SourceKind.UNKNOWN: 0.5,
    SourceKind.FAN: 0.35,
    SourceKind.FORUM: 0.2,
}


def claim(
    event: Event,
    when: str | None,
    *,
    status: Status = Status.PLANNED,
    subject: Installment = SHOW,
) -> Claim:
    """Return a milestone claim; when: `earliest/latest`."""
    statement = Milestone(event, DateRange.parse(when) if when else None)
    return Claim(subject, statement, status, None, 0, 0, 4)


def credit(
    person: str, kind: CreditKind, *, status: Status = Status.DONE, subject: Installment = SHOW
) -> Claim:
    """Return a claim on a person."""
    return Claim(subject, Credit(person, kind), status, None, 0, 0, 4)


def say(
    what: Claim,
    said_on: str,
    *,
    by: str = "example.org",
    kind: SourceKind = SourceKind.PRESS,
    weight: float | None = None,
) -> Weighed:
    """Return a claim as a page of that outlet says it on a day."""
    words = f"{by} {said_on} {what}"
    name = hashlib.sha256(words.encode()).hexdigest()[:16]
    day = date.fromisoformat(said_on)
    entry = Entry(
        id=name,
        claim=what,
        document_id=f"{by} {said_on}",
        heading="",
        outlet=by,
        url=None,
        said_on=day,
        recorded_at=datetime.combine(day, time(12), UTC),
        reader="test",
        sentence_words=words,
        words_start=0,
        words_end=4,
    )
    sure = WEIGHTS[kind] if weight is None else weight
    return Weighed(entry, Source(by, by, kind), sure, (), name)


def copy(of: Weighed, said_on: str, *, by: str) -> Weighed:
    """Return the same claim, copied by another outlet on a later day."""
    from dataclasses import replace

    again = say(of.entry.claim, said_on, by=by, weight=of.weight)
    return replace(again, origin=of.origin)


def reject(weighed: Weighed) -> Weighed:
    """Return the claim as a person rejected it."""
    from dataclasses import replace

    verdict = Judgement(Verdict.REJECTED, "a hoax", weighed.entry.recorded_at)
    return replace(weighed, entry=replace(weighed.entry, judgement=verdict))
