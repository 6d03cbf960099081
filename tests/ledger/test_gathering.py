"""Questions about many installments or documents at once, on every store."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

import pytest
from tests.ledger.makers import HARBOUR, READER, claim, credit, document, moment

from airdate.ledger import Ledger, open_ledger
from airdate.model import Claim, Document, Event, Installment, Reading, Verdict

FIRST = Installment("Night Harbour", 1)
WHOLE = Installment("Night Harbour", None)
FILM = Installment("Glass Tide", None)


def reading(read: Document, *claims: Claim, reader: str = READER) -> Reading:
    """Return a reading of a document with these claims."""
    return Reading(read, reader, claims)


@pytest.fixture
def ledger(place: Callable[[], str]) -> Iterator[Ledger]:
    """Yield a ledger of each store with two documents on three installments."""
    with open_ledger(place()) as opened:
        news = document("Night Harbour returns", "It comes in 2026 with Mara Lind.")
        film = document(
            "Glass Tide",
            "Glass Tide is set for 2026.",
            outlet="tide.example",
            published="2026-01-05",
        )
        opened.record_all(
            [
                reading(
                    news,
                    claim(news, "2026"),
                    claim(news, "returns", subject=WHOLE, event=Event.RENEWED, when=None),
                    credit(news, "Mara Lind"),
                ),
                reading(film, claim(film, "2026", subject=FILM)),
            ],
            recorded_at=moment(0),
        )
        yield opened


def _assert_same_as_one_by_one(ledger: Ledger, as_of: date | None) -> None:
    found = ledger.gathered(as_of=as_of)
    listed = ledger.installments(as_of=as_of)
    assert set() == {item.installment.key for item in listed} - set(found)
    for item in listed:
        alone = ledger.entries(item.installment, as_of=as_of)
        assert alone == found[item.installment.key]
        assert alone == ledger.gathered([item.installment], as_of=as_of)[item.installment.key]


@pytest.mark.parametrize("as_of", [None, date(2026, 1, 31)])
def test_gathered_entries_are_those_asked_one_by_one(ledger: Ledger, as_of: date | None) -> None:
    """All at once and one by one give the same entries, on any day, whatever a person judged."""
    _assert_same_as_one_by_one(ledger, as_of)
    first, second, *_ = ledger.entries(HARBOUR)
    corrected = replace(first.claim, subject=FIRST)
    ledger.judge(
        first.id, Verdict.CORRECTED, reason="the first", claim=corrected, recorded_at=moment(1)
    )
    ledger.judge(second.id, Verdict.REJECTED, reason="no", recorded_at=moment(2))
    _assert_same_as_one_by_one(ledger, as_of)
    ledger.add_alias("Glass Tide", "Night Harbour", recorded_at=moment(3))
    _assert_same_as_one_by_one(ledger, as_of)


def test_what_came_since_touches_its_installments_alone(ledger: Ledger) -> None:
    """A reading, a judgement, a correction touch what they speak of; an alias may touch all."""
    before = ledger.version()
    assert set() == ledger.touched(before)
    entry = ledger.entries(FILM)[0]
    ledger.judge(entry.id, Verdict.ACCEPTED, reason="read", recorded_at=moment(1))
    assert {FILM.key} == ledger.touched(before)
    ledger.judge(
        entry.id,
        Verdict.CORRECTED,
        reason="another",
        claim=replace(entry.claim, subject=FIRST),
        recorded_at=moment(2),
    )
    assert {FILM.key, FIRST.key} == ledger.touched(before)
    after = ledger.version()
    assert before != after
    ledger.add_alias("NH", "Night Harbour", recorded_at=moment(3))
    assert ledger.touched(after) is None


def test_a_newer_reading_touches_what_the_older_one_spoke_of(ledger: Ledger) -> None:
    """Where a newer reader no longer finds a claim, its installment is told to have changed."""
    before = ledger.version()
    film = document(
        "Glass Tide", "Glass Tide is set for 2026.", outlet="tide.example", published="2026-01-05"
    )
    ledger.record(reading(film, reader="reader-2"), recorded_at=moment(1))
    assert {FILM.key} == ledger.touched(before)


def test_documents_people_and_passages_are_listed(ledger: Ledger) -> None:
    """Each document with its claims, each person with the work, and where a text has the words."""
    listed = ledger.dispatches()
    assert [("Night Harbour returns", 3), ("Glass Tide", 1)] == [
        (item.heading, item.claims) for item in listed
    ]
    assert ["Glass Tide"] == [item.heading for item in ledger.dispatches(as_of=date(2026, 1, 31))]
    assert [("Mara Lind", HARBOUR.key, 1)] == [
        (item.person, item.installment, item.claims) for item in ledger.people()
    ]
    found = ledger.passages("mara 2026")
    assert [listed[0].document_id] == [item.document_id for item in found]
    assert "It comes in 2026 with Mara Lind." in found[0].words
    assert [] == ledger.passages("100%")
    assert [] == ledger.passages(" ")


def test_the_claims_of_a_document_come_with_their_judgements(ledger: Ledger) -> None:
    """All claims of the documents named, no others, each with the latest decision on it."""
    wanted = ledger.entries(FILM)[0]
    ledger.judge(wanted.id, Verdict.REJECTED, reason="a wish", recorded_at=moment(1))
    found = ledger.entries_in([wanted.document_id])
    assert [(wanted.id, Verdict.REJECTED)] == [
        (entry.id, entry.judgement and entry.judgement.verdict) for entry in found
    ]
