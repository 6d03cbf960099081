"""What people want to be told, where to, and what was told.

    alert_channels     where to send: a name, and an address that is a secret
    alert_rules        what, of which title, how often; and how far the ledger was looked through
    alert_marks        the day that a rule was last told of, from which moves are measured
    alert_outbox       what is to be told, each thing once a rule
    alert_messages     what is sent in one piece: its number stays the same however often it is sent
    alert_attempts     the log: each time that something was sent, and what came of it

These tables change, and are no part of an export: they hold secrets, and the state of an engine
that another ledger's engine must not go on from. A rule or channel that was removed stays as a
number alone, so that no number is given twice; a channel's address is forgotten at once.
`outbox` has the functions for the last three.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    Date,
    ForeignKey,
    Index,
    Integer,
    Row,
    Table,
    UniqueConstraint,
    func,
    insert,
    select,
    update,
)

from airdate.errors import UsageError
from airdate.ledger import gathering, schema
from airdate.ledger.recording import latest_moment
from airdate.ledger.rows import row_id
from airdate.ledger.schema import Moment, _identity, _number, _recorded_at, _text, metadata

if TYPE_CHECKING:
    from airdate.ledger import Ledger


def _moment(name: str, *, nullable: bool = True) -> Column[datetime]:
    return Column(name, Moment, nullable=nullable)


def _of(table: str, name: str, *, nullable: bool = False) -> Column[int]:
    return Column(name, ForeignKey(f"{table}.number"), nullable=nullable)


channels = Table(
    "alert_channels",
    metadata,
    _number(),
    Column("name", _text(), nullable=False),
    Column("address", _text(), nullable=False),
    Column("allow_private", Boolean, nullable=False),
    _recorded_at(),
    _moment("removed_at"),
)

rules = Table(
    "alert_rules",
    metadata,
    _number(),
    _identity(),
    Column("title", _text()),
    Column("title_key", _text()),
    Column("season", Integer),
    _of("alert_channels", "channel"),
    Column("wishes", JSON, nullable=False),
    _recorded_at(),
    _moment("removed_at"),
    _moment("seen_at"),
    Column("seen_version", JSON, nullable=False),
    Column("seen_entries", Integer, nullable=False),
    Column[date | None]("looked_on", Date),
)

marks = Table(
    "alert_marks",
    metadata,
    _number(),
    _of("alert_rules", "rule"),
    Column("about", _text(), nullable=False),
    Column[date]("day", Date, nullable=False),
    UniqueConstraint("rule", "about"),
)

messages = Table(
    "alert_messages",
    metadata,
    _number(),
    _identity(),
    _of("alert_rules", "rule", nullable=True),
    _of("alert_channels", "channel"),
    Column("subject", _text(), nullable=False),
    Column("state", _text(), nullable=False),
    _recorded_at(),
    _moment("next_at", nullable=False),
    Column("attempts", Integer, nullable=False),
    _moment("leased_at"),
    _moment("ended_at"),
    Index(None, "state", "next_at"),
)

outbox = Table(
    "alert_outbox",
    metadata,
    _number(),
    _of("alert_rules", "rule"),
    Column("identity", _text(32), nullable=False),
    Column("notice", JSON, nullable=False),
    _recorded_at(),
    _moment("due_at", nullable=False),
    _of("alert_messages", "message", nullable=True),
    UniqueConstraint("rule", "identity"),
    Index(None, "message"),
)

attempts = Table(
    "alert_attempts",
    metadata,
    _number(),
    _of("alert_messages", "message"),
    _recorded_at(),
    Column("outcome", _text(), nullable=False),
    Column("detail", _text(), nullable=False),
    Index(None, "message"),
)

CHANGING = frozenset(table.name for table in (channels, rules, marks, messages, outbox, attempts))
"""The names of these tables, which may change."""


# ── how far a rule has seen ─────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Seen:
    """How far the ledger had been looked through.

    at: its latest moment then, None where it was empty.  version: as `Ledger.version` told it.
    entries: the number of the last claim that had arrived; what is imported later bears an older
    moment, but a higher number.  day: on which it was looked, None before the first time.
    """

    at: datetime | None
    version: tuple[int, ...]
    entries: int
    day: date | None = None


def seen_now(connection: Connection, *, day: date | None = None) -> Seen:
    """Return how far the ledger goes."""
    last = connection.execute(select(func.max(schema.entries.c.number))).scalar() or 0
    return Seen(latest_moment(connection), gathering.version(connection), last, day)


def arrived(connection: Connection, since: Seen) -> frozenset[str]:
    """Return the ids of the claims that came since, whatever moment they bear."""
    c = schema.entries.c
    return frozenset(connection.execute(select(c.id).where(c.number > since.entries)).scalars())


# ── channels ────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Channel:
    """Where to send. address: an Apprise URL, `env:NAME` or `file:PATH`; it is a secret.

    allow_private: whether an address of one's own network may be spoken to.
    """

    number: int
    name: str
    # Whatever prints a channel, a log or a failed test, prints none of this.
    address: str = field(repr=False)
    allow_private: bool
    made_at: datetime


def all_channels(ledger: Ledger) -> list[Channel]:
    """Return the channels that stand, the first made first."""
    with ledger.office() as connection:
        return standing_channels(connection)


def standing_channels(connection: Connection) -> list[Channel]:
    """Return the channels that stand, the first made first."""
    c = channels.c
    rows = connection.execute(select(channels).where(c.removed_at.is_(None)).order_by(c.number))
    return [_channel(row) for row in rows]


def channel_named(ledger: Ledger, name: str) -> Channel:
    """Return a channel by its name or number. Raises: UsageError that names those there are."""
    known = all_channels(ledger)
    wanted = name.strip().casefold()
    for channel in known:
        if wanted in (channel.name.casefold(), str(channel.number)):
            return channel
    names = ", ".join(channel.name for channel in known)
    remedy = f"There are: {names}." if names else "Make one: airdate alerts channels add NAME URL"
    raise UsageError(f"There is no channel {name!r:.80}.", remedy)


def add_channel(
    ledger: Ledger, name: str, *, address: str, allow_private: bool, made_at: datetime
) -> Channel:
    """Return a new channel. Raises: UsageError where the name is taken."""
    with ledger.office(write=True) as connection:
        taken = {channel.name.casefold() for channel in standing_channels(connection)}
        if name.casefold() in taken:
            raise UsageError(
                f"There is a channel {name!r} already.",
                f"Remove it first: airdate alerts channels remove {name}",
            )
        number = next_number(connection, channels)
        row = {"number": number, "name": name, "address": address, "allow_private": allow_private}
        connection.execute(insert(channels), row | {"recorded_at": made_at})
        return Channel(number, name, address, allow_private, made_at)


def allow_private(ledger: Ledger, channel: Channel, *, allowed: bool) -> Channel:
    """Return a channel that may, or may no longer, speak to addresses of one's own network."""
    with ledger.office(write=True) as connection:
        chosen = channels.c.number == channel.number
        connection.execute(update(channels).where(chosen).values(allow_private=allowed))
    return replace(channel, allow_private=allowed)


