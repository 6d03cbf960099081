"""What a rumour is, how it spreads, and what settles it."""

from __future__ import annotations

from datetime import date

import pytest
from tests.support import TITLE, claim_of, entry, milestone

from airdate import pipeline
from airdate.model import (
    Claim,
    Credit,
    CreditKind,
    Detail,
    Entry,
    Event,
    Status,
    Topic,
)
from airdate.rumours import Rumour, State, tellers, trace

_FORUM, _FAN = "reddit.com", "hyosan-high-fans.example"


def _told(*entries: Entry, as_of: str = "2026-06-01") -> tuple[Rumour, ...]:
    return trace(pipeline.believe(TITLE, entries, as_of=date.fromisoformat(as_of)))


def _rumour(day: str = "2025-03-01", outlet: str = _FAN, when: str | None = None) -> Entry:
    window = when or "2026-03-01/2026-03-31"
    return entry(
        milestone(Event.RELEASE, window, status=Status.RUMOURED), said_on=day, outlet=outlet
    )


def _release(status: Status, when: str | None, *, day: str, outlet: str = "netflix.com") -> Entry:
    return entry(milestone(Event.RELEASE, when, status=status), said_on=day, outlet=outlet)


def _credit(kind: CreditKind, status: Status, *, day: str, outlet: str) -> Entry:
    return entry(claim_of(Credit("Han Mirae", kind), status=status), said_on=day, outlet=outlet)


class TestBeginning:
    """Which claims begin a rumour, and which tell it again."""

    def test_first_and_spread(self) -> None:
        """The first to tell it is known, and how it spread day by day."""
        (found,) = _told(
            _rumour("2025-04-02", "koreaboo.com"), _rumour(), _rumour("2025-04-02", "soompi.com")
        )
        assert (date(2025, 3, 1), _FAN) == (found.first.entry.said_on, found.first.entry.outlet)
        assert [(date(2025, 3, 1), 1, 0), (date(2025, 4, 2), 3, 0)] == [
            (t.day, t.origins, t.repeats) for t in found.spread
        ]

    def test_what_a_forum_says_is_hearsay(self) -> None:
        """A forum's plain word begins a rumour, a paper's does not."""
        plain = _release(Status.PLANNED, "2026-03-01/2026-03-31", day="2025-03-01", outlet=_FORUM)
        assert [State.OPEN] == [found.state for found in _told(plain, as_of="2025-07-01")]
        assert () == _told(
            _release(
                Status.PLANNED, "2026-03-01/2026-03-31", day="2025-03-01", outlet="variety.com"
            )
        )

    def test_what_the_press_said_before_is_no_rumour(self) -> None:
        """Hearsay of what was reported before is not told as a rumour."""
        known = _release(Status.PLANNED, "2026-03-12/2026-03-12", day="2025-02-01")
        assert () == _told(known, _rumour())

    @pytest.mark.parametrize(
        ("other", "rumours"),
        [("2026-03-10/2026-03-31", 1), ("2026-01-01/2026-12-31", 2), ("2026-09-01/2026-09-30", 2)],
    )
    def test_other_windows_are_other_rumours(self, other: str, rumours: int) -> None:
        """Windows that share most of their days are one rumour; the year is another."""
        assert rumours == len(_told(_rumour(), _rumour("2025-03-05", "soompi.com", other)))

    def test_story(self) -> None:
        """Two ways of telling one bit of story are one rumour."""
        told = [
            entry(
                claim_of(Detail(Topic.STORY, words), status=Status.RUMOURED),
                said_on="2025-03-01",
                outlet=outlet,
            )
            for outlet, words in (
                (_FAN, "the survivors reach Seoul by train"),
                (_FORUM, "survivors will reach Seoul by train"),
            )
        ]
        assert [2] == [len(found.told) for found in _told(*told)]


