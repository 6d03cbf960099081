"""The alerts beside something that runs for good: after news, by the clock, until stopped."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from tests.alerts.servers import Got, wait_until
from tests.alerts.stories import Clock, channel, rule, story, tell

from airdate.alerts import bell
from airdate.alerts.bell import Bell, Pace, turn
from airdate.errors import LedgerBusy
from airdate.ledger import Ledger
from airdate.ledger.office import outbox
from airdate.model import Event

DAY = "2026-06-05/2026-06-05"
NEVER = 3600.0


def test_news_is_told_after_a_ring(ledger: Ledger, web: Got, clock: Clock, tmp_path: Path) -> None:
    """What was recorded while it ran is sent, once, though nobody called a command."""
    rule(ledger, channel(ledger, web.address()))
    pace = Pace(every_seconds=NEVER, quiet_seconds=0.05)
    one = Bell(tmp_path / "ledger.db", clock=clock, pace=pace)
    one.start()
    tell(ledger, story(Event.RELEASE, DAY))
    one.ring()
    wait_until(lambda: web.bodies)
    one.ring()
    assert one.stop(wait_seconds=20)
    assert [["date"]] == [[each["kind"] for each in body["notices"]] for body in web.bodies]


def test_it_looks_by_the_clock_too(ledger: Ledger, web: Got, clock: Clock, tmp_path: Path) -> None:
    """Nobody rings; the next turn comes by itself."""
    rule(ledger, channel(ledger, web.address()))
    one = Bell(tmp_path / "ledger.db", clock=clock, pace=Pace(every_seconds=0.05))
    one.start()
    tell(ledger, story(Event.RELEASE, DAY))
    wait_until(lambda: web.bodies)
    assert one.stop(wait_seconds=20)


def test_a_round_of_news_is_one_turn(monkeypatch: pytest.MonkeyPatch, clock: Clock) -> None:
    """Rings that follow each other closely are answered together, when it is quiet."""
    taken: list[datetime] = []
    monkeypatch.setattr(bell, "turn", lambda ledger, *, clock: taken.append(clock()))
    one = Bell("unused", clock=clock, pace=Pace(every_seconds=NEVER, quiet_seconds=0.2))
    one.start()
    wait_until(lambda: taken)
    for _ in range(20):
        one.ring()
    wait_until(lambda: len(taken) > 1)
    assert one.stop(wait_seconds=20)
    assert 2 == len(taken)


def test_trouble_is_told_once_and_ends_nothing(
    monkeypatch: pytest.MonkeyPatch, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    """A busy ledger is told when it begins; a fault of ours is logged; the next turn comes."""
    troubles = [LedgerBusy("It is locked.", "Wait."), LedgerBusy("It is locked.", "Wait.")]
    taken, told = [], []

    def troubled(ledger: object, *, clock: object) -> None:
        taken.append(1)
        if len(taken) == 3:
            raise ZeroDivisionError
        if troubles:
            raise troubles.pop()

    monkeypatch.setattr(bell, "turn", troubled)
    one = Bell("unused", clock=clock, tell=told.append, pace=Pace(every_seconds=0.02))
    one.start()
    wait_until(lambda: len(taken) > 4)
    assert one.stop(wait_seconds=20)
    assert ["Alerts wait: It is locked. Wait."] == told
    assert ["a turn of the alerts failed"] == [record.message for record in caplog.records]


def test_without_a_rule_nothing_is_worked_out(
    ledger: Ledger, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Texts come in, nobody asked to be told: a turn is one question."""
    tell(ledger, story(Event.RELEASE, DAY))
    monkeypatch.setattr("airdate.alerts.running.run", lambda *_: pytest.fail("it was worked out"))
    turn(tmp_path / "ledger.db", clock=clock)
    with ledger.office() as connection:
        assert [] == outbox.log(connection)
