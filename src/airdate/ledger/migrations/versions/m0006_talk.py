"""Posts of fans, and the secret by which their authors are hashed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

_MOMENT = sa.DateTime(timezone=True).with_variant(sa.String(27), "sqlite")
_TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
_ID = sa.String(32).with_variant(sa.String(32, collation="C"), "postgresql")


def upgrade() -> None:
    """Make the tables; what they hold may be replaced and taken out."""
    op.create_table(
        "posts",
        sa.Column("id", _ID, nullable=False),
        sa.Column("thread", _TEXT, nullable=False),
        sa.Column("thread_title", _TEXT, nullable=False),
        sa.Column("url", _TEXT),
        sa.Column("place", _TEXT),
        sa.Column("title", _TEXT, nullable=False),
        sa.Column("title_key", _TEXT, nullable=False),
        sa.Column("season", sa.Integer),
        sa.Column("author", _TEXT),
        sa.Column("posted_at", _MOMENT, nullable=False),
        sa.Column("text", _TEXT, nullable=False),
        sa.Column("score", sa.Integer),
        sa.Column("depth", sa.Integer, nullable=False),
        sa.Column("recorded_at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_posts"),
    )
    op.create_index("ix_posts_title_key_posted_at", "posts", ["title_key", "posted_at"])
    op.create_table(
        "secrets",
        sa.Column("name", _TEXT, nullable=False),
        sa.Column("value", _TEXT, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_secrets"),
    )
