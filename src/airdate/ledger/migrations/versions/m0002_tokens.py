"""The hashes of tokens."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
_NUMBER = sa.String(8).with_variant(sa.String(8, collation="C"), "postgresql")


def upgrade() -> None:
    """Make the table; its rows may go again."""
    op.create_table(
        "tokens",
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("id", _NUMBER, nullable=False),
        sa.Column("name", _TEXT, nullable=False),
        sa.Column("hash", _TEXT, nullable=False),
        sa.Column("made_on", sa.Date, nullable=False),
        sa.Column("scope", _TEXT, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_tokens"),
        sa.UniqueConstraint("id", name="uq_tokens_id"),
        sa.CheckConstraint("scope in ('read', 'write')", name="ck_tokens_scope"),
    )
