"""What every store keeps to: one suite, for a file and for a server."""

from __future__ import annotations

import dataclasses
import itertools
import json
import sqlite3
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from tests.ledger.makers import (
    HARBOUR,
    claim,
    credit,
    document,
    moment,
    numbered,
    reading,
)

from airdate.errors import LedgerError, NewerLedger, UnknownReference, UsageError
from airdate.ledger import Ledger, Listing, Outcome, Restored, open_ledger
from airdate.ledger.office import alerts, follows, places, talk
from airdate.ledger.rows import reference
from airdate.ledger.schema import metadata
from airdate.model import (
    Detail,
    Document,
    Event,
    Identifier,
    Installment,
    Location,
    Milestone,
    Reading,
    Scheme,
    Topic,
    Verdict,
    WorkKind,
)


@pytest.fixture
def ledger(place: Callable[[], str]) -> Iterator[Ledger]:
    """Yield an empty ledger of each store."""
    with open_ledger(place()) as opened:
        yield opened


@pytest.fixture
def other(place: Callable[[], str]) -> Iterator[Ledger]:
    """Yield another empty ledger of the same store."""
    with open_ledger(place()) as opened:
        yield opened


# Tables of working state, whose modules in `ledger/office` say why their rows may change or go.
_CHANGING = {"tokens"} | alerts.CHANGING | places.CHANGING | talk.CHANGING

# Lines are checked before any store sees them: one is enough.
_LINES_ALONE = pytest.mark.parametrize("store", ["sqlite"], indirect=True)


class TestRecord:
    """What a reading brings, told as it is kept."""

    def test_new_document(self, ledger: Ledger) -> None:
        """A document that was never met is new, and so are its place, its reading, its claims."""
        brought = ledger.record(reading(), recorded_at=moment(0))
        assert Outcome.NEW_DOCUMENT == brought.outcome
        assert (True, True, True, 1) == (
            brought.new_document,
            brought.new_location,
            brought.new_reading,
            brought.new_claims,
        )

    def test_again(self, ledger: Ledger) -> None:
        """The same document of the same place by the same reader records nothing."""
        ledger.record(reading(), recorded_at=moment(0))
        before = list(ledger.export())
        assert Outcome.KNOWN == ledger.record(reading(), recorded_at=moment(1)).outcome
        assert before == list(ledger.export())

    def test_new_location(self, ledger: Ledger) -> None:
        """The same text elsewhere is the same document with a second location."""
        ledger.record(reading(), recorded_at=moment(0))
        copy = reading(outlet="copies.example", published="2026-03-02")
        brought = ledger.record(copy, recorded_at=moment(1))
        assert (Outcome.NEW_LOCATION, 0) == (brought.outcome, brought.new_claims)
        _, locations = ledger.document(brought.document_id)
        assert (
            Location(
                "https://harbour-news.example/1",
                "harbour-news.example",
                date(2026, 3, 1),
                moment(0),
            ),
            Location("https://copies.example/1", "copies.example", date(2026, 3, 2), moment(1)),
        ) == locations

    def test_copy_without_a_place(self, ledger: Ledger) -> None:
        """A copy that does not say where it is from is no new location."""
        ledger.record(reading(), recorded_at=moment(0))
        copy = reading(outlet=None, published=None)
        assert Outcome.KNOWN == ledger.record(copy, recorded_at=moment(1)).outcome

    def test_white_space_makes_no_document(self, ledger: Ledger) -> None:
        """A text that differs in case and white space is known; its words stay as first met."""
        ledger.record(reading(), recorded_at=moment(0))
        spaced = reading("NIGHT  HARBOUR RETURNS", "Season 2 arrives in  2026, its makers say.")
        assert Outcome.KNOWN == ledger.record(spaced, recorded_at=moment(1)).outcome
        assert ["Season 2 arrives in 2026, its makers say."] == [
            entry.sentence_words for entry in ledger.entries()
        ]

    def test_new_reader(self, ledger: Ledger) -> None:
        """A newer reader's reading takes the place of the older one, which stays known."""
        first = reading()
        ledger.record(first, recorded_at=moment(0))
        read = first.document
        claims = (claim(read, "arrives", when=None),)
        brought = ledger.record(Reading(read, "reader-2", claims), recorded_at=moment(1))
        assert (Outcome.NEW_READING, 1) == (brought.outcome, brought.new_claims)
        assert ["reader-2"] == [entry.reader for entry in ledger.entries()]
        assert ["reader-1"] == [entry.reader for entry in ledger.entries(known_at=moment(0))]

    def test_new_reader_in_other_white_space(self, ledger: Ledger) -> None:
        """Each reading quotes the exact text that it read."""
        ledger.record(reading(), recorded_at=moment(0))
        spaced = reading(
            "Night Harbour   returns", "Season 2 arrives  in 2026, its makers say.", reader="r2"
        )
        ledger.record(spaced, recorded_at=moment(1))
        (entry,) = ledger.entries()
        assert "2026" == entry.sentence_words[entry.words_start : entry.words_end]
        assert "Season 2 arrives  in 2026, its makers say." == entry.sentence_words

    def test_no_claims(self, ledger: Ledger) -> None:
        """A document without claims is kept all the same, and known the next time."""
        read = document("A harbour at night", "Nothing is said here.")
        ledger.record(Reading(read, "reader-1", ()), recorded_at=moment(0))
        again = ledger.record(Reading(read, "reader-1", ()), recorded_at=moment(1))
        assert Outcome.KNOWN == again.outcome
        assert [] == ledger.entries()

    def test_one_claim_twice(self, ledger: Ledger) -> None:
        """Two rules that find the same statement in the same words make one entry."""
        first = reading()
        same = dataclasses.replace(first.claims[0], rule="noun", confidence=0.3)
        both = dataclasses.replace(first, claims=(*first.claims, same))
        assert 1 == ledger.record(both, recorded_at=moment(0)).new_claims
        assert ["verb"] == [entry.claim.rule for entry in ledger.entries()]

    def test_batches(self, ledger: Ledger) -> None:
        """Many readings tell one outcome each, in order."""
        readings = [numbered(1), numbered(2), numbered(1)]
        brought = ledger.record_all(readings, recorded_at=moment(0), batch=2)
        assert [Outcome.NEW_DOCUMENT, Outcome.NEW_DOCUMENT, Outcome.KNOWN] == [
            one.outcome for one in brought
        ]

    def test_failed_batch(self, ledger: Ledger) -> None:
        """A batch with a faulty reading leaves nothing; the batches before it are kept."""
        good = numbered(1)
        outside = dataclasses.replace(good.claims[0], sentence=7)
        bad = dataclasses.replace(numbered(3), claims=(outside,))
        with pytest.raises(ValueError, match="lies outside of document"):
            ledger.record_all([good, numbered(2), bad], recorded_at=moment(0), batch=1)
        assert 2 == len(ledger.entries())
        with pytest.raises(ValueError, match="lies outside of document"):
            ledger.record_all([numbered(4), bad], recorded_at=moment(0), batch=2)
        assert 2 == len(ledger.entries())

    def test_moment_without_zone(self, ledger: Ledger) -> None:
        """A moment without a time zone is refused: nobody could compare it."""
        with pytest.raises(ValueError, match="needs a time zone"):
            ledger.record(reading(), recorded_at=datetime(2026, 3, 2))

    def test_moment_of_another_zone(self, ledger: Ledger) -> None:
        """A moment is kept in UTC whatever zone it is given in."""
        seoul = timezone(timedelta(hours=9))
        ledger.record(reading(), recorded_at=datetime(2026, 3, 3, 2, tzinfo=seoul))
        (entry,) = ledger.entries()
        assert (datetime(2026, 3, 2, 17, tzinfo=UTC), UTC) == (
            entry.recorded_at,
            entry.recorded_at.tzinfo,
        )

    def test_clock_set_back(self, ledger: Ledger) -> None:
        """What is recorded later is known later, even by a clock that was set back."""
        ledger.record(numbered(1), recorded_at=moment(5))
        brought = ledger.record(numbered(2), recorded_at=moment(0))
        assert moment(5) + timedelta(microseconds=1) == brought.recorded_at
        assert 1 == len(ledger.entries(known_at=moment(5)))


