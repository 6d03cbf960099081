"""The laws of the ledger: the past does not move, repeating is not news, nothing is lost."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.ledger.makers import moment
from tests.ledger.pgserver import Server

from airdate.ledger import Ledger, Listing, open_ledger
from airdate.ledger.aliases import followed, targets
from airdate.model import (
    Claim,
    Credit,
    CreditKind,
    DateRange,
    Detail,
    Document,
    Entry,
    Event,
    Installment,
    Milestone,
    Reading,
    Sentence,
    Statement,
    Status,
    Topic,
    Verdict,
)

_TITLES = ("Night Harbour", "night  harbour!", "Salt Road", "NH")
_TICK = timedelta(microseconds=1)

# ── what may happen to a ledger ─────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Judged:
    """A person judges the entry in some place of the list of all."""

    place: int
    verdict: Verdict
    corrected: Claim


@dataclass(frozen=True)
class Named:
    """A person says that a title is an alias of another."""

    alias: str
    title: str


Act = Reading | Judged | Named

_days = st.dates(date(2025, 12, 1), date(2026, 4, 30))
_texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
_ranges = st.none() | st.tuples(_days, _days).map(lambda pair: DateRange(*sorted(pair)))
_statements: st.SearchStrategy[Statement] = st.one_of(
    st.builds(Milestone, st.sampled_from(Event), _ranges),
    st.builds(Credit, _texts, st.sampled_from(CreditKind), st.none() | _texts, st.none() | _texts),
    st.builds(Detail, st.sampled_from(Topic), _texts, _ranges),
)


@st.composite
def _claims(draw: st.DrawFn, length: int, sentences: int) -> Claim:
    start, end = sorted(draw(st.tuples(*[st.integers(0, length)] * 2)))
    return Claim(
        Installment(draw(st.sampled_from(_TITLES)), draw(st.sampled_from([None, 1, 2]))),
        draw(_statements),
        draw(st.sampled_from(Status)),
        draw(st.none() | _texts),
        draw(st.integers(0, sentences - 1)),
        start,
        end,
        draw(st.none() | _texts),
        draw(_texts),
        draw(st.floats(0, 1)),
    )


@st.composite
def _documents(draw: st.DrawFn) -> Document:
    words = draw(st.sampled_from(["Night Harbour", "Night  harbour", "밤의 항구"]) | _texts)
    text = f"{words}\nIt comes in 2026."
    cut = len(words)
    return Document(
        text=text,
        heading=words,
        sentences=(Sentence(0, 0, cut, 0), Sentence(1, cut + 1, len(text), 1, 0)),
        outlet=draw(st.sampled_from([None, "one.example", "two.example"])),
        url=draw(st.sampled_from([None, "https://one.example/1"])),
        published=draw(st.none() | _days),
        language=draw(st.sampled_from(["en", "ko"])),
        name=draw(st.none() | _texts),
    )


@st.composite
def _readings(draw: st.DrawFn) -> Reading:
    read = draw(_documents())
    claims = draw(st.lists(_claims(len(read.text), 2), max_size=3))
    return Reading(read, draw(st.sampled_from(["reader-1", "reader-2"])), tuple(claims))


_judged = st.builds(Judged, st.integers(0, 5), st.sampled_from(Verdict), _claims(10, 2))
_named = st.builds(Named, st.sampled_from(_TITLES), st.sampled_from(_TITLES))
_acts: st.SearchStrategy[Act] = st.one_of(_readings(), _readings(), _judged, _named)
_histories = st.lists(st.tuples(_acts, st.integers(0, 9)), min_size=1, max_size=8)
"""Acts, each at an hour; the hours may go back, as clocks do."""


def _do(ledger: Ledger, act: Act, at: datetime) -> None:
    if isinstance(act, Reading):
        ledger.record(act, recorded_at=at)
    elif isinstance(act, Named):
        ledger.add_alias(act.alias, act.title, recorded_at=at)
    elif entries := ledger.entries():
        ledger.judge(
            entries[act.place % len(entries)].id,
            act.verdict,
            reason="seen",
            recorded_at=at,
            claim=act.corrected if act.verdict is Verdict.CORRECTED else None,
        )


# ── ledgers ─────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def empty() -> Iterator[Path]:
    """Yield an empty ledger, to be copied: making one takes longer than most histories."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "empty.db"
        open_ledger(path).close()
        yield path