def remove_channel(ledger: Ledger, channel: Channel, *, removed_at: datetime) -> None:
    """Forget a channel and its address. Raises: UsageError where rules still send to it."""
    with ledger.office(write=True) as connection:
        using = [rule for rule in standing_rules(connection) if rule.channel == channel.number]
        if using:
            numbers = ", ".join(str(rule.number) for rule in using)
            raise UsageError(
                f"The channel {channel.name} is used by the rules {numbers}.",
                f"Remove them first: airdate alerts remove {using[0].number}",
            )
        connection.execute(
            update(channels)
            .where(channels.c.number == channel.number)
            .values(removed_at=removed_at, address="")
        )


def _channel(row: Row[Any]) -> Channel:
    return Channel(row.number, row.name, row.address, row.allow_private, row.recorded_at)


# ── rules ───────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Rule:
    """What is to be told of a title, or of all; where to; and how far the ledger was looked at.

    title: None for all that is followed.  wishes: as `airdate.alerts.rules.Wishes` writes them.
    """

    number: int
    id: str
    title: str | None
    title_key: str | None
    season: int | None
    channel: int
    wishes: Mapping[str, Any]
    made_at: datetime
    seen: Seen


def all_rules(ledger: Ledger) -> list[Rule]:
    """Return the rules that stand, the first made first."""
    with ledger.office() as connection:
        return standing_rules(connection)


