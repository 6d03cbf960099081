"""Works that are only mentioned: who somebody is, books of one name, seasons of other shows."""

from __future__ import annotations

from datetime import date

import pytest

from airdate import claims
from airdate.claims.qualifiers import has_own_season, of_a_book, of_a_person
from airdate.claims.titles import subjects
from airdate.documents import compose
from airdate.model import Credit, Installment, Reading

DAY = date(2026, 3, 2)


def _span(text: str, words: str = "Night Ferry") -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)


def reading(heading: str, *paragraphs: str) -> Reading:
    """Return what is read of a text."""
    return claims.read(compose(heading, paragraphs, published=DAY), anchor=DAY)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Night Ferry star Emma Hart joins", True),
        ("Night Ferry breakout star Emma Hart joins", True),
        ("Night Ferry's Emma Hart joins", True),
        ("Emma Hart, known from Night Ferry, joins", True),
        ("Emma Hart, best known for Night Ferry, joins", True),
        ("Emma Hart of Night Ferry fame joins", True),
        ("Emma Hart, one of the faces of Night Ferry, joins", True),
        ("Night Ferry's second season starts", False),
        ("Night Ferry stars in May", False),
        ("The release of Night Ferry is near", False),
    ],
)
def test_a_title_may_only_say_who_somebody_is(text: str, expected: bool) -> None:
    """A job or a name behind a title, "known from" or a job ahead of it make it an attribute."""
    assert expected is of_a_person(text, *_span(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("adapted from Ann Lee's webtoon “Night Ferry”.", True),
        ("based on the novel Night Ferry by Ann Lee", True),
        ("with the song “Night Ferry” at its end", True),
        ("based on “Night Ferry,” a popular webtoon by Ann Lee", True),
        ("Night Ferry, a novel adaptation by Ann Lee", False),
        ("the series “Night Ferry” is back", False),
    ],
)
def test_a_title_may_be_that_of_a_book(text: str, expected: bool) -> None:
    """A medium that nobody awaits, right before the name or told behind it."""
    assert expected is of_a_book(text, *_span(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Meanwhile, the last season of Night Ferry came out in June.", True),
        ("The third and final season of “Night Ferry” came out in June.", True),
        ("The release of the second season of Night Ferry is near.", True),
        ("Season 3 of Night Ferry came out in June.", True),
        ("Emma Hart, who was in the last season of Night Ferry, joins.", False),
        ("Fans of Night Ferry wait.", False),
    ],
)
def test_a_season_may_be_of_another_show(text: str, expected: bool) -> None:
    """The words "the last season of" name it, unless they stand beside the point."""
    assert expected is has_own_season(text, _span(text)[0])


def test_the_show_of_a_star_is_not_what_the_text_is_about() -> None:
    """A second season spoken of later is not its own; it is what she is known for."""
    found = reading(
        "Glass Bay star Roh Yun-ha reported to join Low Tide Season 2",
        "Roh Yun-ha, one of the faces of Glass Bay, is in talks for the cast of Low Tide Season 2.",
        "The second season is reportedly in pre-production as of January 31, 2026.",
        "'Glass Bay' season 1 ended in 2024.",
    )
    first, *_ = [c for c in found.claims if isinstance(c.statement, Credit)]

    assert Installment("Low Tide", 2) == first.subject
    assert isinstance(first.statement, Credit)
    assert "Glass Bay" == first.statement.known_for


@pytest.mark.parametrize(
    ("sentence", "season"),
    [
        ("Meanwhile, the last season of 'Glass Bay' came to Netflix on June 27, 2025.", None),
        ("The third season of 'Glass Bay' came to Netflix on June 27, 2025.", 3),
    ],
)
def test_another_show_has_its_sentence_and_no_more(sentence: str, season: int | None) -> None:
    """The paragraph after it is about the main work again."""
    found = reading(
        "'Low Tide' season 2: what we know",
        "Netflix renewed Low Tide for a second season. 'Glass Bay' season 1 began in 2021.",
        sentence,
        "The new season starts filming in May 2026.",
    )
    subject = {c.phrase: c.subject for c in found.claims if c.phrase}

    assert Installment("Glass Bay", season) == subject["June 27, 2025"]
    assert Installment("Low Tide", 2) == subject["May 2026"]


def test_a_book_is_no_work_of_the_text() -> None:
    """What is said of the adaptation is said of the main work."""
    document = compose(
        "'Low Tide' season 2: what we know",
        ["Low Tide is adapted from Ann Lee's webtoon “The House by the Sea”, and comes in May."],
    )
    assert {"Low Tide"} == {m.title for m in subjects(document).mentions}


@pytest.mark.parametrize(
    ("sentence", "known"),
    [
        ("Roh Yun-ha comes from 'Glass Bay'.", "Glass Bay"),
        ("Roh Yun-ha comes from the later seasons of 'Glass Bay'.", "Glass Bay"),
        ("Roh Yun-ha was last seen in 'Glass Bay'.", "Glass Bay"),
        ("Roh Yun-ha made her name with the thriller 'Glass Bay'.", "Glass Bay"),
        ("Roh Yun-ha comes from Busan.", None),
        ("Roh Yun-ha was last seen in 'Low Tide'.", None),
    ],
)
def test_earlier_work_is_what_one_is_known_for(sentence: str, known: str | None) -> None:
    """Where somebody comes from, was seen or made a name; a place and the main work are none."""
    found = reading("'Low Tide' season 2: who is new", "Roh Yun-ha joins the cast.", sentence)
    credits = [c.statement for c in found.claims if isinstance(c.statement, Credit)]
    assert known == credits[0].known_for


def test_earlier_work_is_said_of_the_whole_list() -> None:
    """Two who come from one show are both known for it, the one before them for his own."""
    found = reading(
        "'Low Tide' season 2: who is new",
        "Lee Do-min, Kim Se-na and Roh Yun-ha join the cast.",
        "Lee Do-min comes from 'Salt Harbor', Kim Se-na and Roh Yun-ha come from 'Glass Bay'.",
    )
    credits = [c.statement for c in found.claims if isinstance(c.statement, Credit)]
    assert {"Lee Do-min": "Salt Harbor", "Kim Se-na": "Glass Bay", "Roh Yun-ha": "Glass Bay"} == {
        credit.person: credit.known_for for credit in credits if credit.known_for
    }


def test_a_part_in_another_film_is_of_that_film() -> None:
    """What one played "in the film X" says nothing of the cast of the main work."""
    found = reading(
        "'Low Tide' season 2: who is new",
        "Roh Yun-ha has not been idle. Last year she played the best friend in the film 'Glass "
        "Bay'.",
    )
    played = [c for c in found.claims if found.document.text[c.start : c.end] == "she"]
    assert ["Glass Bay"] == [c.subject.title for c in played]
