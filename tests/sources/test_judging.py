"""What time decided, and by whose word."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from airdate.model import (
    Claim,
    DateRange,
    Entry,
    Event,
    Installment,
    Judgement,
    Milestone,
    Status,
    Verdict,
)
from airdate.sources.judging import Judged, error_days, judge

MOMENT = datetime(2027, 6, 1, tzinfo=UTC)
AS_OF = date(2027, 6, 1)
SHOW = Installment("Kingdom of Ash", 2)


def said(
    outlet: str,
    day: str,
    when: str | None,
    *,
    status: str = "planned",
    event: str = "release",
    credit: str | None = None,
    words: str = "",
) -> Entry:
    """Return what an outlet said of the season on a day, in words of its own unless given."""
    own = words or " ".join(f"{outlet}{day}{number}" for number in range(20))
    claim = Claim(
        SHOW,
        Milestone(Event(event), DateRange.parse(when) if when else None),
        Status(status),
        credit,
        sentence=0,
        start=0,
        end=4,
    )
    name = f"{outlet} {day} {event} {when} {status}"
    return Entry(
        id=name,
        claim=claim,
        document_id=name,
        heading="",
        outlet=outlet,
        url=None,
        said_on=date.fromisoformat(day),
        recorded_at=MOMENT,
        reader="test",
        sentence_words=own,
        words_start=0,
        words_end=4,
        passage=own,
    )


PLAN = said("nme.com", "2026-03-01", "2026-09-01/2026-09-30")


def of(outlet: str, entries: list[Entry], *, as_of: date = AS_OF) -> list[Judged]:
    """Return what was judged of an outlet's claims."""
    return [each for each in judge(entries, as_of=as_of) if each.source.domain == outlet]


def test_a_plan_holds_where_others_report_that_it_came() -> None:
    """The day lies within the window: no error, and how long ahead it was said."""
    (found,) = of("nme.com", [PLAN, out("variety.com", "2026-09-12")])
    assert (True, 0, 195) == (found.held, found.error_days, found.lead_days)
    assert DateRange.parse("2026-09-12/2026-09-12") == found.came


def out(outlet: str, day: str, **changes: object) -> Entry:
    """Return a report on that day that the season is out."""
    return said(outlet, day, f"{day}/{day}", status="done", **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(("day", "error"), [("2026-10-05", 5), ("2026-08-20", -12)])
def test_a_miss_is_measured_from_the_nearer_end(day: str, error: int) -> None:
    """More than 0 where it came later, less where earlier."""
    (found,) = of("nme.com", [PLAN, out("variety.com", day)])
    assert (False, error) == (found.held, found.error_days)


def test_nobody_proves_itself_by_saying_it_again() -> None:
    """Its own later word decides nothing."""
    assert [] == of("nme.com", [PLAN, out("nme.com", "2026-09-12")])


def test_who_credits_or_copies_the_outlet_proves_nothing_of_it() -> None:
    """An echo is its own word once more."""
    own = out("nme.com", "2026-09-12")
    echo = out("variety.com", "2026-09-12", credit="NME")
    words = own.sentence_words
    copy = said("cbr.com", "2026-09-13", "2026-09-12/2026-09-12", status="done", words=words)
    assert [] == of("nme.com", [PLAN, own, echo, copy])


def test_an_official_voice_decides_even_on_itself() -> None:
    """Who releases it knows when it did."""
    plan = said("about.netflix.com", "2026-03-01", "2026-09-01/2026-09-30")
    (found,) = of("about.netflix.com", [plan, out("about.netflix.com", "2026-10-02")])
    assert (False, 2) == (found.held, found.error_days)


def test_one_fan_page_settles_nothing_and_two_strangers_do() -> None:
    """Those who judge must be believable together."""
    assert [] == of("nme.com", [PLAN, out("tele-fans.example", "2026-09-12")])
    two = [out("blue.example", "2026-09-12"), out("red.example", "2026-09-13")]
    assert 1 == len(of("nme.com", [PLAN, *two]))


def test_a_false_report_is_overruled_by_a_later_official_plan() -> None:
    """A paper had it out in August; in October its maker still plans it."""
    early = out("variety.com", "2026-08-20")
    later = said("about.netflix.com", "2026-10-10", "2026-12-01/2026-12-31")
    (found,) = of("nme.com", [PLAN, early, later])
    assert (False, None, 10) == (found.held, found.came, found.error_days)


def test_a_window_that_passed_unheard_of_is_not_judged() -> None:
    """Silence may be ours; where others tell that it is still to come, the plan has failed."""
    assert [] == of("nme.com", [PLAN, said("cbr.com", "2026-05-01", None, status="denied")])
    still = said("variety.com", "2026-11-09", None, status="done", event="filming")
    (found,) = of("nme.com", [PLAN, still])
    assert (False, None, 40) == (found.held, found.came, found.error_days)


def test_a_report_without_a_day_tells_of_a_window_that_it_fills() -> None:
    """It came between the plan and the report: in that year, and nobody knows in which month."""
    report = said("variety.com", "2026-12-20", None, status="done")
    (found,) = of("nme.com", [said("nme.com", "2026-03-01", "2026-01-01/2026-12-31"), report])
    assert (True, 0) == (found.held, found.error_days)
    assert [] == of("nme.com", [PLAN, report])


def test_what_an_outlet_says_again_counts_once() -> None:
    """The same window, months later and in other words."""
    again = said("nme.com", "2026-06-01", "2026-09-01/2026-09-30", status="expected")
    assert [PLAN] == [
        each.entry for each in of("nme.com", [again, PLAN, out("cbr.com", "2026-09-12")])
    ]


def test_a_report_is_judged_by_others_too() -> None:
    """Off by a day or two is the same day; off by weeks is wrong."""
    reports = [out("variety.com", "2026-09-12"), out("deadline.com", "2026-09-12")]
    near = said("nme.com", "2026-10-01", "2026-09-10/2026-09-10", status="done")
    far = said("cbr.com", "2026-10-01", "2026-08-01/2026-08-01", status="done")
    verdicts = {e.source.domain: e.held for e in judge([*reports, near, far], as_of=AS_OF)}
    assert {"nme.com": True, "cbr.com": False} == {k: verdicts[k] for k in ("nme.com", "cbr.com")}


def test_nothing_after_the_day_judges() -> None:
    """What came is known from the day it is said."""
    entries = [PLAN, out("variety.com", "2026-09-12")]
    assert [] == of("nme.com", entries, as_of=date(2026, 9, 11))
    assert 1 == len(of("nme.com", entries, as_of=date(2026, 9, 12)))


def test_a_rejected_claim_neither_judges_nor_is_judged() -> None:
    """A person said that it was misread."""
    no = Judgement(Verdict.REJECTED, "another show", MOMENT)
    assert [] == of("nme.com", [replace(PLAN, judgement=no), out("cbr.com", "2026-09-12")])
    assert [] == of("nme.com", [PLAN, replace(out("cbr.com", "2026-09-12"), judgement=no)])


@pytest.mark.parametrize(
    ("claimed", "came", "expected"),
    [
        ("2026-09-01/2026-09-30", "2026-09-12/2026-09-12", 0),
        ("../2026-06-30", "2026-07-04/2026-07-04", 4),
        ("2026-09-01/..", "2026-08-31/2026-08-31", -1),
        ("2026-09-01/2026-09-30", "../2026-08-01", -31),
    ],
)
def test_an_error_is_the_days_between_two_ranges(claimed: str, came: str, expected: int) -> None:
    """Open ends reach without end."""
    assert expected == error_days(DateRange.parse(claimed), DateRange.parse(came))
