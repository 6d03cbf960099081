"""The gate: which words are about a followed title."""

from __future__ import annotations

import pytest

from airdate.model import title_key
from airdate.watch.relevance import fold, gate, lexicon

GATE = gate(
    ["Night Harbour", "Dark", "바다의 끝", "Amélie & Co", "The Keeper's Tale", "月の港"],
    aliases=[("Nattens hamn", "Night Harbour"), ("Elsewhere", "Another Work")],
    people=[("Mira Holt", "Night Harbour"), ("Cher", "Dark")],
)


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("NIGHT HARBOUR returns", "Night Harbour"),
        ("Why Night-Harbour’s second season is late", "Night Harbour"),
        ("the nıght", None),
        ("Nattens hamn får en andra säsong", "Night Harbour"),
        ("A night at the harbour", None),
        ("Nightharbour", None),
        ("A dark street", None),
        ("Dark gets a fourth season", "Dark"),
        ("the trailer of Dark's end", "Dark"),
        ("바다의끝 시즌2 공개", "바다의 끝"),
        ("‘바다의 끝’이 돌아온다", "바다의 끝"),
        ("ドラマ「月の港」の続編", "月の港"),
        ("amelie and co", "Amélie & Co"),
        ("the keeper’s tale goes on", "The Keeper's Tale"),
        ("Elsewhere is back", None),
        ("", None),
    ],
)
def test_about(words: str, title: str | None) -> None:
    """Titles and aliases are found whatever their case, accents, width and genitive."""
    found = GATE.about(words)
    assert title == (found.title if found else None)


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("Night Harbour returns", "named"),
        ("Mira Holt on her next part", "mira holt is known to work on it"),
        ("Cher on tour", None),
        ("Everything coming in March", "“everything coming” may name many"),
        ("The bridge is closed", None),
    ],
)
def test_worth_reading(words: str, why: str | None) -> None:
    """A heading is worth a look for a title, a person with two names, or words of a round-up."""
    found = GATE.worth_reading(words)
    assert why == (found.why if found else None)


def test_nothing_followed() -> None:
    """Where nothing is followed, everything is worth reading, and about no title."""
    none = gate(["!!!"])
    assert (True, None) == (none.open, none.about("Night Harbour"))
    assert none.worth_reading("The bridge is closed") is not None


@pytest.mark.parametrize("name", ["roundups", "companions"])
def test_lexicon(name: str) -> None:
    """The words of each row stand in its example."""
    missing = [
        words
        for words, example in lexicon(name)
        if fold(words).replace(" ", "") not in fold(example).replace(" ", "")
    ]
    assert [] == missing


@pytest.mark.parametrize(
    "title",
    ["Amélie & Co", "오징어 게임", "Spider-Man: No Way", "L’Été", "ＷＩＤＥ", "İstanbul", "Łódź"],
)
def test_folds_as_titles(title: str) -> None:
    """Words are folded as the keys of titles are."""
    assert title_key(title) == fold(title)


def test_many_items() -> None:
    """Titles that share a word are told apart."""
    many = gate([f"Harbour {word}" for word in ("of Glass", "of Salt", "Nights")])
    found = many.about("Harbour of Salt is filming")
    assert "Harbour of Salt" == (found.title if found else None)
