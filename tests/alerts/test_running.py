"""The engine against real servers: each thing once, nothing lost."""

from __future__ import annotations

import shutil
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.alerts.servers import Got
from tests.alerts.stories import NOON, SALT, Clock, channel, rule, story, tell
from tests.ledger.pgserver import Server

from airdate.alerts import running
from airdate.alerts.channels import Postman
from airdate.alerts.failures import DeliveryFailed
from airdate.alerts.rules import digest_of, quiet_of
from airdate.alerts.running import Outcome
from airdate.alerts.shown import channels_json, log_json, rules_json, waiting_json
from airdate.errors import UsageError
from airdate.ledger import Ledger, open_ledger
from airdate.ledger.office import alerts, outbox
from airdate.ledger.office.alerts import Rule
from airdate.model import Event, Status

R = Event.RELEASE
FIFTH, JULY = "2026-06-05/2026-06-05", "2026-07-03/2026-07-03"
KINDS = frozenset({"date", "moved", "stage", "cancelled"})


@pytest.fixture
def ruled(ledger: Ledger, web: Got) -> Rule:
    """Return a rule at once, to the server of HTTP."""
    return rule(ledger, channel(ledger, web.address()), kinds=KINDS)


def told(web: Got) -> list[list[str]]:
    """Return what each message told, by its kinds."""
    return [[notice["kind"] for notice in body["notices"]] for body in web.bodies]


def test_once(ledger: Ledger, web: Got, ruled: Rule, postman: Postman) -> None:
    """What is new is sent, once; then there is nothing to do."""
    tell(ledger, story(R, FIFTH))
    assert Outcome(found=1, sent=1) == running.run(ledger, postman)
    assert Outcome() == running.run(ledger, postman)
    assert [["date"]] == told(web)
    (message,) = log_json(ledger)
    assert ("sent", [message["id"]]) == (message["state"], web.keys)


def test_together(ledger: Ledger, web: Got, ruled: Rule, postman: Postman) -> None:
    """What is found in one look comes in one message."""
    tell(ledger, story(R, FIFTH), story(Event.TRAILER, None, status=Status.DONE))
    running.run(ledger, postman)
    assert [["date", "stage"]] == told(web)


def test_failure_and_retry(
    ledger: Ledger, web: Got, ruled: Rule, postman: Postman, clock: Clock
) -> None:
    """What is not taken is tried again after a while, under the same number."""
    web.answers = [(500, {}), (500, {})]
    tell(ledger, story(R, FIFTH))
    assert Outcome(found=1, failed=1) == running.run(ledger, postman)
    clock.pass_(seconds=59)
    assert Outcome() == running.run(ledger, postman)
    clock.pass_(seconds=1)
    assert Outcome(failed=1) == running.run(ledger, postman)
    clock.pass_(minutes=5)
    assert Outcome(sent=1) == running.run(ledger, postman)
    assert 1 == len(set(web.keys))
    (message,) = log_json(ledger)
    assert ["failed", "failed", "sent"] == [each["outcome"] for each in message["attempts"]]
    assert "the webhook answered 500" == message["attempts"][0]["detail"]


def test_retry_after(ledger: Ledger, web: Got, ruled: Rule, postman: Postman, clock: Clock) -> None:
    """A server that asks to be left alone for an hour is."""
    web.answers = [(429, {"Retry-After": "3600"})]
    tell(ledger, story(R, FIFTH))
    running.run(ledger, postman)
    clock.pass_(minutes=59)
    assert Outcome() == running.run(ledger, postman)
    clock.pass_(minutes=1)
    assert Outcome(sent=1) == running.run(ledger, postman)


def test_given_up(ledger: Ledger, web: Got, ruled: Rule, postman: Postman, clock: Clock) -> None:
    """After two days it is given up, which the log says; a person may have it sent once more."""
    web.answers = [(500, {})] * 100
    tell(ledger, story(R, FIFTH))
    outcomes = []
    for _ in range(300):
        outcomes.append(running.run(ledger, postman))
        clock.pass_(minutes=10)
    assert 1 == sum(outcome.given_up for outcome in outcomes)
    (message,) = log_json(ledger)
    assert "given up" == message["state"]
    assert message["attempts"][-1]["detail"].endswith("attempts in 2 days")
    assert 10 < len(web.keys) < 25
    web.answers = []
    with ledger.office(write=True) as connection:
        assert 1 == outbox.again(connection, now=clock())
    assert Outcome(sent=1) == running.run(ledger, postman)
    assert 1 == len(set(web.keys))


