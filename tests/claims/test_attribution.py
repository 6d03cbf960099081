"""Credits: who is named for the words of a sentence."""

from __future__ import annotations

import pytest

from airdate.claims.attribution import credits
from airdate.documents import compose

HEADING = "Night Ferry season 2"


@pytest.mark.parametrize(
    ("paragraph", "words", "source"),
    [
        ("Netflix said that season 2 premieres in May.", "May", "Netflix"),
        ("Season 2 premieres in May, Netflix announced on Monday.", "May", "Netflix"),
        ("According to Deadline, filming starts in May.", "May", "Deadline"),
        ("Per Variety, filming starts in May.", "May", "Variety"),
        ("Filming starts in May, as reported by Soompi.", "May", "Soompi"),
        ("Filming starts in May (about.netflix.com).", "May", "about.netflix.com"),
        ('"We start in May," said Noor Vale.', "May", "Noor Vale"),
        ("Noor Vale told Variety that they start in May.", "May", "Noor Vale"),
        (
            "Showrunner Noor Vale, who created the show, revealed that it starts in May.",
            "May",
            "Noor Vale",
        ),
        ("Fans believe that it arrives in May.", "May", "Fans"),
        ("Netflix renewed the show in May.", "May", None),
        ("The show, written by Noor Vale, returns in May.", "May", None),
        ('"I\'m guessing it is out in May, or so I hope"', "May", None),
        ('"We\'ve heard that it is out in May"', "May", None),
        ("Noor Vale reported to join in May.", "May", None),
        ("Noor Vale expected to return in May.", "May", None),
        ("Noor Vale is reportedly in talks for May.", "May", None),
        ("Noor Vale confirmed for the shoot in May.", "May", None),
        ("Netflix reported to investors that it starts in May.", "May", "Netflix"),
        ("Noor Vale hopes to return in May.", "May", "Noor Vale"),
        ("Netflix has not said whether it returns in May.", "May", None),
        ("Filming starts in May.", "May", None),
    ],
)
def test_the_one_to_whom_the_text_ascribes_the_words(
    paragraph: str, words: str, source: str | None
) -> None:
    """Speakers outrank outlets; ordering or not saying credits nobody."""
    document = compose(HEADING, [paragraph])
    start = document.text.index(words, len(HEADING))
    assert source == credits(document).at(1, start, start + len(words))


def test_pronouns_roles_and_short_names_are_resolved() -> None:
    """He, the streamer and a family name stand for the name given before."""
    document = compose(
        HEADING,
        [
            "Producer Joel Lund said that work began in March.",
            "He added that it ends in June.",
            "Lund said that the trailer comes in July.",
            "Netflix ordered it.",
            "The streamer confirmed that it airs in August.",
        ],
    )
    credited = credits(document)
    found = {}
    for month in ("March", "June", "July", "August"):
        start = document.text.index(month)
        number = next(s.number for s in document.sentences if s.start <= start < s.end)
        found[month] = credited.at(number, start, start + len(month))
    expected = {"March": "Joel Lund", "June": "Joel Lund", "July": "Joel Lund", "August": "Netflix"}
    assert expected == found


def test_a_bracketed_credit_stays_with_its_sentence() -> None:
    """The domain after one sentence says nothing of the next."""
    document = compose(HEADING, ["Work began (ew.com). It ends in June."])
    start = document.text.index("June")
    number = next(s.number for s in document.sentences if s.start <= start < s.end)
    assert credits(document).at(number, start, start + 4) is None