def standing_rules(connection: Connection) -> list[Rule]:
    """Return the rules that stand, the first made first."""
    c = rules.c
    rows = connection.execute(select(rules).where(c.removed_at.is_(None)).order_by(c.number))
    return [_rule(row) for row in rows]


def add_rule(ledger: Ledger, rule: Rule) -> Rule:
    """Return a rule as it is kept: with a number, and with all that is known by now seen."""
    with ledger.office(write=True) as connection:
        number = next_number(connection, rules)
        seen = seen_now(connection)
        content = {
            "title": rule.title,
            "title_key": rule.title_key,
            "season": rule.season,
            "channel": rule.channel,
            "wishes": dict(rule.wishes),
        }
        identity = row_id("alert rule", number, rule.made_at.isoformat(), content)
        row = content | {"number": number, "id": identity, "recorded_at": rule.made_at}
        connection.execute(insert(rules), row | _seen_row(seen))
        found = connection.execute(select(rules).where(rules.c.number == number)).one()
        return _rule(found)


def remove_rule(ledger: Ledger, number: int, *, removed_at: datetime) -> Rule:
    """Return the rule that holds no more; what it had to tell is not sent. Raises: UsageError."""
    with ledger.office(write=True) as connection:
        found = next((r for r in standing_rules(connection) if r.number == number), None)
        if found is None:
            raise UsageError(f"There is no rule {number}.", "See airdate alerts list")
        chosen = rules.c.number == number
        connection.execute(update(rules).where(chosen).values(removed_at=removed_at))
        ending = messages.c.rule == number, messages.c.state == "waiting"
        connection.execute(
            update(messages).where(*ending).values(state="withdrawn", ended_at=removed_at)
        )
        return found


def mark_seen(connection: Connection, rule: Rule, *, seen: Seen) -> bool:
    """Return whether the rule was still where it was read to be, and is moved on now.

    Of two processes that looked at once, the second learns here that it was late.
    """
    row = connection.execute(select(rules).where(rules.c.number == rule.number)).first()
    if row is None or row.removed_at is not None or _rule(row).seen != rule.seen:
        return False
    connection.execute(update(rules).where(rules.c.number == rule.number).values(_seen_row(seen)))
    return True


def _seen_row(seen: Seen) -> dict[str, Any]:
    return {
        "seen_at": seen.at,
        "seen_version": list(seen.version),
        "seen_entries": seen.entries,
        "looked_on": seen.day,
    }


def _rule(row: Row[Any]) -> Rule:
    seen = Seen(row.seen_at, tuple(row.seen_version), row.seen_entries, row.looked_on)
    return Rule(
        number=row.number,
        id=row.id,
        title=row.title,
        title_key=row.title_key,
        season=row.season,
        channel=row.channel,
        wishes=row.wishes,
        made_at=row.recorded_at,
        seen=seen,
    )


def next_number(connection: Connection, table: Table) -> int:
    """Return the number of the next row of a table; the writers' lock is held."""
    return int(connection.execute(select(func.max(table.c.number))).scalar() or 0) + 1


# ── marks ───────────────────────────────────────────────────────────────────────────────────


def marks_of(connection: Connection, rule: Rule) -> dict[str, date]:
    """Return the days that a rule last told of, by what they are about."""
    found = connection.execute(select(marks).where(marks.c.rule == rule.number))
    return {row.about: row.day for row in found}


def set_marks(connection: Connection, rule: Rule, *, days: Mapping[str, date]) -> None:
    """Keep the days from which a rule measures moves."""
    known = marks_of(connection, rule)
    c = marks.c
    for about, day in days.items():
        if about in known:
            chosen = c.rule == rule.number, c.about == about
            connection.execute(update(marks).where(*chosen).values(day=day))
        else:
            row = {"number": next_number(connection, marks), "rule": rule.number}
            connection.execute(insert(marks), row | {"about": about, "day": day})
