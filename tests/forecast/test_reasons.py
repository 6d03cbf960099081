"""Why a forecast is as it is: each part left out, slips undone, silence taken apart."""

from datetime import date

import pytest
from weighed_claims import SHOW, claim, say

from airdate.forecast import forecast
from airdate.model import Event, Forecast, Profile, Reason, Status, Weighed
from airdate.timeline import reconcile

RELEASE, WRAP = Event.RELEASE, Event.FILMING_WRAP
DONE, EXPECTED = Status.DONE, Status.EXPECTED
PROFILE = Profile("series", "US", "Netflix", date(2023, 3, 4))
FILMED = say(claim(WRAP, "2026-02-18/2026-02-18", status=DONE), "2026-02-20", by="one.example")


def told(claims: list[Weighed], *, as_of: str) -> Forecast:
    """Return the forecast of the claims as of a day."""
    day = date.fromisoformat(as_of)
    return forecast(reconcile(SHOW, claims, as_of=day), as_of=day, profile=PROFILE)


def reasons(found: Forecast, start: str) -> list[Reason]:
    """Return the reasons whose words start so."""
    return [reason for reason in found.reasons if reason.text.startswith(start)]


def median(found: Forecast) -> date:
    """Return the median of the release, given that it comes."""
    day = found.quantile(0.5, given_release=True)
    assert day is not None
    return day


def test_the_part_that_moves_the_median_most_comes_first_and_cites_its_claims() -> None:
    """A wrap and a later estimate."""
    late = say(
        claim(RELEASE, "2027-01-01/2027-04-30", status=EXPECTED), "2026-02-22", by="two.example"
    )

    found = told([FILMED, late], as_of="2026-02-25")
    shifts = [abs(reason.shift_days or 0) for reason in found.reasons]
    [window] = reasons(found, "The release is expected in January–April 2027")

    assert sorted(shifts, reverse=True) == shifts
    assert (late,) == window.claims
    assert window.shift_days is not None
    assert window.shift_days > 0


def test_half_a_year_of_silence_moves_the_release_away_in_two_ways() -> None:
    """It did not come in that time, and nobody spoke of it: together what the median moved by."""
    then, now = told([FILMED], as_of="2026-02-20"), told([FILMED], as_of="2026-08-20")

    [survived] = reasons(now, "No release in the 6 months since the last news")
    [aged] = reasons(now, "No word on it for 6 months")

    assert survived.shift_days is not None
    assert aged.shift_days is not None
    assert survived.shift_days > 0
    moved = (median(now) - median(then)).days
    assert moved == pytest.approx(survived.shift_days + aged.shift_days, abs=12)


def test_fresh_news_is_no_silence() -> None:
    """Less than a month."""
    found = told([FILMED], as_of="2026-03-01")

    assert [] == reasons(found, "No release in") + reasons(found, "No word on it")


def test_a_habit_of_slipping_is_told_with_the_plans_that_fell() -> None:
    """The median less that of the same window had it never slipped."""
    first = say(claim(RELEASE, "2026-05-01/2026-05-31"), "2025-06-01", by="one.example")
    second = say(claim(RELEASE, "2026-09-01/2026-09-30"), "2026-02-01", by="two.example")

    [slip] = reasons(told([first, second], as_of="2026-02-02"), "It slipped once before")

    assert (first,) == slip.claims
    assert slip.shift_days is not None
    assert slip.shift_days >= 0


def test_of_an_unknown_title_no_part_is_told() -> None:
    """There is nothing to leave out."""
    day = date(2026, 2, 1)
    found = forecast(reconcile(SHOW, [], as_of=day), as_of=day, profile=Profile())

    assert ["Nothing is known: what any awaited title takes"] == [r.text for r in found.reasons]


def test_a_cancellation_that_is_not_sure_is_told_with_how_sure_it_is() -> None:
    """One fan page says so, of a season that is being filmed."""
    start = say(
        claim(Event.FILMING_START, "2026-01-05/2026-01-05", status=DONE), "2026-01-06", weight=0.9
    )
    end = say(claim(Event.CANCELLED, None, status=Status.RUMOURED), "2026-02-01", weight=0.2)

    found = told([start, end], as_of="2026-02-02")

    [reason] = reasons(found, "A cancellation is reported, ")
    assert (end,) == reason.claims
    assert [] == reasons(found, "It is reported as cancelled")
