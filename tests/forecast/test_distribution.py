"""What `forecast` answers for what is known, little known, over or unknown."""

from datetime import date

import pytest
from weighed_claims import SHOW, claim, say

from airdate.forecast import LEVELS, forecast, months
from airdate.model import Event, Forecast, Installment, Profile, SourceKind, Status, Weighed
from airdate.timeline import reconcile

RELEASE, WRAP = Event.RELEASE, Event.FILMING_WRAP
DONE = Status.DONE
KOREAN = Profile("series", "KR", "Netflix", date(2022, 1, 28))


def told(claims: list[Weighed], *, as_of: str, profile: Profile = KOREAN) -> Forecast:
    """Return the forecast of the claims as of a day."""
    day = date.fromisoformat(as_of)
    return forecast(reconcile(SHOW, claims, as_of=day), as_of=day, profile=profile)


def median(found: Forecast) -> date:
    """Return the median of the release, given that it comes."""
    day = found.quantile(0.5 * (1.0 - found.never))
    assert day is not None
    return day


def test_an_announced_day_near_at_hand_is_nearly_sure() -> None:
    """The median is the day, and nearly all the mass lies there."""
    plan = say(
        claim(RELEASE, "2026-05-12/2026-05-12"),
        "2026-03-01",
        by="s.example",
        kind=SourceKind.OFFICIAL,
    )

    found = told([plan], as_of="2026-04-10")

    assert date(2026, 5, 12) == median(found)
    assert found.by(date(2026, 5, 12)) - found.by(date(2026, 5, 11)) > 0.75
    assert found.never < 0.02


def test_an_announced_window_holds_most_of_the_mass_and_misses_late() -> None:
    """What does not fall into the window falls behind it rather than before."""
    plan = say(claim(RELEASE, "2026-09-01/2026-11-30"), "2026-03-01", by="one.example")

    found = told([plan], as_of="2026-03-02")
    before, by_end = found.by(date(2026, 8, 31)), found.by(date(2026, 11, 30))

    assert by_end - before > 0.5
    assert 1.0 - by_end > before


def test_a_plan_inspires_more_faith_than_an_estimate_and_that_than_a_rumour() -> None:
    """The same window, said in three ways."""
    shares = []
    for status in (Status.PLANNED, Status.EXPECTED, Status.RUMOURED):
        said = say(claim(RELEASE, "2026-09-01/2026-09-30", status=status), "2026-03-01", weight=0.5)
        found = told([said], as_of="2026-03-02")
        shares.append(found.by(date(2026, 9, 30)) - found.by(date(2026, 8, 31)))

    assert sorted(shares, reverse=True) == shares


def test_a_wrap_brings_the_release_nearer_than_an_order() -> None:
    """The further the production, the sooner the release."""
    order = say(claim(Event.RENEWED, None, status=DONE), "2025-12-02", by="one.example")
    wrap = say(claim(WRAP, "2026-06-01/2026-06-01", status=DONE), "2026-06-02", by="one.example")

    ordered, filmed = told([order], as_of="2026-06-03"), told([order, wrap], as_of="2026-06-03")

    assert median(filmed) < median(ordered)


def test_a_day_that_passed_without_a_report_leaves_no_weight_behind() -> None:
    """The mass moves to the days to come, and the reasons say that the time has passed."""
    plan = say(claim(RELEASE, "2026-02-01/2026-02-01"), "2025-12-01", by="one.example")

    found = told([plan], as_of="2026-04-01")

    assert date(2026, 4, 1) == found.first
    assert found.by(date(2026, 3, 31)) == pytest.approx(0.0)
    assert any("passed without a report" in reason.text for reason in found.reasons)


def test_a_released_season_is_its_range() -> None:
    """A report of the release ends the forecast."""
    report = say(
        claim(RELEASE, "2026-02-01/2026-02-01", status=DONE), "2026-02-02", by="one.example"
    )

    found = told([report], as_of="2026-04-01")

    assert found.released is not None
    assert [date(2026, 2, 1), 1.0] == [found.first, found.by(date(2026, 2, 1))]
    assert (report,) == found.reasons[0].claims


