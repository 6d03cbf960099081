"""Whatever the text: no exception, right offsets, and work in step with its length."""

from __future__ import annotations

import gc
import sys
from types import FrameType

import pytest

from airdate.claims import read
from airdate.documents import compose
from airdate.model import Document
from evaluation import fuzz

# The documents of `python -m evaluation.fuzz` that are read with every run of the tests.
SEEDS = range(1_000_000, 1_000_300)
# What the reader once stumbled over: a title that begins inside a word; a day of an answer.
STUMBLES = (
    "Netflix's Night F'Night Ferry'. 'Night Ferry'. 'Night Ferry' returns.",
    "tHE lISBON RU'Night Ferry'. 'Night Ferry'. 'Night Ferry'.",
    "When could it arrive? If all goes well in May 2027, said Noor.",
)
_MIX = 25  # seeds of a part: a failure names few


@pytest.mark.parametrize("first", SEEDS[::_MIX])
def test_a_spoilt_document_gives_claims_that_bear_their_words(first: int) -> None:
    """Mutated sentences of the corpora, English and Korean, are read without a fault."""
    state = fuzz.State(next=first)
    fuzz.run(state, first + _MIX, keep=lambda _: None)
    assert [] == state.wrong


@pytest.mark.parametrize("text", STUMBLES)
def test_what_once_failed_is_read(text: str) -> None:
    """What the full run found is read, in the heading and below one."""
    for heading in ("‘Night Ferry’ season 2", text):
        document = compose(heading, [text], published=fuzz.ANCHOR)
        assert [] == list(fuzz.faults(read(document, anchor=fuzz.ANCHOR)))


def _calls(document: Document) -> int:
    """Return how many functions are called, Python's own included, to read a document again."""
    made = 0

    def count(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal made
        made += event in {"call", "c_call"}

    read(document, anchor=fuzz.ANCHOR)  # fills the caches
    gc.disable()  # what it calls is not the reader's
    before = sys.getprofile()
    sys.setprofile(count)
    try:
        read(document, anchor=fuzz.ANCHOR)
    finally:
        sys.setprofile(before)
        gc.enable()
    return made


@pytest.mark.parametrize("shape", fuzz.ENDLESS)
def test_twice_the_text_takes_at_most_little_more_than_twice_the_calls(shape: str) -> None:
    """No shape of text makes the reader compare each part of it with each other."""
    few, many = (_calls(fuzz.endless(shape, length)) for length in (3_000, 6_000))
    assert 2.5 * few + 2_000 > many


@pytest.mark.parametrize("shape", ["dates", "titles", "cues", "seasons", "said", "persons"])
def test_a_sentence_full_of_one_thing_has_right_offsets(shape: str) -> None:
    """However often it comes, each claim points at its own words."""
    reading = read(fuzz.endless(shape, 5_000), anchor=fuzz.ANCHOR)
    assert [] == list(fuzz.faults(reading))
