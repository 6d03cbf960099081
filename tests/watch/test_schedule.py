"""When places are asked: decisions without any I/O."""

from __future__ import annotations

import itertools
import random
from dataclasses import replace
from datetime import timedelta

import pytest
from tests.watch.stage import BEGIN

from airdate.ledger.office.places import Due, Errand, Host, Place, State
from airdate.watch.outcomes import Answer, Outcome
from airdate.watch.schedule import (
    DAY,
    FIRST_SECONDS,
    HOUR,
    LONGEST_SECONDS,
    SHORTEST_SECONDS,
    asks_whole,
    decide,
    errand_after,
    given_up,
    learned_seconds,
    plan,
)

PLACE = Place(1, "a" * 12, "feed", "https://news.example/feed", "News", BEGIN)
NEW = State(1, BEGIN, BEGIN, FIRST_SECONDS)
ERRAND = Errand(1, "k", "https://news.example/1", "news.example", "h", "w", BEGIN, BEGIN, number=9)


def chance() -> random.Random:
    """Return the same chance for each test."""
    return random.Random(1)


def later(hours: float) -> timedelta:
    """Return a span of hours."""
    return timedelta(hours=hours)


def visited(state: State, *answers: Answer, hours: float, place: Place = PLACE) -> State:
    """Return a state after answers, some hours apart."""
    now = state.last_at or BEGIN
    for answer in answers:
        now += later(hours)
        state = decide(place, state, answer, now=now, chance=chance())
    return state


def wait_of(state: State) -> float:
    """Return the hours from the last decision to the next visit."""
    return (state.next_due - state.set_at).total_seconds() / HOUR


NEWS = Answer(Outcome.NEWS, status=200, fresh=1)
NOTHING = Answer(Outcome.NOTHING_NEW, status=200)
FAILED = Answer(Outcome.SERVER_FAILED, "the site answered 500", status=500)
MISSING = Answer(Outcome.MISSING, "it is not there", status=404)


class TestLearning:
    """How often a place has news is learned from what its visits found."""

    def test_unknown(self) -> None:
        """A place that was never asked is taken to have news every four hours."""
        assert 2 * HOUR == learned_seconds(NEW)

    def test_lively(self) -> None:
        """A place with much news at every visit is asked as often as any may be."""
        lively = visited(NEW, *[replace(NEWS, fresh=10)] * 10, hours=1)
        assert SHORTEST_SECONDS == learned_seconds(lively)

    def test_sleepy(self) -> None:
        """A place without news is asked ever more rarely, twice a day at the least."""
        waits = []
        state = NEW
        for _ in range(12):
            state = visited(state, NOTHING, hours=6)
            waits.append(learned_seconds(state))
        assert sorted(waits) == waits
        assert LONGEST_SECONDS == waits[-1]

    def test_daily(self) -> None:
        """A place with news once a day is asked about twice a day."""
        state = visited(NEW, *([NEWS, NOTHING] * 20), hours=12)
        assert 8 * HOUR < learned_seconds(state) <= 12 * HOUR

    def test_woken(self) -> None:
        """A place that wakes after months of sleep is known for it within days."""
        asleep = visited(NEW, *[NOTHING] * 120, hours=12)
        awake = visited(asleep, *[replace(NEWS, fresh=4)] * 6, hours=6)
        assert learned_seconds(awake) < learned_seconds(asleep) / 2

    def test_stock(self) -> None:
        """What the first visit finds is the stock of years: it says nothing of the rate."""
        assert 0.0 == visited(NEW, replace(NEWS, fresh=100_000), hours=1).changes

    def test_found(self) -> None:
        """A site whose feed was found is asked for it at once, as for the first time."""
        state = decide(PLACE, NEW, Answer(Outcome.FOUND, status=200), now=BEGIN, chance=chance())
        assert (BEGIN, None, 0.0) == (state.next_due, state.last_good_at, state.changes)

    def test_burst(self) -> None:
        """A burst counts for no more than twenty pieces of news."""
        state = visited(NEW, NOTHING, replace(NEWS, fresh=5_000), hours=1)
        assert 20.0 == state.changes