class TestSaidOn:
    """The day on which a document counts as said."""

    @pytest.mark.parametrize(
        ("published", "said_on"),
        [
            ("2026-02-27", date(2026, 2, 27)),
            (None, date(2026, 3, 2)),
            ("2026-03-09", date(2026, 3, 2)),
        ],
        ids=["its own day", "no day", "a day to come"],
    )
    def test_day(self, ledger: Ledger, published: str | None, said_on: date) -> None:
        """It is the day the document bears, or that of recording where it bears none or a later."""
        ledger.record(reading(published=published), recorded_at=moment(0))
        assert [said_on] == [entry.said_on for entry in ledger.entries()]

    def test_day_found_later(self, ledger: Ledger) -> None:
        """A document that was met without a day takes the first that it is met with."""
        ledger.record(reading(published=None), recorded_at=moment(0))
        ledger.record(reading(published="2025-11-05"), recorded_at=moment(1))
        assert [date(2025, 11, 5)] == [entry.said_on for entry in ledger.entries()]
        assert [date(2026, 3, 2)] == [e.said_on for e in ledger.entries(known_at=moment(0))]

    def test_backdated_copy(self, ledger: Ledger) -> None:
        """A copy that claims an earlier day moves nothing: its day may be false."""
        ledger.record(reading(), recorded_at=moment(0))
        copy = reading(outlet="copies.example", published="2019-01-01")
        ledger.record(copy, recorded_at=moment(1))
        (entry,) = ledger.entries()
        assert (date(2026, 3, 1), "harbour-news.example") == (entry.said_on, entry.outlet)

    def test_day_that_a_person_gives(self, ledger: Ledger) -> None:
        """A person's word on the day holds, the last one first, and the past does not move."""
        ledger.record(reading(), recorded_at=moment(0))
        days = ("2026-02-10", "2026-02-20", "2026-02-10")
        brought = [
            ledger.record(_given(reading(), day), recorded_at=moment(hour))
            for hour, day in enumerate(days, 1)
        ]
        assert [Outcome.MOVED] * 3 == [one.outcome for one in brought]
        assert [
            (date(2026, 2, 10), date(2026, 3, 1)),
            (date(2026, 2, 20), date(2026, 2, 10)),
            (date(2026, 2, 10), date(2026, 2, 20)),
        ] == [(one.said_on, one.moved_from) for one in brought]
        told = [ledger.entries(known_at=moment(hour))[0].said_on.day for hour in range(4)]
        assert [1, 10, 20, 10] == told
        assert [10] == [listed.last_said_on.day for listed in ledger.installments()]
        found, _ = ledger.document(brought[0].document_id)
        assert (date(2026, 2, 10), "given") == (found.published, found.published_basis)

    def test_same_word_again(self, ledger: Ledger) -> None:
        """A day that a person gives twice is kept once."""
        for hour in range(2):
            brought = ledger.record(_given(reading(), "2026-02-10"), recorded_at=moment(hour))
        assert Outcome.KNOWN == brought.outcome

    def test_read_anew_from_another_day(self, ledger: Ledger) -> None:
        """With another day comes another reading, by the same reader: what it found holds now."""
        undated = reading(published=None)
        ledger.record(undated, recorded_at=moment(0))
        dated = _given(undated, "2025-11-05")
        year = claim(dated.document, "2026", when="2025-12-01/2025-12-31")
        anew = dataclasses.replace(dated, claims=(year,))
        brought = ledger.record(anew, recorded_at=moment(1))
        assert (True, 1) == (brought.new_reading, brought.new_claims)
        whens = [str(e.claim.statement.when) for e in ledger.entries()]
        assert ["2025-12-01/2025-12-31"] == whens
        whens = [str(e.claim.statement.when) for e in ledger.entries(known_at=moment(0))]
        assert ["2026-01-01/2026-12-31"] == whens

    def test_given_day_survives_an_export(self, ledger: Ledger, other: Ledger) -> None:
        """What a person said of a day holds in the ledger that the export is read into, too."""
        ledger.record(reading(), recorded_at=moment(0))
        ledger.record(_given(reading(), "2026-02-10"), recorded_at=moment(1))
        other.restore(ledger.export())
        assert [date(2026, 2, 10)] == [entry.said_on for entry in other.entries()]
        assert list(ledger.export()) == list(other.export())

    def test_outlet_told_later(self, ledger: Ledger) -> None:
        """A text of which nobody said who published it is of the first that is named."""
        ledger.record(reading(outlet=None, published=None), recorded_at=moment(0))
        for hour, outlet in enumerate(("harbour-news.example", "copies.example"), 1):
            ledger.record(reading(outlet=outlet), recorded_at=moment(hour))
        assert ["harbour-news.example"] == [entry.outlet for entry in ledger.entries()]
        assert [None] == [entry.outlet for entry in ledger.entries(known_at=moment(0))]
        assert [1] == [listed.sources for listed in ledger.installments()]


