"""Jokes are no news: what makes one, how far it reaches, and what is meant in earnest."""

from __future__ import annotations

from datetime import date

import pytest

from airdate import claims
from airdate.claims import jests
from airdate.claims.lexicon import rows
from airdate.claims.talk import talking
from airdate.documents.composition import compose
from airdate.model import Milestone

_DAY = date(2026, 1, 15)
_ROWS = rows("jests.tsv")


def events(*paragraphs: str, heading: str = "Low Tide season 2", **head: str) -> list[str]:
    """Return the milestones that are read in a document with these paragraphs."""
    outlet = head.get("outlet")
    document = compose(heading, paragraphs, published=_DAY, outlet=outlet)
    found = claims.read(document, anchor=_DAY).claims
    made = [c.statement for c in found if c.sentence > 0]
    return [m.event.value for m in made if isinstance(m, Milestone)]


@pytest.mark.parametrize("row", _ROWS, ids=lambda row: row["name"])
def test_each_row_is_met_in_its_example_and_not_in_the_earnest_one(row: dict[str, str]) -> None:
    """The pattern fits the example and no near miss of it."""
    jest = next(j for j in jests.jests() if j.name == row["name"])
    example = row["example"].replace("All of Us Are Dead.", "⟦OOOO⟧.")
    assert jest.pattern.search(example) is not None
    earnest = row["earnest"].replace("All of Us Are Dead", "⟦OOOO⟧")
    assert jest.pattern.search(earnest) is None


def test_the_list_uses_known_words_and_names_each_row_once() -> None:
    """Scopes, what is dropped and where are of a few words."""
    assert {row["scope"] for row in _ROWS} == {"part", "after", "clause", "vouched"}
    assert {row["drops"] for row in _ROWS} == {"all", "undated"}
    assert {row["where"] for row in _ROWS} == {"any", "talk"}
    assert len(_ROWS) == len({row["name"] for row in _ROWS})


@pytest.mark.parametrize(
    "post",
    [
        "BREAKING: season 2 delayed until all of us are dead",
        "Season 2 has been delayed until we're all in our graves.",
        "Season 2 premieres when hell freezes over.",
        "I heard season 2 premieres on February 31, lol.",
        "filming wraps in 2087, can't wait",
        "source: my uncle at the network. It drops in June.",
        "It drops in June. Source: it came to me in a dream.",
        "Season 2 was cancelled /s",
        "My grandkids will see season 2 premiere in 2030.",
        "They renewed season 2, my grandkids will love it.",
        "Season 2 was renewed and I'll be in a nursing home when it is done.",
        "Season 2 will premiere in 400 years, bro.",
        "BREAKING: local man turns to dust as season 2 is delayed",
        "PLEASE just drop the trailer for season 2",
    ],
)
def test_a_joke_claims_no_milestone(post: str) -> None:
    """Impossible conditions, mock sources, absurd days, exaggeration, marks and pleas."""
    assert events(post) == []


@pytest.mark.parametrize(
    ("post", "expected"),
    [
        ("lol so season 2 was delayed to June 2026, the hats are not ready", ["delay", "release"]),
        ("BREAKING: Netflix has renewed it for season 3.", ["renewed"]),
        (
            "The trailer for season 2 was released on Monday, I can't wait for the rest.",
            ["trailer"],
        ),
        ("Season 2 premieres in 2031 and I will be dead by then lol", ["release"]),
        ("I can't wait for the premiere on March 4, 2026.", ["release"]),
        ("My cousin is on the crew, filming on season 2 wrapped on Friday.", ["filming_wrap"]),
        ("Filming wrapped in May 2025 after the lead actor's uncle died.", ["filming_wrap"]),
        ("The fifth film is set for release in December 2031.", ["release"]),
        ('"My grandchildren will love it when it premieres in May," she said.', ["release"]),
        ("It premieres in May 2026, the first new season in 40 years.", ["release"]),
    ],
)
def test_what_is_meant_is_read_however_merry(post: str, expected: list[str]) -> None:
    """Laughter, families, impatience and far plans alone make no joke."""
    assert events(post) == expected


def test_titles_are_no_jokes() -> None:
    """Words in the name of a work are not its fate; a delay until its own name is a pun."""
    near = "Filming on All of Us Are Dead season 2 wrapped in May 2025, the network said."
    assert events(near, heading="All of Us Are Dead season 2") == ["filming_wrap"]
    dawn = "'Until Dawn' premieres on March 4, 2026, after 'When Pigs Fly'."
    assert events(dawn, heading="'Until Dawn' has a date") == ["release"]
    pun = "Season 2 has been delayed until All of Us Are Dead."
    assert events(pun, heading="All of Us Are Dead season 2") == []


def test_only_the_statement_with_the_joke_is_lost_in_prose() -> None:
    """What a desk reports beside a joke of fans stays."""
    words = "Filming wrapped in May 2025; some say it will be out when hell freezes over."
    assert events(words) == ["filming_wrap"]


def test_a_mock_source_takes_its_post_and_no_other() -> None:
    """In a thread it covers what its writer says above it, and leaves the neighbours alone."""
    said = (
        "line7_h: Season 2 premieres in June 2026. Source: my uncle at the network.",
        "paper_cup: The trailer for season 2 came out on January 10, 2026.",
    )
    assert events(*said, heading="Thread: Low Tide") == ["trailer"]
    reply = ("Season 2 premieres in June 2026.", "Source: trust me bro")
    assert events(*reply, heading="Thread: Low Tide") == ["release"]


@pytest.mark.parametrize("when", ["2042", "June 2077", "the year 2099"])
def test_nothing_is_planned_beyond_the_horizon(when: str) -> None:
    """Fifteen years ahead of the document's day, in any text; a film's own year stays a name."""
    assert events(f"The second season will be released in {when}, the network said.") == []


def test_the_horizon_is_counted_from_the_day_of_the_text() -> None:
    """An old text that looks ahead to a year now gone keeps its claim."""
    document = compose("Low Tide season 2", ["It will be released in 2019."])
    found = claims.read(document, anchor=date(2010, 5, 1)).claims
    assert [str(c.phrase) for c in found if isinstance(c.statement, Milestone)] == ["2019"]


@pytest.mark.parametrize(
    ("heading", "paragraph", "expected"),
    [
        ("Low Tide", "The network renewed it in May.", False),
        ("Low Tide", '"I am glad," she said of the renewal.', False),
        ("Low Tide", "i think they renewed it", True),
        ("Low Tide", "They renewed it 😂", True),
        ("Thread: Low Tide", "They renewed it.", True),
        ("Low Tide", "One fan joked that it comes never.", True),
    ],
)
def test_talk_is_told_by_its_place_and_its_manner(
    heading: str, paragraph: str, expected: bool
) -> None:
    """Threads, chat words, the first person outside quotes, and fans who are quoted."""
    assert (1 in talking(compose(heading, [paragraph]))) == expected


def test_a_flood_of_jokes_is_read_in_time() -> None:
    """Long texts of half jokes end; no pattern looks far for its end."""
    flood = "until all of us until all in like in about in about " * 400
    assert events(f"Season 2 premieres in May 2026. {flood}") == events(
        "Season 2 premieres in May 2026."
    )