class TestWaiting:
    """How long a place is left alone."""

    def test_jitter(self) -> None:
        """Waits differ by up to a tenth, and are the same for the same chance."""
        states = [
            decide(PLACE, NEW, NOTHING, now=BEGIN, chance=random.Random(seed)) for seed in (1, 1, 2)
        ]
        first, again, other = map(wait_of, states)
        assert (first, True) == (again, first != other)
        assert 1.8 <= first <= 2.2

    def test_stated(self) -> None:
        """A feed's ttl and a server's max-age are waited for, a day at most."""
        stated = decide(
            PLACE, NEW, replace(NEWS, fresh_seconds=6 * HOUR), now=BEGIN, chance=chance()
        )
        assert 5.4 <= wait_of(stated) <= 6.6
        endless = replace(NEWS, fresh_seconds=30 * DAY)
        assert 26.4 >= wait_of(decide(PLACE, NEW, endless, now=BEGIN, chance=chance()))

    def test_every(self) -> None:
        """What a person asked for holds, whatever the place says or shows."""
        place = replace(PLACE, every_seconds=HOUR)
        state = decide(place, NEW, replace(NEWS, fresh_seconds=DAY), now=BEGIN, chance=chance())
        assert 0.9 <= wait_of(state) <= 1.1

    def test_retry_after(self) -> None:
        """Retry-After is never cut short, neither by jitter nor by what was asked for."""
        busy = Answer(Outcome.BUSY, "busy", status=429, retry_after_seconds=5 * HOUR)
        place = replace(PLACE, every_seconds=HOUR)
        assert 5.0 <= wait_of(decide(place, NEW, busy, now=BEGIN, chance=chance()))

    def test_more(self) -> None:
        """A place that has more than a visit takes in is asked again soon."""
        assert 0.05 > wait_of(
            decide(PLACE, NEW, replace(NEWS, more=True), now=BEGIN, chance=chance())
        )

    def test_back_off(self) -> None:
        """Failures in a row double the wait, up to a day; one good answer ends that."""
        waits, state = [], NEW
        for _ in range(12):
            state = visited(state, FAILED, hours=1)
            waits.append(wait_of(state))
        assert all(b > a for a, b in itertools.pairwise(waits[:7]))
        assert 21.0 <= waits[-1] <= 26.4
        good = visited(state, NOTHING, hours=1)
        assert (0, None) == (good.failures, good.failing_since)

    def test_out_of_reach(self) -> None:
        """A place that nobody answers for is tried every four hours: the fault may be ours."""
        lost = Answer(Outcome.UNREACHED, "no answer")
        assert 4.4 >= wait_of(visited(NEW, *[lost] * 20, hours=4))


class TestGivingUp:
    """A place that will not come back is asked no more."""

    def test_gone(self) -> None:
        """410 ends it at once."""
        gone = Answer(Outcome.GONE, "it is gone", status=410)
        assert "it says that it is gone for good (410)" == given_up(
            visited(NEW, gone, hours=1), gone, now=BEGIN
        )

    def test_missing(self) -> None:
        """404 ends it after eight times in three days, no sooner."""
        state = visited(NEW, *[MISSING] * 7, hours=24)
        assert given_up(state, MISSING, now=BEGIN + later(7 * 24)) is None
        state = visited(state, MISSING, hours=24)
        assert "it has refused 8 times in 7 days, last: it is not there" == given_up(
            state, MISSING, now=BEGIN + later(8 * 24)
        )
        hasty = visited(NEW, *[MISSING] * 9, hours=1)
        assert given_up(hasty, MISSING, now=BEGIN + later(9)) is None

    def test_server_fault(self) -> None:
        """A server that fails for weeks is asked on."""
        state = visited(NEW, *[FAILED] * 60, hours=24)
        assert given_up(state, FAILED, now=BEGIN + later(60 * 24)) is None


class TestWhole:
    """A mark that never changes may lie."""

    @pytest.mark.parametrize(
        ("hours", "whole"), [(1.0, False), (23.9, False), (24.0, True), (-5.0, True)]
    )
    def test_daily(self, hours: float, whole: bool) -> None:
        """Once a day, and after the clock was set back, the whole is asked for."""
        state = replace(NEW, last_whole_at=BEGIN)
        assert whole == asks_whole(state, now=BEGIN + later(hours))

    def test_not_changed(self) -> None:
        """`Not changed` keeps the marks, and does not count as an answer in whole."""
        seen = visited(NEW, replace(NEWS, etag='"1"', digest="d"), hours=1)
        same = visited(seen, Answer(Outcome.NOT_CHANGED, status=304), hours=1)
        assert ('"1"', "d", seen.last_whole_at) == (same.etag, same.digest, same.last_whole_at)