def _given(found: Reading, day: str) -> Reading:
    """Return the reading of a document of which a person told the day."""
    told = dataclasses.replace(
        found.document, published=date.fromisoformat(day), published_basis="given"
    )
    return dataclasses.replace(found, document=told)


class TestEntries:
    """Claims as the ledger tells them."""

    def test_entry(self, ledger: Ledger) -> None:
        """An entry has the claim, its sentence, the marked words, the place and the neighbours."""
        read = document("Night Harbour", "It is cold.", "Season 2 comes in 2026.", "We wait.")
        said = claim(read, "in 2026")
        ledger.record(Reading(read, "reader-1", (said,)), recorded_at=moment(0))
        (entry,) = ledger.entries(HARBOUR)
        assert said == entry.claim
        assert read.id == entry.document_id
        assert "Season 2 comes in 2026." == entry.sentence_words
        assert "in 2026" == entry.sentence_words[entry.words_start : entry.words_end]
        assert "It is cold.\nSeason 2 comes in 2026.\nWe wait." == entry.passage
        assert ("Night Harbour", "https://harbour-news.example/1", "en", "reader-1") == (
            entry.heading,
            entry.url,
            entry.language,
            entry.reader,
        )

    def test_every_form_of_statement(self, ledger: Ledger) -> None:
        """Milestones, credits and details come back as they went in."""
        read = document("Night Harbour", "Season 2 comes in 2026 from Oslo.", "Ada Lind returns.")
        milestone = claim(read, "in 2026")
        bare = dataclasses.replace(milestone, statement=Milestone(Event.DELAY, None), phrase=None)
        place = dataclasses.replace(
            milestone, statement=Detail(Topic.PLACE, "from Oslo"), source="Port Authority"
        )
        claims = (milestone, bare, place, credit(read, "Ada Lind"))
        ledger.record(Reading(read, "reader-1", claims), recorded_at=moment(0))
        assert set(claims) == {entry.claim for entry in ledger.entries()}

    def test_id_is_the_reader_s_business_no_more(self, ledger: Ledger) -> None:
        """Another reader that finds the same gives it the same id, learned when it first was."""
        first = reading()
        ledger.record(first, recorded_at=moment(0))
        before = ledger.entries()
        more = dataclasses.replace(first.claims[0], rule="noun", confidence=0.4, phrase=None)
        again = dataclasses.replace(first, reader="reader-2", claims=(more,))
        assert 0 == ledger.record(again, recorded_at=moment(1)).new_claims
        assert [(e.id, e.recorded_at) for e in before] == [
            (e.id, e.recorded_at) for e in ledger.entries()
        ]

    def test_as_of(self, ledger: Ledger) -> None:
        """As of a day there is what was said on it or before."""
        ledger.record(numbered(1), recorded_at=moment(0))
        later = reading("A later report", "It is 2026 still.", published="2026-03-02")
        ledger.record(later, recorded_at=moment(0))
        assert [0, 1, 2] == [
            len(ledger.entries(as_of=date.fromisoformat(day)))
            for day in ("2026-02-28", "2026-03-01", "2026-03-02")
        ]

    def test_known_at(self, ledger: Ledger) -> None:
        """As known at a moment there is what was recorded then or before."""
        ledger.record(numbered(1), recorded_at=moment(0))
        ledger.record(numbered(2), recorded_at=moment(2))
        assert [0, 1, 1, 2] == [len(ledger.entries(known_at=moment(n))) for n in (-1, 0, 1, 2)]

    def test_season(self, ledger: Ledger) -> None:
        """An installment has its own claims; those about the series as a whole when asked for."""
        whole = Installment("Night Harbour")
        ledger.record_all(
            [numbered(1), numbered(2, subject=Installment("Night Harbour", 1))],
            recorded_at=moment(0),
        )
        ledger.record(numbered(3, subject=whole), recorded_at=moment(0))
        assert [HARBOUR] == [entry.claim.subject for entry in ledger.entries(HARBOUR)]
        assert [whole] == [entry.claim.subject for entry in ledger.entries(whole)]
        assert {HARBOUR, whole} == {
            entry.claim.subject for entry in ledger.entries(HARBOUR, general=True)
        }

    def test_spelling(self, ledger: Ledger) -> None:
        """A title is the same in every case, accent and punctuation."""
        ledger.record(reading(), recorded_at=moment(0))
        assert 1 == len(ledger.entries(Installment("The NIGHT-HÁRBOUR!", 2)))

    def test_order(self, ledger: Ledger) -> None:
        """Entries come by the day they were said on."""
        for day in ("2026-02-03", "2026-02-01", "2026-02-02"):
            said = reading(f"Report of {day}", "It comes in 2026.", published=day, words="in 2026")
            ledger.record(said, recorded_at=moment(0))
        assert [1, 2, 3] == [entry.said_on.day for entry in ledger.entries()]