def test_a_cancelled_season_mostly_never_comes() -> None:
    """Nine in ten of it and more is `never`; the rest is where a revival would come."""
    end = say(claim(Event.CANCELLED, None, status=DONE), "2024-05-01", by="one.example")

    found = told([end], as_of="2024-06-01")

    assert found.never > 0.9
    assert any("cancelled" in reason.text for reason in found.reasons)


def test_the_longer_nothing_is_ordered_the_likelier_it_never_comes() -> None:
    """Only an earlier season is known: two years after it, and ten."""
    nevers = [told([], as_of=f"{year}-02-01").never for year in (2023, 2024, 2028, 2032)]

    assert sorted(nevers) == nevers
    assert 0.4 < nevers[0] < nevers[-1] < 1.0


def test_nothing_at_all_is_wide_but_sensible() -> None:
    """No claim, no season before: within some months to some years, if at all."""
    found = told([], as_of="2026-01-01", profile=Profile())
    low, high = (found.quantile(level * (1.0 - found.never)) for level in (0.1, 0.9))

    assert low is not None
    assert high is not None
    assert 30 < (low - date(2026, 1, 1)).days < 200
    assert 600 < (high - date(2026, 1, 1)).days < 1800
    assert any("Nothing is known" in reason.text for reason in found.reasons)


@pytest.mark.parametrize(
    ("event", "when", "status", "least", "most"),
    [
        (Event.ANNOUNCED, None, DONE, 300, 1000),
        (Event.RENEWED, None, DONE, 300, 900),
        (Event.PRE_PRODUCTION, None, DONE, 250, 800),
        (Event.FILMING_START, "2026-01-01/2026-01-31", DONE, 250, 700),
        (Event.FILMING, None, DONE, 150, 600),
        (WRAP, "2026-01-01/2026-01-31", DONE, 120, 450),
        (Event.POST_PRODUCTION, None, DONE, 100, 400),
        (Event.TRAILER, None, DONE, 14, 180),
        (Event.FILMING_START, "2026-09-01/2026-09-30", Status.PLANNED, 450, 1000),
        (Event.DELAY, None, DONE, 200, 900),
        (RELEASE, "2027-01-01/2027-12-31", Status.PLANNED, 330, 700),
        (RELEASE, None, Status.PLANNED, 100, 900),
        (RELEASE, "2027-01-01/..", Status.EXPECTED, 330, 1000),
        (RELEASE, "../2026-12-31", Status.EXPECTED, 60, 400),
        (RELEASE, None, Status.DENIED, 100, 900),
    ],
)
def test_one_claim_alone_is_answered_sensibly(
    event: Event, when: str | None, status: Status, least: int, most: int
) -> None:
    """Its median, in days from it, lies where a reader would look; it says what it rests on."""
    said = say(claim(event, when, status=status), "2026-02-01", by="one.example")

    found = told([said], as_of="2026-02-02", profile=Profile("series", "US", "Netflix"))

    assert least <= (median(found) - date(2026, 2, 2)).days <= most
    assert found.never < 0.6
    assert found.reasons


def test_a_day_long_gone_does_not_draw_the_release_into_the_next_weeks() -> None:
    """Two and a half years after an announced month that brought nothing: some year, or never.

    The reasons say that the window passed without a report.
    """
    plan = say(claim(RELEASE, "2024-02-01/2024-02-29"), "2023-12-01", by="one.example")

    found = told([plan], as_of="2026-08-01")

    assert (median(found) - date(2026, 8, 1)).days > 270
    assert 0.2 < found.never < 0.8
    assert found.by(date(2026, 7, 31)) == pytest.approx(0.0)
    assert any("passed without a report" in reason.text for reason in found.reasons)


def test_a_window_that_passed_long_after_its_last_word_slips_further() -> None:
    """A year told two years ahead is missed by more than one told until it ended."""
    year = claim(Event.RELEASE, "2025-01-01/2025-12-31")
    early = say(year, "2023-06-01", by="a.example")
    other = say(claim(Event.RENEWED, "2023-06-01/2023-06-01", status=Status.DONE), "2025-12-01")
    late = say(year, "2025-12-01", by="b.example")

    far, near = (
        median(told(claims, as_of="2026-02-01"))
        for claims in ([early, other], [early, other, late])
    )

    assert far > near


