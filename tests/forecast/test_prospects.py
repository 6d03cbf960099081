"""What news would move a forecast: only what may come next, tried on the timeline."""

from datetime import date

from weighed_claims import SHOW, claim, say

from airdate.forecast import Prospect, forecast, prospects
from airdate.forecast.prospects import likeliest_quarter
from airdate.model import DateRange, Event, Forecast, Installment, Profile, Status, Weighed
from airdate.timeline import reconcile

DONE, PLANNED, DROPPED = Status.DONE, Status.PLANNED, Status.DROPPED
PROFILE = Profile("series", "US", "Netflix", date(2024, 3, 4))
TODAY = date(2026, 2, 10)
ORDER = say(claim(Event.RENEWED, None, status=DONE), "2025-11-10", by="one.example")
START = say(
    claim(Event.FILMING_START, "2026-01-05/2026-01-05", status=DONE), "2026-01-06", by="two.example"
)


def ahead(*claims: Weighed, profile: Profile = PROFILE) -> tuple[Forecast, tuple[Prospect, ...]]:
    """Return the forecast of the claims and the news that would move it."""
    timeline = reconcile(SHOW, claims, as_of=TODAY)
    now = forecast(timeline, as_of=TODAY, profile=profile)
    return now, prospects(timeline, now, profile=profile)


def events(found: tuple[Prospect, ...]) -> set[Event]:
    """Return what the news would be about."""
    return {prospect.event for prospect in found}


def test_of_an_ordered_season_the_next_steps_and_a_date_are_tried() -> None:
    """Not the order itself, nor a trailer that is two steps off."""
    _, found = ahead(ORDER)

    assert {Event.FILMING_START, Event.FILMING_WRAP, Event.RELEASE} == events(found)


def test_of_a_season_of_which_nothing_is_known_the_order_is() -> None:
    """A renewal brings the chance that it never comes down."""
    now, found = ahead()
    [order] = [p for p in found if p.event is Event.RENEWED]

    assert order.never < now.never


def test_while_it_films_the_wrap_would_bring_it_nearer() -> None:
    """And a delay is possible."""
    _, found = ahead(ORDER, START)
    [wrap] = [p for p in found if p.event is Event.FILMING_WRAP]

    assert wrap.shift_days is not None
    assert wrap.shift_days < 0
    assert DateRange(date(2026, 2, 1), TODAY) == wrap.when
    assert Event.FILMING_START not in events(found)


def test_an_announced_quarter_narrows_the_forecast() -> None:
    """The quarter that is likeliest now."""
    now, found = ahead(ORDER)
    [dated] = [p for p in found if p.event is Event.RELEASE]

    assert likeliest_quarter(now) == dated.when
    assert dated.narrower_days is not None
    assert dated.narrower_days > 0


def test_a_planned_day_can_be_withdrawn_but_not_announced_again() -> None:
    """It would move away, and nothing of the shoot is news so near to it."""
    plan = say(claim(Event.RELEASE, "2026-03-20/2026-03-20"), "2026-02-01", by="one.example")

    _, found = ahead(plan)
    [delay] = [p for p in found if p.event is Event.DELAY]

    assert delay.shift_days is not None
    assert delay.shift_days > 60
    assert {Event.DELAY, Event.TRAILER} >= events(found)


def test_what_would_move_it_most_comes_first() -> None:
    """By the distance of the two distributions."""
    effects = [prospect.effect_days for prospect in ahead(ORDER, START)[1]]

    assert sorted(effects, reverse=True) == effects
    assert len(effects) > 1


def test_the_claims_of_the_timeline_stay_as_they_are() -> None:
    """The news is tried on a copy."""
    timeline = reconcile(SHOW, [ORDER], as_of=TODAY)
    now = forecast(timeline, as_of=TODAY, profile=PROFILE)

    prospects(timeline, now, profile=PROFILE)

    assert (ORDER,) == timeline.weighed
    assert forecast(timeline, as_of=TODAY, profile=PROFILE) == now


def test_what_is_out_awaits_no_news_and_a_cancelled_show_only_a_new_order() -> None:
    """Nothing else would change either."""
    out = say(claim(Event.RELEASE, "2026-02-01/2026-02-01", status=DONE), "2026-02-02")
    end = say(claim(Event.CANCELLED, None, status=DONE), "2025-12-01", by="one.example")

    assert () == ahead(out)[1]
    assert {Event.RENEWED} >= events(ahead(end)[1])


def test_a_film_or_first_season_is_announced_rather_than_renewed() -> None:
    """There is nothing to renew."""
    film = Installment("Salt Harbour", None)
    timeline = reconcile(film, [], as_of=TODAY)
    now = forecast(timeline, as_of=TODAY, profile=Profile())

    found = prospects(timeline, now, profile=Profile())

    assert Event.RENEWED not in events(found)
    assert Event.ANNOUNCED in events(found)


def test_the_end_of_the_calendar_is_no_error() -> None:
    """Quarters end with the year 9999."""
    day = date(9999, 11, 30)
    timeline = reconcile(SHOW, [], as_of=day)
    now = forecast(timeline, as_of=day, profile=Profile())

    quarter = likeliest_quarter(now)

    assert quarter is None or quarter.latest == date.max
