"""Mentions of installments: looked for only where a text holds words that any of them needs."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from evaluation.reading import document_of

from airdate.claims.seasons import mentions, stretches, within
from evaluation import corpus

_TEXTS = [document_of(p).text for p in corpus.passages(corpus.FOLDER) if p["language"] == "en"]


def _everywhere(text: str) -> set[tuple[int, int]]:
    """Return the spans that the patterns match in a text as a whole."""
    return {(m.start, m.end) for m in within(text, 0, len(text))}


@pytest.mark.parametrize("changed", [str, str.upper, lambda text: text.replace(" ", "\n")])
def test_no_mention_lies_outside_the_stretches(changed: Callable[[str], str]) -> None:
    """What is found in the stretches of a text is what is found in the whole of it."""
    for text in map(changed, _TEXTS):
        parts = {(m.start, m.end) for s in stretches(text) for m in within(text, *s)}
        assert _everywhere(text) == parts


@pytest.mark.parametrize(
    "text",
    ["vol. 2 is out", "ſeason 2 is out", "İt is season 2", "It ends. The new\nseason: two", "(S2)"],
)
def test_odd_texts_have_their_mentions(text: str) -> None:
    """Points in "vol. 2", letters that are like others in any case, and lines are no obstacle."""
    assert 1 == len(_everywhere(text)) == len(mentions(text))


def test_nothing_is_looked_for_in_a_text_without_such_words() -> None:
    """A text that names no part of anything has no stretch to look at."""
    assert [] == list(stretches("The bakery opens at nine. It has rye bread, and jam!"))
