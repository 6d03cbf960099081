"""The cue nearest before a date is found from the end of its sentence as from its start."""

import random

from airdate.dates.tense import ENGLISH, ENGLISH_CUE, last_cue

WORDS = (
    "going", "to", "be", "set", "to", "won't", "we’ll", "no", "later", "than", "earlier", "back",
    "in", "was", "Set", "for", "ahead", "of", "likely", "planned", "didn’t", "premiere", "the",
    "coming", "harbour", "2026", "film", "UNLIKELY,", "renewed.", "last", "next", "“will",
)  # fmt: skip


def test_the_last_cue_is_that_of_a_reading_from_left_to_right() -> None:
    """Whatever forms follow each other, the last of them is the same, with the same bounds."""
    chance = random.Random(3)
    for _ in range(3000):
        text = " ".join(chance.choices(WORDS, k=20))
        high = chance.randrange(len(text) + 1)
        low = chance.randrange(high + 1)
        expected = [(m.span(), m.groupdict()) for m in ENGLISH_CUE.finditer(text, low, high)][-1:]
        found = last_cue(ENGLISH, text, low, high)
        assert expected == ([(found.span(), found.groupdict())] if found else [])
