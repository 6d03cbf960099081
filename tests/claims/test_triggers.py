"""Triggers: words that may tell of an event."""

from __future__ import annotations

from airdate.claims import lexicon
from airdate.claims.events import cues
from airdate.claims.triggers import triggers


def test_each_row_has_its_words_in_the_example() -> None:
    """The row's sentence holds a trigger of the row's event."""
    missed = [
        row["example"]
        for row in lexicon.rows("triggers.tsv")
        if row["event"] not in {cue.event for cue in triggers(row["example"], [])}
    ]
    assert [] == missed


def test_a_whole_word_is_not_found_within_another() -> None:
    """`pen` tells of writing, `penalty` of nothing."""
    assert ["word:pen"] == [c.rule.name for c in triggers("The pen and a penalty.", [])]


def test_a_word_in_a_cue_is_no_trigger() -> None:
    """What a wording of the list covers is left to it."""
    words = "The network renewed it."
    assert [] == triggers(words, cues(words))
