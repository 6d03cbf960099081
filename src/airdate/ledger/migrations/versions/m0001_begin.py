"""The first tables: documents, what readers found in them, and what people decided."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from airdate.ledger.dialect import append_only, one_each

revision = "0001"
down_revision = None

_MOMENT = sa.DateTime(timezone=True).with_variant(sa.String(27), "sqlite")
_TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
_TABLES = (
    "documents",
    "texts",
    "locations",
    "readings",
    "installments",
    "entries",
    "claims",
    "judgements",
    "aliases",
)


def upgrade() -> None:
    """Make the tables, and forbid changes to what they will hold."""
    _documents()
    _readings()
    _installments()
    _claims()
    _judgements()
    _aliases()
    dialect = op.get_bind().dialect.name
    for table in _TABLES:
        for statement in append_only(table, dialect=dialect):
            op.execute(statement)


def _identity(length: int) -> sa.types.TypeEngine[str]:
    return sa.String(length).with_variant(sa.String(length, collation="C"), "postgresql")


def _table(name: str, *columns: sa.schema.SchemaItem, identity: int | None = 32) -> None:
    number = sa.Column("number", sa.Integer, nullable=False)
    key = sa.PrimaryKeyConstraint("number", name=f"pk_{name}")
    own: list[sa.schema.SchemaItem] = [number, key]
    if identity:
        own.append(sa.Column("id", _identity(identity), nullable=False))
        own.append(sa.UniqueConstraint("id", name=f"uq_{name}_id"))
    op.create_table(name, *own, *columns)


def _of(table: str, column: str, *, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{target}.number"], name=f"fk_{table}_{column}_{target}"
    )


def _recorded_at() -> sa.Column[object]:
    return sa.Column("recorded_at", _MOMENT, nullable=False)


def _documents() -> None:
    _table("documents", identity=64)
    _table(
        "texts",
        sa.Column("document", sa.Integer, nullable=False),
        sa.Column("text", _TEXT, nullable=False),
        sa.Column("heading", _TEXT, nullable=False),
        sa.Column("language", _TEXT, nullable=False),
        _of("texts", "document", target="documents"),
    )
    op.create_index("ix_texts_document", "texts", ["document"])
    _table(
        "locations",
        sa.Column("document", sa.Integer, nullable=False),
        sa.Column("url", _TEXT),
        sa.Column("outlet", _TEXT),
        sa.Column("published", sa.Date),
        sa.Column("published_basis", _TEXT, nullable=False),
        sa.Column("name", _TEXT),
        sa.Column("said_on", sa.Date, nullable=False),
        _recorded_at(),
        _of("locations", "document", target="documents"),
    )
    op.create_index("ix_locations_document", "locations", ["document"])
    op.create_index("ix_locations_recorded_at", "locations", ["recorded_at"])


def _readings() -> None:
    _table(
        "readings",
        sa.Column("document", sa.Integer, nullable=False),
        sa.Column("text", sa.Integer, nullable=False),
        sa.Column("reader", _TEXT, nullable=False),
        sa.Column("sentences", sa.JSON, nullable=False),
        _recorded_at(),
        _of("readings", "document", target="documents"),
        _of("readings", "text", target="texts"),
    )
    op.create_index("ix_readings_document_recorded_at", "readings", ["document", "recorded_at"])
    op.create_index("ix_readings_recorded_at", "readings", ["recorded_at"])


def _installments() -> None:
    _table(
        "installments",
        sa.Column("ref", _identity(52), nullable=False),
        sa.Column("title_key", _TEXT, nullable=False),
        sa.Column("season", sa.Integer),
        sa.UniqueConstraint("ref", name="uq_installments_ref"),
        identity=None,
    )
    for statement in one_each(dialect=op.get_bind().dialect.name):
        op.execute(statement)


def _claims() -> None:
    _table(
        "entries",
        sa.Column("document", sa.Integer, nullable=False),
        _of("entries", "document", target="documents"),
        identity=16,
    )
    op.create_index("ix_entries_document", "entries", ["document"])
    optional = ("event", "when", "person", "kind", "character", "known_for", "topic", "words")
    _table(
        "claims",
        sa.Column("reading", sa.Integer, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("entry", sa.Integer, nullable=False),
        sa.Column("installment", sa.Integer, nullable=False),
        sa.Column("title", _TEXT, nullable=False),
        sa.Column("form", _TEXT, nullable=False),
        *(sa.Column(name, _TEXT) for name in optional),
        sa.Column("status", _TEXT, nullable=False),
        sa.Column("source", _TEXT),
        *(sa.Column(name, sa.Integer, nullable=False) for name in ("sentence", "start", "end")),
        sa.Column("phrase", _TEXT),
        sa.Column("rule", _TEXT, nullable=False),
        sa.Column("confidence", sa.Float, nullable=False),
        sa.UniqueConstraint("reading", "position", name="uq_claims_reading_position"),
        sa.CheckConstraint(
            "(form = 'milestone' and event is not null)"
            " or (form = 'credit' and person is not null and kind is not null)"
            " or (form = 'detail' and topic is not null and words is not null)",
            name="ck_claims_statement",
        ),
        _of("claims", "reading", target="readings"),
        _of("claims", "entry", target="entries"),
        _of("claims", "installment", target="installments"),
        identity=None,
    )
    op.create_index("ix_claims_entry", "claims", ["entry"])
    op.create_index("ix_claims_installment", "claims", ["installment"])


def _judgements() -> None:
    _table(
        "judgements",
        sa.Column("entry", sa.Integer, nullable=False),
        sa.Column("verdict", _TEXT, nullable=False),
        sa.Column("reason", _TEXT, nullable=False),
        sa.Column("claim", sa.JSON(none_as_null=True)),
        sa.Column("installment", sa.Integer),
        _recorded_at(),
        sa.CheckConstraint(
            "(verdict = 'corrected') = (claim is not null)", name="ck_judgements_correction"
        ),
        _of("judgements", "entry", target="entries"),
        _of("judgements", "installment", target="installments"),
    )
    op.create_index("ix_judgements_entry", "judgements", ["entry"])
    op.create_index("ix_judgements_recorded_at", "judgements", ["recorded_at"])


def _aliases() -> None:
    _table(
        "aliases",
        sa.Column("alias", _TEXT, nullable=False),
        sa.Column("alias_key", _TEXT, nullable=False),
        sa.Column("title", _TEXT, nullable=False),
        sa.Column("title_key", _TEXT, nullable=False),
        _recorded_at(),
    )
    op.create_index("ix_aliases_recorded_at", "aliases", ["recorded_at"])