def test_the_longer_the_silence_the_less_is_known() -> None:
    """After the end of filming: the release may be void, and never comes likelier and likelier."""
    wrap = say(claim(WRAP, "2024-02-01/2024-02-29", status=DONE), "2024-03-01", by="one.example")

    found = [told([wrap], as_of=day) for day in ("2024-08-01", "2026-08-01", "2030-08-01")]
    waits = [(median(each) - each.first).days for each in found]

    assert sorted(waits) == waits
    assert sorted(each.never for each in found) == [each.never for each in found]


def test_a_new_word_ends_the_doubt() -> None:
    """After two silent years, an announced month is believed nearly as it would be at once."""
    old = say(claim(Event.RENEWED, None, status=DONE), "2023-12-01", by="one.example")
    plan = say(claim(RELEASE, "2026-11-01/2026-11-30"), "2026-08-01", by="two.example")

    silent, told_again = (told(said, as_of="2026-08-02") for said in ([old], [old, plan]))

    assert told_again.never < 0.05 < silent.never
    assert told_again.by(date(2026, 11, 30)) > 0.6


def test_a_third_season_comes_back_likelier_than_a_second() -> None:
    """Where nothing else is known: it was renewed before."""
    day = date(2022, 6, 1)
    nevers = []
    for season in (2, 3):
        timeline = reconcile(Installment("Salt Harbour", season), [], as_of=day)
        nevers.append(forecast(timeline, as_of=day, profile=KOREAN).never)

    assert nevers[1] < nevers[0]


def test_a_slow_series_is_waited_for_longer() -> None:
    """The wait before the last season tells of the next."""
    quick, slow = (
        Profile("series", "US", "Netflix", date(2025, 1, 1), None, date(year, 1, 1))
        for year in (2024, 2022)
    )

    assert median(told([], as_of="2025-06-01", profile=quick)) < median(
        told([], as_of="2025-06-01", profile=slow)
    )


def test_effects_take_longer_than_everyday_life() -> None:
    """From the end of filming."""
    wrap = say(claim(WRAP, "2026-01-01/2026-01-31", status=DONE), "2026-02-01", by="one.example")
    fantasy, romance = (
        Profile("series", "US", "Netflix", genre=genre) for genre in ("fantasy", "romance")
    )

    late, soon = (told([wrap], as_of="2026-02-02", profile=each) for each in (fantasy, romance))

    assert (median(late) - median(soon)).days > 20


def test_a_service_has_its_weekdays() -> None:
    """Within a month that was announced, a Friday of Netflix is likelier than a Sunday."""
    plan = say(claim(RELEASE, "2026-05-01/2026-05-31"), "2026-03-01", by="one.example")

    found = told([plan], as_of="2026-04-10")
    friday, sunday = (
        found.by(date(2026, 5, day)) - found.by(date(2026, 5, day - 1)) for day in (15, 17)
    )

    assert friday > 3 * sunday


def test_a_timeline_of_a_later_day_is_refused() -> None:
    """No foresight: the days must agree."""
    timeline = reconcile(SHOW, [], as_of=date(2026, 2, 1))

    with pytest.raises(ValueError, match="no foresight"):
        forecast(timeline, as_of=date(2026, 1, 1), profile=KOREAN)


def test_months_rise_to_nearly_all_that_will_come() -> None:
    """From the month of the forecast on; each chance is of a release by the month's end."""
    plan = say(claim(RELEASE, "2026-05-12/2026-05-12"), "2026-03-01", by="one.example")

    found = told([plan], as_of="2026-04-10")
    rows = months(found)

    assert [date(2026, 4, 1), date(2026, 5, 1)] == [month for month, _ in rows[:2]]
    assert found.by(date(2026, 5, 31)) == rows[1][1]
    assert sorted(chance for _, chance in rows) == [chance for _, chance in rows]


def test_levels_are_those_of_the_scorer() -> None:
    """From 0.05 to 0.95."""
    expected = (0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95)

    assert expected == LEVELS
