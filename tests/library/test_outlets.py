"""What outlets have shown, of a ledger of any size: the same whichever way it is worked out."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from tests.library.test_desk import TODAY, judged
from tests.library.test_kept import present

from airdate import pipeline
from airdate.ledger import open_ledger
from airdate.library import outlets, shelf
from airdate.library.places import place_of
from airdate.rumours import tellers


def told(path: Path) -> dict[str, object]:
    """Return the tellers of a ledger, traced as `airdate rumours` does."""
    with open_ledger(path, write=False) as ledger:
        found = [
            rumour
            for item in ledger.installments(as_of=TODAY.as_of)
            for rumour in pipeline.rumours(ledger, item.installment, as_of=TODAY.as_of)
        ]
    return {each.source.domain: each for each in tellers(found)}


def test_records_work_by_work_are_those_of_all_at_once(ledger_path: Path) -> None:
    """As of any day, and as known at a moment."""
    with open_ledger(ledger_path, write=False) as ledger:
        assert not outlets.is_large(ledger)
        for days in (0, 400):
            day = TODAY.as_of - timedelta(days)
            whole = outlets.records_of(ledger, day, streamed=False)
            assert whole == outlets.records_of(ledger, day, streamed=True)
            assert [*whole] == [*outlets.records_of(ledger, day, streamed=True)]
        assert outlets.records_of(ledger, TODAY.as_of)


def test_rumours_by_kept_verdicts_are_the_same(ledger_path: Path) -> None:
    """What was judged is kept for the next time, and taken up then."""
    whole = told(ledger_path)
    with open_ledger(ledger_path, write=False) as ledger:
        listings = ledger.installments(as_of=TODAY.as_of)
        for _ in range(2):
            found = tellers(list(outlets.rumours_of(ledger, listings, TODAY.as_of)))
            assert whole == {each.source.domain: each for each in found}
            assert place_of(ledger).is_file()
    assert whole


def test_kept_rows_tell_the_rumours_of_their_day(
    ledger_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of this very ledger and day, or not at all."""
    whole = told(ledger_path)
    with open_ledger(ledger_path, write=False) as ledger:
        assert outlets.kept_tellers(ledger, TODAY.as_of) is None
    monkeypatch.setattr(shelf, "_WORTH_KEEPING", 1)
    assert 0 == present(ledger_path).rows(TODAY, wait=60).pending
    with open_ledger(ledger_path, write=False) as ledger:
        assert whole == outlets.kept_tellers(ledger, TODAY.as_of)
        assert outlets.kept_tellers(ledger, TODAY.as_of + timedelta(1)) is None
    judged(ledger_path)
    with open_ledger(ledger_path, write=False) as ledger:
        assert outlets.kept_tellers(ledger, TODAY.as_of) is None
