"""What is followed, and its numbers in catalogues."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from airdate.ledger.dialect import append_only

revision = "0003"
down_revision = "0002"

_MOMENT = sa.DateTime(timezone=True).with_variant(sa.String(27), "sqlite")
_TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
_ID = sa.String(32).with_variant(sa.String(32, collation="C"), "postgresql")


def upgrade() -> None:
    """Make the tables, and forbid changes to what they will hold."""
    _table(
        "follows",
        sa.Column("followed", sa.Boolean, nullable=False),
        sa.Column("origin", _TEXT, nullable=False),
    )
    _table(
        "identities",
        sa.Column("scheme", _TEXT, nullable=False),
        sa.Column("kind", _TEXT, nullable=False),
        sa.Column("value", _TEXT),
        sa.Column("source", _TEXT, nullable=False),
    )
    dialect = op.get_bind().dialect.name
    for table in ("follows", "identities"):
        for statement in append_only(table, dialect=dialect):
            op.execute(statement)


def _table(name: str, *columns: sa.Column[object]) -> None:
    op.create_table(
        name,
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("id", _ID, nullable=False),
        sa.Column("title", _TEXT, nullable=False),
        sa.Column("title_key", _TEXT, nullable=False),
        sa.Column("season", sa.Integer),
        *columns,
        sa.Column("recorded_at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("number", name=f"pk_{name}"),
        sa.UniqueConstraint("id", name=f"uq_{name}_id"),
    )
    op.create_index(f"ix_{name}_recorded_at", name, ["recorded_at"])
