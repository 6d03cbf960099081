"""One turn of the engine: find what is new, put it in the outbox, send what is due.

Any number of processes may do so at once, and be killed at any moment. What is new and how far a
rule has seen are kept in one transaction; a message gets its number in another; it is leased before
it is sent and marked after. So a notice is found once, and sent at least once: a process that dies
between sending and marking leaves a repeat, under the same number. No sender can do better without
the receiver's help; the number is that help.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from airdate.alerts.channels import Postman
from airdate.alerts.failures import DeliveryFailed
from airdate.alerts.finding import Found, Reader
from airdate.alerts.letters import Letter, subject_of
from airdate.alerts.notices import Notice, notice_json, notice_of
from airdate.alerts.rules import wishes_of
from airdate.alerts.schedule import after_quiet, due_at
from airdate.alerts.wording import rule_words
from airdate.ledger.office import alerts, outbox
from airdate.ledger.office.alerts import Channel, Rule
from airdate.ledger.office.outbox import Item, Message

if TYPE_CHECKING:
    from airdate.ledger import Ledger

log = logging.getLogger("airdate.alerts")
# Whoever calls it at a terminal is told by the command; who keeps a log has handlers.
log.addHandler(logging.NullHandler())

BACK_OFF = tuple(timedelta(minutes=each) for each in (1, 5, 15, 60, 120, 240))
"""Between attempts; the last one again and again."""

GIVEN_UP_AFTER = timedelta(days=2)
"""From the making of a message; what a channel does not take by then, it will not."""

MOST_IN_ONE = 30
"""Notices in a message: beyond that nobody reads, and services refuse."""

_MOST_IN_A_TURN = 200
"""Messages sent in one turn; the rest is sent in the next."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a turn did. found: notices that are new.  held: those that wait for their time.

    sent, failed, given_up: messages.
    """

    found: int = 0
    sent: int = 0
    failed: int = 0
    given_up: int = 0
    held: int = 0


def run(ledger: Ledger, postman: Postman) -> Outcome:
    """Return what one turn of the engine did. Raises: LedgerBusy, LedgerReadOnly."""
    found = find(ledger, now=postman.clock())
    gather(ledger, now=postman.clock())
    sent = deliver(ledger, postman)
    with ledger.office() as connection:
        held = sum(len(items) for _, items in outbox.unsent(connection))
    states = [state for _, state in sent]
    return Outcome(
        found=found,
        sent=states.count("sent"),
        failed=states.count("waiting"),
        given_up=states.count("given up"),
        held=held,
    )


# ── in ──────────────────────────────────────────────────────────────────────────────────────


def find(ledger: Ledger, *, now: datetime) -> int:
    """Return how many notices are new; each is in the outbox, once a rule."""
    rules = alerts.all_rules(ledger)
    if not rules:
        return 0
    reader = Reader(ledger, now=now)
    return keep(ledger, [found for found in map(reader.look, rules) if found], now=now)


def keep(ledger: Ledger, new: Sequence[Found], *, now: datetime) -> int:
    """Return how much of what was found is in the outbox now and was not.

    What another process looked at meanwhile is left: it has put it in.
    """
    if not new:
        return 0
    with ledger.office(write=True) as connection:
        count = 0
        for found in new:
            if alerts.mark_seen(connection, found.rule, seen=found.seen):
                alerts.set_marks(connection, found.rule, days=found.marks)
                rows = _rows(found, now)
                count += outbox.put(connection, found.rule, found=rows, found_at=now)
        return count


def _rows(found: Found, now: datetime) -> list[tuple[str, dict[str, Any], datetime]]:
    wishes = wishes_of(found.rule.wishes)
    return [
        (notice.id, notice_json(notice), due_at(notice, wishes, now=now))
        for notice in found.notices
    ]


def gather(ledger: Ledger, *, now: datetime) -> int:
    """Return how many messages were made of what is due."""
    with ledger.office() as connection:
        if not outbox.unsent(connection, now=now):
            return 0
    with ledger.office(write=True) as connection:
        made = 0
        for rule, items in outbox.unsent(connection, now=now):
            wishes = wishes_of(rule.wishes)
            if after_quiet(wishes.quiet, zone=wishes.zone, moment=now) > now:
                continue  # a turn that comes late, into the next quiet hours
            today = now.astimezone(wishes.zone).date()
            for part in _parts(items):
                notices = [notice_of(item.notice) for item in part]
                subject = subject_of(notices, today=today)
                outbox.enclose(connection, rule, items=part, subject=subject, made_at=now)
                made += 1
        return made


def _parts(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    """Yield items in so many messages as they need, the most important first."""
    ordered = sorted(items, key=lambda item: (notice_of(item.notice).order, item.number))
    for start in range(0, len(ordered), MOST_IN_ONE):
        yield ordered[start : start + MOST_IN_ONE]


# ── out ─────────────────────────────────────────────────────────────────────────────────────


def deliver(ledger: Ledger, postman: Postman) -> list[tuple[Message, outbox.State]]:
    """Return the messages that were due, each with what became of it."""
    done: list[tuple[Message, outbox.State]] = []
    while len(done) < _MOST_IN_A_TURN and _is_any_due(ledger, postman.clock()):
        with ledger.office(write=True) as connection:
            taken = outbox.take(connection, now=postman.clock())
            rules = {rule.number: rule for rule in alerts.standing_rules(connection)}
            channels = {each.number: each for each in alerts.standing_channels(connection)}
        if taken is None:
            break
        message, items = taken
        rule = rules.get(message.rule) if message.rule is not None else None
        failure = _sent(postman, message, items, rule=rule, channel=channels.get(message.channel))
        now = postman.clock()
        next_at = _next(message, failure, rule=rule, now=now)
        done.append((message, _settled(ledger, message, failure, now=now, next_at=next_at)))
    return done


def try_channel(ledger: Ledger, channel: Channel, postman: Postman) -> DeliveryFailed | None:
    """Send a test to a channel, once; return why it was not taken, None where it was."""
    now = postman.clock()
    letter = Letter("", (), now, now.date(), test=True)
    with ledger.office(write=True) as connection:
        message = outbox.enclose_test(
            connection, channel.number, subject=letter.subject, made_at=now
        )
    failure = _sent(postman, message, (), rule=None, channel=channel)
    _settled(ledger, message, failure, now=postman.clock(), next_at=None)
    return failure


def _is_any_due(ledger: Ledger, now: datetime) -> bool:
    with ledger.office() as connection:
        return outbox.is_any_due(connection, now=now)


def _sent(
    postman: Postman,
    message: Message,
    items: Iterable[Item],
    *,
    rule: Rule | None,
    channel: Channel | None,
) -> DeliveryFailed | None:
    """Send a message; return why it was not taken, None where it was."""
    if channel is None:
        return DeliveryFailed("the channel was removed")
    letter = letter_of(message, [notice_of(i.notice) for i in items], rule=rule)
    try:
        postman.send(channel, letter)
    except DeliveryFailed as failure:
        return failure
    return None


def letter_of(message: Message, notices: Sequence[Notice], *, rule: Rule | None) -> Letter:
    """Return the letter of a message, the same at every attempt."""
    wishes = wishes_of(rule.wishes) if rule else None
    zone = wishes.zone if wishes else message.made_at.tzinfo
    return Letter(
        id=message.id,
        notices=tuple(notices),
        made_at=message.made_at,
        today=message.made_at.astimezone(zone).date(),
        about=rule_words(rule) if rule else "",
        digest=bool(wishes and wishes.digest),
        test=message.rule is None,
    )


def _settled(
    ledger: Ledger,
    message: Message,
    failure: DeliveryFailed | None,
    *,
    now: datetime,
    next_at: datetime | None,
) -> outbox.State:
    """Note what came of an attempt, and when the next one is."""
    detail = failure.problem if failure else ""
    if failure and next_at is None and message.rule is not None:
        tried = f"{message.attempts} attempt" + ("" if message.attempts == 1 else "s")
        detail += f"; given up after {tried} in {GIVEN_UP_AFTER.days} days"
    with ledger.office(write=True) as connection:
        state = outbox.settle(
            connection, message, at=now, detail=detail, next_at=next_at, sent=failure is None
        )
    level = logging.WARNING if failure else logging.INFO
    log.log(level, "alert %s, attempt %d: %s%s", message.id[:12], message.attempts, state,
            f": {detail}" if detail else "")  # fmt: skip
    return state


def _next(
    message: Message, failure: DeliveryFailed | None, *, rule: Rule | None, now: datetime
) -> datetime | None:
    """Return when to try again, outside the quiet hours of the rule; None for no more."""
    if failure is None or rule is None:
        return None
    when, wishes = next_attempt(message, failure, now=now), wishes_of(rule.wishes)
    return after_quiet(wishes.quiet, zone=wishes.zone, moment=when) if when else None


def next_attempt(message: Message, failure: DeliveryFailed, *, now: datetime) -> datetime | None:
    """Return when to try again, never sooner than the other side asks; None to give up."""
    pause = BACK_OFF[min(message.attempts, len(BACK_OFF)) - 1]
    asked = timedelta(seconds=failure.retry_after_seconds or 0)
    when = now + max(pause, asked)
    last = message.made_at + GIVEN_UP_AFTER
    if now >= last:
        return None
    # The last attempt is at the end of the time, not before it.
    return min(when, max(last, now + asked))
