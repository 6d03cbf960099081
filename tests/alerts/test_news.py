"""Two timelines in, notices out."""

from __future__ import annotations

import pytest
from tests.support import belief, entry, milestone, timeline, weighed

from airdate.alerts.news import news, shift_of
from airdate.alerts.notices import Kind, Notice, notice_json, notice_of
from airdate.model import Belief, DateRange, Event, Status, Timeline

PLANNED, EXPECTED, RUMOURED = Status.PLANNED, Status.EXPECTED, Status.RUMOURED
DENIED, DONE = Status.DENIED, Status.DONE


def held(
    event: Event, when: str | None, status: Status = DONE, *, said_on: str = "2026-02-28"
) -> Belief:
    """Return a belief that rests on one report."""
    report = weighed(entry(milestone(event, when, status=status), said_on=said_on))
    return belief(event, [report])


def told(before: list[Belief], after: list[Belief]) -> list[Notice]:
    """Return the notices of what is believed otherwise on 1 March 2026."""
    return list(news(timeline(*before), timeline(*after)))


def kinds(before: list[Belief], after: list[Belief]) -> list[tuple[str, str]]:
    """Return kind and event of each notice."""
    return [(str(notice.kind), notice.about) for notice in told(before, after)]


R = Event.RELEASE


YEAR, JUNE, SPRING = "2026-01-01/2026-12-31", "2026-06-01/2026-06-30", "2027-01-01/2027-04-30"
FIRST, LATER, PAST = "2026-06-05/2026-06-05", "2026-07-03/2026-07-03", "2026-02-05/2026-02-05"
WRAP, APRIL = "2026-02-11/2026-02-20", "2026-04-01/2026-04-30"
WRAPPED = Event.FILMING_WRAP


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (None, held(R, FIRST, PLANNED), "date"),
        (held(R, None, DENIED), held(R, JUNE, PLANNED), "date"),
        (held(R, YEAR, EXPECTED), held(R, JUNE, PLANNED), "date"),
        (held(R, YEAR, PLANNED), held(R, FIRST, PLANNED), "date"),
        (held(R, FIRST, PLANNED), held(R, LATER, PLANNED), "moved"),
        (held(R, JUNE, EXPECTED), held(R, SPRING, EXPECTED), "moved"),
        (None, held(R, JUNE, EXPECTED), "plan"),
        (held(R, JUNE, EXPECTED), held(R, YEAR, EXPECTED), "plan"),
        (held(R, FIRST, PLANNED), held(R, PAST), "released"),
        (held(R, FIRST, PLANNED), held(R, None, DENIED), "withdrawn"),
        (held(R, PAST), held(R, LATER, PLANNED), "withdrawn"),
        (None, held(Event.CANCELLED, None), "cancelled"),
        (None, held(Event.DELAY, None), "delay"),
        (None, held(WRAPPED, WRAP), "stage"),
        (held(WRAPPED, WRAP, PLANNED), held(WRAPPED, "2026-02-19/2026-02-19"), "stage"),
        (held(Event.RENEWED, None, RUMOURED), held(Event.RENEWED, None), "confirmed"),
        (held(Event.RENEWED, None, RUMOURED), held(Event.RENEWED, None, DENIED), "refuted"),
        (held(WRAPPED, WRAP, PLANNED), held(WRAPPED, APRIL, PLANNED), "moved"),
        (held(Event.RENEWED, None), held(Event.RENEWED, PAST), None),
        (None, held(R, None, DENIED), None),
        (held(R, None, DENIED), None, None),
    ],
)
def test_kinds(before: Belief | None, after: Belief | None, expected: str | None) -> None:
    """Each step from one belief to another is of its kind, or no news."""
    found = told([before] if before else [], [after] if after else [])
    assert ([expected] if expected else []) == [str(notice.kind) for notice in found]


def test_nothing_new() -> None:
    """What is believed as before is not told, however many say it now."""
    one = held(R, "2026-06-05/2026-06-05", PLANNED)
    more = weighed(
        entry(milestone(R, "2026-06-05/2026-06-05", status=PLANNED), said_on="2026-03-01")
    )
    assert [] == told([one], [belief(R, [*one.claims_for, more])])


def test_a_range_is_no_date() -> None:
    """A range is told as one, and leads to its sentence, outlet, address and claim."""
    (notice,) = told([], [held(Event.FILMING_WRAP, "2026-02-11/2026-02-20")])
    assert "It wrapped filming some time within 11–20 February 2026, says variety.com." == (
        notice.text
    )
    (quote,) = notice.quotes
    assert "https://variety.com/2026-02-28" == quote.url
    assert "The words of variety.com on 2026-02-28." == quote.words
    assert 16 == len(quote.claim)


