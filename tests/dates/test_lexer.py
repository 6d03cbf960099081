"""Only the words about a time are cut into tokens, and nothing is found otherwise for it."""

import random
from datetime import date

import pytest

from airdate.dates.cascade import LANGUAGES, machine
from airdate.dates.rules import Around
from airdate.dates.tagger import found_nodes

PIECES = (
    "in", "May", "2026", "May,", "the", "third", "week", "of", "harbour", "—June", "it’s", "'26",
    "\n", "\n", " ", "  ", "\r\n", "lower,\n", "$", "$5", "€", "500", "12:30", "p.m.", "1,000",
    "year.It", "2025-05-01", "Friday/Saturday", "5월", "내년", "시즌2는", "mayo", "próximo", "or",
    "two", "years", "-", "quarter", "early", "next", "and", "Mr.", "’s", "a", "has", "500.-May",
)  # fmt: skip


def _spans(nodes):
    return [(node.start, node.end, node.letter, node.rules) for node in nodes]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("view", ["claims", "timex"])
def test_what_is_read_piecewise_is_what_is_read_as_a_whole(language: str, view: str) -> None:
    """What the rules find about hot words, kept phrases among them, they find in the whole text."""
    ready, chance = machine(language), random.Random(7)
    for _ in range(300):
        gap = chance.choice(["", " ", " "])
        text = gap.join(chance.choices(PIECES, k=40))
        whole = ready._read(ready.views[view], ready.starting[view], Around(text, 0), len(text))
        assert _spans(whole) == _spans(found_nodes(text, ready, view=view))


def test_a_text_without_a_word_of_time_is_never_cut() -> None:
    """No stretch is made of prose that names no time."""
    prose = "The boat left the harbour, and nobody saw who was on board. " * 50
    assert [] == machine("en").lexer.stretches(prose)


def test_a_sum_that_is_parted_by_a_blank_hides_its_number() -> None:
    """`$ 2026` is money, and its number no year."""
    text = "It cost $ 2026 in May 2025."
    found = found_nodes(text, machine("en"), view="claims")
    assert ["May 2025"] == [text[node.start : node.end] for node in found]


def test_a_phrase_is_read_by_what_stands_about_it_each_time() -> None:
    """A phrase that was kept is a time where the words about it allow it, and nowhere else."""
    ready = machine("en")
    texts = ["It opens in May.", "He says it May.", "She may go. It opens in May.", "in May."] * 2
    found = [[text[n.start : n.end] for n in found_nodes(text, ready, view="claims")]
             for text in texts]  # fmt: skip
    assert found[:4] == found[4:]
    assert [["May"], ["May"]] == [found[0], found[3]]


def test_the_nodes_inside_a_kept_phrase_stand_where_it_is_met() -> None:
    """Met further on, a date and the dates that it was made of move as one."""
    ready = machine("en")
    here, there = ("in May or June 2026.", "It was said that it opens in May or June 2026.")
    for text in (here, there):
        node = next(iter(found_nodes(text, ready, view="claims")))
        inner = [text[part.start : part.end] for part in node.inner]
        assert ("May or June 2026", ["May", "June 2026"]) == (text[node.start : node.end], inner)


def test_days_are_counted_from_the_anchor_though_the_words_are_kept() -> None:
    """The same words on another day mean another day."""
    from airdate.dates import tag

    found = [str(tag("It opens tomorrow.", date(2026, 3, day))[0].range) for day in (1, 2)]
    assert ["2026-03-02/2026-03-02", "2026-03-03/2026-03-03"] == found
