"""The brief of the sample dossier as of five days: each shows only what was then known."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from airdate import pipeline, samples
from airdate.documents import Given
from airdate.ledger import open_ledger
from airdate.ledger.lookup import find
from airdate.model import Brief, Unreadable
from airdate.publish import brief_json, brief_text

HERE = Path(__file__).parent / "briefs"
DAYS = ("2022-06-30", "2024-02-15", "2025-08-01", "2026-01-20", "2026-02-28")
_RECORDED = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def ledger_file(tmp_path_factory) -> Path:
    """Return a ledger of the sample dossier."""
    path = tmp_path_factory.mktemp("golden") / "demo.db"
    given = Given(published=None, outlet=None, now=_RECORDED)
    with open_ledger(path) as ledger:
        for reading in pipeline.read(map(str, samples.dossier()), given=given):
            assert not isinstance(reading, Unreadable), reading
            pipeline.record(ledger, reading, recorded_at=_RECORDED)
    return path


def _brief(path: Path, day: str) -> Brief:
    as_of = date.fromisoformat(day)
    with open_ledger(path, write=False) as ledger:
        best = find(ledger.installments(as_of=as_of), "All of Us Are Dead", season=2)[0]
        return pipeline.tell(ledger, best.installment, ref=best.ref, as_of=as_of)


@pytest.mark.parametrize("day", DAYS)
def test_the_brief_of_a_day_is_the_golden_one(ledger_file, golden, day) -> None:
    """To the letter; `--regold` writes it anew."""
    golden(HERE / f"{day}.txt", brief_text(_brief(ledger_file, day), width=96))


@pytest.mark.parametrize("day", DAYS)
def test_the_brief_of_a_day_cites_nothing_later(ledger_file, day) -> None:
    """Every sentence that it rests on was said by then."""
    claims = brief_json(_brief(ledger_file, day))["claims"].values()
    assert claims
    assert [] == [claim for claim in claims if claim["said_on"] > day]


@pytest.mark.parametrize("day", DAYS)
def test_every_line_rests_on_sentences_of_its_documents(ledger_file, day) -> None:
    """The marked words stand in the sentence, the sentence in the document, at that place."""
    brief = _brief(ledger_file, day)
    with open_ledger(ledger_file, write=False) as ledger:
        for line in (brief.headline, *(x for s in brief.sections for x in s.lines)):
            for weighed in (*line.claims, *line.against):
                entry = weighed.entry
                document, _ = ledger.document(entry.document_id)
                words = document.text[entry.claim.start : entry.claim.end]
                assert words == entry.sentence_words[entry.words_start : entry.words_end]
                assert entry.sentence_words == document.words_of(entry.claim.sentence)


def test_no_range_reads_as_a_date() -> None:
    """A single day is named in a golden brief only where a sentence of the dossier has it."""
    for day in DAYS:
        text = (HERE / f"{day}.txt").read_text(encoding="utf-8")
        known = [s for s in text.splitlines() if re.search(r" (wrapped|began|was released)", s)]
        for row in known:
            assert not re.search(r"\bon 1 (January|May|September) 20\d\d\b", row), row
