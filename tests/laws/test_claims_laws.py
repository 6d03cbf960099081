"""Laws of the reader: whatever the text, its claims point at their words."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from airdate import dates
from airdate.claims import (
    attribution,
    certainty,
    events,
    jsonform,
    milestones,
    read,
    titles,
    traits,
)
from airdate.claims.choice import features, model
from airdate.claims.context import Context
from airdate.claims.drafts import drafts
from airdate.claims.needles import Needs, folded
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


class TestTheFastReaderReadsAsThePlainOne:
    """What is passed over for speed says nothing."""

    @settings(max_examples=60, deadline=None)
    @given(body=texts)
    def test_features_in_parts_weigh_what_they_weigh_in_full(self, body: str) -> None:
        """No feature of a draft comes twice, and the chances are those of all its features."""
        document = _document("'Night Ferry' season 2", body)
        assert document is not None
        about, times = titles.subjects(document), dates.tag(document.text, ANCHOR, language="en")
        context = Context(document, ANCHOR, about, attribution.credits(document), times)
        lines = [milestones.line_of(context, s) for s in document.sentences]
        for line in filter(None, lines):
            for draft in drafts(line):
                parts = traits.parts(line, draft)
                named = [name + value for name, values in parts for value in values]
                assert sorted(set(named)) == sorted(named)
                for name in ("event", "status"):
                    expected = model(name).probabilities(features(parts))
                    assert expected == model(name).chances(parts)

    @settings(max_examples=100, deadline=None)
    @given(text=st.one_of(anything, st.sampled_from([r.example for r in events.rules()])))
    def test_a_pattern_that_is_not_tried_has_no_match(self, text: str) -> None:
        """Every cue and hedge that is in a text is among those that are looked for."""
        patterns = [rule.pattern for rule in events.rules()]
        patterns += [hedge.pattern for hedge in certainty.hedges()]
        met = Needs(patterns).met(folded(text))
        matched = {place for place, pattern in enumerate(patterns) if pattern.search(text)}
        assert set() == matched - set(met)


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
