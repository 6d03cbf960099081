"""What of a timeline bears on the release, in days from the day of the forecast."""

from datetime import date

import pytest
from weighed_claims import SHOW, claim, copy, reject, say

from airdate.forecast.signals import Signals, signals
from airdate.model import Event, Profile, Status, Weighed
from airdate.timeline import reconcile

DONE, EXPECTED, DENIED, DROPPED = Status.DONE, Status.EXPECTED, Status.DENIED, Status.DROPPED


def seen(claims: list[Weighed], *, as_of: str, profile: Profile | None = None) -> Signals:
    """Return the signals of the claims as of a day."""
    day = date.fromisoformat(as_of)
    return signals(reconcile(SHOW, claims, as_of=day), profile or Profile(), as_of=day)


def test_stages_count_from_the_middle_of_their_range() -> None:
    """The furthest is marked; filming planned no longer matters once it is over."""
    claims = [
        say(claim(Event.FILMING_WRAP, "2025-07-01/2025-07-31"), "2025-01-01", by="a.example"),
        say(claim(Event.FILMING_START, "2025-01-01/2025-01-31", status=DONE), "2025-02-01"),
        say(claim(Event.FILMING_WRAP, "2025-08-01/2025-08-31", status=DONE), "2025-09-01"),
    ]

    found = seen(claims, as_of="2025-09-15")

    expected = [("wrap", 30.0, True), ("start", 242.0, False)]
    assert expected == [(a.name, a.elapsed_days, a.furthest) for a in found.anchors]


def test_filming_to_come_lies_ahead() -> None:
    """Days below 0."""
    plan = say(claim(Event.FILMING_START, "2026-03-01/2026-03-31"), "2025-09-01")

    [anchor] = seen([plan], as_of="2025-09-15").anchors

    assert ["plan_start", -182.0] == [anchor.name, anchor.elapsed_days]


def test_the_window_tells_its_slips_and_its_age() -> None:
    """One plan fell before it, a month ago."""
    claims = [
        say(claim(Event.RELEASE, "2025-01-01/2025-12-31"), "2024-01-01", by="a.example"),
        say(claim(Event.RELEASE, "2026-01-01/2026-12-31"), "2025-08-15", by="b.example"),
    ]

    [window] = seen(claims, as_of="2025-09-15").windows

    assert [108.0, 472.0, 1, 31.0] == [window.low, window.high, window.slips, window.age_days]


def test_a_narrower_estimate_is_a_hint_and_its_copy_none_the_younger() -> None:
    """Beside the announced year."""
    year = say(claim(Event.RELEASE, "2026-01-01/2026-12-31"), "2025-08-01", by="a.example")
    fall = say(
        claim(Event.RELEASE, "2026-09-01/2026-11-30", status=EXPECTED), "2025-08-15", by="b.example"
    )
    again = copy(fall, "2025-09-10", by="c.example")

    windows = seen([year, fall, again], as_of="2025-09-15").windows

    assert [(True, 45.0), (False, 31.0)] == [(w.main, w.age_days) for w in windows]


def test_a_hint_that_has_passed_tells_nothing() -> None:
    """The year is left; when its summer was over, the estimate of it was."""
    year = say(claim(Event.RELEASE, "2026-01-01/2026-12-31"), "2025-08-01", by="a.example")
    summer = say(
        claim(Event.RELEASE, "2026-06-01/2026-08-31", status=EXPECTED), "2025-08-15", by="b.example"
    )

    before, after = (
        seen([year, summer], as_of=day).windows for day in ("2026-08-31", "2026-09-01")
    )

    assert [2, 1] == [len(before), len(after)]


def test_a_window_tells_when_it_was_last_said() -> None:
    """By another outlet, a month after the first."""
    first = say(claim(Event.RELEASE, "2026-01-01/2026-12-31"), "2025-08-01", by="a.example")
    again = say(claim(Event.RELEASE, "2026-01-01/2026-12-31"), "2025-09-01", by="b.example")

    [window] = seen([first, again], as_of="2025-09-15").windows

    assert [45.0, 14.0] == [window.age_days, window.told_days]


def test_a_withdrawn_plan_is_a_window_without_an_end() -> None:
    """It comes later than was planned; nobody says when."""
    claims = [
        say(claim(Event.RELEASE, "2025-12-01/2025-12-01"), "2025-01-01", by="a.example"),
        say(claim(Event.RELEASE, "2025-12-01/2025-12-01", status=DROPPED), "2025-09-01"),
    ]

    [window] = seen(claims, as_of="2025-09-15").windows

    assert [77.0, None, DROPPED] == [window.low, window.high, window.status]


