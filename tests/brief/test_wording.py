"""Days and ranges in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.support import entry, milestone, weighed

from airdate.brief.wording import event_words, tellers
from airdate.model import DateRange, Event, Source, SourceKind, Status
from airdate.wording import percent, range_words, with_preposition


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ("2026-02-19/2026-02-19", "19 February 2026"),
        ("2026-02-11/2026-02-20", "11–20 February 2026"),
        ("2026-02-01/2026-02-28", "February 2026"),
        ("2024-02-01/2024-02-29", "February 2024"),
        ("2026-09-01/2026-12-31", "September–December 2026"),
        ("2026-01-01/2026-12-31", "2026"),
        ("2026-01-01/2027-12-31", "2026–2027"),
        ("2026-09-01/2027-04-30", "September 2026 – April 2027"),
        ("2026-02-11/2026-03-20", "11 February – 20 March 2026"),
        ("2025-12-20/2026-01-05", "20 December 2025 – 5 January 2026"),
        ("../2026-02-20", "by 20 February 2026"),
        ("2027-01-01/..", "from 1 January 2027 on"),
        ("../..", "at an unknown time"),
        ("9999-12-01/9999-12-31", "December 9999"),
    ],
)
def test_a_range_is_said_no_more_exactly_than_it_is(when: str, expected: str) -> None:
    """Only a range of one day reads as a date."""
    assert expected == range_words(DateRange.parse(when))


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ("2026-02-19/2026-02-19", "on 19 February 2026"),
        ("2026-01-01/2026-12-31", "in 2026"),
        ("2026-02-11/2026-02-20", "some time within 11–20 February 2026"),
        ("../2026-02-20", "by 20 February 2026"),
    ],
)
def test_a_range_takes_its_preposition(when: str, expected: str) -> None:
    """A sentence can end with the words."""
    assert expected == with_preposition(DateRange.parse(when))


def test_every_event_has_words_for_every_status() -> None:
    """No status of any event is left without words, and no two statuses share them."""
    when = DateRange.on(date(2026, 2, 19))
    for event in Event:
        words = {event_words(event, status, when=when) for status in Status}
        assert len(Status) == len(words), event


def test_percentages_claim_no_certainty() -> None:
    """Nothing is 0 % or 100\u00a0% sure."""
    expected = ["under 1\u00a0%", "1\u00a0%", "50\u00a0%", "99\u00a0%", "over 99\u00a0%"]
    assert expected == [percent(p) for p in (0.0, 0.012, 0.5, 0.99, 1.0)]


def test_tellers_are_named_once_weightiest_first() -> None:
    """Who credits whom is told; an outlet that speaks for itself stands alone."""
    credited = milestone(Event.RENEWED, source="Netflix")
    claims = [
        weighed(entry(milestone(Event.RENEWED), said_on="2026-01-02", outlet="a.com"), weight=0.5),
        weighed(entry(credited, said_on="2026-01-01", outlet="b.com"), weight=0.9),
        weighed(entry(milestone(Event.RENEWED), said_on="2026-01-03", outlet="a.com"), weight=0.4),
    ]
    assert "Netflix as credited by b.com and a.com" == tellers(claims)
    assert "Netflix as credited by b.com and 1 more" == tellers(claims, most=1)


def test_a_lookalike_is_named_as_one() -> None:
    """The reader of a brief sees that an outlet imitates another."""
    kept = entry(milestone(Event.RELEASE), said_on="2026-01-02", outlet="variety-news.co")
    fake = Source("variety-news.co", "variety-news.co", SourceKind.UNKNOWN, imitates="variety.com")
    told = tellers([replace(weighed(kept), source=fake)])
    assert "variety-news.co (imitates variety.com)" == told
