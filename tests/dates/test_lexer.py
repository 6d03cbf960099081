"""Only the words about a time are cut into tokens, and nothing is found otherwise for it."""

import random

import pytest

from airdate.dates.cascade import LANGUAGES, machine
from airdate.dates.lexer import Stretch

PIECES = (
    "in", "May", "2026", "May,", "the", "third", "week", "of", "harbour", "—June", "it’s", "'26",
    "\n", "\n", " ", "  ", "\r\n", "lower,\n", "$", "$5", "€", "500", "12:30", "p.m.", "1,000",
    "year.It", "2025-05-01", "Friday/Saturday", "5월", "내년", "시즌2는", "mayo", "próximo",
)  # fmt: skip


def _clusters(stretches, ready):
    return [
        (letters[low:high], bounds[low:high])
        for letters, bounds in stretches
        for low, high in ready.clusters(letters, view="claims")
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_cut_piecewise_is_what_is_cut_as_a_whole(language: str) -> None:
    """The clusters about hot words are those of the text cut from end to end."""
    ready, chance = machine(language), random.Random(7)
    for _ in range(300):
        gap = chance.choice(["", " "])
        text = gap.join(chance.choices(PIECES, k=40))
        whole = [Stretch(*ready.lexer._cut_anew(text))]
        assert _clusters(whole, ready) == _clusters(ready.lexer.stretches(text), ready)


def test_a_text_without_a_word_of_time_is_never_cut() -> None:
    """No stretch is made of prose that names no time."""
    prose = "The boat left the harbour, and nobody saw who was on board. " * 50
    assert [] == machine("en").lexer.stretches(prose)


def test_a_sum_that_is_parted_by_a_blank_hides_its_number() -> None:
    """`$ 2026` is money, and its number no year."""
    stretches = machine("en").lexer.stretches("It cost $ 2026 in May 2025.")
    assert ["2025"] == [
        "It cost $ 2026 in May 2025."[low:high]
        for letters, bounds in stretches
        for letter, (low, high) in zip(letters, bounds, strict=True)
        if letter == machine("en").vocabulary["2026"]
    ]