def test_a_dead_channel_stops_no_other(
    ledger: Ledger, web: Got, ruled: Rule, postman: Postman
) -> None:
    """What one channel does not take, the next one gets."""
    dead = channel(ledger, "json://127.0.0.1:9/gone", name="dead")
    rule(ledger, dead, kinds=KINDS)
    rule(ledger, channel(ledger, "env:NOWHERE", name="unset"), kinds=KINDS)
    tell(ledger, story(R, FIFTH))
    assert Outcome(found=3, sent=1, failed=2) == running.run(ledger, postman)
    assert [["date"]] == told(web)


def test_digest(ledger: Ledger, web: Got, postman: Postman, clock: Clock) -> None:
    """A digest is one message at its hour; what is wanted at once is; no news is no message."""
    rule(
        ledger,
        channel(ledger, web.address()),
        kinds=KINDS,
        digest=digest_of("daily@08:00"),
        at_once=frozenset({"cancelled"}),
        timezone="Europe/Berlin",
    )
    tell(ledger, story(R, FIFTH))
    assert Outcome(found=1, held=1) == running.run(ledger, postman)
    assert ["2026-03-03T07:00:00+00:00"] == [item["due_at"] for item in waiting_json(ledger)]
    tell(ledger, story(Event.CANCELLED, None, status=Status.DONE), at=NOON + timedelta(hours=1))
    clock.pass_(hours=2)
    assert Outcome(found=1, sent=1, held=1) == running.run(ledger, postman)
    tell(ledger, story(Event.TRAILER, None, status=Status.DONE), at=NOON + timedelta(hours=3))
    clock.pass_(hours=2)
    running.run(ledger, postman)
    clock.moment = datetime(2026, 3, 3, 7, 0, tzinfo=UTC)
    assert Outcome(sent=1) == running.run(ledger, postman)
    clock.pass_(days=3)
    assert Outcome() == running.run(ledger, postman)
    assert [["cancelled"], ["date", "stage"]] == told(web)
    assert ["digest", "digest"] == [body["type"] for body in web.bodies]


def test_quiet_hours(ledger: Ledger, web: Got, postman: Postman, clock: Clock) -> None:
    """At night nothing is sent, neither what is new nor what failed; in the morning it is."""
    rule(ledger, channel(ledger, web.address()), kinds=KINDS, quiet=quiet_of("22:00-07:00"))
    clock.moment = datetime(2026, 3, 2, 21, 58, tzinfo=UTC)
    web.answers = [(500, {}), (500, {})]
    tell(ledger, story(R, FIFTH), at=clock())
    running.run(ledger, postman)
    clock.pass_(minutes=1)
    running.run(ledger, postman)
    tell(ledger, story(Event.TRAILER, None, status=Status.DONE), at=clock())
    for _ in range(17):
        clock.pass_(minutes=30)
        running.run(ledger, postman)
    assert 2 == len(web.keys)
    clock.moment = datetime(2026, 3, 3, 7, 0, tzinfo=UTC)
    assert 2 == running.run(ledger, postman).sent
    assert [["date"], ["date"], ["date"], ["stage"]] == told(web)


def test_many_in_one(ledger: Ledger, web: Got, postman: Postman) -> None:
    """Very many notices come in several messages, none of them lost."""
    from airdate.model import Installment

    rule(ledger, channel(ledger, web.address()), title=None, season=None, kinds=KINDS)
    tell(ledger, *(story(R, FIFTH, subject=Installment(f"Road {n}", 1)) for n in range(65)))
    assert Outcome(found=65, sent=3) == running.run(ledger, postman)
    assert [30, 30, 5] == [len(notices) for notices in told(web)]
    titles = {notice["title"] for body in web.bodies for notice in body["notices"]}
    assert 65 == len(titles)


