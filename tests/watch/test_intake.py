"""What is new among the items of a place, and what is done with it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.watch.stage import BEGIN, PlayedClock, PlayedWeb

from airdate.documents import compose
from airdate.ledger.office.places import Place, State
from airdate.model import Unreadable
from airdate.watch.intake import Shown, marks_of, plain_address, take_in
from airdate.watch.means import Means
from airdate.watch.outcomes import Answer, Outcome
from airdate.watch.relevance import gate

PLACE = Place(1, "a" * 12, "feed", "https://news.example/feed", "News", BEGIN)
NEW = State(1, BEGIN, BEGIN, 7200.0)
KNOWN = replace(NEW, last_good_at=BEGIN)


def means(*titles: str, most: int = 200) -> Means:
    """Return what visits are made with, where these titles are followed."""
    clock = PlayedClock()
    return Means(PlayedWeb(clock), clock.now, gate(titles), most_taken=most)


def shown(number: int, heading: str = "Night Harbour returns", *, days: int = 0) -> Shown:
    """Return an item; its article is fetched."""
    url = f"https://news.example/{number}"
    keys = marks_of(f"guid {number}", url, heading)
    return Shown(keys, url, heading, "", BEGIN - timedelta(days=days) if days else None)


def taken(
    *items: Shown, marks: tuple[str, ...] = (), state: State = KNOWN, most: int = 200
) -> Answer:
    """Return what is taken in by one who follows Night Harbour."""
    return take_in(items, PLACE, state, marks=marks, means=means("Night Harbour", most=most))


class TestMarks:
    """An item is known again by its identifier or its address, each with its heading."""

    def test_turning_guid(self) -> None:
        """An item with another identifier at every visit is known by its address."""
        first = marks_of("1", "https://news.example/a", "Night Harbour")
        again = marks_of("2", "https://news.example/a", "Night Harbour")
        assert set(first) & set(again)

    def test_turning_address(self) -> None:
        """An item whose address counts visitors is known by its identifier, or by the address."""
        first = marks_of("1", "https://news.example/a?session=1", "Night Harbour")
        assert set(first) & set(marks_of("1", "https://news.example/a?session=2", "Night Harbour"))
        assert set(marks_of("1", "https://news.example/a", "N")) & set(
            marks_of("2", "https://www.news.example/a/?utm_source=rss#top", "N")
        )

    def test_new_heading(self) -> None:
        """An item with another heading is worth another look."""
        first = marks_of("1", "https://news.example/a", "Night Harbour returns")
        assert not set(first) & set(
            marks_of("1", "https://news.example/a", "Night Harbour delayed")
        )

    def test_case(self) -> None:
        """The case and accents of a heading make no difference."""
        assert marks_of("1", None, "NIGHT harbour") == marks_of("1", None, "Night Harbour")

    @pytest.mark.parametrize(
        ("url", "plain"),
        [
            ("HTTPS://WWW.News.example/a/?id=3&fbclid=x#y", "news.example/a?id=3"),
            ("https://news.example", "news.example?"),
            ("https://[::1", "https://[::1"),
        ],
    )
    def test_plain_address(self, url: str, plain: str) -> None:
        """What only counts where readers come from is no part of an address."""
        assert plain == plain_address(url)


class TestTakeIn:
    """Errands for what is worth reading; the rest is let go, and told of."""

    def test_gate(self) -> None:
        """What names no followed title is let go, counted, with examples."""
        answer = taken(shown(1), shown(2, "The bridge is closed"))
        assert ["https://news.example/1"] == [errand.address for errand in answer.errands]
        assert (2, 2, 1) == (answer.items, answer.fresh, answer.let_go)
        assert ("The bridge is closed: it names no followed title",) == answer.examples

    def test_once(self) -> None:
        """What was shown before is no news, whether it was kept or not."""
        items = shown(1), shown(2, "The bridge is closed")
        first = taken(*items)
        again = taken(*items, marks=first.met)
        assert (Outcome.NOTHING_NEW, 0, 0) == (again.outcome, again.fresh, len(again.errands))
        assert set(first.met) == set(again.met)

    def test_twice_in_one_feed(self) -> None:
        """An item that is listed twice is one."""
        assert 1 == len(taken(shown(1), shown(1)).errands)

    def test_address_speaks(self) -> None:
        """A list without headings is judged by the words of its addresses."""
        url = "https://news.example/2026/night-harbour-season-2"
        item = Shown(marks_of("g", url, ""), url, "", "")
        assert 1 == len(taken(item).errands)

    def test_held(self) -> None:
        """What a visit has no room for is left for the next one, the oldest last."""
        items = [shown(number, days=number) for number in range(1, 8)]
        answer = taken(*items, most=3)
        assert [1, 2, 3] == [int(errand.address[-1]) for errand in answer.errands]
        assert (True, "4 more are left for the next visit") == (answer.more, answer.reason)
        rest = taken(*items, marks=answer.met, most=9)
        assert [4, 5, 6, 7] == [int(errand.address[-1]) for errand in rest.errands]

    def test_stock(self) -> None:
        """Of the stock that a first visit finds the newest are taken, the rest is let go."""
        items = [shown(number, days=number) for number in range(1, 8)]
        answer = taken(*items, state=NEW, most=3)
        assert (3, 4, False) == (len(answer.errands), answer.let_go, answer.more)
        assert 0 == taken(*items, marks=answer.met, most=3).fresh

    def test_huge(self) -> None:
        """A feed with 100,000 entries costs its reading once."""
        items = [shown(number, "The bridge is closed") for number in range(100_000)]
        answer = taken(*items, shown(100_001))
        assert (100_001, 100_000, 1) == (answer.fresh, answer.let_go, len(answer.errands))
        assert 5 == len(answer.examples)
        assert 0 == taken(*items, marks=answer.met).fresh

    def test_whole(self) -> None:
        """An item that carries its article is read at once, and is no errand."""
        words = "The second season of Night Harbour will premiere on June 4, 2026."
        document = compose("Night Harbour returns", [words], url="https://news.example/1")
        answer = taken(replace(shown(1), whole=lambda: document))
        assert ([document.id], 0) == (
            [reading.document.id for reading in answer.readings],
            len(answer.errands),
        )

    def test_whole_names_it(self) -> None:
        """The text of a whole item counts, not its heading alone."""
        words = "Night Harbour will be back, the network said, in June 2026."
        document = compose("Our spring", [words])
        assert 1 == len(taken(replace(shown(1, "Our spring"), whole=lambda: document)).readings)

    def test_unreadable(self) -> None:
        """A whole item that cannot be read is let go with the reason."""
        bad = Unreadable("x", "the item has no words", "")
        answer = taken(replace(shown(1), whole=lambda: bad))
        assert ("Night Harbour returns: the item has no words",) == answer.examples

    def test_nothing_followed(self) -> None:
        """Where nothing is followed everything is looked at, and kept if it makes a claim."""
        plain = compose("A walk", ["It was a fine day."])
        said = compose("A return", ["Salt Road was renewed for a third season on Monday."])
        answer = take_in(
            [
                replace(shown(1, "A walk"), whole=lambda: plain),
                replace(shown(2, "A return"), whole=lambda: said),
                shown(3, "Anything"),
            ],
            PLACE,
            KNOWN,
            marks=(),
            means=means(),
        )
        assert ([said.id], 1) == ([r.document.id for r in answer.readings], len(answer.errands))
        assert ("A walk: it makes no claim",) == answer.examples

    def test_place_of_one_title(self) -> None:
        """A place that is kept for one title keeps that one alone."""
        from airdate.model import Installment

        place = replace(PLACE, about=Installment("Salt Road", 3))
        answer = take_in(
            [shown(1), shown(2, "Salt Road renewed")],
            place,
            KNOWN,
            marks=(),
            means=means("Night Harbour"),
        )
        assert ["Salt Road renewed"] == [errand.heading for errand in answer.errands]