@contextmanager
def _new(empty: Path) -> Iterator[Ledger]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.db"
        shutil.copy(empty, path)
        with open_ledger(path) as ledger:
            yield ledger


@contextmanager
def _served(server: Server) -> Iterator[Ledger]:
    name = server.new()
    with open_ledger(server.address(name)) as ledger:
        yield ledger
    server.take_back(name)


def _latest(ledger: Ledger) -> datetime:
    """Return the latest moment of the ledger, that of the acts' noon where it is empty."""
    marks = [line.partition('"recorded_at":"')[2][:27] for line in ledger.export()]
    return max([datetime.fromisoformat(mark) for mark in marks if mark], default=moment(0))


Answers = tuple[list[Entry], list[Listing]]


def _answers(ledger: Ledger, known_at: datetime, as_of: date | None) -> Answers:
    return (
        ledger.entries(as_of=as_of, known_at=known_at),
        ledger.installments(as_of=as_of, known_at=known_at),
    )


# ── the laws ────────────────────────────────────────────────────────────────────────────────


class TestThePastDoesNotMove:
    """“`ledger.as_of(t)` answers the same for ever; a correction is a new row.”"""

    @settings(max_examples=60)
    @given(before=_histories, after=_histories, as_of=st.none() | _days)
    def test_known_at(
        self,
        empty: Path,
        before: Sequence[tuple[Act, int]],
        after: Sequence[tuple[Act, int]],
        as_of: date | None,
    ) -> None:
        """What was known before the latest recording is answered the same after any other."""
        with _new(empty) as ledger:
            for act, hour in before:
                _do(ledger, act, moment(hour))
            moments = [moment(0), moment(4), _latest(ledger)]
            times = [min(time, _latest(ledger)) - _TICK for time in moments]
            answers = [_answers(ledger, time, as_of) for time in times]
            for act, hour in after:
                _do(ledger, act, moment(hour))
            assert answers == [_answers(ledger, time, as_of) for time in times]

    @settings(max_examples=30)
    @given(history=_histories, as_of=_days)
    def test_as_of(self, empty: Path, history: Sequence[tuple[Act, int]], as_of: date) -> None:
        """As of a day there is nothing that was said after it, and all that was said before."""
        with _new(empty) as ledger:
            for act, hour in history:
                _do(ledger, act, moment(hour))
            every = ledger.entries()
            assert [e for e in every if e.said_on <= as_of] == ledger.entries(as_of=as_of)


class TestRepeatingIsNotNews:
    """“Reading the same document twice records nothing.”"""

    @settings(max_examples=40)
    @given(readings=st.lists(_readings(), max_size=6), hour=st.integers(0, 9))
    def test_again(self, empty: Path, readings: Sequence[Reading], hour: int) -> None:
        """Recording the same readings again changes nothing, at whatever moment."""
        with _new(empty) as ledger:
            ledger.record_all(readings, recorded_at=moment(3))
            before = list(ledger.export())
            again = ledger.record_all(readings, recorded_at=moment(hour))
            assert before == list(ledger.export())
            assert {"known"} >= {one.outcome.value for one in again}

    @settings(max_examples=30)
    @given(readings=st.lists(_readings(), max_size=6), batch=st.integers(1, 4))
    def test_one_by_one(self, empty: Path, readings: Sequence[Reading], batch: int) -> None:
        """Batches of any size record what one by one does, and tell the same of it."""
        with _new(empty) as ledger, _new(empty) as other:
            singly = [ledger.record(reading, recorded_at=moment(3)) for reading in readings]
            assert singly == other.record_all(readings, recorded_at=moment(3), batch=batch)
            assert list(ledger.export()) == list(other.export())


