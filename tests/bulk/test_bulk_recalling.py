"""Readings made of tables are those that the worker wrote."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from airdate import claims
from airdate.bulk import job, recalling, worker
from airdate.errors import UsageError
from airdate.model import Reading


@pytest.fixture
def out(archive: Callable[..., Path], tmp_path: Path, terms: worker.Terms, in_place: Any) -> Path:
    """Return the tables of an archive of three pages on Harbour Lights, and three others."""
    job.run([str(archive())], out=tmp_path / "out", terms=terms, start=in_place)
    return tmp_path / "out"


def _recalled(out: Path, *titles: str) -> list[Reading]:
    keys = recalling.wanted_keys(titles)
    return [reading for batch in recalling.readings_about(out, keys=keys) for reading in batch]


def test_a_recalled_reading_is_the_reading_of_its_document(out: Path) -> None:
    """Document, sentences, claims of each form: what reading it anew gives."""
    found = _recalled(out, "Harbour Lights")
    assert [date(2026, 1, 5), date(2026, 2, 5), date(2026, 3, 5)] == [
        reading.document.published for reading in found
    ]
    for reading in found:
        assert reading.document.published
        anew = claims.read(reading.document, anchor=reading.document.published)
        assert set(anew.claims) == set(reading.claims)
        assert anew.reader == reading.reader
        assert {"Milestone", "Credit"} <= {type(c.statement).__name__ for c in reading.claims}


def test_what_bears_no_day_is_of_the_day_it_was_met_on(
    tmp_path: Path, terms: worker.Terms, in_place: Any
) -> None:
    """To a ledger too, which takes what has no day for today's; met on none, it stays without."""
    text = "Netflix has renewed Harbour Lights for a second season."
    rows = [{"text": text, "met_at": "2026-03-03T10:00:00Z"}, {"text": f"{text} At last."}]
    path = tmp_path / "a.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    job.run([str(path)], out=tmp_path / "out", terms=terms, start=in_place)
    found = [reading.document for reading in _recalled(tmp_path / "out", "Harbour Lights")]
    days = [(document.published, document.published_basis) for document in found]
    assert [(date(2026, 3, 3), "header"), (None, "unknown")] == days


def test_other_titles_are_not_recalled(out: Path) -> None:
    """Nor is one that is only part of the name."""
    assert [] == _recalled(out, "Harbour")


def test_a_large_harvest_comes_in_batches(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No more at a time than a ledger records at once."""
    monkeypatch.setattr(recalling, "BATCH", 2)
    batches = recalling.readings_about(out, keys={"harbour lights"})
    assert [2, 1] == [len(batch) for batch in batches]


def test_another_name_means_the_same_work() -> None:
    """In both directions, and two other names of one work mean each other."""
    aliases = [("HL", "Harbour Lights"), ("Hafenlichter", "Harbour Lights"), ("X", "Y")]
    keys = {"harbour lights", "hl", "hafenlichter"}
    for title in ("HL", "The Harbour Lights", "hafenlichter"):
        assert keys == recalling.wanted_keys([title], aliases=aliases)


def test_tables_that_are_not_finished_are_not_taken(out: Path) -> None:
    """The remedy is the same call again."""
    (out / job.DONE).unlink()
    with pytest.raises(UsageError, match="no finished output"):
        _recalled(out, "Harbour Lights")


def test_claims_of_a_copy_with_other_blanks_stay_with_their_text(out: Path) -> None:
    """Two texts of one id: what does not lie in a text is not claimed by it."""
    import pyarrow.parquet as pq

    (row, *_) = pq.read_table(
        out / "documents" / "month=2026-01" / "part-0.parquet", partitioning=None
    ).to_pylist()
    rows = pq.read_table(
        out / "claims" / "month=2026-01" / "part-0.parquet", partitioning=None
    ).to_pylist()
    moved = [{**each, "sentence_words": "Other words."} for each in rows]
    assert () == recalling.reading_of(row, moved).claims
    assert len(rows) == len(recalling.reading_of(row, rows).claims)
