"""Small makers of entries and weighed claims, for the tests of what comes after reading."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from airdate.model import (
    Belief,
    Claim,
    DateRange,
    Entry,
    Event,
    Forecast,
    Installment,
    Milestone,
    Reason,
    Source,
    SourceKind,
    Statement,
    Status,
    Timeline,
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


def belief(event: Event, claims: Sequence[Weighed], **named: Any) -> Belief:
    """Return a belief in what the first claim says."""
    first = claims[0].entry
    assert isinstance(first.claim.statement, Milestone)
    defaults: dict[str, Any] = {
        "when": first.claim.statement.when,
        "status": first.claim.status,
        "probability": 0.8,
        "since": first.said_on,
        "claims_for": tuple(claims),
        "claims_against": (),
        "origins": len(claims),
        "repeats": 0,
    }
    return Belief(event=event, **(defaults | named))


def timeline(*beliefs: Belief, as_of: str = "2026-03-01", **named: Any) -> Timeline:
    """Return a timeline of TITLE with these beliefs."""
    claims = tuple(w for b in beliefs for w in (*b.claims_for, *b.claims_against))
    done = [b.event for b in beliefs if b.status is Status.DONE]
    defaults: dict[str, Any] = {
        "stage": max(done, key=list(Event).index, default=None),
        "credits": (),
        "details": (),
        "rumours": (),
        "findings": (),
        "weighed": claims,
    }
    return Timeline(TITLE, date.fromisoformat(as_of), milestones=beliefs, **(defaults | named))


def even_forecast(
    as_of: str = "2026-03-01", *, days: int = 400, never: float = 0.0, **named: Any
) -> Forecast:
    """Return a forecast that spreads the release evenly over some days from tomorrow on."""
    first = date.fromisoformat(as_of) + timedelta(1)
    mass = tuple((1 - never) * (i + 1) / days for i in range(days))
    defaults: dict[str, Any] = {"reasons": (Reason("Nothing else is known", None, ()),)}
    return Forecast(TITLE, date.fromisoformat(as_of), first, mass, never, **(defaults | named))