class TestFate:
    """What settles a rumour."""

    @pytest.mark.parametrize(
        ("status", "when", "state", "happened"),
        [
            (Status.PLANNED, "2026-03-12/2026-03-12", State.CONFIRMED, False),
            (Status.DONE, "2026-03-12/2026-03-12", State.CONFIRMED, True),
            (Status.DONE, "2026-04-02/2026-04-02", State.CONFIRMED, True),
            (Status.PLANNED, "2026-10-01/2026-10-31", State.REFUTED, False),
            (Status.DONE, "2026-05-12/2026-05-12", State.REFUTED, True),
        ],
    )
    def test_by_the_makers(self, status: Status, when: str, state: State, happened: bool) -> None:
        """The makers' word settles it: a plan as a plan, what came as what came."""
        news = _release(status, when, day="2026-05-20")
        (found,) = _told(_rumour(), news)
        assert (state, news.id, happened) == (
            found.state,
            found.settled_by and found.settled_by.entry.id,
            found.happened,
        )
        assert (date(2026, 5, 20) - date(2025, 3, 1)).days == found.early_days

    def test_what_came_outranks_what_was_planned(self) -> None:
        """A plan that spoke against it, and did not hold, refutes it no more."""
        plan = _release(Status.PLANNED, "2026-10-01/2026-10-31", day="2025-06-01")
        came = _release(Status.DONE, "2026-03-12/2026-03-12", day="2026-03-12")
        assert [State.REFUTED] == [r.state for r in _told(_rumour(), plan)]
        assert [State.CONFIRMED] == [r.state for r in _told(_rumour(), plan, came)]

    def test_a_later_plan_turns_an_earlier_one(self) -> None:
        """A plan that spoke against it ceases to where the makers plan it so later, and back."""
        old = _release(Status.PLANNED, "2026-10-01/2026-10-31", day="2025-06-01")
        new = _release(Status.PLANNED, "2026-03-12/2026-03-12", day="2025-09-01")
        again = _release(Status.PLANNED, "2026-11-01/2026-11-30", day="2025-11-01")
        (found,) = _told(_rumour(), old, new, as_of="2025-12-01")
        assert (State.CONFIRMED, new.id) == (
            found.state,
            found.settled_by and found.settled_by.entry.id,
        )
        assert [State.REFUTED] == [
            r.state for r in _told(_rumour(), old, new, again, as_of="2025-12-01")
        ]

    def test_a_crowd_settles_nothing(self) -> None:
        """However many fan pages tell it as a fact, it stays open."""
        crowd = [
            _release(
                Status.PLANNED, "2026-03-01/2026-03-31", day="2025-05-01", outlet=f"{n}.example"
            )
            for n in range(20)
        ]
        assert {State.OPEN} == {r.state for r in _told(_rumour(), *crowd, as_of="2025-07-01")}

    def test_one_that_its_own_text_cannot_settle(self) -> None:
        """An estimate bears nothing out."""
        guess = _release(Status.EXPECTED, "2026-03-01/2026-03-31", day="2025-05-01")
        assert [State.OPEN] == [r.state for r in _told(_rumour(), guess, as_of="2025-07-01")]

    def test_expires(self) -> None:
        """It is over a month after its window, where nothing came."""
        assert [State.OPEN] == [r.state for r in _told(_rumour(), as_of="2026-04-30")]
        (found,) = _told(_rumour(), as_of="2026-05-15")
        assert (State.EXPIRED, date(2026, 3, 31)) == (found.state, found.settled_on)

    def test_no_date_announced_leaves_it_open(self) -> None:
        """That no date was announced says nothing of a rumoured one, until its time has passed."""
        early = _release(Status.DENIED, None, day="2025-08-01")
        late = _release(Status.DENIED, None, day="2026-05-01")
        assert [State.OPEN] == [r.state for r in _told(_rumour(), early, as_of="2025-09-01")]
        assert [State.REFUTED] == [r.state for r in _told(_rumour(), late, as_of="2026-05-02")]

    def test_a_cancellation_refutes_what_was_to_come(self) -> None:
        """What is cancelled will not be released."""
        end = entry(milestone(Event.CANCELLED), said_on="2025-09-01", outlet="netflix.com")
        assert [State.REFUTED] == [r.state for r in _told(_rumour(), end)]

    def test_cast(self) -> None:
        """A part is confirmed by the makers, and refuted by their word that she is not in it."""
        told = _credit(CreditKind.NEW, Status.RUMOURED, day="2025-03-01", outlet=_FORUM)
        yes = _credit(CreditKind.CAST, Status.DONE, day="2025-06-01", outlet="netflix.com")
        no = _credit(CreditKind.NEW, Status.DENIED, day="2025-06-01", outlet="netflix.com")
        left = _credit(CreditKind.DEPARTING, Status.DONE, day="2025-06-01", outlet="netflix.com")
        assert [State.CONFIRMED] == [r.state for r in _told(told, yes)]
        assert [State.REFUTED] == [r.state for r in _told(told, no)]
        assert [State.REFUTED] == [r.state for r in _told(told, left)]

    def test_what_was_long_before_is_another_time(self) -> None:
        """A report of an event long before the rumour does not settle it."""
        old: Claim = milestone(Event.TRAILER, "2022-01-04/2022-01-04")
        told = milestone(Event.TRAILER, "2026-01-01/2026-02-28", status=Status.RUMOURED)
        found = _told(
            entry(told, said_on="2025-12-01", outlet=_FAN),
            entry(old, said_on="2025-12-20", outlet="netflix.com"),
            as_of="2026-01-15",
        )
        assert [State.OPEN] == [r.state for r in found]


class TestLaws:
    """Order, foresight and copies."""

    def test_order_does_not_matter(self) -> None:
        """The same claims in any order give the same lives."""
        said = [
            _rumour(),
            _rumour("2025-03-05", "soompi.com"),
            _release(Status.PLANNED, "2026-10-01/2026-10-31", day="2025-06-01"),
            _credit(CreditKind.NEW, Status.RUMOURED, day="2025-03-01", outlet=_FORUM),
        ]
        assert _told(*said) == _told(*reversed(said))

    def test_no_foresight(self) -> None:
        """What is said later changes nothing of what was known on a day."""
        later = _release(Status.DONE, "2026-03-12/2026-03-12", day="2026-03-12")
        assert _told(_rumour(), as_of="2026-01-01") == _told(_rumour(), later, as_of="2026-01-01")


class TestTellers:
    """Records of those who tell rumours."""

    def test_record(self) -> None:
        """Who tells what comes true earns a record of it, and by how much it was early."""
        found = _told(
            _rumour(),
            _rumour("2025-04-01", _FORUM, "2026-09-01/2026-09-30"),
            _release(Status.DONE, "2026-03-12/2026-03-12", day="2026-03-12"),
        )
        by_domain = {each.source.domain: each for each in tellers(found)}
        fan, forum = by_domain[_FAN], by_domain[_FORUM]
        assert (1, 1, 1, 0, 376.0) == (
            fan.told,
            fan.first,
            fan.confirmed,
            fan.refuted,
            fan.early_days,
        )
        assert (1, 0, 1, None) == (forum.told, forum.confirmed, forum.refuted, forum.early_days)
        assert forum.share < fan.share
