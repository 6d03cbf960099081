"""Articles written beside the answers, and the rumours of all titles gathered from the rows."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from threading import Event as Signal
from threading import Lock

import pytest
from tests.web.conftest import NOW

from airdate import pipeline
from airdate.errors import UsageError
from airdate.ledger import Listing, open_ledger
from airdate.library import articles
from airdate.library.articles import Articles
from airdate.library.desk import Library, When
from airdate.library.pool import Pool
from airdate.library.rumours import Rumours
from airdate.model import Verdict
from airdate.rumours import tellers

TODAY = When(date(2026, 2, 28))
PAST = When(date(2024, 2, 15))


def library(path: Path) -> Library:
    """Return the library of a ledger."""
    return Library(Pool(path))


def season(mine: Library, when: When = TODAY) -> Listing:
    """Return the season that the dossier is about."""
    found = mine.listings(when)
    return next(i for i in found if i.installment.key == ("all of us are dead", 2))


@pytest.mark.parametrize("when", [TODAY, PAST])
def test_an_article_is_what_the_pipeline_writes(ledger_path: Path, when: When) -> None:
    """As of any day, though each installment is worked out but once."""
    mine = library(ledger_path)
    listing = season(mine, when)
    with open_ledger(ledger_path, write=False) as ledger:
        told = pipeline.article(ledger, listing.installment, as_of=when.as_of).article
    assert told == Articles(mine).of(listing, when, wait=120)


def test_an_article_is_written_beside_the_answers(
    ledger_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who does not wait gets none; it is written once, and who comes later finds it."""
    mine, go, times = library(ledger_path), Signal(), []
    real = articles.written

    def slow(*asked: object) -> object:
        times.append(asked)
        go.wait(60)
        return real(*asked)  # type: ignore[arg-type]

    monkeypatch.setattr(articles, "written", slow)
    desk, listing = Articles(mine), season(mine)
    assert desk.of(listing, TODAY, wait=0) is None
    assert desk.of(listing, TODAY, wait=0) is None
    go.set()
    found = desk.of(listing, TODAY, wait=120)
    assert found is not None
    assert found is desk.of(listing, TODAY, wait=0)
    assert 1 == len(times)


def test_news_of_the_work_drops_its_article(ledger_path: Path) -> None:
    """It is written anew of what is known then."""
    mine = library(ledger_path)
    desk = Articles(mine)
    before = desk.of(season(mine), TODAY, wait=120)
    with open_ledger(ledger_path) as ledger:
        for entry in ledger.gathered()["all of us are dead", 2]:
            if getattr(entry.claim.statement, "event", None) == "filming_wrap":
                ledger.judge(entry.id, Verdict.REJECTED, reason="a test", recorded_at=NOW)
    mine.version(fresh=True)
    after = desk.of(season(mine), TODAY, wait=120)
    assert before is not None
    assert after is not None
    assert before.lines != after.lines


def test_what_goes_wrong_is_told_and_does_not_go_on_for_ever(
    ledger_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not a page that comes again and again."""
    mine, times = library(ledger_path), []

    def broken(*asked: object) -> object:
        times.append(asked)
        raise UsageError("no such luck", "none")

    monkeypatch.setattr(articles, "written", broken)
    desk = Articles(mine)
    for _ in range(2):
        with pytest.raises(UsageError, match="no such luck"):
            desk.of(season(mine), TODAY, wait=120)
    assert 1 == len(times)


def test_no_more_wait_than_there_is_room_for(
    ledger_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A flood of days does not make a queue without end."""
    mine, begun, lock, go = library(ledger_path), [], Lock(), Signal()

    def slow(library: Library, dossier: object) -> object:
        with lock:
            begun.append(dossier)
        go.wait(60)
        return dossier

    monkeypatch.setattr(articles, "written", slow)
    monkeypatch.setattr(articles, "_MOST_WAITING", 2)
    desk, listing = Articles(mine), season(mine)
    for day in range(1, 6):
        assert desk.of(listing, When(date(2026, 2, day)), wait=0) is None
    assert 2 == len(desk._waiting)
    go.set()
    assert desk.of(listing, When(date(2026, 2, 1)), wait=60) is not None


def test_rumours_of_all_titles_are_what_the_pipeline_traces(ledger_path: Path) -> None:
    """Of every title, in short; and the outlets' records are made of the same."""
    mine = library(ledger_path)
    found = Rumours(mine).all(TODAY, wait=120)
    with open_ledger(ledger_path, write=False) as ledger:
        known = [i.installment for i in ledger.installments(as_of=TODAY.as_of)]
        told = [r for own in known for r in pipeline.rumours(ledger, own, as_of=TODAY.as_of)]
    assert 0 == found.pending
    short = {each.id: each for _, each in found.items}
    assert {rumour.id for rumour in told} == set(short)
    for rumour in told:
        mine_ = short[rumour.id]
        wanted = (rumour.state, rumour.first.entry.id, rumour.origins, rumour.early_days)
        assert wanted == (mine_.state, mine_.first.claim, mine_.origins, mine_.early_days)
    assert list(tellers(told)) == list(found.tellers.values())
    days = [each.last_on for _, each in found.items]
    assert sorted(days, reverse=True) == days


def test_rumours_are_gathered_once_while_nothing_is_new(ledger_path: Path) -> None:
    """And anew when a claim is rejected by another process."""
    mine = library(ledger_path)
    desk = Rumours(mine)
    before = desk.all(TODAY, wait=120)
    assert before is desk.all(TODAY, wait=120)
    first = next(each for _, each in before.items if each.state == "open")
    with open_ledger(ledger_path) as ledger:
        ledger.judge(first.first.claim, Verdict.REJECTED, reason="a test", recorded_at=NOW)
    mine.version(fresh=True)
    after = {each.first.claim: each.state for _, each in desk.all(TODAY, wait=120).items}
    assert "misread" == after[first.first.claim]
