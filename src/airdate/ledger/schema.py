"""Makes the tables of the ledger: what is kept, each thing once, each with the moment it came.

    documents ─┬─ texts        the exact words (two spellings of white space: one document)
               ├─ locations    where it was met, and the day it bears there
               └─ readings ─── claims ─── installments
                                 └─ entries ─── judgements
    aliases                    other titles of a work

`number` is the order of arrival and joins the tables; `id` is a hash of the content and means the
same in every ledger. A change here needs a migration: a test compares the two.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    text,
)
from sqlalchemy.types import TypeEngine

from airdate.ledger.dialect import Id, Words
from airdate.ledger.rows import moment_text

REVISIONS = ("0001", "0002", "0003", "0004", "0005", "0006")
"""The migrations that this airdate knows, oldest first; a ledger with another one is newer."""


class Moment(TypeDecorator[datetime]):
    """An aware moment, kept in UTC: as text of fixed width where the store has no such type."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Return text for SQLite, which would drop the time zone."""
        plain = String(27) if dialect.name == "sqlite" else DateTime(timezone=True)
        return dialect.type_descriptor(plain)

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        """Return the moment as the store keeps it."""
        if value is None or dialect.name != "sqlite":
            return value
        return moment_text(value)

    def process_result_value(
        self, value: str | datetime | None, dialect: Dialect
    ) -> datetime | None:
        """Return the moment that the store kept."""
        if value is None:
            return None
        kept = datetime.fromisoformat(value) if isinstance(value, str) else value
        return kept if kept.tzinfo is UTC else kept.astimezone(UTC)


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _text(length: int | None = None) -> TypeEngine[str]:
    """Return the type of a text, or of an id where it has a length."""
    if length is None:
        return Text().with_variant(Words(), "postgresql")
    return String(length).with_variant(Id(length), "postgresql")


def _number() -> Column[int]:
    return Column("number", Integer, primary_key=True, autoincrement=False)


def _identity(length: int = 32) -> Column[str]:
    return Column("id", _text(length), nullable=False, unique=True)


def _of(table: str, *, name: str = "", nullable: bool = False) -> Column[int]:
    return Column(name or table[:-1], ForeignKey(f"{table}.number"), nullable=nullable)


def _recorded_at() -> Column[datetime]:
    return Column("recorded_at", Moment, nullable=False)


documents = Table("documents", metadata, _number(), _identity(64))

texts = Table(
    "texts",
    metadata,
    _number(),
    _identity(),
    _of("documents"),
    Column("text", _text(), nullable=False),
    Column("heading", _text(), nullable=False),
    Column("language", _text(), nullable=False),
    Index(None, "document"),
)

locations = Table(
    "locations",
    metadata,
    _number(),
    _identity(),
    _of("documents"),
    Column("url", _text()),
    Column("outlet", _text()),
    Column[date]("published", Date),
    Column("published_basis", _text(), nullable=False),
    Column("name", _text()),
    Column[date]("said_on", Date, nullable=False),
    _recorded_at(),
    Index(None, "document"),
    Index(None, "recorded_at"),
)

readings = Table(
    "readings",
    metadata,
    _number(),
    _identity(),
    _of("documents"),
    _of("texts"),
    Column("reader", _text(), nullable=False),
    Column("sentences", JSON, nullable=False),
    _recorded_at(),
    Index(None, "document", "recorded_at"),
    Index(None, "recorded_at"),
)

installments = Table(
    "installments",
    metadata,
    _number(),
    Column("ref", _text(52), nullable=False, unique=True),
    Column("title_key", _text(), nullable=False),
    Column("season", Integer),
)
Index(
    "uq_installments_key", installments.c.title_key, text("coalesce(season, -1)"), unique=True
).ddl_if(dialect="sqlite")  # for PostgreSQL, `dialect.one_each`

entries = Table(
    "entries",
    metadata,
    _number(),
    _identity(16),
    _of("documents"),
    Index(None, "document"),
)

claims = Table(
    "claims",
    metadata,
    _number(),
    _of("readings"),
    Column("position", Integer, nullable=False),
    _of("entries", name="entry"),
    _of("installments"),
    Column("title", _text(), nullable=False),
    Column("form", _text(), nullable=False),
    Column("event", _text()),
    Column("when", _text()),
    Column("person", _text()),
    Column("kind", _text()),
    Column("character", _text()),
    Column("known_for", _text()),
    Column("topic", _text()),
    Column("words", _text()),
    Column("status", _text(), nullable=False),
    Column("source", _text()),
    Column("sentence", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("phrase", _text()),
    Column("rule", _text(), nullable=False),
    Column("confidence", Float, nullable=False),
    UniqueConstraint("reading", "position"),
    CheckConstraint(
        "(form = 'milestone' and event is not null)"
        " or (form = 'credit' and person is not null and kind is not null)"
        " or (form = 'detail' and topic is not null and words is not null)",
        name="statement",
    ),
    Index(None, "entry"),
    Index(None, "installment"),
)

judgements = Table(
    "judgements",
    metadata,
    _number(),
    _identity(),
    _of("entries", name="entry"),
    Column("verdict", _text(), nullable=False),
    Column("reason", _text(), nullable=False),
    Column("claim", JSON(none_as_null=True)),
    _of("installments", nullable=True),
    _recorded_at(),
    CheckConstraint("(verdict = 'corrected') = (claim is not null)", name="correction"),
    Index(None, "entry"),
    Index(None, "recorded_at"),
)

aliases = Table(
    "aliases",
    metadata,
    _number(),
    _identity(),
    Column("alias", _text(), nullable=False),
    Column("alias_key", _text(), nullable=False),
    Column("title", _text(), nullable=False),
    Column("title_key", _text(), nullable=False),
    _recorded_at(),
    Index(None, "recorded_at"),
)

DATED = (locations, readings, judgements, aliases)
"""The tables whose rows bear the moment at which they were learned."""

RECORDED = tuple(metadata.sorted_tables)
"""The tables of what was told, those that others point to first: not those of the office."""
