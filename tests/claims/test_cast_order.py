"""Names and brackets: which of the two is the person, which the part; works in brackets."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from airdate import claims
from airdate.documents.composition import compose
from airdate.model import Credit

_DAY = date(2026, 1, 15)
_PEOPLE = "Ryu Da-on (Seo Han-byul), Yoon Chae-min (Lee Dong-ha) and Raum (Kang Su-bin)"
_PARTS = "Seo Han-byul (Ryu Da-on), Lee Dong-ha (Yoon Chae-min) and Kang Su-bin (Raum)"
_PLAYED = {"Ryu Da-on": "Seo Han-byul", "Yoon Chae-min": "Lee Dong-ha", "Raum": "Kang Su-bin"}
_BOTH = {"Ryu Da-on": "Seo Han-byul", "Yoon Chae-min": "Lee Dong-ha"}


def played(*paragraphs: str) -> dict[str, str]:
    """Return person → part, as read in a document with these paragraphs."""
    return {
        credit.person: credit.character for credit, _ in credits(paragraphs) if credit.character
    }


def credits(paragraphs: Sequence[str]) -> list[tuple[Credit, str]]:
    """Return the cast claims of a document with the titles that they are on."""
    document = compose("News of Low Tide season 2", paragraphs, published=_DAY)
    found = claims.read(document, anchor=_DAY).claims
    return [(c.statement, c.subject.title) for c in found if isinstance(c.statement, Credit)]


@pytest.mark.parametrize(
    "sentence",
    [
        f"Returning for season 2 are {_PEOPLE}.",
        f"Returning for season 2 are {_PEOPLE}, according to Harbour Ilbo.",
        f"Joining them are {_PEOPLE}, the broadcaster said.",
        f"Starring {_PEOPLE}, it goes into production in May.",
        f"The second season stars {_PEOPLE}.",
        f"The new season adds {_PEOPLE}.",
        f"Newcomers include {_PEOPLE}.",
        f"The run brings back {_PEOPLE}, who sign on for one more year.",
        f"{_PEOPLE} will reprise their roles, the broadcaster said.",
        f"{_PEOPLE} return for season 2.",
        f"{_PEOPLE} join the cast.",
    ],
)
def test_who_is_introduced_as_a_person_stands_outside_the_brackets(sentence: str) -> None:
    """Verbs of people decide between Korean names; a stage name of one word does not turn them."""
    assert played(sentence) == _PLAYED


@pytest.mark.parametrize(
    "sentence",
    [
        f"The story follows {_PARTS}, who hide in a school.",
        f"Her classmates {_PARTS} survived.",
        f"Returning characters include {_PARTS}.",
    ],
)
def test_whom_a_story_is_about_stands_outside_the_brackets(sentence: str) -> None:
    """Words of the story and of its figures put the parts first."""
    assert played(sentence) == _PLAYED


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ("Ryu Da-on plays Seo Han-byul, and Yoon Chae-min plays Lee Dong-ha.", "Returning are"),
        ("Seo Han-byul is played by Ryu Da-on and Lee Dong-ha by Yoon Chae-min.", "Back again are"),
    ],
)
def test_what_the_text_tells_elsewhere_outweighs_the_verb(told: str, sentence: str) -> None:
    """Who is said to play whom in one sentence holds in another that turns the order."""
    listed = f"{sentence} Seo Han-byul (Ryu Da-on) and Lee Dong-ha (Yoon Chae-min)."
    assert played(told, listed) == _BOTH


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Returning are Jo (Mia Hart) and Ben (Ola Berg).", {"Mia Hart": "Jo", "Ola Berg": "Ben"}),
        ("Returning are Mia Hart (Jo) and Ola Berg (Ben).", {"Mia Hart": "Jo", "Ola Berg": "Ben"}),
        (
            "Back for more are Mia Hart (Jo), Zia (Ann Marsh) and Ola Berg (Ben), Meridian said.",
            {"Mia Hart": "Jo", "Zia": "Ann Marsh", "Ola Berg": "Ben"},
        ),
        (
            "Returning are Han-byul (Ryu Da-on), Dong-ha (Yoon Chae-min) and Su-bin (Raum).",
            {"Ryu Da-on": "Han-byul", "Yoon Chae-min": "Dong-ha", "Raum": "Su-bin"},
        ),
        (
            "Ryu Da-on (Seo Han-byul) and Raum (Kang Su-bin) are back.",
            {"Ryu Da-on": "Seo Han-byul", "Raum": "Kang Su-bin"},
        ),
        (
            "In season 1, the students Seo Han-byul (Ryu Da-on) and Lee Dong-ha (Yoon Chae-min) "
            "escape.",
            _BOTH,
        ),
        ("Jo (Mia Hart) returns to the village in season 2.", {"Mia Hart": "Jo"}),
    ],
)
def test_short_parts_stand_on_either_side(sentence: str, expected: dict[str, str]) -> None:
    """A short name beside a full one is the part, unless the list is one of persons."""
    assert played(sentence) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "New students are played by Lee Ga-eun (Brave Heart: Class 2), Kim Na-bi and Yoon Ha-ri.",
        "The cast adds Lee Ga-eun (Brave Heart: Class 2), Kim Na-bi and Yoon Ha-ri.",
        "Newcomers are Lee Ga-eun (Brave Heart: Class 2), Kim Na-bi and Yoon Ha-ri.",
    ],
)
def test_a_bracket_with_a_work_tells_what_a_person_is_known_for(sentence: str) -> None:
    """The work has no half bracket, and who follows in the list is in the work of the text."""
    found = credits([sentence])
    known = {credit.person: credit.known_for for credit, title in found if title == "Low Tide"}
    assert known.keys() == {"Lee Ga-eun", "Kim Na-bi", "Yoon Ha-ri"}
    assert (known["Lee Ga-eun"] or "").startswith("Brave Heart")
    assert [title for _, title in found if "(" in title or ")" in title] == []


def test_among_works_in_brackets_a_name_that_is_no_persons_is_a_work() -> None:
    """A list whose first bracket holds a work holds works; among parts it holds parts."""
    found = credits(
        ["Newcomers are Lee Ga-eun (Brave Heart: Class 2), Kim Na-bi and Roh Ha-ru (Kelp Game)."]
    )
    known = {credit.person: credit.known_for for credit, title in found if title == "Low Tide"}
    assert known["Roh Ha-ru"] == "Kelp Game"
    assert played("The season stars Mia Hart (Iron Gull) and Ola Berg (Jo Marsh).") == {
        "Mia Hart": "Iron Gull",
        "Ola Berg": "Jo Marsh",
    }


@pytest.mark.parametrize(
    "sentence",
    [
        "She led “Brave Heart (Class 2” before it, and Kim Na-bi is new.",
        "Kim Na-bi (Brave Heart: Class 2), who is new, starts in May.",
        "It follows [Brave Heart: Class 2], which ended in May.",
    ],
)
def test_no_title_holds_half_a_bracket(sentence: str) -> None:
    """Titles neither begin nor end inside a bracket that they do not close."""
    document = compose("News of Low Tide season 2", [sentence], published=_DAY)
    titles = {claim.subject.title for claim in claims.read(document, anchor=_DAY).claims}
    halves = [t for t in titles if t.count("(") != t.count(")") or t.count("[") != t.count("]")]
    assert halves == []
