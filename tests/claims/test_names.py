"""Names of persons: one key for all spellings, the fullest form, other names, word classes."""

from __future__ import annotations

import pytest

from airdate.claims.lexicon import rows
from airdate.claims.names import (
    aliases,
    fullest,
    given_names,
    is_common_word,
    person_key,
    surnames,
    word_class,
)


@pytest.mark.parametrize(
    "spellings",
    [
        [
            "Park Ji-hu",
            "Park Ji Hu",
            "Ji-hu Park",
            "Park Ji‑hu",
            "Park Ji‐hu",
            "PARK JI-HU",
            "Park Jihu",
        ],
        ["Lee Ji-hoon", "Lee Ji-hun", "Ji-hoon Lee", "Yi Ji-hun"],
        ["Roh Jae-won", "Noh Jae-won", "Jae-won Noh"],
        ["Zhang Ziyi", "Ziyi Zhang"],
        ["Kento Yamazaki", "Yamazaki Kento"],
        ["J.K. Marsh", "J. K. Marsh", "JK Marsh"],
        ["Emma D'Arcy", "Emma D’Arcy", "emma darcy"],
        ["Timothée Chalamet", "Timothee Chalamet"],
        ['Adel "Ace" Nur', "Adel Nur"],
        ["Robert Marsh Jr.", "Robert Marsh"],
    ],
    ids=lambda spellings: spellings[0],
)
def test_spellings_of_one_person_share_a_key(spellings: list[str]) -> None:
    """Order, hyphens, blanks, accents, dots and nicknames make no other person."""
    assert 1 == len({person_key(spelling) for spelling in spellings})


def test_the_fullest_form_is_taken_where_it_is_one_persons() -> None:
    """A family name becomes the full name; one that two persons bear stays."""
    names = ["Olivia Marsh", "Jason Hill", "Nora Hill"]

    assert "Olivia Marsh" == fullest("Marsh", names)
    assert "Hill" == fullest("Hill", names)
    assert "Zia" == fullest("Zia", names)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lomon, also known as Park Solomon, is back.", (("Lomon", "Park Solomon"),)),
        ("Lomon (Park Solomon) is back.", (("Lomon", "Park Solomon"),)),
        ("Momo (Lee Su-on) is back.", ()),
        ("It opens in May.", ()),
    ],
)
def test_aliases_are_those_that_a_text_states(
    text: str, expected: tuple[tuple[str, str], ...]
) -> None:
    """Other names are said in words, or in brackets that hold the name; a part is none."""
    assert expected == aliases(text)


@pytest.mark.parametrize("row", [pytest.param(r, id=r["class"]) for r in rows("names_lexicon.tsv")])
def test_every_class_of_words_has_an_example_with_one_of_them(row: dict[str, str]) -> None:
    """The example of a row holds a word of its class."""
    words = word_class(row["class"])

    assert [] != [w for w in words if w in row["example"]]


@pytest.mark.parametrize(
    "row", [pytest.param(r, id=r["syllable"]) for r in rows("names_korean.tsv")]
)
def test_every_variant_of_a_syllable_is_one_name(row: dict[str, str]) -> None:
    """Each other spelling of a Korean syllable gives the key of the first, in either place."""
    for other in row["also"].split():
        assert person_key(f"Kim Ha-{row['syllable']}") == person_key(f"Kim Ha-{other}")


def test_word_classes_are_folded() -> None:
    """Given names and family names are looked up without case and accents."""
    assert {"begona", "zendaya"} <= given_names()
    assert {"park", "yamazaki"} <= surnames()


@pytest.mark.parametrize(
    ("word", "expected"),
    [("Returning", True), ("stopped", True), ("studies", True), ("Egyiawan", False), ("Jo", False)],
)
def test_common_words_are_known_with_their_inflections(word: str, expected: bool) -> None:
    """An inflected word is led back to its base."""
    assert expected == is_common_word(word)