class TestJudge:
    """A person's word on a claim."""

    def test_latest(self, ledger: Ledger) -> None:
        """The latest judgement holds; what was known before stays as it was."""
        ledger.record(reading(), recorded_at=moment(0))
        (entry,) = ledger.entries()
        ledger.judge(entry.id, Verdict.REJECTED, reason="a misreading", recorded_at=moment(1))
        ledger.judge(entry.id, Verdict.ACCEPTED, reason="no, right", recorded_at=moment(2))
        verdicts = [
            [e.judgement and e.judgement.verdict for e in ledger.entries(known_at=moment(n))]
            for n in (0, 1, 2)
        ]
        assert [[None], [Verdict.REJECTED], [Verdict.ACCEPTED]] == verdicts

    def test_corrected(self, ledger: Ledger) -> None:
        """A corrected claim bears what holds instead, and belongs to both installments."""
        ledger.record(reading(), recorded_at=moment(0))
        (entry,) = ledger.entries()
        third = Installment("Night Harbour", 3)
        right = dataclasses.replace(entry.claim, subject=third)
        ledger.judge(
            entry.id[:8], Verdict.CORRECTED, reason="season 3", recorded_at=moment(1), claim=right
        )
        for subject in (HARBOUR, third):
            (found,) = ledger.entries(subject)
            assert found.judgement is not None
            assert right == found.judgement.claim
        assert [third] == [item.installment for item in ledger.installments()]
        assert [HARBOUR] == [i.installment for i in ledger.installments(known_at=moment(0))]

    def test_said_twice(self, ledger: Ledger) -> None:
        """The same judgement again is no news."""
        ledger.record(reading(), recorded_at=moment(0))
        (entry,) = ledger.entries()
        first = ledger.judge(entry.id, Verdict.ACCEPTED, reason="seen", recorded_at=moment(1))
        again = ledger.judge(entry.id, Verdict.ACCEPTED, reason="seen", recorded_at=moment(2))
        assert first == again

    def test_outlives_its_reading(self, ledger: Ledger) -> None:
        """What a person upheld stays where a newer reader no longer finds it."""
        first = reading()
        ledger.record(first, recorded_at=moment(0))
        (entry,) = ledger.entries()
        ledger.judge(entry.id, Verdict.ACCEPTED, reason="seen", recorded_at=moment(1))
        blind = dataclasses.replace(first, reader="reader-2", claims=())
        ledger.record(blind, recorded_at=moment(2))
        assert [entry.id] == [e.id for e in ledger.entries(HARBOUR)]
        assert [HARBOUR] == [item.installment for item in ledger.installments()]

    def test_rejected_does_not(self, ledger: Ledger) -> None:
        """What a person rejected and a newer reader no longer finds is gone from the answers."""
        first = reading()
        ledger.record(first, recorded_at=moment(0))
        (entry,) = ledger.entries()
        ledger.judge(entry.id, Verdict.REJECTED, reason="wrong", recorded_at=moment(1))
        ledger.record(
            dataclasses.replace(first, reader="reader-2", claims=()), recorded_at=moment(2)
        )
        assert [] == ledger.entries()
        assert entry.claim == ledger.entry(entry.id).claim

    def test_correction_that_the_reader_learned(self, ledger: Ledger) -> None:
        """A correction that a newer reader makes by itself is told once."""
        first = reading()
        ledger.record(first, recorded_at=moment(0))
        (entry,) = ledger.entries()
        right = claim(first.document, "2026", when="2026-06-01/2026-06-30")
        ledger.judge(entry.id, Verdict.CORRECTED, reason="June", recorded_at=moment(1), claim=right)
        newer = dataclasses.replace(first, reader="reader-2", claims=(right,))
        ledger.record(newer, recorded_at=moment(2))
        assert [right] == [e.claim for e in ledger.entries()]

    def test_amiss(self, ledger: Ledger) -> None:
        """A judgement without a reason, or with a claim where none belongs, is refused."""
        ledger.record(reading(), recorded_at=moment(0))
        (entry,) = ledger.entries()
        with pytest.raises(UsageError, match="needs a reason"):
            ledger.judge(entry.id, Verdict.ACCEPTED, reason=" ", recorded_at=moment(1))
        with pytest.raises(UsageError, match="only where, one is corrected"):
            ledger.judge(entry.id, Verdict.CORRECTED, reason="June", recorded_at=moment(1))
        with pytest.raises(UsageError, match="only where, one is corrected"):
            ledger.judge(
                entry.id,
                Verdict.REJECTED,
                reason="June",
                recorded_at=moment(1),
                claim=entry.claim,
            )


