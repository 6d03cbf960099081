"""The lexicon of fan talk: every row finds its example, and tokens are what cues are told in."""

import re
from collections import Counter

import pytest

from airdate.pulse.cues import Cue, found_cues, lexicon, tokens
from airdate.pulse.features import plain

_FAMILIES = """
eager trust want silent long fear laugh mock absurd wry lost age hype compare story people craft
source event when glad cross ask
"""


def _classes(text: str) -> set[str]:
    return {name for name, _, _ in found_cues(plain(text), tokens(plain(text)))}


@pytest.mark.parametrize("cue", lexicon(), ids=lambda cue: f"{cue.name}: {cue.example}")
def test_each_row_finds_its_example(cue: Cue) -> None:
    """A cue that its own example does not show is a mistake of the table."""
    assert cue.name in _classes(cue.example)


@pytest.mark.parametrize("cue", lexicon(), ids=lambda cue: f"{cue.name}: {cue.example}")
def test_each_way_of_a_row_is_found_where_it_is_said(cue: Cue) -> None:
    """No way to say a cue is written so that no post can show it."""
    said = [_said(way) for way in cue.said.split("|")]
    assert [] == [way for way in said if cue.name not in _classes(way)]


def _said(way: str) -> str:
    """Return a post that says a cue: the first of its choices, a number, a whole word."""
    slots = [slot if slot == "/" else slot.split("/")[0] for slot in way.split()]
    filled = (
        "really" if s == "~" else re.sub(r"(?<!\d)0(?![\d*])", "7", s).replace("*", "")
        for s in slots
    )
    return " ".join(filled)


def test_families_are_those_that_weights_are_expected_of() -> None:
    """A misspelt class would be a family of its own, which nothing is expected of."""
    assert set(_FAMILIES.split()) == {cue.name.partition(".")[0] for cue in lexicon()}


def test_no_way_is_told_twice_in_a_class() -> None:
    """A way told twice would count twice."""
    ways = Counter((cue.name, way) for cue in lexicon() for way in cue.said.split("|"))
    assert [] == [way for way, count in ways.items() if count > 1]


def test_apostrophes_and_stretched_letters_do_not_matter() -> None:
    """Fans write "cant" and "sooo"."""
    assert ["so", "cant", "wait", "!"] == tokens("Sooooo can't wait!")


def test_a_denied_cue_is_known_as_denied() -> None:
    """Not worried is no worry; a denial ends with its sentence."""
    denied = {d for name, _, d in found_cues("", tokens("I'm not worried")) if "afraid" in name}
    plainly = {d for name, _, d in found_cues("", tokens("No. Worried")) if "afraid" in name}
    assert ({True}, {False}) == (denied, plainly)


def test_a_gap_does_not_cross_a_sentence() -> None:
    """Nobody is brought back by two sentences."""
    within = {name for name, _, _ in found_cues("", tokens("bring poor Ned back"))}
    across = {name for name, _, _ in found_cues("", tokens("bring it. Back then"))}
    assert (True, False) == ("story.happen" in within, "story.happen" in across)


def test_words_of_korean_are_found_with_their_endings() -> None:
    """Korean joins endings to its words."""
    assert "fear.ko" in _classes("이번에는 좀 불안하네요")
