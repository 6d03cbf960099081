"""Laws of the reader: whatever the text, its claims point at their words."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from airdate.claims import jsonform, read
from airdate.documents import compose
from airdate.model import Document, Milestone

ANCHOR = date(2025, 6, 10)
PIECES = [
    "Netflix", "'Night Ferry'", "“Salt Harbor”", "season 2", "Season 3", "the second season",
    "will", "premiere", "premieres", "was", "delayed", "from May 3", "to July 26, 2024",
    "in March 2026", "hasn't", "a release date", "said", "according to", "Noor Vale", "fans",
    "reportedly", "filming", "wrapped", "began", "last month", "(ew.com)", ".", ",", ";", ":",
    "—", "?", "!", '"', "'", "(", ")", "\n", "No", "Yes", "When", "is out", "trailer",
    "the show", "It", "2024", "May", "Q4 2025", "on February 29", "시즌 2", "２０２６", "\u202eabc",
    "🎬", "Dune: Part Two",
]  # fmt: skip
texts = st.lists(st.sampled_from(PIECES), min_size=1, max_size=60).map(" ".join)
anything = st.one_of(texts, st.text(min_size=1, max_size=300), texts.map(str.upper))
days = st.dates(min_value=date(1, 1, 1), max_value=date(9999, 12, 31))


def _document(heading: str, body: str) -> Document | None:
    try:
        return compose(heading, body.split("\n"), published=ANCHOR)
    except ValueError:  # no letter is left
        return None


class TestEveryClaimPointsAtItsWords:
    """Nothing is said without its sentence."""

    @settings(max_examples=150, deadline=None)
    @given(heading=anything, body=anything, anchor=days)
    def test_offsets_lie_in_the_sentence_and_the_phrase_in_its_words(
        self, heading: str, body: str, anchor: date
    ) -> None:
        """start..end lies in the sentence of the claim; the phrase is found there verbatim."""
        document = _document(heading, body)
        if document is None:
            return
        for claim in read(document, anchor=anchor).claims:
            sentence = document.sentences[claim.sentence]
            assert sentence.start <= claim.start <= claim.end <= sentence.end
            if claim.phrase is not None:
                assert claim.phrase in document.words_of(claim.sentence)
            if isinstance(claim.statement, Milestone) and claim.phrase is not None:
                assert claim.phrase == document.text[claim.start : claim.end]
                assert claim.statement.when is not None

    @settings(max_examples=60, deadline=None)
    @given(body=texts)
    def test_reading_is_a_function_of_the_text(self, body: str) -> None:
        """The same document gives the same claims, in the order of their words."""
        document = _document("'Night Ferry' season 2", body)
        assert document is not None
        first, second = (read(document, anchor=ANCHOR) for _ in range(2))
        assert first == second
        assert len(first.claims) == sum(
            len(jsonform(first)[kind]) for kind in ("milestones", "cast", "details")
        )


ENDLESS = {
    "brackets": "(" * 100_000,
    "quotes": "'" * 100_000,
    "one word": "a" * 1_000_000,
    "cues": "filming began in May and " * 8_000,
    "titles": "Night Ferry season 2 " * 8_000,
    "said": "Noor Vale, who said, " * 8_000,
    "days": "May 3, 2026, " * 12_000,
}


@pytest.mark.slow
@pytest.mark.parametrize("kind", ENDLESS)
def test_a_sentence_without_end_is_read(kind: str) -> None:
    """A very long sentence gives a reading, whatever it is full of."""
    document = _document("'Night Ferry' season 2", f"It {ENDLESS[kind]}")
    assert document is not None
    assert document == read(document, anchor=ANCHOR).document
