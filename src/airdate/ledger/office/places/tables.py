"""The tables of the watcher; all beside `visits` may change, as the package says."""

from __future__ import annotations

from datetime import date

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    Table,
    UniqueConstraint,
)

from airdate.ledger.schema import Moment, _identity, _number, _text, metadata

ID_DIGITS = 12
KEY_DIGITS = 20
"""80 bits: among a million items, two share a mark once in 10^12."""

places = Table(
    "places",
    metadata,
    _number(),
    _identity(ID_DIGITS),
    Column("kind", _text(), nullable=False),
    Column("address", _text(), nullable=False),
    Column("name", _text(), nullable=False),
    Column("tags", JSON, nullable=False),
    Column("title", _text()),
    Column("season", Integer),
    Column("every_seconds", Float),
    Column("obeys_robots", Boolean(create_constraint=False), nullable=False),
    Column("added_at", Moment, nullable=False),
    Column("paused_at", Moment),
    Column("paused_why", _text()),
    Column("removed_at", Moment),
)

states = Table(
    "states",
    metadata,
    Column("number", ForeignKey("places.number"), primary_key=True, autoincrement=False),
    Column("etag", _text()),
    Column("last_modified", _text()),
    Column("digest", _text()),
    Column("marks", JSON(none_as_null=True)),
    Column("next_due", Moment, nullable=False),
    Column("set_at", Moment, nullable=False),
    Column("interval_seconds", Float, nullable=False),
    Column("changes", Float, nullable=False),
    Column("hours", Float, nullable=False),
    Column("failures", Integer, nullable=False),
    Column("refusals", Integer, nullable=False),
    Column("failing_since", Moment),
    Column("last_at", Moment),
    Column("last_good_at", Moment),
    Column("last_whole_at", Moment),
    Column("last_status", Integer),
    Column("last_outcome", _text()),
    Column("last_reason", _text()),
    Column("visits", Integer, nullable=False),
    Column("documents", Integer, nullable=False),
    Column("let_go", Integer, nullable=False),
    Column("leased_by", _text()),
    Column("leased_until", Moment),
    Index(None, "next_due"),
)

seen = Table(
    "seen",
    metadata,
    _number(),
    Column("place", Integer, nullable=False),
    Column("key", _text(KEY_DIGITS), nullable=False),
    Column[date]("met_on", Date, nullable=False),
    UniqueConstraint("place", "key"),
    Index(None, "place", "met_on"),
)

errands = Table(
    "errands",
    metadata,
    _number(),
    Column("place", ForeignKey("places.number"), nullable=False),
    Column("key", _text(KEY_DIGITS), nullable=False),
    Column("address", _text(), nullable=False),
    Column("host", _text(), nullable=False),
    Column("heading", _text(), nullable=False),
    Column("words", _text(), nullable=False),
    Column("bears", JSON, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("due_at", Moment, nullable=False),
    Column("set_at", Moment, nullable=False),
    Column("leased_by", _text()),
    Column("leased_until", Moment),
    UniqueConstraint("place", "key"),
    Index(None, "due_at"),
)

visits = Table(
    "visits",
    metadata,
    _number(),
    Column("place", ForeignKey("places.number"), nullable=False),
    Column("address", _text()),
    Column("at", Moment, nullable=False),
    Column("took_ms", Integer, nullable=False),
    Column("status", Integer),
    Column("outcome", _text(), nullable=False),
    Column("reason", _text(), nullable=False),
    Column("items", Integer, nullable=False),
    Column("fresh", Integer, nullable=False),
    Column("documents", Integer, nullable=False),
    Column("let_go", Integer, nullable=False),
    Column("examples", JSON, nullable=False),
    Column("bytes", Integer, nullable=False),
    Index(None, "place"),
    Index(None, "at"),
)

politeness = Table(
    "politeness",
    metadata,
    _number(),
    Column("host", _text(), nullable=False, unique=True),
    Column("next_allowed", Moment, nullable=False),
    Column("set_at", Moment, nullable=False),
    Column("crawl_delay_seconds", Float),
    Column("robots", _text()),
    Column("robots_until", Moment),
)