def test_delays_and_denials_count_from_the_day_on_which_they_were_told() -> None:
    """Until filming is over, and until it starts."""
    claims = [
        say(claim(Event.DELAY, None, status=DONE), "2025-08-15", by="a.example"),
        say(claim(Event.FILMING_START, None, status=DENIED), "2025-09-05", by="b.example"),
    ]

    found = seen(claims, as_of="2025-09-15")

    assert [("delay", 31.0), ("unstarted", 10.0)] == [
        (a.name, a.elapsed_days) for a in found.anchors
    ]


def test_where_many_write_and_none_of_filming_it_has_not_begun() -> None:
    """As of the latest of them; not where few write, nor once filming is reported."""
    order = claim(Event.RENEWED, "2024-06-01/2024-06-01", status=DONE)
    many = [say(order, f"2024-06-0{n}", by=f"{n}.example") for n in range(1, 6)]
    filmed = say(claim(Event.FILMING, None, status=DONE), "2024-09-01", by="a.example")

    names = [
        [(a.name, a.elapsed_days) for a in seen(claims, as_of="2024-09-15").anchors]
        for claims in (many, many[:4], [*many, filmed])
    ]

    assert ("unstarted", 102.0) in names[0]
    assert "unstarted" not in {name for name, _ in (*names[1], *names[2])}


def test_a_delay_after_the_window_unsettles_it() -> None:
    """Unless the window is what it was moved to, on the same day."""
    old = say(claim(Event.RELEASE, "2026-05-01/2026-05-01"), "2025-01-01", by="a.example")
    delay = say(claim(Event.DELAY, None, status=DONE), "2025-09-01", by="b.example")
    drop = say(
        claim(Event.RELEASE, "2026-05-01/2026-05-01", status=DROPPED), "2025-09-01", by="b.example"
    )
    new = say(claim(Event.RELEASE, "2026-11-06/2026-11-06"), "2025-09-01", by="b.example")

    stands = seen([old, delay], as_of="2025-09-15")
    moved = seen([old, delay, drop, new], as_of="2025-09-15")

    assert [True, False] == [stands.unsettled, moved.unsettled]


def test_the_season_before_is_an_anchor_if_it_is_out() -> None:
    """Not if it comes after the day of the forecast."""
    profile = Profile(previous_release=date(2024, 9, 15))

    after, before = (seen([], as_of=day, profile=profile) for day in ("2025-09-15", "2024-09-01"))

    assert [("gap", 365.0)] == [(a.name, a.elapsed_days) for a in after.anchors]
    assert () == before.anchors


def test_silence_counts_from_the_last_word_that_was_not_rejected() -> None:
    """A copy makes it no shorter, nor does what a person rejected."""
    wrap = say(claim(Event.FILMING_WRAP, None, status=DONE), "2025-08-15", by="a.example")
    again = copy(wrap, "2025-09-01", by="b.example")
    parody = reject(say(claim(Event.RELEASE, "2025-12-01/2025-12-01"), "2025-09-10"))

    assert 31 == seen([wrap, again, parody], as_of="2025-09-15").silent_days


def test_the_wait_before_the_last_season_tells_of_a_slow_series() -> None:
    """As the log of how much longer than usual it was; nothing where parts of a season came."""
    last = date(2024, 9, 15)
    before = [date(2022, 9, 15), date(2023, 6, 23), date(2024, 8, 1), None]
    profiles = [Profile(previous_release=last, earlier_release=day) for day in before]

    logs = [seen([], as_of="2025-09-15", profile=each).anchors[0].previous for each in profiles]

    assert logs[0] > 0.4
    assert 0.0 == pytest.approx(logs[1], abs=0.01)
    assert [0.0, 0.0] == logs[2:]


def test_the_habit_turns_with_the_day() -> None:
    """The weekday of the forecast comes first, and of the day of the last news before silence."""
    said = say(claim(Event.RENEWED, None, status=DONE), "2025-09-05", by="a.example")
    netflix = Profile(service="Netflix")

    then, now = (seen([said], as_of=day, profile=netflix) for day in ("2025-09-05", "2025-09-15"))

    assert max(then.habit) == then.habit[0]
    assert then.habit == now.before_silence().habit
    assert () == seen([said], as_of="2025-09-15", profile=Profile(service="tvN")).habit
