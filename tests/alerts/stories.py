"""Small makers for the tests of alerts: readings of news of a made-up series, rules, a clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from tests.ledger.makers import claim, document

from airdate.alerts.rules import Wishes, wishes_json
from airdate.ledger import Ledger
from airdate.ledger.office import alerts
from airdate.ledger.office.alerts import Channel, Rule, Seen
from airdate.model import Event, Installment, Reading, Status, title_key

SALT = Installment("The Salt Road", 2)

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@dataclass
class Clock:
    """A clock that the test moves."""

    moment: datetime = NOON

    def __call__(self) -> datetime:
        return self.moment

    def pass_(self, **named: float) -> None:
        """Let time pass."""
        self.moment += timedelta(**named)


def story(
    event: Event,
    when: str | None,
    *,
    status: Status = Status.PLANNED,
    published: str = "2026-03-02",
    outlet: str = "variety.com",
    subject: Installment = SALT,
    words: str = "",
) -> Reading:
    """Return the reading of an article whose one sentence claims something of a series."""
    sentence = words or f"{subject}: {event} is {status} for {when}, writes {outlet}."
    read = document(
        f"{subject.title}: news of {published} by {outlet}",
        sentence,
        outlet=outlet,
        published=published,
        url=f"https://{outlet}/{published}/{event}",
    )
    made = claim(read, sentence, event=event, when=when, subject=subject, status=status)
    return Reading(read, "test-1", (made,))


def tell(ledger: Ledger, *readings: Reading, at: datetime = NOON) -> None:
    """Record readings at a moment."""
    ledger.record_all(readings, recorded_at=at)


def channel(
    ledger: Ledger, address: str = "json://127.0.0.1:9/x", *, name: str = "post"
) -> Channel:
    """Return a new channel of this machine."""
    return alerts.add_channel(ledger, name, address=address, allow_private=True, made_at=NOON)


def rule(
    ledger: Ledger,
    to: Channel,
    *,
    title: str | None = SALT.title,
    season: int | None = SALT.season,
    made_at: datetime = NOON,
    **wishes: Any,
) -> Rule:
    """Return a new rule with some wishes."""
    made = Rule(
        number=0,
        id="",
        title=title,
        title_key=title_key(title) if title else None,
        season=season,
        channel=to.number,
        wishes=wishes_json(Wishes(**wishes)),
        made_at=made_at,
        seen=Seen(None, (), 0),
    )
    return alerts.add_rule(ledger, made)


def day(text: str) -> date:
    """Return a day."""
    return date.fromisoformat(text)
