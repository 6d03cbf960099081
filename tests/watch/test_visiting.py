"""Visits of places on a played web: each kind, and what can go wrong."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from tests.watch.stage import BEGIN, PlayedClock, PlayedWeb, article, feed_of

from airdate.errors import Overrun
from airdate.ledger.office.places import Errand, Host, Kind, Place, State
from airdate.watch.articles import Task, read_article
from airdate.watch.means import Means
from airdate.watch.outcomes import Answer, Outcome
from airdate.watch.relevance import gate
from airdate.watch.schedule import decide
from airdate.watch.visiting import Call, visit

SITE = "https://news.example"
HOST = Host("news.example", BEGIN, BEGIN, None, "", BEGIN + timedelta(hours=20))
NEW = State(1, BEGIN, BEGIN, 7200.0)
RENEWED = "Night Harbour was renewed for a second season on Monday, the network said."
RSS = "application/rss+xml"


@pytest.fixture
def web() -> PlayedWeb:
    """Return an empty web."""
    return PlayedWeb(PlayedClock())


def means(web: PlayedWeb, *titles: str) -> Means:
    """Return what visits are made with."""
    return Means(web, web.clock.now, gate(titles or ("Night Harbour",)))


def place(path: str, kind: Kind = "auto") -> Place:
    """Return a place of the site."""
    return Place(1, "a" * 12, kind, SITE + path, SITE + path, BEGIN)


def call(
    web: PlayedWeb,
    path: str,
    *,
    kind: Kind = "auto",
    after: Answer | None = None,
    host: Host = HOST,
) -> Answer:
    """Return what a place answers. after: what it answered before."""
    import random

    state, marks = NEW, frozenset[str]()
    where = place(path, kind)
    if after is not None:
        state = decide(where, NEW, after, now=BEGIN, chance=random.Random(1))
        marks = frozenset(after.met)
    return visit(Call(where, state, marks, host), means(web))


class TestFeed:
    """A feed's new items are errands."""

    def test_known_for_one(self, web: PlayedWeb) -> None:
        """An address that gives a feed is one from now on, and is called as it calls itself."""
        web.put(f"{SITE}/feed", feed_of((f"{SITE}/1", "Night Harbour", "")), kind=RSS)
        answer = call(web, "/feed")
        assert (Outcome.NEWS, 200, 1) == (answer.outcome, answer.status, len(answer.errands))
        assert answer.place is not None
        assert ("feed", "The Harbour News") == (answer.place.kind, answer.place.name)

    def test_not_changed(self, web: PlayedWeb) -> None:
        """The marks of the last answer are sent along, and 304 costs nothing more."""
        web.put(f"{SITE}/feed", feed_of((f"{SITE}/1", "Night Harbour", "")), kind=RSS)
        first = call(web, "/feed", kind="feed")
        again = call(web, "/feed", kind="feed", after=first)
        assert (Outcome.NOT_CHANGED, first.digest) == (again.outcome, again.digest)
        assert first.etag == web.asked[-1][2]["etag"]

    def test_ttl(self, web: PlayedWeb) -> None:
        """Its own word of how long it stays good is heeded."""
        web.put(f"{SITE}/feed", feed_of(("x", "y", "z"), ttl=90), kind=RSS)
        assert 5400.0 == call(web, "/feed", kind="feed").fresh_seconds

    def test_moved(self, web: PlayedWeb) -> None:
        """A permanent move is taken over, and told."""
        web.put(f"{SITE}/feed", feed_of(), kind=RSS, moved_to="https://new.example/feed")
        answer = call(web, "/feed", kind="feed")
        assert answer.place is not None
        assert "https://new.example/feed" == answer.place.address
        assert "it moved to https://new.example/feed" in answer.reason

    def test_no_feed(self, web: PlayedWeb) -> None:
        """A feed that has become a page is told, not taken for empty."""
        web.put(f"{SITE}/feed", "<html><body>The site is being mended</body></html>")
        answer = call(web, "/feed", kind="feed")
        assert (Outcome.UNREADABLE, 200) == (answer.outcome, answer.status)
        assert "no feed" in answer.reason

    def test_hostile_links(self, web: PlayedWeb) -> None:
        """What is no address of the web is never asked for."""
        items = [
            ("javascript:alert(1)", "Night Harbour", ""),
            ("file:///etc/x", "Night Harbour 2", ""),
        ]
        web.put(f"{SITE}/feed", feed_of(*items), kind=RSS)
        answer = call(web, "/feed", kind="feed")
        assert () == answer.errands


