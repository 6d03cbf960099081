"""Rows of many titles: worked out in a process of its own, works whole, recent and light first."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.library.test_desk import TODAY, judged, library

from airdate.ledger import Listing
from airdate.library import renewal
from airdate.library.filling import worked_out
from airdate.library.telling import batches, latest_first
from airdate.model import Installment


def listing(title: str, season: int, documents: int, last: date) -> Listing:
    """Return an installment with so many documents, told of last on a day."""
    return Listing(f"{title}{season}", Installment(title, season), documents, 1, last)


NEW, OLD = date(2026, 3, 2), date(2026, 1, 5)
MANY = [
    listing("Amber", 1, 50, OLD),
    listing("Brass", 1, 3, OLD),
    listing("Cedar", 1, 90, NEW),
    listing("Amber", 2, 9, NEW),
    listing("Dusk", 1, 2, NEW),
]


def test_recent_works_come_first_and_of_one_week_those_of_few_words() -> None:
    """The seasons of a work stay together."""
    order = [(item.installment.title, item.installment.season) for item in latest_first(MANY)]
    assert [("Dusk", 1), ("Amber", 1), ("Amber", 2), ("Cedar", 1), ("Brass", 1)] == order


def test_batches_are_of_whole_works() -> None:
    """As many as so many documents speak of, or one work of more."""
    found = [[item.ref for item in batch] for batch in batches(latest_first(MANY), most=40)]
    assert [["Dusk1", "Amber1", "Amber2"], ["Cedar1"], ["Brass1"]] == found


def test_another_process_works_out_the_same_rows(ledger_path: Path) -> None:
    """In the order in which they were asked for."""
    mine = library(ledger_path)
    listings = mine.listings(TODAY)[:3]
    here = list(mine.filled(listings, TODAY))
    assert here == list(worked_out(ledger_path, listings, TODAY, figures=None))


def test_all_rows_are_there_whoever_works_them_out(
    ledger_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Some here and the rest by another process, as all of them here."""
    monkeypatch.setattr(renewal, "_MANY", 1)
    monkeypatch.setattr(renewal, "_FIRST", 2)
    shared = library(ledger_path).rows(TODAY, wait=120)
    monkeypatch.undo()
    assert library(ledger_path).rows(TODAY, wait=120) == shared
    assert 0 == shared.pending


def test_a_list_of_before_is_renewed_where_more_was_recorded(ledger_path: Path) -> None:
    """And is then as one asked for anew."""
    mine = library(ledger_path)
    before = mine.listings(TODAY)
    judged(ledger_path)
    mine.version(fresh=True)
    after = mine.listings(TODAY)
    assert library(ledger_path).listings(TODAY) == after
    kept = {id(item) for item in before} & {id(item) for item in after}
    works = [item.title_key for item in after if id(item) not in kept]
    assert {"all of us are dead"} == set(works)