class TestReferences:
    """Short names of things in the ledger."""

    def test_entry(self, ledger: Ledger) -> None:
        """An entry is found by its id and by as much of it as tells it from others."""
        ledger.record(reading(), recorded_at=moment(0))
        (entry,) = ledger.entries()
        assert [entry, entry] == [ledger.entry(entry.id), ledger.entry(entry.id[:6].upper())]

    @pytest.mark.parametrize("prefix", ["", " ", "%", "_", "zz", "0" * 16, "x" * 99])
    def test_no_entry(self, ledger: Ledger, prefix: str) -> None:
        """What begins no id is told so."""
        ledger.record(reading(), recorded_at=moment(0))
        with pytest.raises(UnknownReference, match="No claim in the ledger"):
            ledger.entry(prefix)

    def test_several_entries(self, ledger: Ledger) -> None:
        """A beginning that several share lists them."""
        readings = [numbered(n) for n in range(20)]
        ledger.record_all(readings, recorded_at=moment(0))
        ids = sorted(entry.id for entry in ledger.entries())
        shared = next(a[0] for a, b in itertools.pairwise(ids) if a[0] == b[0])
        with pytest.raises(UnknownReference, match="Several claims") as caught:
            ledger.entry(shared)
        assert [True] == list({i in str(caught.value) for i in ids if i.startswith(shared)})

    def test_installment(self, ledger: Ledger) -> None:
        """An installment has a reference of four letters that leads back to it."""
        ledger.record(reading(), recorded_at=moment(0))
        (item,) = ledger.installments()
        assert 4 == len(item.ref)
        assert HARBOUR == ledger.installment(item.ref.upper())
        with pytest.raises(UnknownReference, match="No installment"):
            ledger.installment("zzzz")

    def test_references_stay(self, ledger: Ledger) -> None:
        """Two thousand installments have references of their own, none of which ever changes."""
        first = [numbered(n, subject=Installment(f"Title {n}")) for n in range(500)]
        ledger.record_all(first, recorded_at=moment(0))
        early = {item.installment: item.ref for item in ledger.installments()}
        read = document("All of them", "They come in 2026.")
        claims = tuple(
            claim(read, "2026", subject=Installment(f"Title {n}", 2)) for n in range(1500)
        )
        ledger.record(Reading(read, "reader-1", claims), recorded_at=moment(1))
        late = {item.installment: item.ref for item in ledger.installments()}
        assert (2000, 2000) == (len(late), len(set(late.values())))
        assert early == {subject: late[subject] for subject in early}
        assert {4, 5} == {len(ref) for ref in late.values()}

    def test_clash_in_one_turn(self, ledger: Ledger) -> None:
        """Two installments that would get the same reference in one turn get two."""
        seen: dict[str, int] = {}
        for n in itertools.count():
            ref = reference(f"title {n}", season=None)
            if ref in seen:
                break
            seen[ref] = n
        pair = [numbered(m, subject=Installment(f"Title {m}")) for m in (seen[ref], n)]
        ledger.record_all(pair, recorded_at=moment(0))
        refs = {item.installment.title: item.ref for item in ledger.installments()}
        assert ref == refs[f"Title {seen[ref]}"]
        assert (ref, 5) == (refs[f"Title {n}"][:4], len(refs[f"Title {n}"]))

    def test_document(self, ledger: Ledger) -> None:
        """A document comes back as it was met, by its id or the beginning of it."""
        first = reading()
        ledger.record(first, recorded_at=moment(0))
        found, _ = ledger.document(first.document.id[:12])
        assert first.document == found
        with pytest.raises(UnknownReference, match="No document"):
            ledger.document("0000")


