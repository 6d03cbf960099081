"""What alerts have to tell: put in once, gathered into messages, sent, and noted in the log.

A message is leased before it is sent and marked after. Whoever dies in between leaves a lease that
ends, and the message is sent again under the same number: nothing is lost, and the one who gets it
can tell the repeat.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, Row, and_, insert, or_, select, update

from airdate.ledger.office.alerts import (
    Rule,
    attempts,
    messages,
    next_number,
    outbox,
    standing_rules,
)
from airdate.ledger.rows import row_id

State = Literal["waiting", "sending", "sent", "given up", "withdrawn"]

LEASE = timedelta(minutes=10)
"""So long one process may take to send a message: far more than any channel's time limit."""


@dataclass(frozen=True, slots=True)
class Item:
    """Something to be told by a rule. identity: what makes it the same thing told again."""

    number: int
    rule: int
    identity: str
    notice: Mapping[str, Any]
    found_at: datetime
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Message:
    """What is sent in one piece. id: 32 hex digits, the same at every attempt.

    rule: None for a test.  attempts: how often it was tried, this time included.
    """

    number: int
    id: str
    rule: int | None
    channel: int
    subject: str
    state: State
    made_at: datetime
    next_at: datetime
    attempts: int
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class Attempt:
    """A line of the log. outcome: sent, failed or given up.  detail: why, without secrets."""

    message: int
    at: datetime
    outcome: str
    detail: str


# ── in ──────────────────────────────────────────────────────────────────────────────────────


def put(
    connection: Connection,
    rule: Rule,
    *,
    found: Iterable[tuple[str, Mapping[str, Any], datetime]],
    found_at: datetime,
) -> int:
    """Return how many things were not in the outbox of a rule yet.

    found: identity, notice and the moment from which it may be sent.
    """
    known = set(
        connection.execute(select(outbox.c.identity).where(outbox.c.rule == rule.number)).scalars()
    )
    number = next_number(connection, outbox)
    rows: list[dict[str, Any]] = []
    for identity, notice, due_at in found:
        if identity in known:
            continue
        known.add(identity)
        row = {"number": number + len(rows), "rule": rule.number, "identity": identity}
        rows.append(row | {"notice": dict(notice), "recorded_at": found_at, "due_at": due_at})
    if rows:
        connection.execute(insert(outbox), rows)
    return len(rows)


def unsent(connection: Connection, *, now: datetime | None = None) -> list[tuple[Rule, list[Item]]]:
    """Return what no message holds yet, by its rule. now: only what is due by then."""
    c = outbox.c
    question = select(outbox).where(c.message.is_(None)).order_by(c.number)
    if now is not None:
        question = question.where(c.due_at <= now)
    found: dict[int, list[Item]] = {}
    for row in connection.execute(question):
        found.setdefault(row.rule, []).append(_item(row))
    rules = standing_rules(connection)
    return [(rule, found[rule.number]) for rule in rules if rule.number in found]


def enclose(
    connection: Connection, rule: Rule, *, items: Sequence[Item], subject: str, made_at: datetime
) -> str:
    """Return the id of a new message that holds these items of a rule."""
    identity = row_id(rule.id, sorted(item.identity for item in items))
    number = _insert(
        connection,
        {"id": identity, "rule": rule.number, "channel": rule.channel, "subject": subject},
        made_at,
    )
    chosen = outbox.c.number.in_([item.number for item in items])
    connection.execute(update(outbox).where(chosen).values(message=number))
    return identity


def enclose_test(
    connection: Connection, channel: int, *, subject: str, made_at: datetime
) -> Message:
    """Return a message of no rule, leased to the caller."""
    number = next_number(connection, messages)
    identity = row_id("alert test", channel, number, made_at.isoformat())
    _insert(
        connection,
        {"id": identity, "rule": None, "channel": channel, "subject": subject},
        made_at,
    )
    chosen = messages.c.number == number
    leased = {"state": "sending", "leased_at": made_at, "attempts": 1}
    connection.execute(update(messages).where(chosen).values(leased))
    return _message(connection.execute(select(messages).where(chosen)).one())


