"""Names of the cast that hold everyday words, and the bounds of one long sentence."""

from __future__ import annotations

from datetime import date

import pytest

from airdate import claims
from airdate.claims.cast.chunks import Vocabulary
from airdate.claims.cast.groups import reduce
from airdate.claims.cast.rules import matches
from airdate.claims.cast.strip import Ground, strips
from airdate.documents import compose
from airdate.model import Credit, Document

# Prose in which the words that begin the names below stand without a capital.
_PROSE = (
    "Netflix renewed 'Low Tide' for a second season. They park by the stone and sing a song; so a "
    "rose will mark where the moon came up in a min."
)


def people(heading: str, *paragraphs: str) -> list[str]:
    """Return the persons of a text, in order."""
    day = date(2026, 3, 2)
    reading = claims.read(compose(heading, paragraphs, published=day), anchor=day)
    return [c.statement.person for c in reading.claims if isinstance(c.statement, Credit)]


@pytest.mark.parametrize(
    "name",
    [
        "Park Do-ra",
        "Song Ha Neul",
        "Moon Se-na",
        "Min Ho-su",
        "So Ji-an",
        "Rose Lindqvist",
        "Mark Oyelaran",
    ],
)
def test_a_name_that_opens_a_sentence_keeps_its_everyday_word(name: str) -> None:
    """A family or given name stays with what follows it, although it is a word of the text."""
    assert [name] == people("What is known so far", _PROSE, f"{name} plays Jo.")


@pytest.mark.parametrize("name", ["Park Do-ra", "Ondine Stone", "Tenoch Young", "Emma Hill"])
def test_a_name_in_a_headline_keeps_its_everyday_word(name: str) -> None:
    """In a headline, where all words have capitals, a family name is told by its neighbour."""
    assert [name] == people(f"{name} Joins Low Tide Season 2 Cast", "Low Tide is a series.")


@pytest.mark.parametrize("words", ["So Netflix", "Park Story", "Will Netflix", "Song Night"])
def test_everyday_words_begin_no_name(words: str) -> None:
    """The word after must be able to be a name, or the two are none."""
    assert words not in people("What is known so far", _PROSE, f"{words} will play Jo.")


def _work(document: Document) -> tuple[int, int]:
    """Return how many letters of the only paragraph the rules are tried on, and what they meet."""
    ground = Ground(document, (), Vocabulary(frozenset(), frozenset()), None)
    reduced = [reduce(strip) for strip in strips(ground, document.sentences[1])]
    return sum(len(r.text) for r in reduced), sum(len(list(matches(r))) for r in reduced)


@pytest.mark.parametrize("words", ["Noor Vale, who said, ", "Noor Vale plays Jo; "])
def test_a_sentence_without_end_is_read_so_far_and_no_farther(words: str) -> None:
    """Ten times the length of what is no prose gives the rules no more to do."""
    once, often = (compose("A heading", [words * n]) for n in (1_000, 10_000))
    assert _work(once) == _work(often)
