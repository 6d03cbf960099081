"""How a forecast moved: what the news of a day did, and what the days without did."""

from collections import Counter
from dataclasses import replace
from datetime import date
from itertools import pairwise

from weighed_claims import SHOW, claim, copy, reject, say

from airdate.forecast import Move, days_of_news, forecast, history
from airdate.model import Event, Profile, Status, Timeline, Weighed
from airdate.timeline import reconcile

DONE = Status.DONE
PROFILE = Profile("series", "US", "Netflix", date(2023, 3, 4))
ORDER = say(claim(Event.RENEWED, None, status=DONE), "2025-01-10", by="one.example")
WRAP = say(
    claim(Event.FILMING_WRAP, "2025-09-01/2025-09-30", status=DONE), "2025-10-05", by="two.example"
)
WINDOW = say(claim(Event.RELEASE, "2026-09-01/2026-11-30"), "2026-02-01", by="three.example")
CLAIMS = [ORDER, WRAP, WINDOW]


def moved(claims: list[Weighed], *, as_of: date, asked: Counter[date] | None = None):
    """Return the moves up to a day; `asked` counts how often each day's timeline was made."""

    def believed(day: date) -> Timeline:
        if asked is not None:
            asked[day] += 1
        return reconcile(SHOW, claims, as_of=day)

    days = days_of_news([w.entry for w in claims], SHOW, as_of=as_of)
    return history(sorted({*days, as_of}), believed=believed, profiled=lambda _: PROFILE)


def test_each_day_of_news_is_a_move_and_today_the_last() -> None:
    """With what was reported on it; a day that nothing was said on, with nothing."""
    moves = moved(CLAIMS, as_of=date(2026, 5, 1))

    assert [
        (date(2025, 1, 10), (ORDER,)),
        (date(2025, 10, 5), (WRAP,)),
        (date(2026, 2, 1), (WINDOW,)),
        (date(2026, 5, 1), ()),
    ] == [(move.day, move.claims) for move in moves]


def test_each_days_timeline_is_made_once() -> None:
    """For that is what costs."""
    asked: Counter[date] = Counter()

    moves = moved(CLAIMS, as_of=date(2026, 5, 1), asked=asked)

    assert {move.day: 1 for move in moves} == asked


def test_the_last_move_is_the_forecast_of_the_day() -> None:
    """To the day and the chance."""
    day = date(2026, 5, 1)
    found = forecast(reconcile(SHOW, CLAIMS, as_of=day), as_of=day, profile=PROFILE)

    last = moved(CLAIMS, as_of=day)[-1]

    assert found.quantile(0.5, given_release=True) == last.median
    assert found.never == last.never


def test_news_and_waiting_add_up_to_how_far_the_middle_moved() -> None:
    """From each move to the next; the first has nothing before it."""
    moves = moved(CLAIMS, as_of=date(2026, 5, 1))

    assert (None, None) == (moves[0].news_days, moves[0].waiting_days)
    for one, two in pairwise(moves):
        assert _days(one, two) == (two.news_days or 0) + (two.waiting_days or 0)


def _days(one: Move, two: Move) -> int:
    assert one.median is not None
    assert two.median is not None
    return (two.median - one.median).days


def test_good_news_after_long_waiting_is_not_taken_for_the_delay() -> None:
    """A wrap years after the order: waiting moved the middle later, the wrap earlier."""
    late = say(
        claim(Event.FILMING_WRAP, "2027-09-01/2027-09-30", status=DONE),
        "2027-10-05",
        by="x.example",
    )

    *_, move = moved([ORDER, late], as_of=date(2027, 10, 5))

    assert (move.news_days or 0) < 0 < (move.waiting_days or 0)


def test_repetitions_and_rejected_claims_are_no_news_of_the_day() -> None:
    """A copy on the same day is told once, a rejected claim not at all."""
    again = copy(WRAP, "2025-10-05", by="copycat.example")
    hoax = reject(say(claim(Event.TRAILER, None, status=DONE), "2025-10-05", by="hoax.example"))

    moves = moved([WRAP, again, hoax], as_of=date(2025, 10, 5))

    assert [[WRAP.origin]] == [[w.origin for w in move.claims] for move in moves]


def test_what_is_dated_comes_before_what_is_not_and_the_release_first() -> None:
    """So that the first report of a day says why the forecast moved."""
    day = "2026-02-01"
    trailer = say(claim(Event.TRAILER, "2026-01-31/2026-01-31", status=DONE), day, by="a.example")
    denied = say(claim(Event.RELEASE, None, status=Status.DENIED), day, by="b.example")

    [move] = moved([denied, trailer, WINDOW], as_of=date(2026, 2, 1))

    assert (WINDOW, trailer, denied) == move.claims


def test_a_release_ends_the_history() -> None:
    """It is told as out."""
    out = say(claim(Event.RELEASE, "2026-10-02/2026-10-02", status=DONE), "2026-10-03")

    later = copy(out, "2026-10-09", by="late.example")

    *_, before, last = moved([*CLAIMS, out, later], as_of=date(2027, 1, 1))

    assert not before.released
    assert (True, date(2026, 10, 2)) == (last.released, last.median)
    assert date(2026, 10, 3) == last.day


def test_a_day_of_repetitions_alone_is_no_day_of_news() -> None:
    """What moved the forecast by then counts as waiting."""
    again = copy(WRAP, "2025-11-05", by="copycat.example")

    days = [move.day for move in moved([*CLAIMS, again], as_of=date(2026, 5, 1))]

    assert date(2025, 11, 5) not in days


def test_news_of_the_series_as_a_whole_is_no_news_of_the_season() -> None:
    """Nor of another season."""
    series = replace(WRAP.entry.claim, subject=replace(SHOW, season=None))
    entries = [ORDER.entry, replace(WRAP.entry, claim=series)]

    assert (date(2025, 1, 10),) == days_of_news(entries, SHOW, as_of=date(2026, 5, 1))
