"""Candidates for titles: what is written as a name, with its parts."""

from __future__ import annotations

import pytest

from airdate.claims.candidates import candidates
from airdate.documents import compose


@pytest.mark.parametrize(
    ("heading", "title"),
    [
        ("Is Saltmarsh & Sons coming back?", "Saltmarsh & Sons"),
        ("Netflix's Night Ferry sails again", "Night Ferry"),
        ("Love, Death & Robots gets a date", "Love, Death & Robots"),
        ("When does The Glass Bay return?", "The Glass Bay"),
        ("Filming on The Glass Bay begins", "The Glass Bay"),
        ("Dune: Part Two moves to March", "Dune: Part Two"),
        ("'Help!' is a hit", "Help!"),
        ("Mr. Lind: A Life opens in May", "Mr. Lind: A Life"),
        ("The sequel of Tom & Ana's Big Day opens", "Tom & Ana's Big Day"),
    ],
)
def test_a_title_is_among_the_candidates(heading: str, title: str) -> None:
    """Titles stand by themselves, whatever capitals are beside them."""
    assert title in candidates(compose(heading, ["A text."]))


@pytest.mark.parametrize("name", ["Netflix", "The", "Christmas Day", "7"])
def test_companies_and_holidays_are_no_candidates(name: str) -> None:
    """What is never a title is not weighed."""
    assert name not in candidates(compose(f"It is on {name} that they met", ["A text."]))


def test_places_are_where_the_words_stand() -> None:
    """Each place gives the words back."""
    document = compose("Night Ferry sails", ["The Night Ferry crew is back on 'Night Ferry'."])
    places = candidates(document)["Night Ferry"]
    assert {"Night Ferry"} == {document.text[p.start : p.end] for p in places}
    assert 3 == len(places)


def test_a_flood_of_names_is_bounded() -> None:
    """A list of ten thousand names costs no more than some thousand candidates."""
    names = ". ".join(f"Ab{i}x Cd{i}y" for i in range(10_000))
    assert len(candidates(compose("A list", [names]))) <= 4000
