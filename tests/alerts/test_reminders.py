"""What time alone brings."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from tests.support import belief, entry, even_forecast, milestone, timeline, weighed

from airdate.alerts.reminders import forecast_moved, overdue, soon
from airdate.model import DateRange, Event, Status, Timeline


def planned(
    event: Event, when: str, *, probability: float = 0.8, late: int | None = None
) -> Timeline:
    """Return a timeline with one plan, said on 1 January 2026."""
    said = weighed(entry(milestone(event, when, status=Status.PLANNED), said_on="2026-01-01"))
    return timeline(belief(event, [said], probability=probability, overdue_days=late))


WRAP = planned(Event.FILMING_WRAP, "2026-02-11/2026-02-20", late=9)


@pytest.mark.parametrize(
    ("today", "since", "expected"),
    [
        ("2026-02-26", "2026-01-15", 0),
        ("2026-02-27", "2026-01-15", 1),
        ("2026-06-01", "2026-01-15", 1),
        # It was overdue before the rule was made: no news.
        ("2026-06-01", "2026-03-01", 0),
    ],
)
def test_overdue(today: str, since: str, expected: int) -> None:
    """A plan is overdue so many days after the end of its range, once, from the rule on."""
    found = list(
        overdue(
            WRAP,
            today=date.fromisoformat(today),
            after_days=7,
            since=datetime.fromisoformat(f"{since}T13:00+00:00"),
        )
    )
    assert expected == len(found)
    if found:
        assert "Overdue: filming wrap" == found[0].headline
        assert "11–20 February 2026" in found[0].text
        assert ("2026-01-01",) == tuple(str(quote.said_on) for quote in found[0].quotes)


def test_overdue_is_the_same_on_every_day() -> None:
    """Tomorrow it is not told anew."""
    both = [
        next(
            overdue(
                WRAP, today=date(2026, 3, day), after_days=7, since=datetime(2026, 1, 1, tzinfo=UTC)
            )
        ).id
        for day in (1, 2)
    ]
    assert both[0] == both[1]


EXACT = planned(Event.RELEASE, "2026-03-05/2026-03-05")


@pytest.mark.parametrize(
    ("today", "headline"),
    [
        ("2026-03-01", None),
        ("2026-03-02", "Out in 3 days"),
        ("2026-03-03", "Out in 2 days"),
        ("2026-03-04", "Out tomorrow"),
        ("2026-03-05", "Out today"),
        ("2026-03-06", None),
    ],
)
def test_soon(today: str, headline: str | None) -> None:
    """A release on a named day is reminded of some days before, and on the day."""
    found = [*soon(EXACT, today=date.fromisoformat(today), lead_days=(3, 0))]
    assert ([headline] if headline else []) == [notice.headline for notice in found]


def test_soon_once_for_each_lead() -> None:
    """Two days before is still the reminder of three days before; the day has its own."""
    ids = [next(soon(EXACT, today=date(2026, 3, day), lead_days=(3, 0))).id for day in (2, 3, 4, 5)]
    assert ids[0] == ids[1] == ids[2] != ids[3]


@pytest.mark.parametrize(
    "told",
    [
        planned(Event.RELEASE, "2026-03-01/2026-03-10"),
        planned(Event.RELEASE, "2026-03-05/2026-03-05", probability=0.4),
        planned(Event.TRAILER, "2026-03-05/2026-03-05"),
    ],
)
def test_soon_needs_a_sure_day(told: Timeline) -> None:
    """A range, a doubtful day or another milestone is no day of release."""
    assert [] == [*soon(told, today=date(2026, 3, 4), lead_days=(3, 0))]


def test_forecast_moved() -> None:
    """The move is told against what was told last, as an estimate with its interval."""
    forecast = even_forecast("2026-03-01", days=100)
    notice = forecast_moved(EXACT, forecast, told=date(2026, 6, 1))
    assert notice is not None
    assert ("Forecast 42 days earlier", -42) == (notice.headline, notice.shift_days)
    assert "20 April 2026 now, 42 days earlier than when it was last told (1 June 2026)" in (
        notice.text
    )
    assert notice.text.endswith("not a date that anybody named.")
    assert "2026-03-11/2026-05-30" == str(notice.when)


def test_forecast_stays() -> None:
    """The same middle, or a release, is no move."""
    forecast = even_forecast("2026-03-01", days=100)
    assert forecast_moved(EXACT, forecast, told=date(2026, 4, 20)) is None
    out = even_forecast("2026-03-01", days=100, released=DateRange.on(date(2026, 2, 1)))
    assert forecast_moved(EXACT, out, told=date(2026, 6, 1)) is None
