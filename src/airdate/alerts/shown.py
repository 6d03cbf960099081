"""Rules, channels and the log as pages and programs may show them: without any secret."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from airdate.alerts.addresses import shown
from airdate.ledger.office import alerts, outbox
from airdate.ledger.office.alerts import Channel, Rule
from airdate.ledger.office.outbox import Attempt, Message

if TYPE_CHECKING:
    from airdate.ledger import Ledger


def rules_json(ledger: Ledger) -> list[dict[str, Any]]:
    """Return the rules that stand, with the names of their channels."""
    with ledger.office() as connection:
        rules = alerts.standing_rules(connection)
        channels = alerts.standing_channels(connection)
    names = {channel.number: channel.name for channel in channels}
    return [rule_json(rule, channel=names.get(rule.channel, "")) for rule in rules]


def rule_json(rule: Rule, *, channel: str) -> dict[str, Any]:
    """Return a rule as JSON. channel: the name of where it sends to."""
    return {
        "rule": rule.number,
        "title": rule.title,
        "season": rule.season,
        "channel": channel,
        **rule.wishes,
        "made_at": rule.made_at.isoformat(),
        "seen_at": rule.seen.at.isoformat() if rule.seen.at else None,
        "looked_on": rule.seen.day.isoformat() if rule.seen.day else None,
    }


def channels_json(ledger: Ledger) -> list[dict[str, Any]]:
    """Return the channels that stand; of an address, what is no secret."""
    return [channel_json(channel) for channel in alerts.all_channels(ledger)]


def channel_json(channel: Channel) -> dict[str, Any]:
    """Return a channel as JSON; of its address, what is no secret."""
    return {
        "channel": channel.number,
        "name": channel.name,
        "address": shown(channel.address),
        "allow_private": channel.allow_private,
        "made_at": channel.made_at.isoformat(),
    }


def log_json(ledger: Ledger, *, most: int = 50) -> list[dict[str, Any]]:
    """Return the latest messages, the newest first, each with what was tried and what it told."""
    with ledger.office() as connection:
        names = {c.number: c.name for c in alerts.standing_channels(connection)}
        found = outbox.log(connection, most=most)
        held = {message.number: outbox.items_of(connection, message.number) for message, _ in found}
    return [
        message_json(message, attempts, channel=names.get(message.channel, "removed"))
        | {"notices": [item.notice for item in held[message.number]]}
        for message, attempts in found
    ]


def message_json(message: Message, attempts: Sequence[Attempt], *, channel: str) -> dict[str, Any]:
    """Return a message as JSON, with its attempts."""
    return {
        "message": message.number,
        "id": message.id,
        "rule": message.rule,
        "channel": channel,
        "subject": message.subject,
        "state": message.state,
        "made_at": message.made_at.isoformat(),
        "next_at": message.next_at.isoformat() if message.state == "waiting" else None,
        "ended_at": message.ended_at.isoformat() if message.ended_at else None,
        "attempts": [
            {"at": a.at.isoformat(), "outcome": a.outcome, "detail": a.detail} for a in attempts
        ],
    }


def waiting_json(ledger: Ledger) -> list[dict[str, Any]]:
    """Return what was found and waits for a digest, or for the end of quiet hours."""
    with ledger.office() as connection:
        return [
            {"rule": rule.number, "due_at": item.due_at.isoformat(), "notice": item.notice}
            for rule, items in outbox.unsent(connection)
            for item in items
        ]
