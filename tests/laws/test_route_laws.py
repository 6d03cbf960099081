"""The laws of the house on the whole route: documents of the sample dossier to a brief."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from airdate import pipeline, samples
from airdate.documents import Given
from airdate.ledger import open_ledger
from airdate.model import Event, Installment, Reading
from airdate.publish import brief_json

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
LATER = NOW + timedelta(days=30)
TITLE = Installment("All of Us Are Dead", 2)
DAYS = (date(2024, 2, 15), date(2025, 8, 1), date(2026, 2, 28))


@pytest.fixture(scope="module")
def readings() -> list[Reading]:
    """Return the readings of the dossier."""
    found = pipeline.read(map(str, samples.dossier()), given=Given(now=NOW))
    return [reading for reading in found if isinstance(reading, Reading)]


def _told(path: Path, day: date, *, known_at: datetime | None = None) -> dict[str, Any]:
    """Return the brief of a day without the moments at which its claims were recorded."""
    with open_ledger(path, write=False) as ledger:
        brief = pipeline.tell(ledger, TITLE, ref="r", as_of=day, known_at=known_at)
    told = brief_json(brief)
    for claim in told["claims"].values():
        del claim["recorded_at"]
    return told


def _kept(path: Path, readings: list[Reading], *, at: datetime = NOW) -> Path:
    with open_ledger(path) as ledger:
        ledger.record_all(readings, recorded_at=at)
    return path


class TestOrderDoesNotMatter:
    """Shuffle the documents: same brief."""

    @pytest.mark.parametrize("seed", [1, 2, 3])
    def test_any_order_of_recording_tells_the_same(self, readings, tmp_path, seed) -> None:
        shuffled = list(readings)
        random.Random(seed).shuffle(shuffled)
        one, other = _kept(tmp_path / "a.db", readings), _kept(tmp_path / "b.db", shuffled)
        for day in DAYS:
            assert _told(one, day) == _told(other, day)


class TestRepeatingIsNotNews:
    """Recording every document again changes nothing."""

    def test_a_second_time_is_no_news(self, readings, tmp_path) -> None:
        path = _kept(tmp_path / "a.db", readings)
        before = [_told(path, day) for day in DAYS]
        _kept(path, readings, at=LATER)
        assert before == [_told(path, day) for day in DAYS]


class TestThePastDoesNotMove:
    """What was known at a moment is the same whatever is learned later."""

    def test_later_documents_do_not_reach_back(self, readings, tmp_path) -> None:
        path = _kept(tmp_path / "a.db", readings[::2])
        before = [_told(path, day) for day in DAYS]
        _kept(path, readings[1::2], at=LATER)
        assert before == [_told(path, day, known_at=NOW) for day in DAYS]
        assert before != [_told(path, day) for day in DAYS]


class TestNoForesight:
    """A brief of a day uses nothing that was said after it."""

    def test_documents_of_later_days_play_no_part(self, readings, tmp_path) -> None:
        whole = _kept(tmp_path / "whole.db", readings)
        for number, day in enumerate(DAYS):
            known = [r for r in readings if r.document.published and r.document.published <= day]
            assert 0 < len(known) <= len(readings)
            alone = _kept(tmp_path / f"{number}.db", known)
            assert _told(alone, day) == _told(whole, day)

    def test_no_weight_lies_on_days_gone_by(self, readings, tmp_path) -> None:
        path = _kept(tmp_path / "a.db", readings)
        with open_ledger(path, write=False) as ledger:
            for day in DAYS:
                believed = pipeline.reconcile(ledger, TITLE, as_of=day)
                forecast = pipeline.foresee(ledger, believed)
                assert forecast.released is None
                assert 0.0 == forecast.by(day - timedelta(1))


class TestLogicalOrder:
    """The production goes forward, whatever a fan page says of it, and for ever after."""

    def test_the_stage_of_the_sample_never_runs_back(self, readings, tmp_path) -> None:
        """From month to month, and in a far future in which nobody has said more."""
        path = _kept(tmp_path / "a.db", readings)
        months = [date(year, month, 28) for year in range(2022, 2027) for month in range(1, 13)]
        order = [None, *Event]
        with open_ledger(path, write=False) as ledger:
            entries = ledger.entries(TITLE, as_of=date(2060, 1, 1), general=True)
        reached = [
            order.index(pipeline.believe(TITLE, entries, as_of=day).stage)
            for day in (*months, date(2060, 1, 1))
        ]
        assert sorted(reached) == reached

    def test_the_false_report_of_the_sample_is_refuted_when_filming_begins(
        self, readings, tmp_path
    ) -> None:
        """A fan page has it in post-production in March 2025; cameras roll in July."""
        path = _kept(tmp_path / "a.db", readings)
        with open_ledger(path, write=False) as ledger:
            entries = ledger.entries(TITLE, as_of=date(2060, 1, 1), general=True)
        for day in (date(2025, 4, 1), date(2025, 8, 1), date(2026, 1, 20)):
            believed = pipeline.believe(TITLE, entries, as_of=day)
            post = believed.belief(Event.POST_PRODUCTION)
            assert post is None or post.probability <= 0.5
        texts = [finding.text for finding in believed.findings]
        assert any("Fan Page reported post-production as done" in text for text in texts)