class TestHome:
    """The feed of a site is found from its home page."""

    def test_found(self, web: PlayedWeb) -> None:
        """The feed that the page names is watched in its stead."""
        link = f'<link rel=alternate type="{RSS}" href="/rss" title="All news">'
        web.put(f"{SITE}/", f"<html><head>{link}</head><body>Hello</body></html>")
        answer = call(web, "/")
        assert answer.place is not None
        assert (Outcome.FOUND, "feed", f"{SITE}/rss", "All news") == (
            answer.outcome,
            answer.place.kind,
            answer.place.address,
            answer.place.name,
        )

    def test_sitemap(self, web: PlayedWeb) -> None:
        """Without a feed, a news sitemap that robots.txt names is watched."""
        web.put(f"{SITE}/", article("Hello", "Welcome to all of our readers, old and new."))
        host = replace(HOST, robots=f"Sitemap: {SITE}/news-sitemap.xml\nUser-agent: *\nDisallow:")
        answer = call(web, "/", host=host)
        assert answer.place is not None
        assert ("sitemap", f"{SITE}/news-sitemap.xml") == (answer.place.kind, answer.place.address)

    def test_page(self, web: PlayedWeb) -> None:
        """With neither, the page itself is watched."""
        web.put(f"{SITE}/", article("Night Harbour", RENEWED))
        answer = call(web, "/")
        assert answer.place is not None
        assert ("page", 1) == (answer.place.kind, len(answer.readings))


class TestPage:
    """A page is watched by what its main text says."""

    def test_change(self, web: PlayedWeb) -> None:
        """A sentence that was not there before is news; none is not."""
        web.put(f"{SITE}/p", article("Night Harbour", RENEWED))
        first = call(web, "/p", kind="page")
        assert (Outcome.NEWS, 1) == (first.outcome, len(first.readings))
        web.put(f"{SITE}/p", article("Night Harbour", RENEWED) + "<!-- 17 visitors -->")
        same = call(web, "/p", kind="page", after=first)
        assert (Outcome.NOTHING_NEW, 0) == (same.outcome, len(same.readings))
        web.put(f"{SITE}/p", article("Night Harbour", RENEWED, "It will premiere on 4 June 2026."))
        changed = call(web, "/p", kind="page", after=same)
        assert (Outcome.NEWS, 1) == (changed.outcome, len(changed.readings))

    def test_let_go(self, web: PlayedWeb) -> None:
        """A page that speaks of something else is let go with the reason."""
        web.put(f"{SITE}/p", article("The bridge", "The bridge is closed until next week."))
        answer = call(web, "/p", kind="page")
        assert ("The bridge: it names no followed title",) == answer.examples


class TestSitemap:
    """A sitemap's pages are errands; an index is looked into."""

    def test_index(self, web: PlayedWeb) -> None:
        """The newest sitemaps of an index are read, those of news first."""
        ns = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
        names = ("old", "news", "older", "oldest")
        index = "".join(f"<sitemap><loc>{SITE}/{name}.xml</loc></sitemap>" for name in names)
        web.put(f"{SITE}/map.xml", f"<sitemapindex {ns}>{index}</sitemapindex>", kind="text/xml")
        urls = f"<url><loc>{SITE}/night-harbour-renewed</loc></url>"
        web.put(f"{SITE}/news.xml", f"<urlset {ns}>{urls}</urlset>", kind="text/xml")
        answer = call(web, "/map.xml")
        assert [f"{SITE}/night-harbour-renewed"] == [errand.address for errand in answer.errands]
        assert 1 == web.count(f"{SITE}/news.xml")
        assert 4 == len(web.asked)
        assert f"{SITE}/old.xml: it is not there: the site answered 404" in answer.reason


