"""Titles are found as people type them."""

from __future__ import annotations

from datetime import date

import pytest

from airdate.errors import AmbiguousTitle, UnknownTitle
from airdate.ledger.answers import Listing
from airdate.ledger.lookup import find
from airdate.model import Installment

_DAY = date(2026, 3, 1)


def _listing(title: str, season: int | None = None, *aliases: str) -> Listing:
    return Listing("0000", Installment(title, season), 1, 1, _DAY, aliases)


KNOWN = [
    _listing("All of Us Are Dead", None, "지금 우리 학교는", "AOUAD: The Series"),
    _listing("All of Us Are Dead", 1, "지금 우리 학교는"),
    _listing("All of Us Are Dead", 2, "지금 우리 학교는"),
    _listing("All the Light We Cannot See"),
    _listing("Blade Runner 2049"),
    _listing("The Boys", 4),
    _listing("The Boys", 5),
    _listing("The Boys from Brazil"),
    _listing("District 9"),
    _listing("Élite", 8),
    _listing("K-Pop Demon Hunters"),
    _listing("The Last of Us", 3),
    _listing("Squid Game", 2),
    _listing("Squid Game", 3),
    _listing("Squid Game: The Challenge", 3),
    _listing("Wednesday", 2),
    _listing("Weak Hero"),
    _listing("M*A*S*H", 11),
]


@pytest.mark.parametrize(
    ("query", "title", "season"),
    [
        ("all of us are dead 2", "All of Us Are Dead", 2),
        ("All of Us Are Dead season 2", "All of Us Are Dead", 2),
        ("All of Us Are Dead: Season Two", "All of Us Are Dead", 2),
        ("all of us are dead s2", "All of Us Are Dead", 2),
        ("all of us are dead S02", "All of Us Are Dead", 2),
        ("all of us are dead, the second season", "All of Us Are Dead", 2),
        ("all of us are dead 2nd season", "All of Us Are Dead", 2),
        ("aouad 1", "All of Us Are Dead", 1),
        ("aouad2", "All of Us Are Dead", 2),
        ("aouad s2", "All of Us Are Dead", 2),
        ("지금 우리 학교는 시즌 2", "All of Us Are Dead", 2),
        ("지금우리학교는 시즌2", "All of Us Are Dead", 2),
        ("지금 우리 학교는 2기", "All of Us Are Dead", 2),
        ("all of us are ded s2", "All of Us Are Dead", 2),
        ("the all of us 2", "All of Us Are Dead", 2),
        ("blade runner 2049", "Blade Runner 2049", None),
        ("bladerunner2049", "Blade Runner 2049", None),
        ("district 9", "District 9", None),
        ("9", "District 9", None),
        ("elite", "Élite", 8),
        ("ÉLITE!", "Élite", 8),
        ("kpop demon hunters", "K-Pop Demon Hunters", None),
        ("k pop", "K-Pop Demon Hunters", None),
        ("tlou", "The Last of Us", 3),
        ("lou", "The Last of Us", 3),
        ("last us", "The Last of Us", 3),
        ("wednes", "Wednesday", 2),
        ("wendesday", "Wednesday", 2),
        ("squid gmae", "Squid Game", 3),
        ("squid game the chalenge", "Squid Game: The Challenge", 3),
        ("the challenge", "Squid Game: The Challenge", 3),
        ("mash", "M*A*S*H", 11),
        ("weak hero", "Weak Hero", None),
    ],
)
def test_found(query: str, title: str, season: int | None) -> None:
    """What people type leads to the title, and to the season where they name one."""
    assert Installment(title, season) == find(KNOWN, query)[0].installment


def test_latest_season_first() -> None:
    """Without a season all installments come, the latest first, the series as a whole last."""
    assert [2, 1, None] == [item.installment.season for item in find(KNOWN, "AOUAD")]


def test_season_beside_the_query() -> None:
    """A season that is given beside the query chooses, also where the query names it too."""
    found = [
        find(KNOWN, "squid game", season=2),
        find(KNOWN, "squid game 2", season=2),
        find(KNOWN, "squid game season 2", season=2),
    ]
    assert [[Installment("Squid Game", 2)]] * 3 == [[i.installment for i in f] for f in found]


def test_whole_title_before_its_beginning() -> None:
    """A title that begins another one is itself."""
    assert {"The Boys"} == {item.installment.title for item in find(KNOWN, "boys")}


@pytest.mark.parametrize(
    ("query", "among"),
    [
        ("all", {"All of Us Are Dead", "All the Light We Cannot See"}),
        ("w", {"Wednesday", "Weak Hero"}),
    ],
)
def test_ambiguous(query: str, among: set[str]) -> None:
    """A query that several titles answer to lists them."""
    with pytest.raises(AmbiguousTitle) as caught:
        find(KNOWN, query)
    assert {True} == {title in caught.value.remedy for title in among}


@pytest.mark.parametrize(
    "query", ["moon harbour", "", "!!!", "zq", "blade runner 2048", "x" * 10_000, "a " * 5_000]
)
def test_unknown(query: str) -> None:
    """A query that is like no title is told so."""
    with pytest.raises(UnknownTitle):
        find(KNOWN, query)


def test_near() -> None:
    """A title that is not there is answered with what is near."""
    with pytest.raises(UnknownTitle, match="Did you mean Wednesday"):
        find(KNOWN, "wedding day")


def test_unknown_season() -> None:
    """A season that is not there is answered with those that are."""
    with pytest.raises(UnknownTitle, match="season 2, season 3") as caught:
        find(KNOWN, "squid game 7")
    assert "Nothing is known of season 7 of Squid Game." == caught.value.problem


def test_empty_ledger() -> None:
    """An empty ledger says how to fill it."""
    with pytest.raises(UnknownTitle, match="airdate add"):
        find([], "wednesday")
