"""What the site keeps, and when it forgets it."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

from tests.web.conftest import NOW

from airdate import pipeline, sources
from airdate.ledger import open_ledger
from airdate.library import judgements
from airdate.library.desk import Library, When
from airdate.library.pool import Pool
from airdate.model import Entry, Event, Verdict

TODAY = When(date(2026, 2, 28))


def library(path: Path) -> Library:
    """Return the library of a ledger."""
    return Library(Pool(path))


def judged(path: Path, event: Event = Event.FILMING_WRAP) -> Entry:
    """Reject a claim on a milestone, as another process would, and return it."""
    with open_ledger(path) as ledger:
        found = ledger.gathered()["all of us are dead", 2]
        entry = next(e for e in found if getattr(e.claim.statement, "event", None) is event)
        ledger.judge(entry.id, Verdict.REJECTED, reason="a test", recorded_at=NOW)
    return entry


def test_a_dossier_is_what_the_pipeline_tells(ledger_path: Path) -> None:
    """The site tells the same brief as the command line, whatever it keeps."""
    mine = library(ledger_path)
    for listing in mine.listings(TODAY):
        with open_ledger(ledger_path, write=False) as ledger:
            told = pipeline.tell(ledger, listing.installment, ref=listing.ref, as_of=TODAY.as_of)
        assert told == mine.dossier(listing, TODAY).brief


def test_rows_tell_what_dossiers_tell(ledger_path: Path) -> None:
    """A card of the home page and the page of its title are of one mind."""
    mine = library(ledger_path)
    for row in mine.rows(TODAY, wait=60).rows:
        forecast = mine.dossier(row.listing, TODAY).forecast
        assert forecast.quantile(0.5, given_release=True) == row.middle
        assert forecast.never == row.never


def test_what_another_process_records_is_seen(ledger_path: Path) -> None:
    """What is recorded drops the answers of its work, and no others."""
    mine = library(ledger_path)
    mine.rows(TODAY, wait=60)
    listings = {item.installment.key: item for item in mine.listings(TODAY)}
    season, other = listings["all of us are dead", 2], listings["squid game", 3]
    before, kept = mine.dossier(season, TODAY), mine.dossier(other, TODAY)
    judged(ledger_path)
    mine.version(fresh=True)
    assert mine.row(season, TODAY) is None
    assert mine.row(other, TODAY) is not None
    assert kept is mine.dossier(other, TODAY)
    after = mine.dossier(season, TODAY)
    assert before.timeline.belief(Event.FILMING_WRAP) != after.timeline.belief(Event.FILMING_WRAP)


def test_a_slow_judgement_is_renewed_beside_the_answers(ledger_path: Path) -> None:
    """The verdicts of before serve until the new ones are made; quick ones are always new."""
    pool = Pool(ledger_path)
    slow = judgements.Judgements(pool, quick_seconds=0.0)
    quick = judgements.Judgements(pool, quick_seconds=60.0)
    with pool.reading() as ledger:
        first = ledger.version()
        old, same = slow.of(ledger, first), quick.of(ledger, first)
        judged(ledger_path)
        second = ledger.version()
        assert old is slow.of(ledger, second)
        assert same is not quick.of(ledger, second)
        until = time.monotonic() + 60
        while old is (new := slow.of(ledger, second)):
            assert time.monotonic() < until
            time.sleep(0.01)
        records = sources.hindsight(ledger.testimony()).track_record(TODAY.as_of)
        assert dict(records) == dict(new.track_record(TODAY.as_of))
        assert dict(records) == dict(quick.of(ledger, second).track_record(TODAY.as_of))
