"""Cues: every row of the list is held to its example."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from airdate.claims import events
from airdate.claims.events import Rule
from airdate.model import Event, Status

SENSES = {"tense", "near", "noun", "planned_done", *Status}
UNDATED = {"sole", "yes", "no", "done", "planned", "denied", "shown", "written", "alone", "weak"}


@pytest.mark.parametrize("rule", events.rules(), ids=lambda rule: f"{rule.event}-{rule.name}")
def test_a_rule_finds_its_example(rule: Rule) -> None:
    """The pattern matches the example, and a stem lets the rule be tried on it."""
    assert rule.pattern.search(rule.example) is not None
    assert any(stem in rule.example.casefold() for stem in rule.stems)


def test_no_match_is_lost_for_want_of_a_stem() -> None:
    """Wherever a pattern matches in the tables of sentences, one of its stems stands."""
    table = Path(__file__).with_name("sentences.tsv").read_text(encoding="utf-8")
    sentences = [line.rpartition("\t")[2] for line in table.splitlines()]
    sentences += [rule.example for rule in events.rules()]
    lost = [
        (rule.name, sentence)
        for rule in events.rules()
        for sentence in sentences
        if rule.pattern.search(sentence)
        and not any(stem in sentence.casefold() for stem in rule.stems)
    ]
    assert [] == lost


def test_rules_have_names_of_their_own_and_known_senses() -> None:
    """Names are unique; events, senses and marks are those that the reader knows."""
    twice = [name for name, count in Counter(r.name for r in events.rules()).items() if count > 1]
    assert [] == twice
    assert set() == {r.event for r in events.rules()} - {*Event, "order", "slate", "absorb"}
    assert set() == {r.sense for r in events.rules()} - SENSES
    assert set() == {r.undated for r in events.rules()} - UNDATED


def test_titles_are_no_cues() -> None:
    """A masked title keeps its length and gives no cue."""
    words = "The Wrap premieres in May."
    masked = events.masked(words, [(0, 8)])
    assert len(words) == len(masked)
    assert ["premiere"] == [c.rule.name for c in events.cues(masked)]


def test_a_trailer_takes_the_verb_that_shows_it() -> None:
    """A teaser that drops is no release."""
    cues = events.with_trailers(events.cues("A teaser dropped on Monday."))
    assert ["trailer"] == [c.event for c in cues]


def test_cues_never_overlap() -> None:
    """Of two cues on the same words one is kept."""
    cues = events.cues(
        "Production on the second season is set to begin filming and will wrap in May."
    )
    assert all(a.end <= b.start for a, b in pairwise(cues))
