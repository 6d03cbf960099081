"""Hedges: every row of the list is held to its example; then tense by itself."""

from __future__ import annotations

import pytest

from airdate.claims import certainty
from airdate.claims.certainty import Hedge
from airdate.claims.events import Cue, cues, rules
from airdate.claims.inflect import Form


@pytest.mark.parametrize("hedge", certainty.hedges(), ids=lambda h: f"{h.status}-{h.example[:40]}")
def test_a_hedge_is_found_beside_its_cue(hedge: Hedge) -> None:
    """The pattern matches on its side of the cue of the example."""
    start = hedge.example.index(hedge.cue)
    sides = {
        "left": hedge.example[:start],
        "near": hedge.example[:start],
        "right": hedge.example[start + len(hedge.cue) :],
    }
    assert hedge.pattern.search(sides[hedge.side]) is not None


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("It premiered in May.", "done"),
        ("It has premiered.", "done"),
        ("It premieres in May.", "planned"),
        ("It will premiere in May.", "planned"),
        ("The film hit cinemas in May.", "done"),
        ("The film will hit cinemas in May.", "planned"),
    ],
)
def test_tense_gives_the_status(sentence: str, status: str) -> None:
    """Without hedges the form of the verb decides."""
    cue = next(c for c in cues(sentence) if c.event == "release")
    assert status == certainty.by_form(sentence, cue)


def test_scripts_need_words_of_work() -> None:
    """A script that is only named was not written by that sentence."""
    rule = next(r for r in rules() if r.name == "scripts")
    finished, named = "The scripts are finished.", "He read the scripts aloud."
    cue = Cue(4, 11, rule, Form.NOUN, 4)
    assert certainty.written(finished, cue)
    assert not certainty.written(named, Cue(12, 19, rule, Form.NOUN, 12))