class TestErrands:
    """Articles are tried again as long as that may help."""

    def test_read(self) -> None:
        """One that was read is done with."""
        assert errand_after(ERRAND, Answer(Outcome.READ), now=BEGIN, chance=chance()) is None

    def test_failing(self) -> None:
        """A server's fault is waited out, some days in all."""
        errand, waited = ERRAND, timedelta()
        tries = 0
        while next_one := errand_after(errand, FAILED, now=BEGIN, chance=chance()):
            waited += next_one.due_at - BEGIN
            errand, tries = next_one, tries + 1
        assert 6 == tries
        assert timedelta(days=2) < waited < timedelta(days=4)

    def test_missing(self) -> None:
        """A page that is not there yet gets two more chances, one that is gone gets none."""
        first = errand_after(ERRAND, MISSING, now=BEGIN, chance=chance())
        assert first is not None
        second = errand_after(first, MISSING, now=BEGIN, chance=chance())
        assert second is not None
        assert errand_after(second, MISSING, now=BEGIN, chance=chance()) is None
        gone = Answer(Outcome.GONE, status=410)
        assert errand_after(ERRAND, gone, now=BEGIN, chance=chance()) is None

    def test_patience(self) -> None:
        """Retry-After holds for articles, too."""
        busy = Answer(Outcome.BUSY, status=503, retry_after_seconds=9 * HOUR)
        again = errand_after(ERRAND, busy, now=BEGIN, chance=chance())
        assert again is not None
        assert BEGIN + later(9) <= again.due_at


def numbered(number: int) -> tuple[Place, State]:
    """Return a place with its state, due now."""
    address = f"https://site{number}.example/feed"
    return replace(PLACE, number=number, address=address), replace(NEW, number=number)


class TestPlan:
    """What is asked next, of what is due."""

    def test_one_a_host(self) -> None:
        """Of two places of one host one is asked, and none whose host is being asked."""
        due = Due((numbered(1), numbered(2), numbered(3)), (), (), None)
        hosts = ["a.example", "a.example", "b.example"]
        made = plan(BEGIN, due, hosts=hosts, busy=frozenset(["b.example"]), room=9)
        assert [1] == [place.number for place in made.places]

    def test_here(self) -> None:
        """Places on this machine have no host, and wait for none."""
        due = Due((numbered(1), numbered(2)), (), (), None)
        made = plan(BEGIN, due, hosts=["", ""], busy=frozenset(), room=9)
        assert 2 == len(made.places)

    def test_left_alone(self) -> None:
        """A host that is to be left alone is not asked; it is looked again when it may be."""
        free_at = BEGIN + timedelta(seconds=5)
        host = Host("a.example", free_at, BEGIN)
        due = Due((numbered(1),), (), (host,), BEGIN + later(1))
        made = plan(BEGIN, due, hosts=["a.example"], busy=frozenset(), room=9)
        assert ((), free_at, True) == (made.places, made.later, made.waiting)

    def test_room(self) -> None:
        """No more is begun than there is room for; articles that were promised come first."""
        due = Due((numbered(1), numbered(2)), (ERRAND,), (), None)
        made = plan(BEGIN, due, hosts=["a.example", "b.example"], busy=frozenset(), room=2)
        assert ([9], [1]) == ([e.number for e in made.errands], [p.number for p in made.places])

    def test_clock_set_back(self) -> None:
        """What a clock that was ahead had set waits for as long as it would have, from now on."""
        ahead = BEGIN + timedelta(days=400)
        place, state = numbered(1)
        state = replace(state, set_at=ahead, next_due=ahead + later(3))
        errand = replace(ERRAND, set_at=ahead, due_at=ahead + later(1))
        due = Due(((place, state),), (errand,), (), None)
        made = plan(BEGIN, due, hosts=["a.example"], busy=frozenset(), room=9)
        assert ((), ()) == (made.places, made.errands)
        assert [BEGIN + later(3)] == [each.next_due for each in made.states_anew]
        assert [BEGIN + later(1)] == [each.due_at for each in made.errands_anew]
