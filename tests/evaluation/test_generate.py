"""The made-up news that large ledgers are measured on."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from evaluation.generate import CLAIMS, fill, readings

from airdate.ledger import open_ledger
from airdate.model import Reading
from airdate.sources import hindsight

COUNT = 300


def made() -> list[Reading]:
    """Return some news of a few works."""
    return list(readings(COUNT, titles=20))


def test_the_same_numbers_make_the_same_news() -> None:
    """A figure can be measured again."""
    assert made() == made()
    assert made() != list(readings(COUNT, titles=20, seed=8))


def test_each_document_makes_ten_claims_in_its_own_words() -> None:
    """Whose words stand in the text, in the sentence that they name."""
    for reading in made():
        assert len(reading.claims) == CLAIMS
        for claim in reading.claims:
            sentence = reading.document.sentences[claim.sentence]
            assert sentence.start <= claim.start < claim.end <= sentence.end


def test_works_are_told_of_unevenly_and_some_documents_are_copies() -> None:
    """The first of many works gets more news than the last; a fifth repeats another."""
    news = list(readings(3000, titles=200))
    told = Counter(reading.claims[0].subject.title for reading in news)
    assert max(told.values()) > 3 * min(told.values())
    copies = sum("First told elsewhere" in reading.document.text for reading in news)
    assert 0.15 < copies / len(news) < 0.25


def test_time_judges_what_was_made_up(tmp_path: Path) -> None:
    """Outlets earn records by it, good and bad."""
    fill(tmp_path / "made.db", COUNT, titles=5)
    with open_ledger(tmp_path / "made.db", write=False) as ledger:
        found = hindsight(ledger.testimony())
        last = max(e.said_on for group in ledger.testimony().values() for e in group)
    records = found.records(last).values()
    assert {True, False} == {judged.held for record in records for judged in record.judged}