class TestInstallments:
    """The works that the ledger knows."""

    def test_counts(self, ledger: Ledger) -> None:
        """A listing counts documents and outlets, and bears the last day."""
        ledger.record(numbered(1), recorded_at=moment(0))
        ledger.record(numbered(2), recorded_at=moment(0))
        other = reading("Salt Post", "2026 it is.", outlet="salt.example", published="2026-02-01")
        ledger.record(other, recorded_at=moment(0))
        (item,) = ledger.installments()
        assert Listing(item.ref, HARBOUR, 3, 2, date(2026, 3, 1)) == item
        assert (
            Listing(item.ref, HARBOUR, 1, 1, date(2026, 2, 1))
            == (ledger.installments(as_of=date(2026, 2, 15))[0])
        )

    def test_spelling(self, ledger: Ledger) -> None:
        """The most frequent spelling is shown, the first one among equals."""
        spelled = ["NIGHT HARBOUR", "Night Harbour", "night harbour", "Night Harbour"]
        for n, title in enumerate(spelled):
            ledger.record(numbered(n, subject=Installment(title, 2)), recorded_at=moment(n))
        shown = [ledger.installments(known_at=moment(n))[0].installment.title for n in range(4)]
        assert ["NIGHT HARBOUR", "NIGHT HARBOUR", "NIGHT HARBOUR", "Night Harbour"] == shown

    def test_known_at(self, ledger: Ledger) -> None:
        """A work that a newer reader found is listed from then on, and the older one no more."""
        first, salt = reading(), Installment("Salt Road", 1)
        ledger.record(first, recorded_at=moment(0))
        other = claim(first.document, "2026", subject=salt)
        ledger.record(Reading(first.document, "reader-2", (other,)), recorded_at=moment(1))
        listed = [
            [item.installment for item in ledger.installments(known_at=moment(n))]
            for n in (-1, 0, 1)
        ]
        assert [[], [HARBOUR], [salt]] == listed

    def test_rejected(self, ledger: Ledger) -> None:
        """An installment of which all was rejected is not listed."""
        ledger.record(reading(), recorded_at=moment(0))
        (entry,) = ledger.entries()
        ledger.judge(entry.id, Verdict.REJECTED, reason="no show", recorded_at=moment(1))
        assert [] == ledger.installments()

    def test_alias(self, ledger: Ledger) -> None:
        """An alias joins what was said under it with the work, from the moment it is known."""
        korean = Installment("밤의 항구", 2)
        ledger.record(numbered(1), recorded_at=moment(0))
        ledger.record(numbered(2, subject=korean), recorded_at=moment(0))
        assert 2 == len(ledger.installments())
        assert ledger.add_alias("밤의 항구", "Night Harbour", recorded_at=moment(1))
        assert not ledger.add_alias("밤의 항구", "night harbour", recorded_at=moment(2))
        assert [("밤의 항구", "Night Harbour")] == ledger.aliases()
        assert [] == ledger.aliases(known_at=moment(0))
        (item,) = ledger.installments()
        assert (HARBOUR, 2, ("밤의 항구",)) == (item.installment, item.documents, item.aliases)
        assert [2, 2] == [len(ledger.entries(HARBOUR)), len(ledger.entries(korean))]
        assert 1 == len(ledger.entries(HARBOUR, known_at=moment(0)))

    def test_alias_of_an_alias(self, ledger: Ledger) -> None:
        """Aliases are followed to the end; the latest word makes a title the work's own."""
        titles = ("NH", "Harbour at Night", "Night Harbour")
        for n, title in enumerate(titles):
            ledger.record(numbered(n, subject=Installment(title, 2)), recorded_at=moment(0))
        ledger.add_alias("NH", "Harbour at Night", recorded_at=moment(1))
        ledger.add_alias("Harbour at Night", "Night Harbour", recorded_at=moment(2))
        (item,) = ledger.installments()
        assert (HARBOUR, ("Harbour at Night", "NH")) == (item.installment, item.aliases)
        assert ledger.add_alias("Night Harbour", "NH", recorded_at=moment(3))
        (item,) = ledger.installments()
        assert Installment("NH", 2) == item.installment
        assert ("Harbour at Night", "Night Harbour") == item.aliases
        assert ledger.add_alias("NH", "Harbour at Night", recorded_at=moment(4))
        assert [3, 3, 3] == [len(ledger.entries(Installment(title, 2))) for title in titles]

    def test_alias_taken_back(self, ledger: Ledger) -> None:
        """An alias of itself is a title of its own again."""
        ledger.record(numbered(1, subject=Installment("NH", 2)), recorded_at=moment(0))
        ledger.add_alias("NH", "Night Harbour", recorded_at=moment(1))
        ledger.add_alias("NH", "NH", recorded_at=moment(2))
        assert [] == ledger.aliases()
        assert [Installment("NH", 2)] == [item.installment for item in ledger.installments()]

    def test_alias_of_nothing(self, ledger: Ledger) -> None:
        """A title without a letter can be no alias."""
        with pytest.raises(UsageError, match="no title"):
            ledger.add_alias("!!!", "Night Harbour", recorded_at=moment(0))


class TestAppendOnly:
    """Nothing is changed or deleted, not even by a hand that tries."""

    @pytest.mark.parametrize("table", sorted(metadata.tables.keys() - _CHANGING))
    def test_tables_refuse(self, ledger: Ledger, store: str, table: str) -> None:
        """Every table refuses to change, delete, replace or empty rows."""
        _fill(ledger)
        for statement in (
            f"UPDATE {table} SET number = number",  # noqa: S608
            f"DELETE FROM {table}",  # noqa: S608
            f"REPLACE INTO {table} SELECT * FROM {table}"  # noqa: S608
            if store == "sqlite"
            else f"TRUNCATE {table} CASCADE",
        ):
            with (
                pytest.raises((DBAPIError, sqlite3.Error), match="append-only"),
                ledger._home.turn() as connection,
            ):
                connection.execute(text(statement))

    def test_foreign_keys(self, ledger: Ledger, store: str) -> None:
        """A claim of a reading that does not exist is refused, as damage that we did."""
        _fill(ledger)
        lost = "INSERT INTO texts VALUES (99, 'a', 99, '', '', '')"
        with (
            pytest.raises(LedgerError, match=r"(?i)is damaged: .*foreign key"),
            ledger._home.turn() as connection,
        ):
            connection.execute(text(lost))


