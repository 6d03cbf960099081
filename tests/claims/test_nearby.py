"""Which patterns may match near a place: told of every place, and kept of words alone."""

from __future__ import annotations

import re

from airdate.claims.nearby import Nearby, Words
from airdate.claims.needles import Needs

PATTERNS = (re.compile("premiere"), re.compile("trailer"))


def test_a_stretch_too_long_for_a_word_is_looked_through_and_not_kept() -> None:
    """What has no blank for a page is no word, and would fill the memory."""
    words = Words(Needs(PATTERNS))
    text = "the premiere of " + "x" * 1_000 + "trailer"
    near = Nearby(text, words).behind(32)
    assert {"the", "premiere", "of"} == set(words)
    assert [(0, 1), (1,)] == [near.at(0), near.at(600)]


def test_what_is_out_of_reach_is_not_told() -> None:
    """A word counts from as far before it, or behind it, as a pattern may reach, to a step."""
    text = "trailer" + " " * 200 + "premiere"
    near = Nearby(text, Words(Needs(PATTERNS)))
    ahead, behind = near.ahead(32), near.behind(32)
    assert [(0,), ()] == [behind.at(190), behind.at(100)]
    assert [(1,), ()] == [ahead.at(30), ahead.at(100)]
    assert {0, 1} == behind.anywhere