class TestThread:
    """A thread's new posts are read; a listing's threads are errands."""

    def test_grown(self, web: PlayedWeb) -> None:
        """The opening post is read once; what is answered since is counted, and is no report."""
        posts = [
            {"author": "a", "date": "2026-03-01T10:00:00Z", "text": f"Night Harbour: {RENEWED}"},
            {"author": "b", "date": "2026-03-01T11:00:00Z", "text": "I have waited for that."},
        ]
        web.put(f"{SITE}/t.json", json.dumps(posts), kind="application/json")
        first = call(web, "/t.json", kind="thread")
        assert (Outcome.NEWS, 2, 1) == (first.outcome, first.fresh, len(first.readings))
        late = {"author": "c", "date": "2026-03-02T09:00:00Z", "text": "It comes in June."}
        web.put(f"{SITE}/t.json", json.dumps([*posts, late]), kind="application/json")
        again = call(web, "/t.json", kind="thread", after=first)
        assert (Outcome.NOTHING_NEW, 1, ()) == (again.outcome, again.fresh, again.readings)

    def test_listing(self, web: PlayedWeb) -> None:
        """The threads of a listing that name a followed title are asked for, one by one."""
        threads = [
            {"kind": "t3", "data": {"id": name, "title": title, "selftext": "?", "num_comments": 1,
             "permalink": f"/r/television/comments/{name}/x/", "subreddit": "television",
             "created_utc": 1_772_000_000, "author": "a"}}
            for name, title in (("a1", "Night Harbour renewed"), ("a2", "What do you watch?"))
        ]  # fmt: skip
        listing = {"kind": "Listing", "data": {"children": threads}}
        web.put(f"{SITE}/r/television.json", json.dumps(listing), kind="application/json")
        answer = call(web, "/r/television.json", kind="thread")
        assert ["Night Harbour renewed"] == [errand.heading for errand in answer.errands]
        assert [True] == [errand.bears["thread"] for errand in answer.errands]


class TestTrouble:
    """Whatever a site does, it comes to an outcome with a reason."""

    @pytest.mark.parametrize(
        ("status", "outcome"),
        [
            (404, Outcome.MISSING),
            (410, Outcome.GONE),
            (403, Outcome.FORBIDDEN),
            (451, Outcome.FORBIDDEN),
            (429, Outcome.BUSY),
            (503, Outcome.BUSY),
            (500, Outcome.SERVER_FAILED),
            (400, Outcome.REFUSED),
            (204, Outcome.UNREADABLE),
        ],
    )
    def test_status(self, web: PlayedWeb, status: int, outcome: Outcome) -> None:
        """Each status is told by its word and number."""
        web.fail(f"{SITE}/feed", status, retry_after_seconds=60.0)
        answer = call(web, "/feed", kind="feed")
        assert (outcome, True, 60.0) == (
            answer.outcome,
            str(status) in answer.reason,
            answer.retry_after_seconds,
        )

    def test_unreached(self, web: PlayedWeb) -> None:
        """A host that cannot be reached is told."""
        web.drop(f"{SITE}/feed")
        answer = call(web, "/feed", kind="feed")
        assert (Outcome.UNREACHED, None) == (answer.outcome, answer.status)

    def test_robots(self, web: PlayedWeb) -> None:
        """What robots.txt forbids is not asked for, unless the place's keeper answers for it."""
        web.put(f"{SITE}/feed", feed_of(), kind=RSS)
        host = replace(HOST, robots="User-agent: *\nDisallow: /")
        answer = call(web, "/feed", kind="feed", host=host)
        assert (Outcome.FORBIDDEN, []) == (answer.outcome, web.asked)
        own = replace(place("/feed", "feed"), obeys_robots=False)
        assert Outcome.NOTHING_NEW == visit(Call(own, NEW, (), host), means(web)).outcome

    def test_overrun(self, web: PlayedWeb, monkeypatch: pytest.MonkeyPatch) -> None:
        """A feed that takes too long to read is told as one that cannot be read."""

        def endless(*_: object, **__: object) -> None:
            raise Overrun("it takes too long", "")

        monkeypatch.setattr("airdate.confinement.call", endless)
        web.put(f"{SITE}/feed", feed_of(), kind=RSS)
        answer = call(web, "/feed", kind="feed")
        assert (Outcome.UNREADABLE, "it takes too long") == (answer.outcome, answer.reason)

    def test_opml(self, web: PlayedWeb) -> None:
        """A list of feeds is no place; the reason says what to do with it."""
        opml = '<?xml version="1.0"?><opml version="2.0"><head/><body><outline/></body></opml>'
        web.put(f"{SITE}/list", opml, kind="text/xml")
        assert "airdate watch import" in call(web, "/list").reason