def test_moved_words() -> None:
    """A move says from where to where, by how many days, and counts as a delay where later."""
    (notice,) = told(
        [held(R, "2026-06-05/2026-06-05", PLANNED)], [held(R, "2026-07-03/2026-07-03", PLANNED)]
    )
    assert "Release moved 28 days later" == notice.headline
    assert "28 days later than before (it was planned to be released on 5 June 2026)" in notice.text
    assert (28, (Kind.DELAY,)) == (notice.shift_days, notice.also)


def test_stated_delay_and_move_are_one() -> None:
    """A postponement with its new date is one notice with the sentences of both."""
    (notice,) = told(
        [held(R, "2026-06-05/2026-06-05", PLANNED)],
        [
            held(R, "2026-07-03/2026-07-03", PLANNED),
            held(Event.DELAY, None, said_on="2026-03-01"),
        ],
    )
    assert (Kind.DELAY, (Kind.MOVED,), 28) == (notice.kind, notice.also, notice.shift_days)
    assert {"2026-02-28", "2026-03-01"} == {str(quote.said_on) for quote in notice.quotes}


@pytest.mark.parametrize(
    ("was", "now", "days"),
    [
        ("2026-01-01/2026-12-31", "2026-06-01/2026-06-30", None),
        ("2026-06-01/2026-06-30", "2026-01-01/2026-12-31", None),
        ("2026-06-01/2026-06-30", "2026-06-11/2026-07-10", 10),
        ("2026-06-01/..", "2026-07-01/2026-07-31", None),
        ("2026-06-01/2026-06-30", "2026-09-01/..", 92),
        ("../2026-06-30", "../2026-05-31", None),
    ],
)
def test_shift(was: str, now: str, days: int | None) -> None:
    """A window that only became narrower or wider did not move."""
    assert days == shift_of(DateRange.parse(was), DateRange.parse(now))


def test_identity_is_of_the_change_and_its_day() -> None:
    """The same change by news of the same day is the same; of another day, another."""

    def one(said_on: str) -> str:
        return told([], [held(R, "2026-06-05/2026-06-05", PLANNED, said_on=said_on)])[0].id

    assert one("2026-02-28") == one("2026-02-28")
    assert one("2026-02-28") != one("2026-02-27")


def test_old_news_says_so() -> None:
    """An article of last year that is added today tells its day."""
    (notice,) = told([], [held(Event.RENEWED, None, said_on="2025-05-03")])
    assert notice.text.endswith("This was said on 3 May 2025, and is learned only now.")
    assert "2025-05-03" == str(notice.said_on)


def test_the_important_comes_first() -> None:
    """A cancellation stands before a stage."""
    after = [held(Event.TRAILER, None), held(Event.CANCELLED, None), held(Event.RENEWED, None)]
    assert ["cancelled", "renewed", "trailer"] == [about for _, about in kinds([], after)]


def test_filming_is_implied_by_its_start() -> None:
    """That it is filming is no news beside that filming began."""
    after = [held(Event.FILMING_START, "2026-02-01/2026-02-28"), held(Event.FILMING, None)]
    assert [("stage", "filming_start")] == kinds([], after)


def test_rumours() -> None:
    """A rumour is new once, and told again when those who decide speak."""
    from airdate.model import SourceKind

    rumour = weighed(
        entry(
            milestone(R, "2026-06-01/2026-06-30", status=RUMOURED),
            said_on="2026-01-05",
            outlet="forum.example",
        ),
        kind=SourceKind.FORUM,
    )
    empty = timeline()
    heard = timeline(weighed=(rumour,), rumours=(rumour,))
    (first,) = news(empty, heard)
    assert (Kind.RUMOUR, "release") == (first.kind, first.about)
    assert "It is rumoured that it is to be released in June 2026" in first.text
    assert () == news(heard, heard)
    official = weighed(
        entry(milestone(R, "2026-09-01/2026-09-30", status=PLANNED), said_on="2026-02-20"),
        kind=SourceKind.OFFICIAL,
        weight=0.95,
    )
    settled = timeline(weighed=(rumour, official))
    (last,) = news(heard, settled)
    assert Kind.REFUTED == last.kind
    assert "; Variety speaks against it." in last.text


def test_json_round_trip() -> None:
    """A notice is in the outbox as it was."""
    (notice,) = told(
        [held(R, "2026-06-05/2026-06-05", PLANNED)], [held(R, "2026-07-03/..", PLANNED)]
    )
    assert notice == notice_of(notice_json(notice))


def test_wanted_by_kind_or_stage() -> None:
    """A rule may wish for a kind, or for one stage by its name."""
    (notice,) = told([], [held(Event.FILMING_WRAP, None)])
    assert notice.is_wanted({"stage"})
    assert notice.is_wanted({"filming_wrap"})
    assert not notice.is_wanted({"filming_start", "date"})


def test_no_evidence_no_notice() -> None:
    """A plan that goes because its reading was corrected is not told: nobody says so."""
    before: Timeline = timeline(held(R, "2026-06-05/2026-06-05", PLANNED))
    assert () == news(before, timeline())
