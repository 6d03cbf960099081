"""What words tell of an installment beside its milestones."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from weighed_claims import claim, say

from airdate.forecast.market import scale
from airdate.forecast.profiles import most, nation_rows, told
from airdate.model import Entry, Event, Installment, Judgement, Profile, Status, Verdict
from airdate.sources import lookup, published_by

SHOW = Installment("Salt Harbour", 2)
FILM = Installment("Salt Harbour")


def entry(words: str, *, event: Event = Event.RENEWED, by: str = "press.example") -> Entry:
    """Return an entry of an outlet with these words."""
    said = say(claim(event, None, status=Status.DONE), "2026-01-02", by=by).entry
    return replace(said, sentence_words=words, heading="", outlet=by, url=None, id=f"{words}{by}")


def known(*entries: Entry, of: Installment = SHOW) -> Profile:
    """Return what the entries tell."""
    return told(of, entries, published_by=published_by, lookup=lookup)


def test_who_renews_it_airs_it() -> None:
    """Said on the service's own site, or credited to it elsewhere."""
    own = entry("Salt Harbour returns.", by="about.netflix.com")
    credit = entry("Netflix renewed it.")
    credited = replace(credit, claim=replace(credit.claim, source="Netflix"))

    assert ["Netflix", "Netflix"] == [known(own).service, known(credited).service]


@pytest.mark.parametrize(
    ("event", "by"),
    [
        (Event.FILMING_START, "about.netflix.com"),
        (Event.RENEWED, "variety.com"),
        (Event.RENEWED, "netflix-news.example"),
        (Event.RENEWED, "marvel.com"),
    ],
)
def test_others_do_not_tell_the_service(event: Event, by: str) -> None:
    """Not the press, a namesake, a studio, nor a service on what any may report."""
    assert known(entry("Netflix renewed it.", event=event, by=by)).service is None


def test_two_services_are_none() -> None:
    """Unless one of them is told more often."""
    one, other = entry("a", by="about.netflix.com"), entry("b", by="press.hulu.com")
    again = entry("c", by="press.hulu.com")

    assert known(one, other).service is None
    assert "Hulu" == known(one, other, again).service


def test_what_a_person_rejected_tells_nothing() -> None:
    """Nor does a rumour."""
    said = entry("a", by="about.netflix.com")
    no = Judgement(Verdict.REJECTED, "a parody", datetime(2026, 1, 3, tzinfo=UTC))

    rejected = replace(said, judgement=no)
    rumoured = replace(said, claim=replace(said.claim, status=Status.RUMOURED))

    assert [None, None] == [known(rejected).service, known(rumoured).service]


@pytest.mark.parametrize(("word", "country", "example"), nation_rows())
def test_each_nation_is_told_in_its_example(word: str, country: str, example: str) -> None:
    """Right before what it is."""
    assert word in example.casefold()
    assert country == known(entry(f"Salt Harbour is {example}.")).country


def test_a_national_channel_tells_the_country() -> None:
    """A service of the whole world does not; an actor's nation neither."""
    assert "GB" == known(entry("It is back.", by="itv.com")).country
    assert known(entry("It is back.", by="about.netflix.com")).country is None
    assert known(entry("The British actor joins the series.")).country is None


@pytest.mark.parametrize(
    ("words", "told_scale"),
    [
        ("The dark fantasy series was renewed.", "effects"),
        ("The sci-fi drama was renewed.", "effects"),
        ("The medical drama was renewed.", "everyday"),
        ("The romantic comedy series was renewed.", "everyday"),
        ("The K-drama was renewed.", None),
        ("Her romance ended, and fantasy met reality.", None),
        ("The thriller was renewed.", None),
    ],
)
def test_sentences_tell_the_genre(words: str, told_scale: str | None) -> None:
    """Where they call the work by it."""
    assert told_scale == scale(known(entry(words)).genre)


def test_what_has_no_season_is_a_film_if_it_is_called_so() -> None:
    """A season is a series, whatever else is said."""
    film, show = entry("The film wrapped."), entry("The series, a show of six episodes, wrapped.")

    assert ["film", "series"] == [known(film, of=FILM).kind, known(film, show, of=FILM).kind]
    assert ["series", "series"] == [known(film).kind, known(of=FILM).kind]


def test_nothing_is_told_by_nothing() -> None:
    """All is open."""
    assert Profile() == known()
    assert most([]) is None
    assert most([None, "a"]) == "a"