def errand(words: str = "", **bears: object) -> Task:
    """Return an errand for an article."""
    task = Errand(
        1, "k", f"{SITE}/1", "news.example", "Night Harbour renewed", words, BEGIN, BEGIN, bears
    )
    return Task(task, place("/feed", "feed"), HOST)


class TestArticles:
    """An article is read where it is about what is followed."""

    def test_read(self, web: PlayedWeb) -> None:
        """Its page is read, with the day that the place gives it where it bears none."""
        web.put(f"{SITE}/1", article("Night Harbour renewed", RENEWED))
        answer = read_article(errand(published="2026-03-01T08:00:00+00:00"), means(web))
        (reading,) = answer.readings
        assert (Outcome.READ, "2026-03-01", ("k",)) == (
            answer.outcome,
            str(reading.document.published),
            answer.read,
        )

    @pytest.mark.parametrize("stated", ["2027-01-01T00:00:00+00:00", "soon", None])
    def test_no_day(self, web: PlayedWeb, stated: str | None) -> None:
        """A day to come, or one that is none, is not believed."""
        web.put(f"{SITE}/1", article("Night Harbour renewed", RENEWED))
        (reading,) = read_article(errand(published=stated), means(web)).readings
        assert reading.document.published is None

    def test_let_go(self, web: PlayedWeb) -> None:
        """A text that does not name what its heading promised is let go."""
        web.put(f"{SITE}/1", article("More", "Ten series that were renewed this year."))
        answer = read_article(errand(), means(web))
        assert (Outcome.LET_GO, 1, ("k",)) == (answer.outcome, answer.let_go, answer.read)

    def test_own_words(self, web: PlayedWeb) -> None:
        """Where the page may not be read, what the place says of it is, and that is told."""
        web.fail(f"{SITE}/1", 403)
        answer = read_article(errand(f"{RENEWED} It will be back next spring."), means(web))
        assert (Outcome.READ, 403, 1) == (answer.outcome, answer.status, len(answer.readings))
        assert "read instead" in answer.reason

    def test_nothing_to_say(self, web: PlayedWeb) -> None:
        """With nothing but a heading there is nothing to read instead."""
        web.fail(f"{SITE}/1", 403)
        assert Outcome.FORBIDDEN == read_article(errand(), means(web)).outcome

    def test_empty_page(self, web: PlayedWeb) -> None:
        """A page without text says why it cannot be read."""
        web.put(f"{SITE}/1", "<html><body><script>run()</script></body></html>")
        answer = read_article(errand(), means(web))
        assert (Outcome.UNREADABLE, True) == (answer.outcome, bool(answer.reason))