def _insert(connection: Connection, row: Mapping[str, Any], made_at: datetime) -> int:
    number = next_number(connection, messages)
    state = {"state": "waiting", "recorded_at": made_at, "next_at": made_at, "attempts": 0}
    connection.execute(insert(messages), {**row, **state, "number": number})
    return number


# ── out ─────────────────────────────────────────────────────────────────────────────────────


def take(connection: Connection, *, now: datetime) -> tuple[Message, list[Item]] | None:
    """Return the next message that is due, leased to the caller, with what it holds.

    A lease holds for ten minutes; one from a far future was given by a clock that was wrong.
    """
    c = messages.c
    row = connection.execute(
        select(messages).where(_ready(now)).order_by(c.number).limit(1)
    ).first()
    if row is None:
        return None
    tried = row.attempts + 1
    connection.execute(
        update(messages)
        .where(c.number == row.number)
        .values(state="sending", leased_at=now, attempts=tried)
    )
    taken = connection.execute(select(messages).where(c.number == row.number)).one()
    return _message(taken), items_of(connection, row.number)


def is_any_due(connection: Connection, *, now: datetime) -> bool:
    """Return whether a message could be taken."""
    found = connection.execute(select(messages.c.number).where(_ready(now)).limit(1))
    return found.first() is not None


def _ready(now: datetime) -> ColumnElement[bool]:
    c = messages.c
    over = or_(c.leased_at <= now - LEASE, c.leased_at > now + LEASE)
    return or_(
        and_(c.state == "waiting", c.next_at <= now),
        and_(c.state == "sending", over),
    )


def items_of(connection: Connection, message: int) -> list[Item]:
    """Return what a message holds."""
    question = select(outbox).where(outbox.c.message == message).order_by(outbox.c.number)
    return [_item(row) for row in connection.execute(question)]


def settle(
    connection: Connection,
    message: Message,
    *,
    at: datetime,
    detail: str = "",
    next_at: datetime | None = None,
    sent: bool = False,
) -> State:
    """Note what came of an attempt; return the state of the message.

    next_at: when to try again where it failed; None to give up.
    """
    state: State = "sent" if sent else "waiting" if next_at else "given up"
    values: dict[str, Any] = {"state": state, "leased_at": None}
    values |= {"next_at": next_at} if next_at and not sent else {"ended_at": at}
    # What another process sent meanwhile stays sent.
    chosen = messages.c.number == message.number, messages.c.state != "sent"
    connection.execute(update(messages).where(*chosen).values(values))
    outcome = "failed" if state == "waiting" else state
    row = {"number": next_number(connection, attempts), "message": message.number}
    connection.execute(
        insert(attempts), row | {"recorded_at": at, "outcome": outcome, "detail": detail}
    )
    return state


def again(connection: Connection, *, now: datetime) -> int:
    """Return how many messages that were given up wait to be sent once more."""
    chosen = messages.c.state == "given up", messages.c.rule.is_not(None)
    found = connection.execute(
        update(messages)
        .where(*chosen)
        .values(state="waiting", next_at=now, recorded_at=now, ended_at=None)
    )
    return int(found.rowcount)


# ── the log ─────────────────────────────────────────────────────────────────────────────────


def log(connection: Connection, *, most: int = 50) -> list[tuple[Message, list[Attempt]]]:
    """Return the latest messages, the newest first, each with what was tried."""
    rows = connection.execute(select(messages).order_by(messages.c.number.desc()).limit(most))
    found = [_message(row) for row in rows]
    return [(message, attempts_of(connection, message.number)) for message in found]


def attempts_of(connection: Connection, message: int) -> list[Attempt]:
    """Return what was tried with a message, the first attempt first."""
    c = attempts.c
    rows = connection.execute(select(attempts).where(c.message == message).order_by(c.number))
    return [Attempt(row.message, row.recorded_at, row.outcome, row.detail) for row in rows]


def _item(row: Row[Any]) -> Item:
    return Item(row.number, row.rule, row.identity, row.notice, row.recorded_at, row.due_at)


def _message(row: Row[Any]) -> Message:
    return Message(
        number=row.number,
        id=row.id,
        rule=row.rule,
        channel=row.channel,
        subject=row.subject,
        state=row.state,
        made_at=row.recorded_at,
        next_at=row.next_at,
        attempts=row.attempts,
        ended_at=row.ended_at,
    )