def test_two_processes(tmp_path: Path, web: Got, clock: Clock) -> None:
    """Several that run at once send each message once."""
    path = tmp_path / "shared.db"
    with open_ledger(path) as ledger:
        rule(ledger, channel(ledger, web.address()), kinds=KINDS)
        tell(ledger, story(R, FIFTH), story(Event.TRAILER, None, status=Status.DONE))

    def turn() -> None:
        with open_ledger(path, wait_seconds=30) as own:
            running.run(own, Postman(clock=clock))

    threads = [threading.Thread(target=turn) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [["date", "stage"]] == told(web)


def test_a_lease_ends(
    ledger: Ledger, web: Got, ruled: Rule, postman: Postman, clock: Clock
) -> None:
    """Who dies while sending leaves a repeat of the same number, after ten minutes."""
    tell(ledger, story(R, FIFTH))
    running.find(ledger, now=clock())
    running.gather(ledger, now=clock())
    with ledger.office(write=True) as connection:
        assert outbox.take(connection, now=clock()) is not None
    clock.pass_(minutes=9)
    assert Outcome() == running.run(ledger, postman)
    clock.pass_(minutes=1)
    assert Outcome(sent=1) == running.run(ledger, postman)


def test_a_clock_that_was_wrong(
    ledger: Ledger, web: Got, ruled: Rule, postman: Postman, clock: Clock
) -> None:
    """A lease from a far future, before the clock was set back, holds nobody up."""
    tell(ledger, story(R, FIFTH))
    running.find(ledger, now=clock())
    running.gather(ledger, now=clock())
    with ledger.office(write=True) as connection:
        outbox.take(connection, now=clock() + timedelta(days=400))
    assert Outcome(sent=1) == running.run(ledger, postman)


def test_restored_backup(tmp_path: Path, web: Got, clock: Clock, postman: Postman) -> None:
    """A copy of the ledger from before the sending sends again under the same number."""
    path = tmp_path / "ledger.db"
    with open_ledger(path) as ledger:
        rule(ledger, channel(ledger, web.address()), kinds=KINDS)
        tell(ledger, story(R, FIFTH))
    shutil.copy(path, tmp_path / "backup.db")
    for kept in (path, tmp_path / "backup.db"):
        with open_ledger(kept) as ledger:
            running.run(ledger, postman)
    assert 2 == len(web.keys)
    assert 1 == len(set(web.keys))


def test_nothing_secret_is_shown(ledger: Ledger, web: Got, postman: Postman, clock: Clock) -> None:
    """Neither lists nor the log, an export or an error have any part of an address."""
    secret = channel(ledger, f"json://me:pa55word@127.0.0.1:{web.port}/h00kpath?secret=s1gned")
    rule(ledger, secret, kinds=KINDS)
    web.answers = [(401, {})]
    tell(ledger, story(R, FIFTH))
    running.run(ledger, postman)
    shown = [rules_json(ledger), channels_json(ledger), log_json(ledger), waiting_json(ledger)]
    everything = f"{shown}{list(ledger.export())}{secret}"
    for piece in ("pa55word", "h00kpath", "s1gned"):
        assert piece not in everything
    assert '"kind":"alert' not in everything


def test_removed_rule(
    ledger: Ledger, web: Got, ruled: Rule, postman: Postman, clock: Clock
) -> None:
    """What a rule found is not sent once it is removed; then its channel may go as well."""
    web.answers = [(500, {})]
    tell(ledger, story(R, FIFTH))
    running.run(ledger, postman)
    (to,) = alerts.all_channels(ledger)
    with pytest.raises(UsageError, match="used by the rules 1"):
        alerts.remove_channel(ledger, to, removed_at=clock())
    alerts.remove_rule(ledger, ruled.number, removed_at=clock())
    alerts.remove_channel(ledger, to, removed_at=clock())
    clock.pass_(days=1)
    assert Outcome() == running.run(ledger, postman)
    assert "withdrawn" == log_json(ledger)[0]["state"]
    with ledger.office() as connection:
        assert [""] == [row.address for row in connection.execute(alerts.channels.select())]
    again = rule(ledger, channel(ledger), kinds=KINDS)
    assert 2 == again.number


def test_a_test(ledger: Ledger, web: Got, postman: Postman) -> None:
    """A channel is tried once, and the log has it."""
    to = channel(ledger, web.address())
    assert running.try_channel(ledger, to, postman) is None
    web.answers = [(500, {})]
    assert isinstance(running.try_channel(ledger, to, postman), DeliveryFailed)
    assert ["test", "test"] == [body["type"] for body in web.bodies]
    assert ["given up", "sent"] == [message["state"] for message in log_json(ledger)]
    assert Outcome() == running.run(ledger, postman)


def test_without_rules(ledger: Ledger, postman: Postman) -> None:
    """Without rules there is nothing to do."""
    tell(ledger, story(R, FIFTH))
    assert Outcome() == running.run(ledger, postman)


@pytest.mark.needs("postgres")
def test_on_a_server(server: Server, web: Got, postman: Postman, clock: Clock) -> None:
    """On PostgreSQL it is the same: found, failed, sent, shown."""
    name = server.new()
    try:
        with open_ledger(server.address(name)) as ledger:
            rule(ledger, channel(ledger, web.address()), kinds=KINDS)
            web.answers = [(500, {})]
            tell(ledger, story(R, FIFTH))
            assert Outcome(found=1, failed=1) == running.run(ledger, postman)
            tell(ledger, story(R, JULY, published="2026-03-03"), at=NOON + timedelta(days=1))
            clock.pass_(days=1, hours=1)
            assert Outcome(found=1, sent=2) == running.run(ledger, postman)
            assert {str(SALT.title)} == {rule["title"] for rule in rules_json(ledger)}
            states: list[Any] = [message["state"] for message in log_json(ledger)]
            assert ["sent", "sent"] == states
    finally:
        server.take_back(name)
