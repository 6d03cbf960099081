"""Places, leases, errands and the log: the same in a file and on a server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from tests.ledger.makers import moment

from airdate.errors import UnknownReference, UsageError
from airdate.ledger import Ledger, open_ledger
from airdate.ledger.office import places
from airdate.ledger.office.places import Done, Errand, Host, Place, Visit
from airdate.model import Installment

NOW = moment(0)
FEED = Place(
    0,
    "",
    "feed",
    "https://news.example/feed",
    "The News",
    NOW,
    tags=("trade", "daily"),
    about=Installment("Night Harbour", 2),
    every_seconds=3600.0,
    obeys_robots=False,
)
ERRAND = Errand(
    1, "k1", "https://news.example/1", "news.example", "h", "w", NOW, NOW, {"language": "en"}
)


@pytest.fixture
def ledger(place: Callable[[], str]) -> Iterator[Ledger]:
    """Yield an empty ledger of each store."""
    with open_ledger(place()) as opened:
        yield opened


def added(ledger: Ledger, *named: Place) -> list[Place]:
    """Return places as they are kept."""
    return [kept for kept, _ in places.add(ledger, named or [FEED], interval_seconds=7200.0)]


class TestRegister:
    """The list of places."""

    def test_add(self, ledger: Ledger) -> None:
        """A place comes back as it was named, due at once; adding it again changes nothing."""
        ((kept, new),) = places.add(ledger, [FEED], interval_seconds=7200.0)
        assert (replace(FEED, number=1, id=kept.id), True) == (kept, new)
        other = replace(FEED, name="Another name")
        assert [(kept, False)] == places.add(ledger, [other], interval_seconds=7200.0)
        assert [kept] == [place for place, _ in places.due(ledger, now=NOW).places]

    def test_removed(self, ledger: Ledger) -> None:
        """A place that was removed is listed no more; named again, it begins anew."""
        (kept,) = added(ledger)
        places.remove(ledger, kept, at=moment(1))
        assert ([], [1]) == (
            places.listed(ledger),
            [place.number for place in places.listed(ledger, removed=True)],
        )
        assert ((), None) == (
            places.due(ledger, now=moment(2)).places,
            places.due(ledger, now=moment(2)).later,
        )
        ((again, new),) = places.add(ledger, [FEED], interval_seconds=7200.0)
        assert (True, 1, None) == (new, again.number, again.removed_at)

    def test_pause(self, ledger: Ledger) -> None:
        """A paused place is not due; resumed, it is due at once, its failures forgotten."""
        (kept,) = added(ledger)
        paused = places.pause(ledger, kept, at=moment(1), why="by hand")
        assert (moment(1), "by hand") == (paused.paused_at, paused.paused_why)
        assert () == places.due(ledger, now=moment(9)).places
        assert places.resume(ledger, paused, at=moment(9)).watched
        assert 1 == len(places.due(ledger, now=moment(9)).places)

    def test_find(self, ledger: Ledger) -> None:
        """A place is found by address, by the start of its id, or by its name."""
        first, second = added(ledger, FEED, replace(FEED, address="/mail", name="Post"))
        for words in (FEED.address, first.id, first.id[:6], " the news "):
            assert first == places.find(ledger, words)
        assert second == places.find(ledger, "/mail")
        for words in ("", "nobody", "%"):
            with pytest.raises(UnknownReference, match="watch"):
                places.find(ledger, words)

    def test_several(self, ledger: Ledger) -> None:
        """A name that two places bear asks for more."""
        added(ledger, FEED, replace(FEED, address="https://other.example/feed"))
        with pytest.raises(UnknownReference, match="may be"):
            places.find(ledger, "The News")

    def test_cannot_be_kept(self, ledger: Ledger) -> None:
        """Half a character is refused before anything is kept."""
        with pytest.raises(UsageError):
            added(ledger, replace(FEED, name="\ud800"))
        assert [] == places.listed(ledger)


class TestTurns:
    """What is due, who has it, what came of it."""

    def test_visit(self, ledger: Ledger) -> None:
        """What came of a visit is kept whole, and tells when the next is due."""
        added(ledger)
        ((kept, state),) = places.due(ledger, now=NOW).places
        held = places.claim(ledger, now=NOW, by="a", wanted=[(kept, "news.example")], tasks=[])
        assert [frozenset()] == [marks for _, _, marks in held.places]
        assert places.due(ledger, now=NOW).places == ()
        next_state = replace(
            state, next_due=moment(3), set_at=NOW, etag='"1"', marks=("m",), visits=1
        )
        visit = Visit(1, NOW, "news", items=2, fresh=2, documents=1, let_go=1, examples=("x: y",))
        host = Host("news.example", moment(1), NOW, 9.0, "User-agent: *", moment(24))
        done = Done(visit, next_state, met=("k1", "k2"), errands=(ERRAND,), hosts=(host,))
        places.keep(ledger, [done], by="a")
        (health,) = places.health(ledger)
        assert replace(next_state, documents=1, let_go=1) == health.state
        assert ("new", 1) == (health.word, health.waiting)
        ((logged, of),) = places.log(ledger)
        assert (replace(visit, number=1), kept) == (logged, of)
        assert places.Counts(1, 1, 1, 0, 0) == places.counts(ledger)

    def test_errand(self, ledger: Ledger) -> None:
        """An errand waits for its host and its time, and is gone when it is done."""
        (kept,) = added(ledger)
        places.keep(ledger, [Done(Visit(1, NOW, "news"), errands=(ERRAND, ERRAND))], by="a")
        (task,) = places.due(ledger, now=NOW).errands
        assert replace(ERRAND, number=1) == task
        held = places.claim(ledger, now=NOW, by="a", wanted=[], tasks=[task])
        assert [(task, kept, False)] == list(held.errands)
        again = replace(task, due_at=moment(5), attempts=1)
        places.keep(ledger, [Done(Visit(1, NOW, "busy", "busy"), errands=(again,))], by="a")
        assert ((), 1) == (places.due(ledger, now=moment(4)).errands, places.waiting(ledger))
        assert (again,) == places.due(ledger, now=moment(6)).errands
        places.keep(ledger, [Done(Visit(1, NOW, "read"), finished=1, read=("k1",))], by="a")
        assert 0 == places.waiting(ledger)
        places.keep(ledger, [Done(Visit(1, NOW, "news"), errands=(ERRAND,))], by="a")
        (task,) = places.due(ledger, now=moment(9)).errands
        held = places.claim(ledger, now=moment(9), by="a", wanted=[], tasks=[task])
        assert [True] == [known for _, _, known in held.errands]

    def test_host(self, ledger: Ledger) -> None:
        """Of two places of one host one is given out; the host is taken with it."""
        one, other = added(ledger, FEED, replace(FEED, address="https://news.example/2"))
        wanted = [(one, "news.example"), (other, "news.example")]
        held = places.claim(ledger, now=NOW, by="a", wanted=wanted, tasks=[])
        assert [one] == [place for place, _, _ in held.places]
        assert ["news.example"] == [host.name for host in places.due(ledger, now=NOW).hosts]

    def test_renewed(self, ledger: Ledger) -> None:
        """A lease that is renewed does not end; one that is given up ends at once."""
        (kept,) = added(ledger)
        places.claim(ledger, now=NOW, by="a", wanted=[(kept, "")], tasks=[])
        places.renew(ledger, now=NOW + timedelta(minutes=9), by="a")
        assert () == places.due(ledger, now=NOW + timedelta(minutes=15)).places
        places.release(ledger, by="a")
        assert 1 == len(places.due(ledger, now=NOW + timedelta(minutes=15)).places)

    def test_named(self, ledger: Ledger) -> None:
        """A place that is named is due whatever its time; articles of others are not."""
        added(ledger, FEED, replace(FEED, address="https://other.example/feed"))
        other = replace(ERRAND, place=2)
        places.keep(ledger, [Done(Visit(2, NOW, "news"), errands=(other,))], by="a")
        found = places.due(ledger, now=NOW - timedelta(days=1), named=[1], errands_of=[1])
        assert ([1], ()) == ([place.number for place, _ in found.places], found.errands)


class TestMarks:
    """What a place has shown is known again; what it shows no more is forgotten."""

    def shown(self, ledger: Ledger, *keys: str, days: int) -> None:
        """Keep a visit that showed these marks."""
        at = NOW + timedelta(days=days)
        places.keep(ledger, [Done(Visit(1, at, "news"), met=keys)], by="a")

    def marks(self, ledger: Ledger) -> frozenset[str]:
        """Return the marks that are known of the place."""
        later = NOW + timedelta(days=3_000)
        ((kept, _),) = places.due(ledger, now=later).places
        held = places.claim(ledger, now=later, by="x", wanted=[(kept, "")], tasks=[])
        places.release(ledger, by="x")
        return held.places[0][2]

    def test_pruned(self, ledger: Ledger) -> None:
        """Marks go that were not met for sixty days up to the last showing, not up to today."""
        added(ledger)
        self.shown(ledger, "old", "kept", days=0)
        self.shown(ledger, "kept", "new", days=70)
        assert 1 == places.prune(ledger, keep_days=60, most=100)
        assert {"kept", "new"} == self.marks(ledger)
        assert 0 == places.prune(ledger, keep_days=60, most=100)

    def test_most(self, ledger: Ledger) -> None:
        """Beyond the most that are kept, those met longest ago go first."""
        added(ledger)
        self.shown(ledger, "a", "b", "c", days=0)
        self.shown(ledger, "d", "e", days=9)
        assert 3 == places.prune(ledger, keep_days=60, most=2)
        assert {"d", "e"} == self.marks(ledger)

    def test_many(self, ledger: Ledger) -> None:
        """A feed of thousands is kept and known again."""
        added(ledger)
        keys = [f"key {number}" for number in range(3_000)]
        self.shown(ledger, *keys, days=0)
        self.shown(ledger, *keys, days=30)
        assert set(keys) == self.marks(ledger)
