"""The watcher played through days: once each, whatever clocks, ledgers and sites do."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from tests.watch.stage import BEGIN, PlayedClock, PlayedWeb, article, feed_of

from airdate.errors import LedgerBusy, LedgerReadOnly
from airdate.ledger import Ledger, open_ledger
from airdate.ledger.office import follows
from airdate.ledger.office import places as office
from airdate.ledger.office.places import Visit
from airdate.ledger.office.places.diary import FAILED
from airdate.model import Installment
from airdate.watch import start
from airdate.watch.engine import Engine, Habits
from airdate.watch.naming import add, place_named
from airdate.watch.outcomes import Outcome
from airdate.watch.watcher import Settings, Watcher

FEED = "https://news.example/feed"
WORDS = "Night Harbour was renewed for a second season on Monday, the network said."
RSS = "application/rss+xml"


class Stage:
    """A ledger, a web and a clock; time is played in steps of up to an hour."""

    def __init__(self, folder: Path) -> None:
        self.where = str(folder / "ledger.db")
        self.clock = PlayedClock()
        self.web = PlayedWeb(self.clock)
        self.told: list[str] = []
        self.numbers: list[int] = []

    def watch(self, *addresses: str, **named: object) -> None:
        """Name places, and follow Night Harbour."""
        with open_ledger(self.where) as ledger:
            follows.follow(ledger, Installment("Night Harbour"), recorded_at=self.clock.now())
            add(ledger, [place_named(a, added_at=self.clock.now(), **named) for a in addresses])  # type: ignore[arg-type]

    def publish(self, *numbers: int) -> None:
        """Publish articles, listed by the feed."""
        self.numbers += numbers
        for number in numbers:
            page = article(f"Night Harbour {number}", f"{WORDS} This is report {number}.")
            self.web.put(f"https://news.example/{number}", page)
        listed = [(f"https://news.example/{n}", f"Night Harbour {n}", "") for n in self.numbers]
        self.web.put(FEED, feed_of(*reversed(listed)), kind=RSS)

    def play(self, hours: float, *, at: Callable[[datetime], None] | None = None) -> Watcher:
        """Return a watcher that was run for some hours."""
        self.clock.waits.clear()
        settings = Settings(
            ledger=self.where, seed=1, tell=self.told.append, habits=Habits(look_seconds=3600.0)
        )
        watcher = Watcher(settings, clock=self.clock, asks=self.web)

        def until(now: datetime) -> None:
            if at:
                at(now)
            # By what was waited, not by the clock: that may jump.
            if sum(self.clock.waits) >= hours * 3600:
                watcher.ask_to_stop()

        self.clock._until = until
        watcher.run()
        return watcher

    def documents(self) -> list[str]:
        """Return the headings of all documents, sorted."""
        with open_ledger(self.where, write=False) as ledger:
            return sorted(each.heading for each in ledger.dispatches())

    def log(self) -> list[Visit]:
        """Return the log."""
        with open_ledger(self.where, write=False) as ledger:
            return [visit for visit, _ in office.log(ledger)]

    def place(self) -> office.Health:
        """Return the one place, with how it is."""
        with open_ledger(self.where, write=False) as ledger:
            return office.health(ledger)[0]


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    """Return an empty stage."""
    return Stage(tmp_path)


class TestRun:
    """Days of watching, each document once."""

    def test_once_each(self, stage: Stage) -> None:
        """Each article is fetched once and kept once; the log tells of each."""
        stage.publish(1, 2)
        stage.watch(FEED)
        stage.play(5)
        stage.publish(3)
        stage.play(30)
        assert ["Night Harbour 1", "Night Harbour 2", "Night Harbour 3"] == stage.documents()
        assert [1, 1, 1] == [stage.web.count(f"https://news.example/{n}") for n in (1, 2, 3)]
        read = [visit.address for visit in stage.log() if visit.outcome == "read"]
        assert sorted(f"https://news.example/{n}" for n in (1, 2, 3)) == sorted(filter(None, read))
        health = stage.place()
        assert ("well", 0, 3) == (health.word, health.waiting, health.state.documents)

    def test_one_host(self, stage: Stage) -> None:
        """A host is never asked twice within five seconds, robots.txt apart."""
        stage.publish(*range(1, 8))
        stage.watch(FEED)
        stage.play(3)
        moments = [at for at, url, _ in stage.web.asked if not url.endswith("robots.txt")]
        gaps = [(b - a).total_seconds() for a, b in itertools.pairwise(moments)]
        assert min(gaps) >= 5.0

    def test_article_of_two_places(self, stage: Stage) -> None:
        """An article that two feeds name is fetched once."""
        stage.publish(1)
        listed = feed_of(("https://news.example/1?utm_source=x", "Night Harbour 1", ""))
        stage.web.put("https://other.example/feed", listed, kind=RSS)
        stage.watch(FEED, "https://other.example/feed")
        stage.play(2)
        asked = [url for _, url, _ in stage.web.asked if "/1" in url]
        assert (1, ["Night Harbour 1"]) == (len(asked), stage.documents())
        assert ["it was read when another place named it"] == [
            visit.reason for visit in stage.log() if visit.outcome == "known"
        ]

    def test_late_article(self, stage: Stage) -> None:
        """An article whose server fails is tried again though its feed does not change."""
        stage.publish(1)
        page = stage.web.pages["https://news.example/1"]
        stage.web.fail("https://news.example/1", 503, retry_after_seconds=7200.0)
        stage.watch(FEED)
        stage.play(1)
        assert ([], 1) == (stage.documents(), stage.place().waiting)
        stage.web.pages["https://news.example/1"] = page
        stage.play(4)
        assert (["Night Harbour 1"], 0) == (stage.documents(), stage.place().waiting)

    def test_gone(self, stage: Stage) -> None:
        """A place that says it is gone is asked no more, and says so until it is resumed."""
        stage.web.fail(FEED, 410)
        stage.watch(FEED)
        stage.play(100)
        health = stage.place()
        assert (1, "paused") == (stage.web.count(FEED), health.word)
        assert "gone for good (410)" in (health.place.paused_why or "")
        stage.publish(1)
        with open_ledger(stage.where) as ledger:
            office.resume(ledger, health.place, at=stage.clock.now())
        stage.play(2)
        assert ["Night Harbour 1"] == stage.documents()

    def test_moved(self, stage: Stage) -> None:
        """A feed that moved for good is asked where it is now, and nothing is read twice."""
        stage.publish(1)
        stage.watch(FEED)
        stage.play(1)
        new = "https://new.example/feed"
        listed = feed_of(("https://news.example/1", "Night Harbour 1", ""))
        stage.web.put(FEED, listed, kind=RSS, moved_to=new)
        stage.web.put(new, listed, kind=RSS)
        stage.play(60)
        assert (new, 1) == (stage.place().place.address, len(stage.documents()))
        assert stage.web.count(new) > 0

    def test_mark_that_lies(self, stage: Stage) -> None:
        """A server that always says `not changed` is found out within a day and a half."""
        stage.publish(1)
        stage.watch(FEED)
        stage.play(1)
        stage.publish(2)
        honest = stage.web.pages[FEED]

        def lying(asked: object) -> object:
            named = dict(asked)  # type: ignore[call-overload]
            if named.get("etag"):
                return replace(honest({}), status=304, page=None)
            return honest({})

        stage.web.pages[FEED] = lying  # type: ignore[assignment]
        stage.play(37)
        assert ["Night Harbour 1", "Night Harbour 2"] == stage.documents()

    def test_paused(self, stage: Stage) -> None:
        """A paused place, and what it named, is left alone."""
        stage.publish(1)
        stage.watch(FEED)
        with open_ledger(stage.where) as ledger:
            office.pause(ledger, office.listed(ledger)[0], at=BEGIN, why="by hand")
        stage.play(50)
        assert [] == stage.web.asked

    def test_budget(self, stage: Stage) -> None:
        """A host is asked no more often in an hour than it may be."""
        stage.publish(*range(1, 20))
        stage.watch(FEED)
        settings = Settings(ledger=stage.where, habits=Habits(host_per_hour=5, look_seconds=600))
        watcher = Watcher(settings, clock=stage.clock, asks=stage.web)
        with open_ledger(stage.where) as ledger:
            watcher.once(ledger, budget_seconds=3000)
        pages = [url for _, url, _ in stage.web.asked if not url.endswith("robots.txt")]
        assert 5 == len(pages)


class TestClocks:
    """Clocks jump; nothing is lost, doubled or stormed."""

    @pytest.mark.parametrize("days", [-400, -1, 1, 400])
    def test_jump(self, stage: Stage, days: int) -> None:
        """After a jump, forward or back, the watcher goes on at its pace."""
        stage.publish(1)
        stage.watch(FEED)
        stage.play(10)
        before = len(stage.web.asked)
        stage.clock.advance(timedelta(days=days))
        stage.publish(2)
        stage.play(30)
        assert ["Night Harbour 1", "Night Harbour 2"] == stage.documents()
        assert 1 == stage.web.count("https://news.example/1")
        assert len(stage.web.asked) - before < 25

    def test_jump_in_the_midst(self, stage: Stage) -> None:
        """A clock that jumps ahead and back between two looks does no harm."""
        stage.publish(1, 2, 3)
        stage.watch(FEED)
        jumps = iter([timedelta(days=30), timedelta(days=-30), timedelta(days=-3)])

        def jump(now: datetime) -> None:
            stage.clock.advance(next(jumps, timedelta()))

        stage.play(24, at=jump)
        assert 3 == len(stage.documents())


class TestLedger:
    """A ledger that cannot be written is waited for."""

    @pytest.mark.parametrize(
        "error",
        [
            LedgerBusy("Another process is writing to the ledger.", "Wait."),
            LedgerReadOnly("The disk is full.", "Make room."),
        ],
    )
    def test_cannot_be_written(
        self, stage: Stage, monkeypatch: pytest.MonkeyPatch, error: Exception
    ) -> None:
        """It says so, keeps what it has, asks nobody meanwhile, and goes on when it can."""
        stage.publish(1, 2)
        stage.watch(FEED)
        record, calls = Ledger.record_all, iter(range(10))

        def failing(self: Ledger, *given: object, **named: object) -> object:
            if next(calls, 10) < 4:
                raise error
            return record(self, *given, **named)  # type: ignore[arg-type]

        monkeypatch.setattr(Ledger, "record_all", failing)
        stage.play(3)
        assert ["Night Harbour 1", "Night Harbour 2"] == stage.documents()
        assert [1, 1] == [stage.web.count(f"https://news.example/{n}") for n in (1, 2)]
        assert [5, 10, 20, 40] == [
            int(words.rpartition("again in ")[2].removesuffix(" s.")) for words in stage.told
        ]

    def test_locked(self, stage: Stage) -> None:
        """While another process holds the lock, it tells, and completes the work later."""
        from filelock import FileLock

        stage.publish(1)
        stage.watch(FEED)
        lock = FileLock(Path(stage.where).with_name(".ledger.db.lock"))
        with open_ledger(stage.where, wait_seconds=0.05) as ledger:
            engine = Engine(
                ledger,
                stage.web,
                now=stage.clock.now,
                by="a",
                chance=__import__("random").Random(1),
                tell=stage.told.append,
            )
            with lock:
                engine.step()
            assert "Another process is writing" in stage.told[0]
            assert [] == stage.web.asked
            stage.clock.advance(timedelta(seconds=6))
            engine.step()
            engine.close()
        assert 1 == stage.web.count(FEED)

    def test_bad_reading(self, stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
        """A reading that cannot be kept costs itself alone, and the log says so."""
        stage.publish(1, 2)
        stage.watch(FEED)
        check = __import__("airdate.ledger.store", fromlist=["check"]).check

        def picky(reading: object) -> None:
            if "report 1" in reading.document.text:  # type: ignore[attr-defined]
                raise ValueError("a claim lies outside of document")
            check(reading)

        monkeypatch.setattr("airdate.ledger.store.check", picky)
        stage.play(2)
        assert ["Night Harbour 2"] == stage.documents()
        assert any("cannot be kept" in visit.reason for visit in stage.log())


class TestTwo:
    """Two watchers on one ledger."""

    def test_never_at_a_time(self, stage: Stage) -> None:
        """Neither visits a place, nor asks a host, that the other has the lease of."""
        stage.watch(FEED, "https://news.example/other")
        at_work, asked = threading.Event(), threading.Event()

        class Slow(PlayedWeb):
            def visit(self, url: str, **named: object):  # type: ignore[no-untyped-def]
                at_work.set()
                asked.wait(20)
                return super().visit(url, **named)

        import random

        slow = Slow(stage.clock)
        with open_ledger(stage.where) as one, open_ledger(stage.where) as other:
            first = Engine(one, slow, now=stage.clock.now, by="a", chance=random.Random(1))
            second = Engine(other, stage.web, now=stage.clock.now, by="b", chance=random.Random(2))
            first.step()
            at_work.wait(20)
            second.step()
            second.close()
            assert [] == stage.web.asked
            asked.set()
            first.close()
        assert 1 == len({url for _, url, _ in slow.asked if not url.endswith("robots.txt")})

    def test_lease_of_the_dead(self, stage: Stage) -> None:
        """What a killed watcher held is free after ten minutes, and not before."""
        stage.publish(1)
        stage.watch(FEED)
        with open_ledger(stage.where) as ledger:
            ((place, _),) = office.due(ledger, now=BEGIN).places
            office.claim(ledger, now=BEGIN, by="dead", wanted=[(place, "news.example")], tasks=[])
            early = office.due(ledger, now=BEGIN + timedelta(minutes=9))
            late = office.due(ledger, now=BEGIN + timedelta(minutes=11))
        assert (0, 1) == (len(early.places), len(late.places))
        stage.play(1)
        assert ["Night Harbour 1"] == stage.documents()

    def test_lease_lost(self, stage: Stage) -> None:
        """Who lost the lease meanwhile changes the state no more; the log tells of both."""
        stage.watch(FEED)
        with open_ledger(stage.where) as ledger:
            ((place, state),) = office.due(ledger, now=BEGIN).places
            office.claim(ledger, now=BEGIN, by="slow", wanted=[(place, "x")], tasks=[])
            later = BEGIN + timedelta(hours=1)
            office.claim(ledger, now=later, by="quick", wanted=[(place, "x")], tasks=[])
            kept = office.Done(Visit(1, later, "news"), state=replace(state, etag="quick"))
            office.keep(ledger, [kept], by="quick")
            lost = office.Done(Visit(1, later, "news"), state=replace(state, etag="slow"))
            office.keep(ledger, [lost], by="slow")
            assert "quick" == office.health(ledger)[0].state.etag
            assert 2 == len(office.log(ledger))


class TestOnce:
    """One round, on demand."""

    def test_named(self, stage: Stage) -> None:
        """A place that is named is visited though it is not due, with the articles it names."""
        stage.publish(1)
        stage.watch(FEED, "https://other.example/feed")
        stage.play(1)
        stage.publish(2)
        asked = stage.web.count("https://other.example/feed")
        with open_ledger(stage.where) as ledger:
            number = office.find(ledger, FEED).number
            watcher = Watcher(Settings(ledger=stage.where), clock=stage.clock, asks=stage.web)
            tally = watcher.once(ledger, named=[number])
        assert (1, 1, 1) == (tally.visits, tally.errands, tally.documents)
        assert asked == stage.web.count("https://other.example/feed")

    def test_home(self, stage: Stage) -> None:
        """A site that is named by its home page has its feed found, and read, at once."""
        stage.publish(1)
        home = '<html><head><link rel=alternate type="application/rss+xml" href="/feed">'
        stage.web.put("https://news.example/", home)
        stage.watch("https://news.example/")
        with open_ledger(stage.where) as ledger:
            watcher = Watcher(Settings(ledger=stage.where), clock=stage.clock, asks=stage.web)
            tally = watcher.once(ledger)
        assert (2, 1) == (tally.visits, tally.documents)


def test_words_of_failure() -> None:
    """What the log counts as failed is what the watcher calls so."""
    assert {each.value for each in Outcome if each.failed} == set(FAILED)


def test_stop(tmp_path: Path) -> None:
    """A watcher in a thread of its own ends when it is told to."""
    where = str(tmp_path / "ledger.db")
    watcher = start(Settings(ledger=where))
    assert watcher.stop()
    assert not watcher.running