class TestNothingIsLost:
    """“The whole ledger as JSON Lines and back, without loss.”"""

    @settings(max_examples=50)
    @given(history=_histories)
    def test_restored(self, empty: Path, history: Sequence[tuple[Act, int]]) -> None:
        """A restored ledger exports the same lines, and restoring it again brings nothing."""
        with _new(empty) as ledger, _new(empty) as other:
            for act, hour in history:
                _do(ledger, act, moment(hour))
            lines = list(ledger.export())
            other.restore(lines)
            assert lines == list(other.export())
            assert ledger.entries() == other.entries()
            other.restore(lines)
            assert lines == list(other.export())

    @settings(max_examples=30)
    @given(ours=_histories, theirs=_histories)
    def test_joined(
        self, empty: Path, ours: Sequence[tuple[Act, int]], theirs: Sequence[tuple[Act, int]]
    ) -> None:
        """Two ledgers joined hold the same lines, whichever of them is joined to which."""
        with _new(empty) as one, _new(empty) as two:
            for ledger, history in ((one, ours), (two, theirs)):
                for act, hour in history:
                    _do(ledger, act, moment(hour))
            first, second = list(one.export()), list(two.export())
            one.restore(second)
            two.restore(first)
            assert set(one.export()) == set(two.export()) >= {*first[:-1], *second[:-1]}

    @settings(max_examples=40)
    @given(reading=_readings())
    def test_every_claim(self, empty: Path, reading: Reading) -> None:
        """A claim comes back as it went in, with its sentence, and so does the document."""
        with _new(empty) as ledger:
            ledger.record(reading, recorded_at=moment(0))
            read = reading.document
            for entry in ledger.entries():
                assert entry.claim in reading.claims
                assert read.words_of(entry.claim.sentence) == entry.sentence_words
                assert entry.passage in read.text
                assert entry.sentence_words in entry.passage
            assert read == ledger.document(read.id)[0]


@pytest.mark.needs("postgres")
class TestOneLedgerTwoStores:
    """“One SQL for SQLite and PostgreSQL”: whatever happens, both hold the same and say it."""

    @settings(max_examples=12)
    @given(history=_histories, as_of=st.none() | _days)
    def test_same(
        self,
        empty: Path,
        server: Server,
        history: Sequence[tuple[Act, int]],
        as_of: date | None,
    ) -> None:
        """The same acts give the same lines and answers in a file and on a server."""
        with _new(empty) as file, _served(server) as served:
            for act, hour in history:
                _do(file, act, moment(hour))
                _do(served, act, moment(hour))
            assert list(file.export()) == list(served.export())
            for time in (moment(0), moment(4), _latest(file)):
                assert _answers(file, time, as_of) == _answers(served, time, as_of)

    @settings(max_examples=8)
    @given(history=_histories, kept=_histories)
    def test_joined(
        self,
        empty: Path,
        server: Server,
        history: Sequence[tuple[Act, int]],
        kept: Sequence[tuple[Act, int]],
    ) -> None:
        """A ledger that is moved to a server joins what is there as it would in a file."""
        with _new(empty) as one, _new(empty) as file, _served(server) as served:
            for act, hour in history:
                _do(one, act, moment(hour))
            for act, hour in kept:
                _do(file, act, moment(hour))
                _do(served, act, moment(hour))
            assert file.restore(one.export()) == served.restore(one.export())
            assert list(file.export()) == list(served.export())


class TestAliases:
    """However people name things, every title leads to one work."""

    @given(said=st.lists(st.tuples(*[st.sampled_from("abcde")] * 2), max_size=12))
    def test_no_rings(self, said: list[tuple[str, str]]) -> None:
        """Every chain ends, at a title that is no alias; the latest word holds."""
        found = targets(said)
        ends = {followed(found, key) for key in "abcde"}
        assert set() == ends & found.keys()
        if said:
            alias, title = said[-1]
            assert followed(found, alias) == followed(found, title)