class TestValues:
    """What cannot be kept is refused in words, and nothing of it is recorded."""

    @pytest.mark.parametrize(
        "change",
        [
            {"subject": Installment("Night \ud800", 2)},
            {"subject": Installment(" ", 2)},
            {"subject": Installment("Night Harbour", 10**25)},
            {"subject": Installment("Night Harbour", -1)},
            {"source": "\udc80"},
        ],
    )
    def test_claims(self, ledger: Ledger, change: dict[str, Installment | str]) -> None:
        """A claim that is recorded, or that corrects another one."""
        good = numbered(1)
        bad = dataclasses.replace(good.claims[0], **change)  # type: ignore[arg-type]
        with pytest.raises(UsageError, match="cannot be recorded"):
            ledger.record(dataclasses.replace(good, claims=(bad,)), recorded_at=moment(0))
        assert 2 == len(list(ledger.export()))
        ledger.record(good, recorded_at=moment(0))
        before = list(ledger.export())
        (entry,) = ledger.entries()
        with pytest.raises(UsageError, match="cannot be recorded"):
            ledger.judge(entry.id, Verdict.CORRECTED, reason="so", recorded_at=moment(1), claim=bad)
        assert before == list(ledger.export())

    def test_words(self, ledger: Ledger) -> None:
        """A name, a reason and an alias with half a character."""
        good = numbered(1)
        named = dataclasses.replace(good.document, name="page-\udcff.html")
        with pytest.raises(UsageError, match="'name' has a character that is none"):
            ledger.record(dataclasses.replace(good, document=named), recorded_at=moment(0))
        ledger.record(good, recorded_at=moment(0))
        before = list(ledger.export())
        (entry,) = ledger.entries()
        with pytest.raises(UsageError, match="'reason' has a character that is none"):
            ledger.judge(entry.id, Verdict.REJECTED, reason="no\ud800", recorded_at=moment(1))
        with pytest.raises(UsageError, match="'alias' has a character that is none"):
            ledger.add_alias("N\ud800", "Night Harbour", recorded_at=moment(1))
        assert before == list(ledger.export())

    @pytest.mark.parametrize("ref", ["\udcff", "a" * 60_000, "%", "_", "", "xyz", "٣", "a\0"])
    def test_references(self, ledger: Ledger, ref: str) -> None:
        """What cannot be a reference is an unknown one, told in few words."""
        ledger.record(numbered(1), recorded_at=moment(0))
        for ask in (ledger.entry, ledger.document, ledger.installment):
            with pytest.raises(UnknownReference) as caught:
                ask(ref)
            assert len(str(caught.value)) < 300


