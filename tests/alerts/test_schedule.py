"""When a notice may be sent; the clocks of Berlin change on 29 March and 25 October 2026."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from airdate.alerts.notices import Kind, Notice
from airdate.alerts.rules import Wishes, digest_of, quiet_of
from airdate.alerts.schedule import after_quiet, due_at, next_digest
from airdate.model import Installment

BERLIN = ZoneInfo("Europe/Berlin")


def utc(text: str) -> datetime:
    """Return a moment of UTC."""
    return datetime.fromisoformat(text + "+00:00")


@pytest.mark.parametrize(
    ("digest", "now", "expected"),
    [
        # Winter, summer, and the day between them.
        ("daily@08:00", "2026-03-28T06:00", "2026-03-28T07:00"),
        ("daily@08:00", "2026-03-28T07:00", "2026-03-29T06:00"),
        ("daily@08:00", "2026-10-25T05:00", "2026-10-25T07:00"),
        # 02:30 is left out on 29 March, and comes twice on 25 October: the first one counts.
        ("daily@02:30", "2026-03-28T22:00", "2026-03-29T01:30"),
        ("daily@02:30", "2026-10-24T22:00", "2026-10-25T00:30"),
        ("daily@02:30", "2026-10-25T00:30", "2026-10-26T01:30"),
        # A Sunday, from Monday to Monday.
        ("weekly@mon@09:00", "2026-03-29T20:00", "2026-03-30T07:00"),
        ("weekly@mon@09:00", "2026-03-30T07:00", "2026-04-06T07:00"),
        ("weekly@sun@09:00", "2026-03-29T06:59", "2026-03-29T07:00"),
    ],
)
def test_digest(digest: str, now: str, expected: str) -> None:
    """The next digest is at its time of day, whatever the clocks do."""
    assert utc(expected) == next_digest(digest_of(digest), zone=BERLIN, now=utc(now))


@pytest.mark.parametrize(
    ("quiet", "now", "expected"),
    [
        ("22:00-07:00", "2026-01-10T20:59", "2026-01-10T20:59"),
        ("22:00-07:00", "2026-01-10T21:00", "2026-01-11T06:00"),
        ("22:00-07:00", "2026-01-11T05:59", "2026-01-11T06:00"),
        ("22:00-07:00", "2026-01-11T06:00", "2026-01-11T06:00"),
        # The short night and the long one.
        ("22:00-07:00", "2026-03-28T22:00", "2026-03-29T05:00"),
        ("22:00-07:00", "2026-10-24T22:00", "2026-10-25T06:00"),
        # An end that is left out, and one that comes twice: nobody is woken early.
        ("22:00-02:30", "2026-03-28T22:00", "2026-03-29T01:30"),
        ("22:00-02:30", "2026-10-24T22:00", "2026-10-25T01:30"),
        ("13:00-15:00", "2026-06-01T12:00", "2026-06-01T13:00"),
    ],
)
def test_quiet(quiet: str, now: str, expected: str) -> None:
    """What falls into quiet hours waits for their end."""
    assert utc(expected) == after_quiet(quiet_of(quiet), zone=BERLIN, moment=utc(now))


def notice(kind: Kind) -> Notice:
    """Return a notice of a kind."""
    return Notice("0" * 32, Installment("Salt", 1), kind, "x", "x", "x", date(2026, 1, 1))


def test_due() -> None:
    """A digest holds back all but what is wanted at once, and quiet hours all of it."""
    wishes = Wishes(
        digest=digest_of("daily@08:00"),
        at_once=frozenset({"cancelled"}),
        quiet=quiet_of("22:00-09:00"),
        timezone="Europe/Berlin",
    )
    noon, night = utc("2026-06-01T10:00"), utc("2026-06-01T21:00")
    assert utc("2026-06-02T07:00") == due_at(notice(Kind.STAGE), wishes, now=noon)
    assert noon == due_at(notice(Kind.CANCELLED), wishes, now=noon)
    assert utc("2026-06-02T07:00") == due_at(notice(Kind.CANCELLED), wishes, now=night)
    assert noon == due_at(notice(Kind.STAGE), Wishes(), now=noon)
