"""What happens to a false report: from entries through their weights to the timeline."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from airdate.model import (
    Belief,
    Claim,
    DateRange,
    Entry,
    Event,
    Installment,
    Milestone,
    Status,
    Timeline,
)
from airdate.pipeline import believe

SHOW = Installment("Kingdom of Ash", 2)
AS_OF = date(2026, 4, 1)


def said(
    outlet: str,
    day: str,
    event: str,
    *,
    status: str = "done",
    when: str | None = None,
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
        confidence=0.9,
    )
    name = f"{outlet} {day} {event} {status}"
    return Entry(
        id=name,
        claim=claim,
        document_id=name,
        heading="",
        outlet=outlet,
        url=None,
        said_on=date.fromisoformat(day),
        recorded_at=datetime(2026, 4, 1, tzinfo=UTC),
        reader="test",
        sentence_words=own,
        words_start=0,
        words_end=4,
        passage=own,
    )


FALSE = said("ash-fan-page.example", "2026-02-01", "post_production")
OFFICIAL = said(
    "about.netflix.com",
    "2026-02-10",
    "filming_start",
    status="planned",
    when="2026-05-01/2026-05-31",
)
PRESS = (
    said("nme.com", "2026-02-12", "filming_start", status="planned", when="2026-05-01/2026-05-31"),
    said("cbr.com", "2026-02-20", "filming_start", status="planned", when="2026-05-01/2026-06-30"),
)


def post_production(*entries: Entry) -> Belief | None:
    """Return what is believed of post-production."""
    return timeline(*entries).belief(Event.POST_PRODUCTION)


def timeline(*entries: Entry) -> Timeline:
    """Return what is believed of the season, by the route that a brief takes."""
    return believe(SHOW, entries, as_of=AS_OF)


def test_a_fan_page_alone_is_hardly_believed() -> None:
    """There is nothing else; but it is little more than even, and no stage of the production."""
    belief = post_production(FALSE)
    assert belief is not None
    assert belief.probability < 0.6
    assert None is timeline(FALSE).stage


@pytest.mark.parametrize("credit", [None, "Netflix", "a Netflix spokesperson"])
def test_it_loses_against_one_official_statement(credit: str | None) -> None:
    """Filming is to begin in May, says its maker: nothing is in post-production in February."""
    false = said("ash-fan-page.example", "2026-02-01", "post_production", credit=credit)
    found = timeline(false, OFFICIAL)
    assert None is found.belief(Event.POST_PRODUCTION)
    assert None is found.stage
    assert Status.PLANNED is found.milestones[0].status


@pytest.mark.parametrize("credit", [None, "Netflix"])
def test_it_loses_against_two_independent_press_reports(credit: str | None) -> None:
    """Two papers that do not know of each other plan the start for May."""
    false = said("ash-fan-page.example", "2026-02-01", "post_production", credit=credit)
    found = timeline(false, *PRESS)
    assert None is found.belief(Event.POST_PRODUCTION)
    assert None is found.stage


def test_its_copies_do_not_save_it() -> None:
    """Nine sites with its very words are one voice."""
    copies = [
        said(f"site-{n}.example", f"2026-02-{n + 2:02}", "post_production", words=_words(FALSE))
        for n in range(9)
    ]
    found = timeline(FALSE, *copies, *PRESS)
    assert None is found.belief(Event.POST_PRODUCTION)
    assert None is found.stage


def test_copies_and_origins_are_counted_apart() -> None:
    """One origin and nine repeats; with a second voice two origins."""
    copies = [
        said(f"site-{n}.example", f"2026-02-{n + 2:02}", "post_production", words=_words(FALSE))
        for n in range(9)
    ]
    other = said("nme.com", "2026-02-15", "post_production")
    counts = [
        (belief.origins, belief.repeats)
        for belief in (post_production(FALSE, *copies), post_production(FALSE, *copies, other))
        if belief
    ]
    assert [(1, 9), (2, 9)] == counts


def _words(entry: Entry) -> str:
    return entry.sentence_words


def test_netflix_by_a_fan_page_is_not_netflix() -> None:
    """What it credits weighs less than a stranger's own word, and gives way to the official one."""
    window, slipped = "2026-06-01/2026-06-30", "2026-11-01/2026-11-30"
    fan = said(
        "ash-fan-page.example",
        "2026-02-01",
        "release",
        status="planned",
        when=window,
        credit="Netflix",
    )
    maker = said("about.netflix.com", "2026-02-02", "release", status="planned", when=slipped)
    stranger = said("blueroad.example", "2026-02-01", "release", status="planned", when=window)
    weights = {w.entry.id: w.weight for w in timeline(fan, maker, stranger).weighed}
    assert weights[fan.id] < weights[stranger.id] < weights[maker.id]
    found = timeline(fan, maker)
    release = found.belief(Event.RELEASE)
    assert release is not None
    assert DateRange.parse(slipped) == release.when


def test_a_fan_page_after_netflix_does_not_move_its_word() -> None:
    """Whoever credits Netflix with another day later is not heard as Netflix."""
    window, other = "2026-06-01/2026-06-30", "2026-11-01/2026-11-30"
    maker = said("about.netflix.com", "2026-02-01", "release", status="planned", when=window)
    fan = said(
        "ash-fan-page.example",
        "2026-02-08",
        "release",
        status="planned",
        when=other,
        credit="Netflix",
    )
    release = timeline(maker, fan).belief(Event.RELEASE)
    assert release is not None
    assert DateRange.parse(window) == release.when
    assert [fan.id] == [w.entry.id for w in release.claims_against]