class TestTransfer:
    """Export and restore."""

    def test_same_again(self, ledger: Ledger, other: Ledger) -> None:
        """A restored ledger exports the same lines and answers the same."""
        _fill(ledger)
        lines = list(ledger.export())
        brought = other.restore(lines)
        assert Restored(4, 5, 5, 3, 2, 1, 1, 1) == brought
        assert lines == list(other.export())
        assert ledger.entries() == other.entries()
        assert ledger.installments() == other.installments()

    def test_twice(self, ledger: Ledger, other: Ledger) -> None:
        """Restoring again, or into the ledger itself, brings nothing."""
        _fill(ledger)
        lines = list(ledger.export())
        other.restore(lines)
        assert Restored(known=19) == other.restore(lines) == ledger.restore(lines)
        assert lines == list(other.export()) == list(ledger.export())

    def test_joined(self, ledger: Ledger, other: Ledger) -> None:
        """Two ledgers joined tell what either knew, whichever was first."""
        ledger.record_all([numbered(1), numbered(2)], recorded_at=moment(0))
        other.record_all([numbered(2), numbered(3)], recorded_at=moment(1))
        ours, theirs = list(ledger.export()), list(other.export())
        ledger.restore(theirs)
        other.restore(ours)
        assert ledger.entries(known_at=moment(0)) == other.entries(known_at=moment(0))
        assert [e.id for e in ledger.entries()] == [e.id for e in other.entries()]
        assert 3 == len(ledger.entries())

    def test_whole_or_nothing(self, ledger: Ledger, other: Ledger) -> None:
        """Bad lines are named by number and nothing is written."""
        _fill(ledger)
        lines = list(ledger.export())
        lines[2], lines[4] = "{", json.dumps({"kind": "poem"})
        with pytest.raises(LedgerError) as caught:
            other.restore(lines)
        assert "line 3: not JSON" in caught.value.problem
        assert "line 5: no such kind of line: 'poem'" in caught.value.problem
        assert 2 == len(list(other.export()))

    def test_cut(self, ledger: Ledger, other: Ledger) -> None:
        """An export that lost a line anywhere is refused."""
        _fill(ledger)
        lines = list(ledger.export())
        for lost in range(len(lines)):
            with pytest.raises(LedgerError, match="no whole export"):
                other.restore(lines[:lost] + lines[lost + 1 :])
        assert 2 == len(list(other.export()))

    def test_empty_input(self, ledger: Ledger) -> None:
        """No line at all is no export."""
        with pytest.raises(LedgerError, match="ends too early"):
            ledger.restore([])

    def test_newer(self, ledger: Ledger) -> None:
        """An export of a later format is refused as such."""
        with pytest.raises(NewerLedger, match="format 2"):
            ledger.restore(['{"kind":"ledger","format":2}'])

    @_LINES_ALONE
    @pytest.mark.parametrize(
        ("kind", "field", "value", "why"),
        [
            ("document", "text", "Other words", "it was changed"),
            ("document", "language", None, "cannot be None"),
            ("location", "document", "f" * 64, "was not told before"),
            ("location", "published", "2026-13-01", "month must be in"),
            ("location", "recorded_at", "2026-03-02 12:00", "time zone"),
            ("location", "recorded_at", "9999-12-31T23:59:59.999999Z", "too far ahead"),
            ("location", "recorded_at", "0001-01-01T00:00:00+05:00", "out of range"),
            ("location", "said_on", "9999-12-31", "too far ahead"),
            ("reading", "recorded_at", "9001-01-01T00:00:00.000000Z", "too far ahead"),
            ("judgement", "recorded_at", "9001-01-01T00:00:00.000000Z", "too far ahead"),
            ("alias", "recorded_at", "9001-01-01T00:00:00.000000Z", "too far ahead"),
            ("installment", "title_key", "Night Harbour!", "not the key of a title"),
            ("installment", "season", 10**25, "a season is 0..999, not 1000"),
            ("installment", "season", -1, "a season is 0..999, not -1"),
            ("location", "outlet", "a\ud800b", "character that is none: .* at 2"),
            ("alias", "title", "\udfff", "character that is none"),
            ("reading", "text", "0" * 32, "was not told before"),
            ("reading", "sentences", [[0, 99999, 0, None]], "out of place"),
            ("reading", "sentences", [["0", 1, 0, None]], "are numbers"),
            ("reading", "sentences", [[0]], "argument"),
            ("reading", "claims", ["x"], "fields expected"),
            ("reading", "claims", [{"title": "x"}], "is missing"),
            ("judgement", "entry", "0" * 16, "no reading has"),
            ("judgement", "verdict", "perhaps", "not a valid Verdict"),
            ("judgement", "claim", {}, "is missing"),
            ("alias", "mood", "new", "is unknown"),
            ("end", "counts", {}, "lines are missing"),
        ],
    )
    def test_bad_field(
        self, ledger: Ledger, other: Ledger, kind: str, field: str, value: object, why: str
    ) -> None:
        """A field that was tampered with is told with its line."""
        _fill(ledger)
        lines = list(ledger.export())
        number = next(n for n, line in enumerate(lines) if json.loads(line)["kind"] == kind)
        lines[number] = json.dumps({**json.loads(lines[number]), field: value})
        with pytest.raises(LedgerError, match=why) as caught:
            other.restore(lines)
        assert f"line {number + 1}: " in caught.value.problem
        assert 2 == len(list(other.export()))

    def test_no_room_after_the_latest(self, ledger: Ledger) -> None:
        """A ledger with rows from the end of time tells so, and how they are mended."""
        last = datetime.max.replace(tzinfo=UTC)
        ledger.record(numbered(1), recorded_at=last)
        with pytest.raises(LedgerError, match="too far ahead: 9999-12-31") as caught:
            ledger.record(numbered(2), recorded_at=moment(0))
        assert "airdate export" in caught.value.remedy
        assert 1 == len(ledger.entries())

    @_LINES_ALONE
    @pytest.mark.parametrize(
        ("field", "value", "why"),
        [
            ("season", 10**25, "a season is 0..999"),
            ("season", -2, "a season is 0..999"),
            ("season", 1000, "a season is 0..999"),
            ("title", " ", "'title' is empty"),
            ("title", "\ud800", "character that is none"),
            ("start", -1, "end before they start"),
            ("end", 10**25, "lies outside"),
            ("confidence", float("nan"), "confidence is 0..1"),
        ],
    )
    def test_bad_claim(
        self, ledger: Ledger, other: Ledger, field: str, value: object, why: str
    ) -> None:
        """A value of a claim that cannot be is told with its line, in readings and judgements."""
        _fill(ledger)
        lines = list(ledger.export())
        rows = [json.loads(line) for line in lines]
        number = next(n for n, row in enumerate(rows) if row.get("claims"))
        rows[number]["claims"][0][field] = value
        lines[number] = json.dumps(rows[number])
        with pytest.raises(LedgerError, match=why) as caught:
            other.restore(lines)
        assert f"line {number + 1}: " in caught.value.problem
        assert 2 == len(list(other.export()))

    def test_lines_hold(self, ledger: Ledger, other: Ledger) -> None:
        """A text with every kind of line break is still one line of the export."""
        odd = "\x85 \u2028 \u2029 \x0b \x0c \x1c \r"
        ledger.record(reading(f"Night{odd}Harbour", "2026 at last."), recorded_at=moment(0))
        lines = list(ledger.export())
        other.restore("\n".join(lines).splitlines())
        assert lines == list(other.export())


def _fill(ledger: Ledger) -> None:
    """Record some of everything."""
    ledger.record_all([numbered(1), numbered(2)], recorded_at=moment(0))
    ledger.record(reading(outlet=None, published=None), recorded_at=moment(1))
    elsewhere = reading(outlet="copies.example", published="2026-03-02")
    ledger.record(elsewhere, recorded_at=moment(2))
    newer = dataclasses.replace(numbered(1), reader="reader-2")
    ledger.record(newer, recorded_at=moment(3))
    korean = Document("밤의 항구 — 2026", "밤의 항구", (), language="ko")
    ledger.record(Reading(korean, "reader-1", ()), recorded_at=moment(4))
    first, second, *_ = ledger.entries()
    ledger.judge(first.id, Verdict.ACCEPTED, reason="seen", recorded_at=moment(5))
    right = dataclasses.replace(second.claim, subject=Installment("Night Harbour", 3))
    ledger.judge(
        second.id, Verdict.CORRECTED, reason="season 3", recorded_at=moment(6), claim=right
    )
    ledger.add_alias("NH", "Night Harbour", recorded_at=moment(7))
    follows.follow(ledger, HARBOUR, recorded_at=moment(7))
    named = Identifier(Scheme.TVMAZE, WorkKind.SERIES, "71")
    follows.identify(ledger, HARBOUR, [named], source="tvmaze.com", recorded_at=moment(7))
    watched = places.Place(0, "", "feed", "https://harbour-news.example/feed", "News", moment(8))
    places.add(ledger, [watched], interval_seconds=3600.0)
    places.keep(ledger, [places.Done(places.Visit(1, moment(8), "news"))], by="the test")
