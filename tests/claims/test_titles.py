"""Titles: what an article is about, and which installment is meant where."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from airdate.claims import Catalogue, read
from airdate.claims.meant import Asking
from airdate.claims.titles import subjects
from airdate.documents import compose
from airdate.model import Document, Installment


def _rows() -> list[list[str]]:
    lines = Path(__file__).with_name("headings.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line.strip() and not line.startswith("#")]
    return rows[1:]


def _about(heading: str, paragraphs: str) -> Installment | None:
    return subjects(compose(heading, paragraphs.split(" ¶ "))).main


def test_what_an_article_is_about() -> None:
    """Of the rows of headings.tsv nineteen in twenty are about their title, nine in ten about
    their season too, with no list of titles of the day.
    """
    rows = _rows()
    found = [(row, _about(row[2], row[3])) for row in rows]
    titled = [row for row, about in found if about and about.title == row[0]]
    whole = [
        row
        for row, about in found
        if about == Installment(row[0], None if row[1] == "-" else int(row[1]))
    ]
    missed = [(row[2], about) for row, about in found if row not in whole]
    assert len(titled) >= 0.95 * len(rows), missed
    assert len(whole) >= 0.9 * len(rows), missed


HEADING = "'Night Ferry' season 3: everything we know"


def _meant(
    sentence: str, words: str, *, what: str, how: str = "planned"
) -> tuple[Installment, ...]:
    document = compose(HEADING, ["Netflix's Night Ferry follows a crew.", sentence])
    start = document.text.index(words, document.text.index(sentence))
    number = next(s.number for s in document.sentences if s.start <= start < s.end)
    return subjects(document).about(Asking(number, start, what, how))


@pytest.mark.parametrize(
    ("sentence", "words", "what", "how", "seasons"),
    [
        (
            "Season 2 of the dark fantasy series Night Ferry premiered.",
            "premiered",
            "release",
            "done",
            [2],
        ),
        ("Its sophomore run premiered in May.", "premiered", "release", "done", [2]),
        ("The first season premiered in May.", "premiered", "release", "done", [1]),
        ("The previous season premiered in May.", "premiered", "release", "done", [2]),
        ("The new episodes arrive in May.", "arrive", "release", "planned", [3]),
        ("Filming ended in May.", "ended", "filming_wrap", "done", [3]),
        ("Seasons 4 and 5 were ordered.", "ordered", "order", "done", [4, 5]),
        ("Production on season four begins in May.", "begins", "filming_start", "planned", [4]),
        ("All three seasons are streaming.", "streaming", "release", "done", [1, 2, 3]),
        ("S2 wrapped before S3 was ordered.", "ordered", "order", "done", [3]),
    ],
)
def test_installments_are_resolved(
    sentence: str, words: str, what: str, how: str, seasons: list[int]
) -> None:
    """Numbers, ordinals and relative words lead to the season that is meant."""
    found = _meant(sentence, words, what=what, how=how)
    assert [Installment("Night Ferry", n) for n in seasons] == list(found)


def test_a_second_title_bears_its_own_claims() -> None:
    """A work in quotes that is the subject of the verb is meant; one that only compares is not."""

    def read_in(sentence: str) -> list[str]:
        document = compose(HEADING, ["Netflix's Night Ferry follows a crew.", sentence])
        found = read(document, anchor=date(2026, 3, 1)).claims
        return [c.subject.title for c in found if c.phrase == "May"]

    assert ["Salt Harbor"] == read_in('"Salt Harbor" premieres in May.')
    assert ["Night Ferry"] == read_in('Unlike "Salt Harbor", Night Ferry returns in May.')


def _document() -> Document:
    return compose("Night Ferry 2 gets a date", ["Nachtfähre season 2 starts in May."])


def test_a_catalogue_gives_the_usual_name() -> None:
    """An alias of the catalogue is read as the title it stands for."""
    catalogue = Catalogue((Installment("Night Ferry", 2),), (("Nachtfähre", "Night Ferry"),))
    found = subjects(_document(), catalogue=catalogue)
    assert {"Night Ferry"} == {m.title for m in found.mentions}
    assert "Night Ferry" == catalogue.canonical("the night ferry")
    assert "Other" == catalogue.canonical("Other")


def test_capitals_of_a_heading_are_the_name_of_the_text() -> None:
    """A heading all in capitals names the work that the text spells with small letters."""
    found = subjects(
        compose(
            "STUDIO DATES “NIGHTFALL”",
            ["The studio will release Nightfall on May 8.", "Nightfall was shot in Malta."],
        )
    )
    assert "Nightfall" == (found.main and found.main.title)
    assert 3 == sum(m.title == "Nightfall" for m in found.mentions)


def test_a_film_called_by_its_number_is_the_part() -> None:
    """The number alone stands for the full title where the text says both."""
    found = subjects(
        compose(
            "'Dune 2' moves to March",
            ["Dune: Part Two will open in cinemas on March 15, 2024.", "Dune 2 was due in fall."],
        )
    )
    assert {"Dune: Part Two"} == {m.title for m in found.mentions}


def test_what_a_text_is_about_may_be_told() -> None:
    """A name that nothing in the words betrays is what the text is about once it is told."""
    document = compose(
        "moonwake: what we know", ["The second season of moonwake starts filming in May."]
    )
    told = Catalogue(aliases=(("moonwake", "Moonwake at Sea"),))
    found = subjects(document, catalogue=told).main
    assert Installment("Moonwake at Sea", 2) == found


def test_only_the_names_of_a_text_bear_on_its_reading() -> None:
    """A name that the text does not have changes neither what is read nor by which reader."""
    document, day = _document(), date(2026, 3, 1)
    plain = read(document, anchor=day)
    other = Catalogue(aliases=(("Salt Harbor", "Harbor of Salt"),))
    assert plain == read(document, anchor=day, catalogue=other)
    told = Catalogue(aliases=(("Nachtfähre", "Night Ferry"),))
    joined = read(document, anchor=day, catalogue=told)
    assert plain.reader != joined.reader
    assert {"Night Ferry"} == {claim.subject.title for claim in joined.claims}


def test_words_inside_a_title_are_known() -> None:
    """The year of "Harbor 2049" lies inside a title."""
    document = compose("'Harbor 2049' is back", ["The film opens in May."])
    found = subjects(document)
    start = document.text.index("2049")
    assert found.inside_title(start, start + 4)
    assert not found.inside_title(len("'Harbor 2049' "), len("'Harbor 2049' is"))


def test_a_text_about_nothing_has_no_subject() -> None:
    """Where no work is found there is none."""
    found = subjects(compose("hello", ["nothing to see"]))
    assert found.main is None
    assert () == found.about(Asking(1, found.document.sentences[1].start))


@pytest.mark.parametrize(
    ("sentence", "titles"),
    [
        ("Tom Locke is in it, and Locke is a film of 2013.", ["Locke"]),
        ("Emma Loki was there.", []),
        ("Netflix Loki fans wait for Loki season 2.", ["Loki", "Loki"]),
    ],
)
def test_a_family_name_is_no_title(sentence: str, titles: list[str]) -> None:
    """One word right behind a given name is a person's, whatever work has that name too."""
    document = compose("What we know", ["'Locke' and 'Loki' are back.", sentence])
    start = document.text.index(sentence)
    assert titles == [m.title for m in subjects(document).mentions if m.start >= start]


@pytest.mark.parametrize("name", ["Hanno & Moritz", "Hanno and Moritz", "Hanno x Moritz"])
def test_a_hero_is_not_the_work_that_bears_the_name(name: str) -> None:
    """One of two names that a title joins is no title, though a verb of the screen follows it."""
    document = compose(
        f"'{name}' season 2 is coming",
        [
            f"Netflix has renewed '{name}' for a second season. {name} is a series.",
            "Moritz returns in May. Moritz is in trouble. Moritz premieres a play.",
        ],
    )
    assert {name} == {m.title for m in subjects(document).mentions}
